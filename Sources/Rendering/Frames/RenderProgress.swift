/// The progress of a render.
public struct RenderProgress: Sendable {
    /// Frames that have gone to the outputs.
    public let frames: Int
    /// How many of these were taken from an earlier render.
    public let restoredFrames: Int
    /// Frames in all.
    public let frameCount: Int
    /// Since before the first frame.
    public let elapsed: Duration

    /// The frames that tell the speed: those that this render has made, and all until it makes one.
    private var made: Int { frames > restoredFrames ? frames - restoredFrames : frames }

    /// Frames a second so far; 0 before the first.
    public var framesPerSecond: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(made) / seconds : 0
    }

    /// Time left at the speed so far; nil before the first frame.
    public var remaining: Duration? {
        made > 0 ? elapsed * Double(frameCount - frames) / Double(made) : nil
    }
}
