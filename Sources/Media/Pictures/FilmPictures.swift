import CFFmpeg
import Imaging

/// Makes the pictures of a source from decoded frames: sRGB, with square pixels, upright.
final class FilmPictures {
    /// What a user should hear of, known from the first frame.
    let notices: [String]

    private let place: String
    private let isPicture: Bool
    private let aspect: PixelAspect
    private let orientation: Orientation
    private var converter: FrameConverter

    /// Pictures like this one, the first.
    init(
        for frame: Frame, of stream: UnsafeMutablePointer<AVStream>, isPicture: Bool,
        place: String
    ) throws {
        (self.place, self.isPicture) = (place, isPicture)
        self.orientation =
            FilmOrientation.of(stream) ?? FilmOrientation.of(frame) ?? .upright
        aspect = PixelAspect(stream, frame, isPicture: isPicture)
        converter = try FrameConverter(for: frame, isPicture: isPicture, place: place)
        notices = [aspect.notice].compactMap(\.self)
    }

    /// The picture of a frame, of four channels where it is transparent, and the notice of a change of
    /// colours.
    ///
    /// Throws as ``FrameConverter`` does.
    func picture(of frame: Frame) throws -> (image: Image, notice: String?) {
        if !converter.fits(frame) {
            converter = try FrameConverter(for: frame, isPicture: isPicture, place: place)
        }
        var picture = try converter.convert(frame)
        let colours = isPicture ? PictureColours(frame) : PictureColours(film: frame)
        let notice = colours.convert(&picture.colours)
        do {
            return (try aspect.squared(picture.image()).oriented(orientation), notice)
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: place, found: "\(error)", expected: "a picture of a usual size")
        }
    }
}
