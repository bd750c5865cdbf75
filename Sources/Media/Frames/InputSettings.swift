public import Files
public import Timelines

/// How an input is read, besides its path.
public struct InputSettings: Sendable, Hashable {
    /// The rate of a sequence; without one, frame k of a sequence is at k seconds.
    public var sequenceRate: FrameRate?
    /// What happens at a number of a sequence that has no picture.
    public var gaps: SequenceGaps
    /// Whether every picture of a sequence is looked at when it is opened; not for one that was opened
    /// before.
    public var checksPictures: Bool
    /// The part that is read, and how fast it goes by.
    public var clip: Clip
    /// What happens where a film is damaged.
    public var damage: DamageHandling

    /// Settings; without any, an input as it is.
    public init(
        sequenceRate: FrameRate? = nil, gaps: SequenceGaps = .error, checksPictures: Bool = true,
        clip: Clip = .whole, damage: DamageHandling = .error
    ) {
        (self.sequenceRate, self.gaps) = (sequenceRate, gaps)
        self.checksPictures = checksPictures
        (self.clip, self.damage) = (clip, damage)
    }
}
