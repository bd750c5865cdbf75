import Files

/// What containers say themselves of where they end: FFmpeg takes many that are cut short for whole.
///
/// Only what is certain counts.  A container that does not say its length, as one that was written
/// to a pipe, is taken as it is.
enum CutShort {
    /// What a file lacks of what its container promises, for messages; nil when it is whole or cannot
    /// be known.
    ///
    /// - Parameter format: FFmpeg's name of the container.
    static func shortfall(of file: RegularFile, format: String) -> String? {
        var bytes = FileBytes(file)
        return switch format {
        case "matroska,webm": matroska(&bytes)
        case "avi": riff(&bytes)
        case "asf": asf(&bytes)
        case "mpegts": transportStream(&bytes)
        case "ogg": ogg(&bytes)
        case "gif": gif(&bytes)
        default: nil
        }
    }

    /// Whether a file begins as an MP4 or MOV does (ISO/IEC 14496-12, 4.2: a size, then a type).
    static func isMP4(_ file: RegularFile) -> Bool {
        var bytes = FileBytes(file)
        let types = ["ftyp", "moov", "mdat", "wide"]
        return types.contains { bytes.has($0, at: 4) }
    }

    /// A length that reaches beyond the file's end, for messages.
    static func missing(_ bytes: FileBytes, until end: Int) -> String? {
        guard end > bytes.count else { return nil }
        return "\(bytes.count) of \(end) bytes"
    }

    /// EBML (RFC 8794): the header, then one Segment, of a length that may be unknown.
    private static func matroska(_ bytes: inout FileBytes) -> String? {
        var position = 0
        for _ in 0..<8 {
            guard let id = bytes.integer(at: position, 4) else { return nil }
            // Of what may stand before the Segment, a Void has an identifier of one byte.
            let idLength = id >> 24 == 0xEC ? 1 : 4
            guard let (length, size) = elementLength(&bytes, at: position + idLength) else {
                return nil
            }
            position += idLength + size
            let (end, overflow) = position.addingReportingOverflow(length)
            guard !overflow else { return nil }
            if id == 0x1853_8067 { return missing(bytes, until: end) }
            position = end
        }
        return nil
    }

    /// An element's length and how many bytes say it; nil when it is unknown.
    private static func elementLength(
        _ bytes: inout FileBytes, at position: Int
    ) -> (length: Int, size: Int)? {
        guard let first = bytes.integer(at: position, 1), first > 0 else { return nil }
        let size = UInt8(first).leadingZeroBitCount + 1
        guard let value = bytes.integer(at: position, size) else { return nil }
        let limit = 1 << (7 * size)
        let length = value & (limit - 1)
        return length == limit - 1 ? nil : (length, size)
    }

    /// Chunks `RIFF`, one after the other, each with its length; zero or all ones are of a writer that
    /// did not come to its end, or could not go back.
    private static func riff(_ bytes: inout FileBytes) -> String? {
        // Writers are known that count the eight bytes before a chunk's content.
        let tolerance = 8
        var position = 0
        while bytes.has("RIFF", at: position),
            let length = bytes.integer(at: position + 4, 4, isLittleEndian: true),
            length > 0, length < Int(UInt32.max)
        {
            let end = position + 8 + length
            if end > bytes.count + tolerance { return missing(bytes, until: end) }
            position = end + end % 2
        }
        return nil
    }

    /// Objects of a GUID of 16 bytes and a length of 8 that counts both (ASF specification 01.20.03, 2.1).
    private static func asf(_ bytes: inout FileBytes) -> String? {
        var position = 0
        for _ in 0..<16 {
            guard let length = bytes.integer(at: position + 16, 8, isLittleEndian: true),
                length >= 24
            else { return nil }
            let (end, overflow) = position.addingReportingOverflow(length)
            guard !overflow else { return nil }
            if let missing = missing(bytes, until: end) { return missing }
            position = end
        }
        return nil
    }

    /// Packets of 188 bytes, with a time of 4 bytes before each or 16 bytes of parity after it
    /// (ISO/IEC 13818-1, 2.4.3.2).
    private static func transportStream(_ bytes: inout FileBytes) -> String? {
        let checked = 5
        // The sync byte is the first of 188, the fifth of 192 and the first of 204.
        for (step, offset) in [(188, 0), (192, 4), (204, 0)] {
            for rest in 1...step {
                let last = bytes.count - rest
                guard last >= (checked - 1) * step,
                    (0..<checked).allSatisfy({ bytes.integer(at: last - $0 * step, 1) == 0x47 })
                else { continue }
                let present = (rest + offset) % step
                return present == 0 ? nil : "the last packet has \(present) of \(step) bytes"
            }
        }
        return nil
    }

    /// Pages, each with the lengths of what it holds (RFC 3533, 6), the last of them within 65,307 bytes
    /// of the end.
    private static func ogg(_ bytes: inout FileBytes) -> String? {
        let largest = 27 + 255 + 255 * 255
        var position = bytes.count - 4
        while position >= max(0, bytes.count - largest) {
            defer { position -= 1 }
            guard bytes.has("OggS", at: position) else { continue }
            guard let count = bytes.integer(at: position + 26, 1),
                bytes.count >= position + 27 + count
            else { return "the last page has \(bytes.count - position) bytes" }
            let lengths = (0..<count).compactMap { bytes.integer(at: position + 27 + $0, 1) }
            let end = position + 27 + count + lengths.reduce(0, +)
            return missing(bytes, until: end)
        }
        return nil
    }

    /// Blocks up to a trailer (GIF89a, appendix B); nothing is said of a file with an unknown block.
    private static func gif(_ bytes: inout FileBytes) -> String? {
        guard let flags = bytes.integer(at: 10, 1) else { return nil }
        var position = 13 + colourTable(flags)
        while let kind = bytes.integer(at: position, 1) {
            switch kind {
            case 0x3B: return nil
            case 0x21: position += 2
            case 0x2C:
                guard let flags = bytes.integer(at: position + 9, 1) else {
                    return "no end within its \(bytes.count) bytes"
                }
                position += 11 + colourTable(flags)
            default: return nil
            }
            while let length = bytes.integer(at: position, 1), length > 0 { position += 1 + length }
            position += 1
        }
        return "no end within its \(bytes.count) bytes"
    }

    /// The bytes of a colour table: 3 × 2^(n + 1) where there is one.
    private static func colourTable(_ flags: Int) -> Int {
        flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1)
    }
}
