import CFFmpeg
import Files
import Imaging

/// The picture in a file that FFmpeg decodes.
struct FFmpegPicture {
    /// Upright, its colours as sRGB.
    let image: Image
    let notices: [String]

    /// Decodes the first picture; nil for a film.
    ///
    /// - Parameter damage: what is wrong with a film is then its reader's to say.
    init?(_ file: RegularFile, damage: DamageHandling) throws {
        let page = TIFFDirectory(FileBytes(file))
        if let fault = page?.unreadLayout {
            throw MediaError.badInput(
                place: file.path, found: "a TIFF \(fault), which is not read",
                expected: "one in strips, RGB or grey, without JPEG inside")
        }
        try Self.checkSize(of: page, file.size, place: file.path)
        let demuxer = try Demuxer(file, damage: damage)
        guard demuxer.isPicture else { return nil }
        let frame = try Frame(place: file.path)
        guard let stream = demuxer.videoStream, try Decoder(demuxer, stream).next(into: frame)
        else {
            throw MediaError.badInput(
                place: file.path, found: "no picture", expected: "at least one")
        }
        let pictures = try FilmPictures(
            for: frame, of: stream, isPicture: true, orientation: page?.orientation,
            place: file.path)
        let (image, conversion) = try pictures.picture(of: frame)
        self.image = image
        notices =
            [conversion, Self.notice(of: page)].compactMap(\.self) + pictures.notices
    }

    /// Refuses a TIFF by the size that its first page declares, before anything is decoded.
    private static func checkSize(of page: TIFFDirectory?, _ fileSize: Int, place: String) throws {
        guard let size = page?.size else { return }
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: place, found: "\(error)", expected: "a picture of a usual size")
        }
        guard let page, !page.canBe(inBytes: fileSize) else { return }
        throw MediaError.badInput(
            place: place, found: "a picture of \(size.width)×\(size.height) in \(fileSize) bytes",
            expected: "a whole TIFF")
    }

    private static func notice(of page: TIFFDirectory?) -> String? {
        guard page?.hasNext == true else { return nil }
        return "several pages, only the first is read"
    }
}
