import Media

/// How far a render has come.
public struct RenderProgress: Sendable {
    /// Frames that have gone to the outputs.
    public let frames: Int
    /// Frames in all.
    public let frameCount: Int
    /// Since the first frame was begun.
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

/// What a render did.
public struct RenderReport: Sendable {
    /// Frames that went to the outputs.
    public let frames: Int
    /// How many times a network ran.
    public let inferences: Int
    public let elapsed: Duration
    /// The outputs, as the user wrote them.
    public let paths: [String]
    /// What a user should hear of once, each in one line.
    public let notices: [String]

    func adding(notices more: [String]) -> RenderReport {
        RenderReport(
            frames: frames, inferences: inferences, elapsed: elapsed, paths: paths,
            notices: notices + more)
    }
}

/// Counts frames as they go out.
struct FrameCounter {
    private let plan: RenderPlan
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var frames = 0
    var inferences = 0

    init(_ plan: RenderPlan) {
        self.plan = plan
        start = clock.now
    }

    mutating func next() -> RenderProgress {
        frames += 1
        return RenderProgress(
            frames: frames, frameCount: plan.frames.count, elapsed: clock.now - start)
    }

    /// Throws when there was no frame at all; fewer frames than planned are said.
    func report() throws(RenderError) -> RenderReport {
        guard frames > 0 else {
            throw .inputTooShort(file: plan.input.path, firstFrame: plan.frames.lowerBound)
        }
        let short = plan.frames.count - frames
        let notice =
            "\(plan.input.path): the film ended \(short) frames before the "
            + "\(plan.frames.count) planned; the result has \(frames)"
        return RenderReport(
            frames: frames, inferences: inferences, elapsed: clock.now - start,
            paths: plan.outputs.map(\.path), notices: short > 0 ? [notice] : [])
    }
}
