import Files
import Imaging

/// A single picture, decoded: by libpng when it is a PNG, by OpenEXR's core when it is an EXR,
/// by libheif when it is a HEIC or an AVIF, by libwebp when it is a WebP, by libjpeg when it is a JPEG, by libtiff
/// when it is a TIFF, otherwise by FFmpeg.
struct StillPicture {
    let image: Image
    let notices: [String]

    /// Reads the picture in a file.
    ///
    /// Throws ``MediaError``, also for a film: ``MediaError/badInput(place:found:expected:)``.
    init(path: String) throws {
        let file = try RegularFile.media(path)
        if let picture = try StillPicture(recognising: file) {
            self = picture
            return
        }
        throw MediaError.badInput(place: path, found: "a film", expected: "a picture")
    }

    /// Reads the picture in a file; nil for a film.
    init?(recognising file: RegularFile, damage: DamageHandling = .error) throws {
        if try PNGReader.recognises(file) {
            let result = try PNGReader.read(file)
            (image, notices) = (result.image, result.notices)
        } else if try EXRFile.recognises(file) {
            (image, notices) = try EXRReader.read(file)
        } else if try HEIFReader.recognises(file) {
            (image, notices) = try HEIFReader.read(file)
        } else if try WebPFile.recognises(file) {
            let source = try WebPSource(file)
            guard source.isStill, let frame = try source.next() else { return nil }
            (image, notices) = (frame.image, source.properties.notices)
        } else if let header = JPEGReader.recognises(file) {
            (image, notices) = try JPEGReader.read(file, header)
        } else if try TIFFReader.recognises(file) {
            (image, notices) = try TIFFReader.read(file)
        } else if let picture = try FFmpegPicture(file, damage: damage) {
            (image, notices) = (picture.image, picture.notices)
        } else {
            return nil
        }
    }
}
