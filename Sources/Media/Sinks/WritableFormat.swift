public import Files
public import Formats
public import Imaging
public import Timelines

/// The half of a format that needs libraries: writing it.
///
/// No requirement has a default, so that the compiler finds what a new format lacks.
public protocol WritableFormat: FormatTraits {
    /// Creates the output beside its final name.
    ///
    /// Throws `FileError` and ``MediaError`` before any frame is rendered: for a name that is taken, a
    /// setting that does not suit, an encoder that is missing.
    func makeSink(_ output: SinkOutput) throws -> any FrameSink

    /// Whether the file of the first frame that is there may be of an earlier run of the same render,
    /// as its frame key shows, or there is none; nil where files carry no frame keys.
    static func canResume(path: String, firstNumber: Int) -> Bool?

    /// Writes one picture; nil where a file of this format is a video.
    var pictureWriter: PictureWriter? { get }
}

/// Writes a picture to a path, whole or not at all.  Throws `FileError` and ``MediaError``.
public typealias PictureWriter = (Image, String, ExistingOutput) throws -> Void

/// An output for which a sink is made, beside its format's own settings.
public struct SinkOutput: Sendable {
    /// Its path.
    public var path: String
    /// Frames a second.
    public var frameRate: FrameRate
    /// The video whose sound is copied, if the format holds sound; nil for silence.
    public var soundFrom: String?
    /// The first frame's number, 0…, of a numbered output.
    public var firstNumber: Int
    /// What happens to files that exist.
    public var existing: ExistingOutput
    /// Whether a numbered output's later files, of an earlier, longer render, are removed in the end.
    public var removesLater: Bool

    /// A silent output whose frames are numbered from 0; nothing is replaced or removed.
    public init(
        path: String, frameRate: FrameRate, soundFrom: String? = nil, firstNumber: Int = 0,
        existing: ExistingOutput = .refuse, removesLater: Bool = false
    ) {
        self.path = path
        self.frameRate = frameRate
        self.soundFrom = soundFrom
        self.firstNumber = firstNumber
        self.existing = existing
        self.removesLater = removesLater
    }
}

extension OutputFormat {
    /// The format as its sink's maker.
    public var writer: any WritableFormat {
        switch self {
        case .mp4(let format): format
        case .gif(let format): format
        case .png(let format): format
        }
    }
}
