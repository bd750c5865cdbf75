import Files

/// Renders a plan: every frame gets its own network, runs it on its image, and goes to every output in
/// order.
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
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func render(
        progress: @escaping @Sendable (RenderProgress) -> Void = { _ in }
    ) async throws -> RenderReport {
        try await render(progress: progress, isContinuing: { false }) {
            let prepared = try plan.prepared()
            try plan.checkRoom()
            return (prepared, nil)
        }
    }

    /// The same with a family that is compiled, and with a store that keeps the images of the frames.
    ///
    /// - Parameters:
    ///   - isContinuing: whether an earlier run of the plan may have made an output that is there.
    ///   - preparing: called when the outputs have been opened.
    package func render(
        progress: @escaping @Sendable (RenderProgress) -> Void, isContinuing: () -> Bool,
        preparing: () throws -> (ResourcePlan, (any FrameStore)?)
    ) async throws -> RenderReport {
        let inputFrames = try InputFrames(plan)
        let outputs = try plan.openOutputs(isContinuing)
        defer { for output in outputs { output.unlock() } }
        return try await withTaskCancellationHandler {
            do {
                let (prepared, store) = try preparing()
                return try await report(prepared, inputFrames, outputs, store, progress)
            } catch {
                for output in outputs { output.cancel() }
                throw Task.isCancelled ? CancellationError() : error
            }
        } onCancel: {
            for output in outputs { output.cancel() }
        }
    }

    private func report(
        _ prepared: ResourcePlan, _ inputFrames: InputFrames, _ outputs: [OutputWriter],
        _ store: (any FrameStore)?, _ progress: @escaping @Sendable (RenderProgress) -> Void
    ) async throws -> RenderReport {
        do {
            let keys = try store?.keys ?? plan.outputKeys()
            let recipes = try outputs.map { writer in
                try keys.flatMap { try OutputRecipe(writer.output, of: plan, $0) }
            }
            var scheduler = try FrameScheduler(
                plan, prepared, from: inputFrames,
                to: FrameWriter(plan, to: outputs, store: store, recipes: recipes), store: store,
                keys: keys, progress)
            try await withTaskCancellationHandler {
                try await run(&scheduler)
            } onCancel: {
                // Frames in flight may take longer than there is time.
                store?.salvage()
            }
            return try await scheduler.finish(notices: plan.notices)
        } catch {
            store?.salvage()
            throw error
        }
    }

    /// SHA-256 of what an output's encoder is handed for a frame of the timeline, which is rendered anew;
    /// nil for one behind the input's end.
    func planesDigest(
        of output: Output, frame: Int, _ prepared: ResourcePlan
    ) async throws -> Digest? {
        let part = plan.part(frame..<frame + 1).writing([output])
        let sink = PlanesSink(output)
        let writer = FrameWriter(
            part, to: [OutputWriter(output, sink: sink)], store: nil, recipes: [nil])
        var scheduler = try FrameScheduler(
            part, prepared, from: InputFrames(part), to: writer, store: nil, keys: nil, { _ in })
        try await run(&scheduler)
        return sink.digest
    }

    /// Runs all work that is ready in parallel; each result may make more work ready.
    private func run(_ scheduler: inout FrameScheduler) async throws {
        try await withThrowingTaskGroup(of: FrameScheduler.Outcome.self) { group in
            var running = 0
            while true {
                while let work = try scheduler.nextWork() {
                    running += 1
                    group.addTask { try await work() }
                }
                guard running > 0, let outcome = try await group.next() else { break }
                try Task.checkCancellation()
                running -= 1
                scheduler.take(outcome)
            }
        }
    }
}
