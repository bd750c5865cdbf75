import Files
import Inference
public import Rendering

/// Renders a plan as ``Renderer`` does, and stores the images of a long render in segments, so that the
/// same render goes on where it was interrupted.
public struct ResumableRenderer: Sendable {
    private let plan: RenderPlan

    /// A renderer of one plan.
    public init(_ plan: RenderPlan) {
        self.plan = plan
    }

    /// Renders all frames, completes the outputs and removes the segments, unless the plan keeps them.
    ///
    /// On an error, or when the task is cancelled, images that have been rendered stay in segments.
    ///
    /// - Parameters:
    ///   - progress: called after every frame, always from one task at a time.
    ///   - storing: called before the first frame of a render that stores its images, with their folder.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func render(
        progress: @escaping @Sendable (RenderProgress) -> Void = { _ in },
        storing: (String) -> Void = { _ in }
    ) async throws -> RenderReport {
        var store: SegmentStore?
        let report = try await Renderer(plan).render(
            progress: progress, isContinuing: { PlanManifest.isThere(of: plan) }
        ) {
            let prepared = try plan.prepared()
            let segments = SegmentPlan(
                ifStored: plan, operations: prepared.family.operationCount)
            try plan.checkRoom(segments?.diskNeed)
            store = try segments.map(openStore)
            if let store { storing(store.folder.path) }
            return (prepared, store)
        }
        if !plan.storage.isKept, let store, store.leave() { store.folder.remove() }
        return report
    }

    /// Opens the folder of the segments.
    ///
    /// Beside them goes the plan, unless machines of a farm go by one that is there.
    private func openStore(_ segments: SegmentPlan) throws -> SegmentStore {
        let folder = try SegmentFolder(of: plan, isForFarm: false)
        guard let share = SharedFolderLock(folder.files) else {
            // Another render has removed it since.
            return try openStore(segments)
        }
        let identity = try RenderFingerprint(plan)
        let isFarms =
            try PlanManifest.isThere(in: folder)
            && (try? PlanManifest(in: folder))?.handling?.isForFarm == true
        // First, so that a folder with files that are not trusted stays as it is.
        let store = try SegmentStore(plan, segments.grid, in: folder, share, identity: identity)
        if !isFarms {
            try PlanManifest(plan, segments, identity: identity, isForFarm: false)
                .write(in: folder)
        }
        return store
    }
}

extension SegmentFolder {
    /// Removes segments, their sidecars first, the plan, and the folder if nothing else is in it.
    func remove() {
        removeSegments()
        // A segment that could not be removed keeps the plan, by which the same command goes on.
        guard isEmpty else { return }
        if (try? PlanManifest.isThere(in: self)) == true { files.remove(Self.plan) }
        files.removeIfEmpty()
    }
}
