import Files
import Imaging

/// What the beginning of a picture's file states, without decoding it.
enum PictureHeader {
    /// Whether a PNG or an OpenEXR picture has a channel of alpha; false for others.
    ///
    /// - Throws: ``MediaError`` for a damaged OpenEXR file.
    static func hasAlpha(_ file: RegularFile) throws -> Bool {
        if try EXRFile.recognises(file) { return try EXRReader.hasAlpha(EXRFile(file)) }
        // Colour types 4 and 6: grey and RGB with alpha (PNG specification, 11.2.1).
        return try PNGReader.recognises(file)
            && [[4], [6]].contains(file.bytes(at: 25, count: 1))
    }

    /// Columns and rows of the picture, upright; nil where only decoding tells.
    ///
    /// - Throws: ``MediaError`` for a file that has no picture, as far as that can be seen.
    static func size(of file: RegularFile) throws -> Size? {
        if try PNGReader.recognises(file) { return png(file) }
        if try EXRFile.recognises(file) {
            let window = try EXRFile(file).display
            return Size(width: window.width, height: window.height)
        }
        if try HEIFReader.recognises(file) { return try HEIFReader.size(file) }
        var bytes = FileBytes(file)
        if bytes.integer(at: 0, 3) == 0xFFD8FF { return jpeg(&bytes) }
        guard let page = TIFFDirectory(bytes), let size = page.size else { return nil }
        return Size(width: size.width, height: size.height).turned(page.orientation)
    }

    /// Nil for a PNG that is turned, which is stated anywhere, or does not end as it must.
    private static func png(_ file: RegularFile) -> Size? {
        let end = file.bytes(at: file.size - 12, count: 12)
        guard file.size > 45, end.starts(with: [0, 0, 0, 0] + Array("IEND".utf8)),
            let header = PNGChunks(file.bytes(at: 0, count: headLength)),
            header.orientation == .upright
        else { return nil }
        return Size(width: header.width, height: header.height)
    }

    /// Bytes from the beginning in which an orientation usually is.
    private static let headLength = 1 << 16

    /// The frame header's size, turned as the EXIF data before it say (ITU-T T.81, B.2.2; EXIF 2.3,
    /// 4.7.2); nil where the file has no end.
    private static func jpeg(_ bytes: inout FileBytes) -> Size? {
        guard hasEnd(&bytes) else { return nil }
        var orientation = Orientation.upright
        var position = 2
        // Markers and their segments, up to the first frame header.
        for _ in 0..<4096 {
            guard bytes.integer(at: position, 1) == 0xFF,
                let marker = bytes.integer(at: position + 1, 1),
                let length = bytes.integer(at: position + 2, 2), length >= 2
            else { return nil }
            if marker == 0xE1, bytes.has("Exif\0\0", at: position + 4) {
                orientation = exifOrientation(bytes, at: position + 10) ?? orientation
            }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                guard let height = bytes.integer(at: position + 5, 2), height > 0,
                    let width = bytes.integer(at: position + 7, 2), width > 0
                else { return nil }
                return Size(width: width, height: height).turned(orientation)
            }
            position += 2 + length
        }
        return nil
    }

    private static func exifOrientation(_ bytes: FileBytes, at start: Int) -> Orientation? {
        var bytes = bytes
        return TIFFDirectory { bytes.integer(at: start + $0, $1, isLittleEndian: $2) }?.orientation
    }

    /// Whether an end of image is within the last bytes.
    private static func hasEnd(_ bytes: inout FileBytes) -> Bool {
        var position = bytes.count - 2
        while position >= max(2, bytes.count - 4096) {
            if bytes.integer(at: position, 2) == 0xFFD9 { return true }
            position -= 1
        }
        return false
    }
}

extension Size {
    /// Of a picture that is turned so.
    func turned(_ orientation: Orientation) -> Size {
        orientation.transposed ? Size(width: height, height: width) : self
    }
}
