/// What a BMP states of where its pixels are, which FFmpeg believes without looking.
///
/// Source: Windows' BITMAPFILEHEADER and BITMAPINFOHEADER.
struct BMPHeader {
    private let fileSize: Int
    /// Where the pixels begin.
    private let start: Int
    /// Where the palette ends, or the header where there is none.
    private let paletteEnd: Int
    /// Bytes of the pixels; nil where they are compressed, and for sides that no picture has.
    private let pixelBytes: Int?

    /// Nil for anything but a BMP with a header of 40 bytes or more.
    init?(_ bytes: FileBytes) {
        var bytes = bytes
        func integer(_ position: Int, _ size: Int) -> Int? {
            bytes.integer(at: position, size, isLittleEndian: true)
        }
        guard bytes.has("BM", at: 0), let start = integer(10, 4), let size = integer(14, 4),
            size >= 40, let width = integer(18, 4), let height = integer(22, 4),
            let bits = integer(28, 2), let compression = integer(30, 4), let used = integer(46, 4)
        else { return nil }
        (self.start, fileSize) = (start, bytes.count)
        let colours = !(1...8).contains(bits) ? 0 : used == 0 ? 1 << bits : min(used, 256)
        paletteEnd = 14 + size + 4 * colours
        // A negative height says that the first row is the upper one.
        let rows = abs(Int(Int32(truncatingIfNeeded: height)))
        // Rows are of whole words of four bytes.
        let isPossible = compression == 0 && max(width, rows) < 1 << 24
        pixelBytes = isPossible ? (width * bits + 31) / 32 * 4 * rows : nil
    }

    /// What cannot be as it is stated, for messages; nil for nothing.
    var fault: String? {
        if start < paletteEnd {
            return "pixels that begin at byte \(start), within what ends at \(paletteEnd)"
        }
        guard let pixelBytes, pixelBytes > fileSize - start else { return nil }
        return "cut short: \(fileSize) of \(start + pixelBytes) bytes"
    }
}
