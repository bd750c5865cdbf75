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
        if let fault = BMPHeader(FileBytes(file))?.fault {
            throw MediaError.badInput(place: file.path, found: fault, expected: "a whole BMP")
        }
        let demuxer = try Demuxer(file, damage: damage)
        guard demuxer.isPicture else { return nil }
        let frame = try Frame(place: file.path)
        guard let stream = demuxer.videoStream, try Decoder(demuxer, stream).next(into: frame)
        else {
            throw MediaError.badInput(
                place: file.path, found: "no picture", expected: "at least one")
        }
        let pictures = try FilmPictures(
            for: frame, of: stream, isPicture: true, place: file.path)
        let (image, conversion) = try pictures.picture(of: frame)
        self.image = image
        notices = [conversion].compactMap(\.self) + pictures.notices
    }
}
