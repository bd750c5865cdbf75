public import Files
public import Timelines

/// What a preset reads: a file, or several as one, and how.
///
/// A plain path in a preset is an ``InputSpec`` that has nothing but that path.
public struct InputSpec: Hashable, Sendable {
    /// The path of an image, a video or a sequence.
    public var file: Located<Preset.Path>
    /// Columns that the picture is scaled to before a network sees it, keeping its shape, 1…16384; nil
    /// for its own.
    public var width: Int?
    /// What happens at a number of a sequence that has no picture.
    public var gaps: SequenceGaps
    /// Where the part of a video or sequence begins that is read, counted from its first picture at its own rate;
    /// nil for its beginning.
    public var start: Located<TimeExpression>?
    /// Where it ends; nil for the end.
    public var end: Located<TimeExpression>?
    /// How many times faster than it was taken it is shown.
    public var speed: Speed = .own
    /// What happens where a video is damaged.
    public var damaged: DamageHandling = .error
    /// The sound that is heard from the first frame on, instead of the video's own.
    public var sound: Located<Preset.Path>?

    /// An input; without the rest, as it is.
    public init(
        file: Located<Preset.Path>, width: Int? = nil, gaps: SequenceGaps = .error
    ) {
        (self.file, self.width, self.gaps) = (file, width, gaps)
    }
}
