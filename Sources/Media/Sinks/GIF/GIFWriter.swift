import Files

/// The bytes of a GIF that repeats for ever.
///
/// Source: GIF89a specification, sections 17–27, and the application extension `NETSCAPE2.0`.
struct GIFWriter {
    private let bits: Int
    private var lzw = LZW()

    /// - Parameter colours: of a palette, 4…256, a power of two; the last stands for transparent.
    init(colours: Int) { bits = colours.trailingZeroBitCount }

    /// The file's beginning.
    func header(width: Int, height: Int, _ palette: Palette) -> [UInt8] {
        let screen =
            Self.little(width) + Self.little(height) + [0x80 | 0x70 | UInt8(bits - 1), 0, 0]
        let loop = [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
        return Array("GIF89a".utf8) + screen + table(palette) + loop
    }

    /// An image that is shown for a time and stays.
    ///
    /// - Parameters:
    ///   - delay: hundredths of a second.
    ///   - palette: the image's own; nil for the file's.
    mutating func image(
        _ picture: GIFCoder.Picture, delay: Int, own palette: Palette?
    ) -> [UInt8] {
        let control: [UInt8] =
            [0x21, 0xF9, 4, 0x05] + Self.little(delay) + [UInt8(1 << bits - 1), 0]
        let place = [picture.left, picture.top, picture.width, picture.height].flatMap(Self.little)
        let flags = palette == nil ? 0 : 0x80 | UInt8(bits - 1)
        return control + [0x2C] + place + [flags] + (palette.map(table) ?? [])
            + lzw.encoded(picture.indices, bits: bits)
    }

    /// A comment, in blocks of at most 255 bytes (section 24).
    static func comment(_ text: String) -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var blocks: [UInt8] = []
        while !rest.isEmpty {
            let block = rest.prefix(255)
            blocks += [UInt8(block.count)] + block
            rest = rest.dropFirst(block.count)
        }
        return [0x21, 0xFE] + blocks + [0]
    }

    /// The file's end.
    static let trailer: [UInt8] = [0x3B]

    private func table(_ palette: Palette) -> [UInt8] {
        let colours = palette.colours.flatMap { colour in (0..<3).map { UInt8(colour[$0]) } }
        return colours + [UInt8](repeating: 0, count: 3 << bits - colours.count)
    }

    private static func little(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }
}
