import Files
import Imaging
import Inference
import Media

/// Where a render finds pictures of earlier renders and keeps its own.
struct RenderStorage: Sendable {
    /// The keys of its frames.
    let keys: FrameCacheKeys
    /// The frames that are stored.
    let store: PictureStore
    /// Adds to it.
    let writer: SegmentWriter
    /// The folder of both.
    let folder: SegmentFolder
    private let share: SharedFolderLock

    /// Reads what is in the segments' folder.
    ///
    /// - Parameter numbers: the segments whose sidecars are read; nil for all.
    /// - Throws: `FileError`.
    init(
        _ plan: RenderPlan, _ segments: SegmentPlan, in folder: SegmentFolder,
        identity: RenderFingerprint, reading numbers: Set<Int>? = nil
    ) throws {
        self.folder = folder
        share = SharedFolderLock(folder.files)
        folder.files.removeStaleTemporaries()
        let size = plan.resultSize
        keys = try FrameCacheKeys(plan, identity, grid: segments.grid)
        store = try PictureStore(
            folder, width: size.width, height: size.height, segments: numbers)
        writer = SegmentWriter(store, grid: segments.grid, size: size)
    }

    /// Stretches between corners whose pictures are there and whole.
    func stored(of stretches: [Stretch]) throws -> Set<Int> {
        guard store.count > 0 else { return [] }
        return try Set(
            stretches.indices.filter { index in
                guard !stretches[index].isCorner, !stretches[index].frames.isEmpty else {
                    return false
                }
                return store.holds(try keys.key(of: index, in: stretches))
            })
    }

    /// Makes durable what has been written so far, as far as that is possible.
    func salvage() {
        for segment in writer.takeAll() { try? writer.complete(segment) }
    }

    /// Removes all segments, when the outputs are whole; while another render uses the folder, that is
    /// left to it.
    func remove() {
        // What is in hand has hidden files there.
        for segment in writer.takeAll() { segment.discard() }
        if share.leave() { folder.remove() }
    }
}

extension RenderPlan {
    /// Where pictures are stored; nil for a short render.
    ///
    /// Beside them goes the plan, unless machines of a farm go by one that is there.
    func openStorage(_ prepared: ResourcePlan) throws -> RenderStorage? {
        guard let segments = segments(operations: prepared.family.operationCount) else {
            return nil
        }
        let identity = try RenderFingerprint(self)
        let folder = try SegmentFolder(of: self, isForFarm: false)
        let isFarms =
            try PlanManifest.isThere(in: folder)
            && (try? PlanManifest(in: folder))?.handling?.isForFarm == true
        // First, so that a folder with files that are not trusted stays as it is.
        let storage = try RenderStorage(self, segments, in: folder, identity: identity)
        if !isFarms {
            try PlanManifest(self, segments, identity: identity, isForFarm: false).write(in: folder)
        }
        return storage
    }

    /// Freezes the plan for machines of a farm: writes it into the folder of its segments.
    ///
    /// The files of a numbered sequence are read, to know their hashes.
    ///
    /// - Returns: the plan's hash, and its segments.
    /// - Throws: `FileError`, ``RenderError``, `InferenceError`.
    public func freeze() throws -> (hash: String, segments: SegmentPlan) {
        let segments = segmentPlan(operations: try prepared().family.operationCount)
        let folder = try SegmentFolder(of: self, isForFarm: true)
        _ = try PlanManifest.isThere(in: folder)
        let frozen = try frozen(segments, isForFarm: true)
        try frozen.write(in: folder)
        return (frozen.hash, segments)
    }

    /// The render's identity: SHA-256 of all that decides its bytes.
    ///
    /// The files of a numbered sequence are read.
    ///
    /// - Parameter segments: the division of its frames, which is part of it.
    public func hash(_ segments: SegmentPlan) throws -> String {
        try frozen(segments, isForFarm: false).hash
    }

    private func frozen(_ segments: SegmentPlan, isForFarm: Bool) throws -> PlanManifest {
        var identity = try RenderFingerprint(self)
        try identity.input.readPictures(self)
        return try PlanManifest(self, segments, identity: identity, isForFarm: isForFarm)
    }

    /// The same plan for some of its frames, without outputs.
    func part(_ frames: Range<Int>) -> RenderPlan {
        var part = self
        (part.frames, part.outputs) = (frames, [])
        part.counts = PathCounts(part.path(of: frames))
        return part
    }
}
