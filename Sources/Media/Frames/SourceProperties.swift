public import Timelines

/// A source's properties, known before its frames are read.
public struct SourceProperties: Sendable, Equatable {
    /// The path as the caller gave it.
    public let path: String

    /// Columns of every frame, after turning upright.
    public let width: Int

    /// Rows of every frame, after turning upright.
    public let height: Int

    /// The rate that the source is meant to have; nil for a still picture and for a sequence without a given
    /// rate.
    public let frameRate: FrameRate?

    /// How many frames the whole source has at its rate; 1 for a still picture.
    ///
    /// A film whose pictures come at unequal times shows some of them in several frames.
    public let frameCount: Int

    /// Whether the source is one picture without a time.
    public let isStill: Bool

    /// Whether frames may be transparent: the first one is, or the video's layout or a picture of the
    /// sequence has alpha.
    public let hasAlpha: Bool

    /// The sound that goes with the pictures; nil for silence.
    public let sound: Sound?

    /// What goes with the pictures besides.
    public var accompaniment = Accompaniment()

    /// What a user should hear of once: a colour profile that was not applied, further frames of a
    /// still picture that are not read.  Each is one line without the path.
    public let notices: [String]

    /// The same source, of which only a part is shown.
    func cut(from start: Time, at speed: Speed, frameCount: Int) -> SourceProperties {
        SourceProperties(
            path: path, width: width, height: height, frameRate: frameRate,
            frameCount: frameCount, isStill: isStill, hasAlpha: hasAlpha,
            sound: sound?.cut(from: start, at: speed),
            accompaniment: accompaniment.cut(from: start, at: speed, rate: self.frameRate),
            notices: notices, index: index)
    }

    /// When the pictures of a film are shown, so that opening it again need not search; nil for others.
    var index: FilmIndex?
}
