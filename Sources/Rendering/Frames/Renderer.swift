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
    /// once, though the frames in flight are still computed to their end.  Pictures that the plan stores
    /// are not lost: the same render takes them over.
    ///
    /// - Parameters:
    ///   - progress: called after every frame, always from one task at a time.
    ///   - storing: called before the first frame of a render that stores its pictures, with their folder.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func render(
        progress: @escaping @Sendable (RenderProgress) -> Void = { _ in },
        storing: (String) -> Void = { _ in }
    ) async throws -> RenderReport {
        let (report, storage) = try await render(progress: progress) {
            let prepared = try plan.prepared()
            try plan.checkRoom(prepared)
            let storage = try plan.openStorage(prepared)
            if let storage { storing(storage.folder.path) }
            return (prepared, storage)
        }
        if !plan.storage.isKept { storage?.remove() }
        return report
    }

    /// The same with a family that is compiled, and where pictures are stored.
    ///
    /// - Parameter preparing: called when the outputs have been opened.
    func render(
        progress: @escaping @Sendable (RenderProgress) -> Void,
        preparing: () throws -> (ResourcePlan, RenderStorage?)
    ) async throws -> (RenderReport, RenderStorage?) {
        let inputFrames = try InputFrames(plan)
        let outputs = try plan.openOutputs()
        defer { for output in outputs { output.unlock() } }
        return try await withTaskCancellationHandler {
            do {
                let (prepared, storage) = try preparing()
                return (
                    try await report(prepared, inputFrames, outputs, storage, progress), storage
                )
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
        _ storage: RenderStorage?, _ progress: @escaping @Sendable (RenderProgress) -> Void
    ) async throws -> RenderReport {
        do {
            var scheduler = try FrameScheduler(
                plan, prepared, from: inputFrames,
                to: FrameWriter(plan, to: outputs, storage: storage), storage: storage, progress)
            try await withTaskCancellationHandler {
                try await run(&scheduler)
            } onCancel: {
                // Frames in flight may take longer than there is time.
                storage?.salvage()
            }
            return try await scheduler.finish(notices: plan.notices)
        } catch {
            storage?.salvage()
            throw error
        }
    }

    /// Does all work there is side by side; what comes of it decides what there is next.
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
