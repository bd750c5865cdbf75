public import Files
public import Formats
public import Imaging
public import Timelines

/// The half of a format that needs libraries: writing it.
///
/// No requirement has a default, so that the compiler finds what a new format lacks.
public protocol WritableFormat: FormatTraits {
    /// Throws ``MediaError`` for settings that what writes the format does not take, and where it is
    /// missing: as early as the frame rate is known.
    func check(frameRate: FrameRate, place: String) throws

    /// Creates the output beside its final name.
    ///
    /// Throws `FileError` and ``MediaError`` before any frame is rendered: for a name that is taken, a
    /// setting that does not suit, an encoder that is missing.
    func makeSink(_ output: SinkOutput) throws -> any FrameSink

    /// Whether the file of the first frame that is there may be of an earlier run of the same render,
    /// as its frame key shows, or there is none; nil where files carry no frame keys.
    static func canResume(path: String, firstNumber: Int) -> Bool?

    /// What happens to sound; nil where the format holds none.
    static func handling(of sound: Sound) -> SoundHandling?

    /// Where its files carry a recipe; nil for a format without room for text.
    static var recipePlace: RecipePlace? { get }

    /// SHA-256 of what is handed to the encoder for an image: its planes as they are before encoding.
    ///
    /// Throws ``MediaError`` for an image that the format cannot hold.
    ///
    /// - Parameter place: the output, for messages.
    func planesDigest(of image: Image, place: String) throws -> Digest

    /// Whether images that are read back have the planes that were handed to the encoder.
    var isExact: Bool { get }

    /// Writes one picture; nil where a file of this format is a video.
    var pictureWriter: PictureWriter? { get }
}

/// Writes a picture to a path, whole or not at all.  Throws `FileError` and ``MediaError``.
public typealias PictureWriter = (Image, String, ExistingOutput) throws -> Void

extension OutputFormat {
    /// The format as its sink's maker.
    public var writer: any WritableFormat {
        switch self {
        case .mp4(let format): format
        case .mov(let format): format
        case .mxf(let format): format
        case .mkv(let format): format
        case .webm(let format): format
        case .gif(let format): format
        case .png(let format): format
        case .tiff(let format): format
        case .exr(let format): format
        case .jpeg(let format): format
        case .webp(let format): format
        case .animatedWebP(let format): format
        case .apng(let format): format
        case .y4m(let format): format
        }
    }
}
