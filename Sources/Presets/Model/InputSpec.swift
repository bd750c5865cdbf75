public import Files

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

    /// An input; without the rest, as it is.
    public init(
        file: Located<Preset.Path>, width: Int? = nil, gaps: SequenceGaps = .error
    ) {
        (self.file, self.width, self.gaps) = (file, width, gaps)
    }
}
