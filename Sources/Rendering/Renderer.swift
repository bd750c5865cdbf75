import Imaging
import Inference
import Media

/// Renders a plan: every frame gets its own network, runs it on its picture, and goes to every output
/// in order.
public struct Renderer: Sendable {
    private let plan: RenderPlan

    public init(_ plan: RenderPlan) {
        self.plan = plan
    }

    /// Renders all frames and completes the outputs.
    ///
    /// On an error, or when the task is cancelled, nothing is left under a final name.
    ///
    /// - Parameter progress: called after every frame, always from one task at a time.
    /// - Throws: ``RenderError``, `MediaError`, `InferenceError`, `CancellationError`.
    public func render(
        progress: @Sendable (RenderProgress) -> Void = { _ in }
    ) async throws -> RenderReport {
        var feed = try PictureFeed(plan)
        let outputs = try plan.openOutputs()
        do {
            let report = try await render(&feed, into: outputs, progress)
            for output in outputs { try output.finish() }
            return report.adding(notices: outputs.flatMap(\.notices) + feed.notices)
        } catch {
            for output in outputs { output.cancel() }
            throw error
        }
    }

    private func render(
        _ feed: inout PictureFeed, into outputs: [OpenOutput],
        _ progress: @Sendable (RenderProgress) -> Void
    ) async throws -> RenderReport {
        let family = try plan.prepared()
        var idle = try (0..<plan.workers).map { _ in try family.makeWorker() }
        var stretches = plan.stretches[...]
        var ordered = OrderedFrames()
        var counter = FrameCounter(plan)
        try await withThrowingTaskGroup(of: Rendered.self) { group in
            var running = 0
            while true {
                while let worker = idle.last, let stretch = stretches.first,
                    stretch.index < ordered.next + 2 * plan.workers
                {
                    guard let picture = try feed.picture(ofFrame: stretch.frames.lowerBound) else {
                        stretches = []
                        break
                    }
                    idle.removeLast()
                    stretches.removeFirst()
                    running += 1
                    group.addTask {
                        let image = try worker.render(picture, weights: stretch.weights)
                        return Rendered(stretch: stretch, image: image, worker: worker)
                    }
                }
                guard running > 0, let rendered = try await group.next() else { break }
                try Task.checkCancellation()
                running -= 1
                idle.append(rendered.worker)
                for frame in ordered.take(rendered) {
                    for _ in frame.stretch.frames {
                        for output in outputs { try output.write(frame.image) }
                        progress(counter.next())
                    }
                    counter.inferences += 1
                }
            }
        }
        return try counter.report()
    }
}

/// A finished picture, the frames that show it, and the worker that is free again.
struct Rendered: Sendable {
    let stretch: RenderPlan.Stretch
    let image: Image
    let worker: Worker
}

/// Brings pictures that finish in any order into the order of their frames.
struct OrderedFrames {
    private var waiting: [Int: Rendered] = [:]
    /// Index of the stretch that goes out next.
    private(set) var next = 0

    /// Everything that can go out now that this picture has come.
    mutating func take(_ rendered: Rendered) -> [Rendered] {
        waiting[rendered.stretch.index] = rendered
        var ready: [Rendered] = []
        while let frame = waiting.removeValue(forKey: next) {
            ready.append(frame)
            next += 1
        }
        return ready
    }
}
