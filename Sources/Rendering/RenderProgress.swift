/// How far a render has come.
public struct RenderProgress: Sendable {
    /// Frames that have gone to the outputs.
    public let frames: Int
    /// Frames in all.
    public let frameCount: Int
    /// Since before the first frame.
    public let elapsed: Duration

    /// Frames a second so far; 0 before the first.
    public var framesPerSecond: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(frames) / seconds : 0
    }

    /// Time left at the speed so far; nil before the first frame.
    public var remaining: Duration? {
        frames > 0 ? elapsed * Double(frameCount - frames) / Double(frames) : nil
    }
}
