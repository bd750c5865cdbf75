public import Timelines

/// A source's properties, known before its frames are read.
public struct SourceProperties: Sendable, Equatable {
    /// The path as the caller gave it.
    public let path: String

    /// Columns of every frame, after turning upright.
    public let width: Int

    /// Rows of every frame, after turning upright.
    public let height: Int

    /// The source's average rate; nil for a still picture and for a sequence without a given rate.
    public let frameRate: FrameRate?

    /// How many frames there are: exact when ``frameCountIsExact``, otherwise estimated from the
    /// duration; nil when nothing is known.
    public let frameCount: Int?

    /// Whether ``frameCount`` was counted or stated by the container rather than estimated.
    public let frameCountIsExact: Bool

    /// Whether the source is one picture without a time.
    public let isStill: Bool

    /// Whether there is sound that ``MP4Sink`` can copy.
    public let hasAudio: Bool

    /// What a user should hear of once: a colour profile that was not applied, further frames of a
    /// still picture that are not read.  Each is one line without the path.
    public let notices: [String]
}
