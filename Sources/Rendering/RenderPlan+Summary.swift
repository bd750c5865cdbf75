import Inference
import Media
import Networks
import Timelines

/// What a plan will make and take, for people.
public struct PlanSummary: Sendable {
    /// A line of the summary.
    public struct Row: Sendable {
        public let name: String
        public let value: String
    }

    /// In the order they are shown.
    public let rows: [Row]
}

extension RenderPlan {
    /// Compiles the family and says what the render will make and take.
    public func summary() throws -> PlanSummary {
        let prepared = try prepared()
        let (width, height) = prepared.outputSize
        let rate = timeline.frameRate
        let milliseconds = Int((Double(frames.count) / rate.framesPerSecond * 1000).rounded())
        let memory = prepared.memberBytes + workers * prepared.workerBytes
        let operations = prepared.graph.multiplyAccumulates / 1_000_000
        let rows = [
            ("input", "\(input.path), \(input.width)×\(input.height)"),
            ("networks", family.names.joined(separator: ", ")),
            ("structure", family.structureName),
            ("frames", "\(frames.count)"),
            ("inferences", "\(inferenceCount)"),
            ("frame rate", "\(rate)"),
            ("length", "\(milliseconds) ms"),
            ("size", "\(width)×\(height)"),
            ("operations", "\(operations) million multiply-adds a frame"),
            ("workers", "\(workers) of \(threads) thread\(threads == 1 ? "" : "s")"),
            ("memory", "\(memory / 1_000_000 + 1) MB for networks and buffers"),
        ]
        return PlanSummary(
            rows: (rows + outputs.map { ("output", $0.path) }).map(PlanSummary.Row.init))
    }
}
