import Formats
import Imaging
import Media

/// What a render will take in time, and its outputs on disk, by a trial.
package struct RenderEstimate: Sendable {
    /// Frames that were rendered at the real size to find out.
    package let trialFrames: Int
    /// Of the whole render, wall time.
    package let seconds: Double
    /// Of each output when it is whole, in the plan's order.
    package let outputBytes: [Int]
}

extension RenderPlan {
    /// Renders a few frames and encodes them to say what the whole will take.
    ///
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    package func estimate(_ prepared: ResourcePlan) async throws -> RenderEstimate {
        let trial = try await CostProbe(self, prepared)
        let trials = try outputs.map { try OutputProbe($0, self, trial) }
        let inferring = Double(counts.images) * trial.secondsPerPicture
        // Encoders take their time from the workers' cores until the last frame is written; then the
        // outputs are finished side by side, a GIF's second pass on one core.
        let cores = Double(max(1, min(prepared.cores, prepared.workers * prepared.threads)))
        let writing = trials.reduce(0) { $0 + $1.writing } / cores
        let finishing = trials.map(\.finishing).max() ?? 0
        return RenderEstimate(
            trialFrames: trial.frames,
            seconds: max(inferring + writing, serialWriting(trials)) + finishing,
            outputBytes: trials.map(\.bytes))
    }

    /// Pictures go to the outputs one after the other; an encoder with threads of its own is not
    /// waited for.
    private func serialWriting(_ trials: [OutputProbe]) -> Double {
        zip(outputs, trials).reduce(0) { sum, pair in
            pair.0.format.traits.threads > 0 ? sum : sum + pair.1.writing
        }
    }
}
