import Imaging
import Media

/// Hands finished pictures to the outputs and counts them.
struct FrameDelivery: Sendable {
    private let plan: RenderPlan
    private let outputs: [OpenOutput]
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var frames = 0

    /// The clock runs from here on.
    init(_ plan: RenderPlan, to outputs: [OpenOutput]) {
        self.plan = plan
        self.outputs = outputs
        start = clock.now
    }

    /// Writes one picture as often as its frames show it.
    mutating func deliver(
        _ image: Image, times: Int, _ progress: (RenderProgress) -> Void
    ) throws {
        let pictures = try outputs.map { try $0.plan.sized(image) }
        for _ in 0..<times {
            for (output, picture) in zip(outputs, pictures) { try output.sink.write(picture) }
            frames += 1
            progress(
                RenderProgress(
                    frames: frames, frameCount: plan.frames.count, elapsed: clock.now - start))
        }
    }

    /// Completes the outputs side by side; fewer frames than planned are said, none at all is an
    /// error.  An output that is whole stays, also when another fails.
    func finish(_ sampling: PathSampling, notices: [String]) async throws -> RenderReport {
        guard frames > 0 else {
            throw RenderError.inputTooShort(
                file: plan.input.path, firstFrame: plan.frames.lowerBound)
        }
        try Task.checkCancellation()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for output in outputs { group.addTask { try output.sink.finish() } }
            try await group.waitForAll()
        }
        return RenderReport(
            frames: frames, inferences: sampling.inferences,
            blendedFrames: sampling.blendedFrames, largestDifference: sampling.largestDifference,
            elapsed: clock.now - start, paths: plan.outputs.map(\.path),
            notices: shortage + outputs.flatMap(\.notices) + notices)
    }

    private var shortage: [String] {
        let missing = plan.frames.count - frames
        guard missing > 0 else { return [] }
        return [
            "\(plan.input.path): the film ended \(missing) frame\(missing == 1 ? "" : "s") before "
                + "the \(plan.frames.count) planned; the result has \(frames)"
        ]
    }
}
