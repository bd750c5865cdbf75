import Imaging

/// What a JPEG states before its image data.
///
/// Source: ITU-T T.81, annex B; EXIF 2.3, 4.7.2.
struct JPEGHeader {
    /// Columns and rows as they are stored.
    let size: Size
    /// How the picture is to be turned, by its EXIF data, else by XMP.
    let orientation: Orientation
    /// The marker of the frame header, 0xC0…0xCF, or 0xF7 of JPEG-LS.
    private let process: Int
    private let bits: Int

    /// Whether libjpeg decodes it: baseline, extended or progressive, of 8 bits; FFmpeg may know others.
    var isUsual: Bool { [0xC0, 0xC1, 0xC2].contains(process) && bits == 8 }

    /// The first frame header; nil for anything but a JPEG with one.
    init?(_ bytes: FileBytes) {
        var bytes = bytes
        guard bytes.integer(at: 0, 3) == 0xFFD8FF else { return nil }
        var exif, xmp: Orientation?
        var position = 2
        // Markers and their segments.
        for _ in 0..<65536 {
            guard let fill = bytes.integer(at: position, 1),
                let marker = bytes.integer(at: position + 1, 1)
            else { return nil }
            // Before a marker any number of 0xFF may stand; what else is there decoders pass over.
            guard fill == 0xFF, marker != 0xFF, marker != 0 else {
                position += 1
                continue
            }
            guard let length = bytes.integer(at: position + 2, 2), length >= 2 else { return nil }
            if marker == 0xE1, bytes.has("Exif\0\0", at: position + 4) {
                exif = Self.orientation(bytes, at: position + 10) ?? exif
            } else if marker == 0xE1, bytes.has(XMPPacket.jpegPrefix, at: position + 4) {
                xmp = XMPPacket.orientation(in: bytes.bytes(at: position + 4, count: length - 2))
            }
            if Self.begins(frame: marker) {
                guard let bits = bytes.integer(at: position + 4, 1),
                    let height = bytes.integer(at: position + 5, 2), height > 0,
                    let width = bytes.integer(at: position + 7, 2), width > 0
                else { return nil }
                size = Size(width: width, height: height)
                orientation = exif ?? xmp ?? .upright
                (process, self.bits) = (marker, bits)
                return
            }
            position += 2 + length
        }
        return nil
    }

    /// Of 0xC0…0xCF, three are tables and extensions.
    private static func begins(frame marker: Int) -> Bool {
        marker == 0xF7 || (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    private static func orientation(_ bytes: FileBytes, at start: Int) -> Orientation? {
        var bytes = bytes
        return TIFFDirectory { bytes.integer(at: start + $0, $1, isLittleEndian: $2) }?.orientation
    }
}
