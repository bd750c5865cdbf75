public import Files

/// What a file of a numbered sequence states about itself: which frame it shows, by the frame's key,
/// and the content that it was written with.
///
/// It is the text `Segue frame KEY CONTENT`, two SHA-256 of 64 hexadecimal digits each, where the format
/// has room for text: a PNG's iTXt chunk, an EXR's attribute, a TIFF's description, a JPEG's comment, a
/// WebP's XMP.
public struct FrameStatement: Hashable, Sendable {
    /// The frame's key.
    public let frame: Digest
    /// SHA-256 of what ``PictureFormat/content(of:)`` takes from the file.
    public let content: Digest

    /// A statement of these digests.
    public init(frame: Digest, content: Digest) {
        (self.frame, self.content) = (frame, content)
    }

    /// The words before the digests.
    static let keyword = "Segue frame"

    /// From the digests as text, `KEY CONTENT`; nil for any other text.
    init?(digests text: some Sequence<UInt8>) {
        let words = String(decoding: Array(text), as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let frame = Digest(String(words[0])),
            let content = Digest(String(words[1]))
        else { return nil }
        self.init(frame: frame, content: content)
    }

    /// The digests as text, `KEY CONTENT`.
    var digests: String { "\(frame) \(content)" }
}

/// Statements as plain text in files whose format keeps text as it is.
///
/// The content is the whole file with zeros for the statement's digests.
extension FrameStatement {
    /// A statement of zeros, which an encoder writes first.
    static let blank = keyword + " " + blankDigests

    /// A file that has ``blank`` somewhere, with the statement of its own content instead; as it is where
    /// it has none.
    static func stated(_ frame: Digest, in file: [UInt8]) throws -> [UInt8] {
        guard let place = place(in: file) else { return file }
        let statement = FrameStatement(frame: frame, content: try digest(of: file))
        var file = file
        file.replaceSubrange(place, with: statement.digests.utf8)
        return file
    }

    /// The statement in a file's first or last bytes; nil if there is none.
    static func found(inBeginning beginning: [UInt8], end: [UInt8]) -> FrameStatement? {
        for part in [beginning, end] {
            if let place = place(in: part) { return FrameStatement(digests: part[place]) }
        }
        return nil
    }

    /// SHA-256 of a file with zeros for the statement's digests; nil for a file without a statement.
    static func content(of file: [UInt8]) -> Digest? {
        guard let place = place(in: file) else { return nil }
        var blank = file
        blank.replaceSubrange(place, with: blankDigests.utf8)
        return try? digest(of: blank)
    }

    /// Bytes at a file's beginning, and at its end, among which a statement is looked for.
    static let reach = 1 << 17

    private static let blankDigests =
        String(repeating: "0", count: 64) + " " + String(repeating: "0", count: 64)

    private static func digest(of file: [UInt8]) throws -> Digest {
        let hash = try SHA256()
        try file.withUnsafeBytes { try hash.update($0) }
        return try hash.digest()
    }

    /// The place of the digests, which follow the keyword.
    private static func place(in file: [UInt8]) -> Range<Int>? {
        let (mark, length) = (Array("\(keyword) ".utf8), blankDigests.utf8.count)
        let parts = [0..<min(reach, file.count), max(0, file.count - reach)..<file.count]
        return file.withUnsafeBufferPointer { file in
            for part in parts {
                var position = part.lowerBound
                while position + mark.count + length <= part.upperBound {
                    if file[position] == mark[0],
                        file[position..<position + mark.count].elementsEqual(mark)
                    {
                        return position + mark.count..<position + mark.count + length
                    }
                    position += 1
                }
            }
            return nil
        }
    }
}
