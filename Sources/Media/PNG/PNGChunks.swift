import Imaging

/// The chunks of a PNG file as far as they are needed before decoding.
///
/// Source: PNG specification (third edition), sections 5.3 (chunk layout), 11.2.1
/// (IHDR), 11.3.2 (colours), 11.3.3 (texts) and 11.3.4.5 (eXIf).
struct PNGChunks {
    /// The eight bytes with which every PNG file begins.
    static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

    /// Columns, as the header says; unchecked.
    let width: Int

    /// Rows, as the header says; unchecked.
    let height: Int

    /// The exponent with which samples encode light, as `gAMA` says it; nil without that chunk.
    private(set) var gamma: Double?

    /// The primaries and the white of `cHRM`.
    private(set) var chromaticities: Chromaticities?

    /// The codes of `cICP`: primaries, transfer, matrix, full range.
    private(set) var codes: [Int]?

    /// Whether there is an `sRGB` chunk.
    private(set) var isSRGB = false

    /// Whether there is an ICC profile.
    private(set) var hasProfile = false

    /// How the picture is to be turned: by `eXIf`, else by EXIF data in a text, else by XMP.
    var orientation: Orientation { exif ?? textual ?? xmp ?? .upright }

    private var exif, textual, xmp: Orientation?

    /// Whether further frames follow (APNG).
    private(set) var isAnimated = false

    /// Bytes after `IEND`; nil when the file ends before it.
    private(set) var trailing: Int?

    /// Walks the chunks of a whole file; nil when there is no header.
    init?(_ file: [UInt8]) {
        guard file.starts(with: Self.signature), file.count >= 33,
            Self.type(in: file, at: 12) == "IHDR"
        else { return nil }
        width = Self.number(in: file, at: 16)
        height = Self.number(in: file, at: 20)
        var position = 8
        while position + 12 <= file.count {
            let length = Self.number(in: file, at: position)
            guard length <= file.count - position - 12 else { return }
            let type = Self.type(in: file, at: position + 4)
            if Self.noted.contains(type) {
                let chunk = file[position + 4..<position + 8 + length]
                // A damaged chunk that is not needed for the picture is passed over, as libpng does.
                let isSound =
                    Int(Self.crc(chunk)) == Self.number(in: file, at: position + 8 + length)
                if isSound { note(type, Array(chunk.dropFirst(4))) }
            }
            position += length + 12
            if type == "IEND" {
                trailing = file.count - position
                return
            }
        }
    }

    private static let noted: Set = [
        "gAMA", "cHRM", "cICP", "sRGB", "iCCP", "eXIf", "acTL", "tEXt", "zTXt", "iTXt",
    ]

    private mutating func note(_ type: String, _ data: [UInt8]) {
        switch type {
        case "gAMA" where data.count == 4:
            let value = Self.number(in: data, at: 0)
            if value > 0 { gamma = Double(value) / 100_000 }
        case "cHRM" where data.count == 32:
            let points = (0..<4).map { index in
                Chromaticities.Point(
                    Double(Self.number(in: data, at: 8 * index)) / 100_000,
                    Double(Self.number(in: data, at: 8 * index + 4)) / 100_000)
            }
            chromaticities = Chromaticities(
                red: points[1], green: points[2], blue: points[3], white: points[0])
        case "cICP" where data.count == 4: codes = data.map(Int.init)
        case "sRGB": isSRGB = true
        case "iCCP": hasProfile = true
        case "eXIf": exif = TIFFDirectory(exif: data)?.orientation
        case "tEXt", "zTXt":
            let data = PNGExif.data(inText: data, isCompressed: type == "zTXt")
            textual = data.flatMap(TIFFDirectory.init(exif:))?.orientation ?? textual
        case "iTXt" where data.starts(with: XMPPacket.pngKeyword.utf8):
            xmp = XMPPacket.orientation(in: data)
        case "acTL": isAnimated = true
        default: break
        }
    }

    /// A big-endian number of four bytes.
    static func number(in file: [UInt8], at position: Int) -> Int {
        file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func type(in file: [UInt8], at position: Int) -> String {
        String(decoding: file[position..<position + 4], as: UTF8.self)
    }
}

/// Making chunks.
extension PNGChunks {
    /// A chunk's length, itself and its CRC.
    ///
    /// - Parameter content: its type of four letters, and its data.
    static func chunk(_ content: [UInt8]) -> [UInt8] {
        bytes(content.count - 4) + content + bytes(Int(crc(content[...])))
    }

    /// A number as four bytes, big-endian.
    static func bytes(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 with the polynomial x³² + x²⁶ + … + 1, the lowest bit first (annex D).
    static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { crc, byte in
            crc >> 8 ^ crcs[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
        }
    }

    /// The CRC of each byte.
    private static let crcs: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}
