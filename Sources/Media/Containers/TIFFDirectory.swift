import Imaging

/// The directory of one page of a TIFF, or of EXIF data, which are laid out the same way.
///
/// Source: TIFF revision 6.0, section 2 and the baseline tags.
struct TIFFDirectory {
    /// The integer of so many bytes at a position; nil beyond the end.
    typealias Reader = (_ position: Int, _ size: Int, _ isLittleEndian: Bool) -> Int?

    /// Columns and rows as the page says, unchecked; nil where it does not.
    private(set) var size: (width: Int, height: Int)?

    /// How the picture is to be turned; nil where it is not said.
    private(set) var orientation: Orientation?

    /// Where the bytes of `ImageDescription` are, unchecked; nil for none, or one of at most four bytes.
    private(set) var description: Range<Int>?

    private var compression = 1
    private var samplesPerPixel = 1

    /// The first directory; nil unless the data begin as a TIFF does and name one.
    init?(_ read: Reader) {
        let isLittleEndian: Bool
        switch read(0, 4, false) {
        case 0x4949_2A00: isLittleEndian = true
        case 0x4D4D_002A: isLittleEndian = false
        default: return nil
        }
        guard let start = read(4, 4, isLittleEndian), let count = read(start, 2, isLittleEndian)
        else { return nil }
        var (width, height): (Int?, Int?)
        for index in 0..<count {
            let entry = start + 2 + 12 * index
            guard let tag = read(entry, 2, isLittleEndian),
                let type = read(entry + 2, 2, isLittleEndian)
            else { break }
            // A short stands at the beginning of the four bytes of a value.
            let bytes = type == 3 ? 2 : 4
            let value = [3, 4].contains(type) ? read(entry + 8, bytes, isLittleEndian) : nil
            switch tag {
            case 256: width = value
            case 257: height = value
            case 259: compression = value ?? 0
            case 270: description = Self.text(at: entry, isLittleEndian, read)
            case 277: samplesPerPixel = value ?? 1
            case 274: orientation = value.flatMap(Orientation.init(exif:))
            default: break
            }
        }
        if let width, let height { size = (width, height) }
    }

    /// The place of a text (type 2) that is not in the entry itself.
    private static func text(
        at entry: Int, _ isLittleEndian: Bool, _ read: Reader
    ) -> Range<Int>? {
        guard read(entry + 2, 2, isLittleEndian) == 2,
            let count = read(entry + 4, 4, isLittleEndian), count > 4,
            let start = read(entry + 8, 4, isLittleEndian)
        else { return nil }
        return start..<start + count
    }

    /// Whether a file of so many bytes can have the page's samples, of a bit at least: PackBits makes 128
    /// bytes of two, LZW of 12-bit codes and Deflate less than 4,096 of one.
    func canBe(inBytes fileSize: Int) -> Bool {
        guard let size else { return true }
        let ratios = [1: 1, 5: 4096, 8: 4096, 32773: 64, 32946: 4096]
        guard let ratio = ratios[compression] else { return true }
        // The sides are of 32 bits and the samples of 16.
        let bytes = Double(size.width) * Double(size.height) * Double(samplesPerPixel) / 8
        return bytes <= Double(ratio) * Double(fileSize)
    }

    /// The first directory of a file.
    init?(_ bytes: FileBytes) {
        var bytes = bytes
        self.init { bytes.integer(at: $0, $1, isLittleEndian: $2) }
    }

    /// The first directory of EXIF data.
    init?(exif data: [UInt8]) {
        self.init { position, size, isLittleEndian in
            guard position >= 0, size <= data.count - position else { return nil }
            let field = data[position..<position + size]
            return (isLittleEndian ? Array(field.reversed()) : Array(field))
                .reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
