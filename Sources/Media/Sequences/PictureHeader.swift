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
        if let header = JPEGHeader(bytes) {
            return hasEnd(&bytes) ? header.size.turned(header.orientation) : nil
        }
        guard let page = TIFFDirectory(bytes), let size = page.size else { return nil }
        return Size(width: size.width, height: size.height).turned(page.orientation ?? .upright)
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

    /// Whether a JPEG's end of image is within the last bytes.
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
