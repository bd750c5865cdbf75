public import Files
public import Timelines

/// An output for which a sink is made, beside its format's own settings.
public struct SinkOutput: Sendable {
    /// Its path.
    public var path: String
    /// Frames a second.
    public var frameRate: FrameRate
    /// The sound that goes with the frames, if the format holds sound; nil for silence.
    public var sound: Sound?
    /// What else goes with the frames, as far as the format holds it.
    public var accompaniment = Accompaniment()
    /// The first frame's number, 0…, of a numbered output.
    public var firstNumber: Int
    /// What happens to files that exist.
    public var existing: ExistingOutput
    /// Whether a numbered output's later files, of an earlier, longer render, are removed in the end.
    public var removesLater: Bool

    /// A silent output whose frames are numbered from 0; nothing is replaced or removed.
    public init(
        path: String, frameRate: FrameRate, sound: Sound? = nil, firstNumber: Int = 0,
        existing: ExistingOutput = .refuse, removesLater: Bool = false
    ) {
        self.path = path
        self.frameRate = frameRate
        self.sound = sound
        self.firstNumber = firstNumber
        self.existing = existing
        self.removesLater = removesLater
    }
}
