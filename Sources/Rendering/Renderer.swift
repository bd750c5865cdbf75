import Imaging
import Inference
import Media

/// Renders a plan: every frame gets its own network, runs it on its picture, and goes to every output
/// in order.
public struct Renderer: Sendable {
    private let plan: RenderPlan

    /// A renderer of one plan.
    public init(_ plan: RenderPlan) {
        self.plan = plan
    }

    /// Renders all frames and completes the outputs.
    ///
    /// On an error, or when the task is cancelled, the outputs that are not whole yet are removed: at
    /// once, though the frames in flight are still computed to their end.
    ///
    /// - Parameter progress: called after every frame, always from one task at a time.
    /// - Throws: ``RenderError``, `MediaError`, `InferenceError`, `CancellationError`.
    public func render(
        progress: @Sendable (RenderProgress) -> Void = { _ in }
    ) async throws -> RenderReport {
        var feed = try PictureFeed(plan)
        let outputs = try plan.openOutputs()
        return try await withTaskCancellationHandler {
            do {
                var delivery = FrameDelivery(plan, to: outputs)
                try await render(from: &feed, to: &delivery, progress)
                return try await delivery.finish(notices: plan.notices + feed.notices)
            } catch {
                for output in outputs { output.cancel() }
                throw Task.isCancelled ? CancellationError() : error
            }
        } onCancel: {
            for output in outputs { output.cancel() }
        }
    }

    private func render(
        from feed: inout PictureFeed, to delivery: inout FrameDelivery,
        _ progress: @Sendable (RenderProgress) -> Void
    ) async throws {
        let family = try plan.prepared()
        let workers = min(plan.workers, plan.frames.count)
        try plan.checkMemory(of: family, workers: workers)
        var idle = try (0..<workers).map { _ in try family.makeWorker() }
        var stretches = plan.stretches[...]
        var ordered = OrderedFrames()
        try await withThrowingTaskGroup(of: Rendered.self) { group in
            var running = 0
            while true {
                // A slow frame holds up those behind it; they wait, and no more than so many.
                let bound = ordered.next + 2 * workers
                while let worker = idle.last, let stretch = stretches.first, stretch.index < bound,
                    let picture = try feed.picture(ofFrame: stretch.frames.lowerBound)
                {
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
                for frame in ordered.take(rendered) { try delivery.deliver(frame, progress) }
            }
        }
    }
}
