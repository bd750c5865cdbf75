import Files

/// How a HEIF file's pictures store their chroma, by libheif's numbers.
///
/// libheif tells this only of a decoded picture, and decodes to RGB, with each chroma sample repeated, unless it is
/// asked for another layout.
///
/// Source: ISO/IEC 23008-12, 6.5 (properties in `meta`, `iprp`, `ipco`); ISO/IEC 14496-15, 8.3.3.1 (`hvcC`);
/// AV1 Codec ISO Media File Format, 2.3 (`av1C`).
enum HEIFChroma: Int32, Comparable {
    case monochrome = 0
    case halfBoth = 1
    case halfColumns = 2
    case full = 3

    /// Whether there is a sample for two columns.
    var halvesColumns: Bool { self == .halfBoth || self == .halfColumns }
    /// Whether there is a sample for two rows.
    var halvesRows: Bool { self == .halfBoth }

    static func < (one: HEIFChroma, other: HEIFChroma) -> Bool { one.rawValue < other.rawValue }

    /// The finest of a file's pictures, which is the main one's or loses nothing of it; full where none says.
    static func finest(in file: RegularFile) -> HEIFChroma {
        var bytes = FileBytes(file)
        let whole = 0..<file.size
        // `meta` has a version and flags before its boxes.
        guard let meta = box("meta", in: whole, &bytes).map({ $0.dropFirst(4) }),
            let properties = box("iprp", in: meta, &bytes),
            let container = box("ipco", in: properties, &bytes)
        else { return .full }
        var found: [HEIFChroma] = []
        for (type, content) in boxes(in: container, &bytes) {
            let start = content.lowerBound
            if type == Self.type("hvcC"), let format = bytes.integer(at: start + 16, 1) {
                found.append(HEIFChroma(rawValue: Int32(format & 3)) ?? .full)
            } else if type == Self.type("av1C"), let flags = bytes.integer(at: start + 2, 1) {
                found.append(ofAV1(flags))
            }
        }
        return found.max() ?? .full
    }

    /// From the third byte of `av1C`: monochrome, chroma halved across, halved down, from bit 4 on.
    private static func ofAV1(_ flags: Int) -> HEIFChroma {
        if flags & 16 != 0 { return .monochrome }
        if flags & 8 == 0 { return .full }
        return flags & 4 == 0 ? .halfColumns : .halfBoth
    }

    private static func type(_ name: String) -> Int { name.utf8.reduce(0) { $0 << 8 | Int($1) } }

    private static func box(
        _ name: String, in range: Range<Int>, _ bytes: inout FileBytes
    ) -> Range<Int>? {
        boxes(in: range, &bytes).first { $0.type == type(name) }?.content
    }

    /// The boxes one after the other, at most 4096 (ISO/IEC 14496-12, 4.2).
    private static func boxes(
        in range: Range<Int>, _ bytes: inout FileBytes
    ) -> [(type: Int, content: Range<Int>)] {
        var (result, position): ([(Int, Range<Int>)], Int) = ([], range.lowerBound)
        while result.count < 4096, let short = bytes.integer(at: position, 4),
            let type = bytes.integer(at: position + 4, 4)
        {
            // 1 says that a length of eight bytes follows, 0 that the box goes to the end.
            let head = short == 1 ? 16 : 8
            let stated = short == 1 ? bytes.integer(at: position + 8, 8) : short
            guard let stated else { break }
            let length = stated == 0 ? range.upperBound - position : stated
            guard length >= head, length <= range.upperBound - position else { break }
            result.append((type, position + head..<position + length))
            position += length
        }
        return result
    }
}
