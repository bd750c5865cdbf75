import Files
import Glibc

/// What a PNG of a numbered sequence states about itself: which frame it shows, by the frame's key,
/// and which samples it was written with.
///
/// It is an iTXt chunk before the picture's data, of the keyword `Segue frame` and the text
/// `KEY SAMPLES`, two SHA-256 of 64 hexadecimal digits.  Source: PNG specification (third edition),
/// sections 5.3 (chunk layout), 11.3.3.4 (iTXt) and annex D (CRC).
struct PNGFrameKey: Equatable {
    /// The frame's key.
    let frame: Digest
    /// SHA-256 of the samples as they were handed to the encoder: RGB or RGBA, row by row,
    /// 16-bit ones little-endian.
    let samples: Digest

    /// Of a frame with these samples.
    init(_ frame: Digest, samples: UnsafeRawBufferPointer) throws {
        self.frame = frame
        self.samples = try Self.digest(of: samples)
    }

    /// The key that a file states; nil if it states none, or a damaged one.
    ///
    /// - Parameter beginning: of the file, as far as the picture's data.
    init?(in beginning: [UInt8]) {
        guard beginning.starts(with: PNGChunks.signature) else { return nil }
        var position = 8
        while position + 12 <= beginning.count {
            let length = Int(Self.number(beginning, at: position))
            guard length <= beginning.count - position - 12 else { return nil }
            let chunk = beginning[position + 4..<position + 8 + length]
            if chunk.starts(with: "IDAT".utf8) { return nil }
            if chunk.starts(with: Self.beginning) {
                let crc = Self.number(beginning, at: position + 8 + length)
                guard Self.crc(chunk) == crc else { return nil }
                self.init(text: chunk.dropFirst(Self.beginning.count))
                return
            }
            position += 12 + length
        }
        return nil
    }

    private init?(text: ArraySlice<UInt8>) {
        let words = String(decoding: text, as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let frame = Digest(String(words[0])),
            let samples = Digest(String(words[1]))
        else { return nil }
        (self.frame, self.samples) = (frame, samples)
    }

    /// A file with this statement; as it is where it has no picture's data.
    func inserted(into file: UnsafeRawBufferPointer) -> [UInt8] {
        var position = 8
        while position + 12 <= file.count, !file[(position + 4)...].starts(with: "IDAT".utf8) {
            position += 12 + Int(Self.number(file, at: position))
        }
        guard position + 12 <= file.count else { return Array(file) }
        let chunk = Self.beginning + Array("\(frame) \(samples)".utf8)
        let length = UInt32(chunk.count - 4)
        return Array(file[..<position]) + Self.bytes(length) + chunk
            + Self.bytes(Self.crc(chunk[...]))
            + Array(file[position...])
    }

    /// SHA-256 of samples.
    static func digest(of samples: UnsafeRawBufferPointer) throws -> Digest {
        let hash = try SHA256()
        try hash.update(samples)
        return try hash.digest()
    }

    /// The chunk's type, the keyword, no compression, no language and no translated keyword.
    private static let beginning = Array("iTXtSegue frame\0\0\0\0\0".utf8)

    private static func number(_ bytes: some RandomAccessCollection<UInt8>, at position: Int)
        -> UInt32
    {
        bytes.dropFirst(position).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 with the polynomial x³² + x²⁶ + … + 1, the lowest bit first.
    static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
                crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
    }
}

/// The file that has the name of a sequence's frame.
enum PNGFrameFile: Equatable {
    /// Nothing.
    case missing
    /// A picture that states a frame's key; its data are not looked at.
    case keyed(PNGFrameKey)
    /// Anything else, or another user's.
    case other

    /// Looks at a file of a folder.
    ///
    /// - Parameter name: its name there.
    init(_ name: String, in folder: OutputFolder) {
        var status = stat()
        guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            self = errno == ENOENT ? .missing : .other
            return
        }
        guard let file = folder.openOwn(name), let bytes = try? file.prefix(1 << 16),
            let key = PNGFrameKey(in: bytes)
        else {
            self = .other
            return
        }
        self = .keyed(key)
    }

    /// The state of the data of a picture that states a key.
    enum Data {
        /// The samples that it states.
        case whole
        /// They cannot be decoded: the file was cut or damaged.
        case damaged
        /// Others: somebody has changed the picture.
        case changed
    }

    /// Decodes a file of a folder that states a key.
    static func data(of name: String, in folder: OutputFolder, stating key: PNGFrameKey) -> Data {
        guard let file = folder.openOwn(name), let bytes = try? file.prefix(file.size),
            bytes.count == file.size, let chunks = PNGChunks(bytes), chunks.trailing == 0,
            let samples = try? PNGReader.samples(bytes, place: name)
        else { return .damaged }
        let digest = samples.withUnsafeBytes { try? PNGFrameKey.digest(of: $0) }
        return digest == key.samples ? .whole : .changed
    }
}
