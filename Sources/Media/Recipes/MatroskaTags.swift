import Files

/// The tags of a Matroska or WebM file that has been written, which FFmpeg does not write again.
///
/// Source: RFC 8794 (EBML), sections 4 to 6, and RFC 9559 (Matroska), section 5.1.8.
enum MatroskaTags {
    /// Puts a recipe in the place of another of the same length, and the checksum of the tags right.
    static func replaceRecipe(_ recipe: String, in file: AtomicFile) throws {
        var bytes = [UInt8](repeating: 0, count: min(file.size, reach))
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        bytes.removeLast(bytes.count - count)
        guard let tags = tags(in: bytes), let place = place(in: bytes[tags], recipe.utf8.count)
        else {
            throw MediaError.verificationFailed(
                place: file.place, found: "no recipe in the tags", expected: "the one written")
        }
        bytes.replaceSubrange(place, with: recipe.utf8)
        // CRC-32: its identifier, its size of four, and the sum, the lowest byte first.
        if bytes[tags].starts(with: [0xBF, 0x84]) {
            let sum = PNGChunks.crc(bytes[(tags.lowerBound + 6)..<tags.upperBound])
            for byte in 0..<4 {
                bytes[tags.lowerBound + 2 + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte))
            }
        }
        try bytes[tags].withUnsafeBytes { try file.write($0, at: tags.lowerBound) }
    }

    /// Bytes in which the tags are, which FFmpeg writes before the first frame.
    private static let reach = 1 << 20

    /// Where the content of the tags is: among the elements at the top, or in the segment.
    private static func tags(in bytes: [UInt8]) -> Range<Int>? {
        var position = 0
        while let (identifier, start) = number(in: bytes, at: position, keepsMarker: true),
            let (size, content) = number(in: bytes, at: start, keepsMarker: false)
        {
            switch identifier {
            case 0x1853_8067: position = content
            case 0x1254_C367:
                return size <= bytes.count - content ? content..<content + size : nil
            default:
                guard size < bytes.count - content else { return nil }
                position = content + size
            }
        }
        return nil
    }

    /// A number of variable length, and where it ends.
    private static func number(
        in bytes: [UInt8], at position: Int, keepsMarker: Bool
    ) -> (value: Int, end: Int)? {
        guard position < bytes.count else { return nil }
        let length = bytes[position].leadingZeroBitCount + 1
        guard length <= 8, length <= bytes.count - position else { return nil }
        let marker = keepsMarker ? 0 : UInt8(0x80 >> (length - 1))
        let value = bytes[position + 1..<position + length].reduce(
            UInt64(bytes[position] ^ marker)
        ) { $0 << 8 | UInt64($1) }
        return Int(exactly: value).map { ($0, position + length) }
    }

    /// Where a recipe of a length begins among the bytes of the tags.
    private static func place(in tags: ArraySlice<UInt8>, _ length: Int) -> Range<Int>? {
        let mark = Array("\(RecipeText.keyword) ".utf8)
        guard tags.count >= length, length >= mark.count else { return nil }
        return (tags.startIndex...tags.endIndex - length).first {
            tags[$0] == mark[0] && tags[$0..<$0 + mark.count].elementsEqual(mark)
        }.map { $0..<$0 + length }
    }
}
