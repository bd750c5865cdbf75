/// The chunks of a PNG file as far as they are needed before decoding.
///
/// Source: PNG specification (third edition), sections 5.3 (chunk layout) and 11.2.2 (IHDR).
struct PNGChunks {
    /// The eight bytes with which every PNG file begins.
    static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

    /// Columns, as the header says; unchecked.
    let width: Int

    /// Rows, as the header says; unchecked.
    let height: Int

    /// The encoding exponent of `gAMA`, as a fraction; nil without that chunk.
    private(set) var gamma: Double?

    /// Whether the file says what its colours are by `sRGB` or a profile.
    private(set) var hasColourSpace = false

    /// Whether there is an ICC profile.
    private(set) var hasProfile = false

    /// Whether further frames follow (APNG).
    private(set) var isAnimated = false

    /// Bytes after `IEND`; nil when the file ends before it.
    private(set) var trailing: Int?

    /// Walks the chunks of a whole file; nil when there is no header.
    init?(_ file: [UInt8]) {
        guard file.starts(with: Self.signature), file.count >= 33,
            Self.type(in: file, at: 12) == "IHDR"
        else { return nil }
        width = Int(Self.number(in: file, at: 16))
        height = Int(Self.number(in: file, at: 20))
        var position = 8
        while position + 12 <= file.count {
            let length = Int(Self.number(in: file, at: position))
            guard length <= file.count - position - 12 else { return }
            let type = Self.type(in: file, at: position + 4)
            note(type, length, in: file, at: position + 8)
            position += length + 12
            if type == "IEND" {
                trailing = file.count - position
                return
            }
        }
    }

    private mutating func note(_ type: String, _ length: Int, in file: [UInt8], at position: Int) {
        switch type {
        case "gAMA" where length == 4:
            let value = Self.number(in: file, at: position)
            if value > 0 { gamma = Double(value) / 100_000 }
        case "sRGB": hasColourSpace = true
        case "iCCP": (hasColourSpace, hasProfile) = (true, true)
        case "acTL": isAnimated = true
        default: break
        }
    }

    private static func number(in file: [UInt8], at position: Int) -> UInt32 {
        file[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func type(in file: [UInt8], at position: Int) -> String {
        String(decoding: file[position..<position + 4], as: UTF8.self)
    }
}
