import Imaging
import Inference
import Media

/// Where a render finds pictures of earlier renders and keeps its own.
struct RenderStorage: Sendable {
    /// What its pictures are called.
    let keys: FrameKeys
    /// What is there.
    let store: PictureStore
    /// Adds to it.
    let writer: SegmentWriter
    private let folder: SegmentFolder

    /// Reads what is in the segments' folder.
    ///
    /// - Throws: `MediaError`, `InferenceError`.
    init(_ plan: RenderPlan, _ segments: SegmentPlan, identity: RenderIdentity) throws {
        folder = SegmentFolder(path: segments.folder)
        let size = plan.resultSize
        keys = try FrameKeys(plan, identity, grid: segments.grid)
        store = PictureStore(folder, width: size.width, height: size.height)
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

    /// Removes all segments, when the outputs are whole.
    func remove() { folder.remove() }
}

extension RenderPlan {
    /// Where pictures are stored; nil for a short render.
    func openStorage(_ prepared: PreparedRender) throws -> RenderStorage? {
        guard let segments = segments(operations: prepared.family.operationCount) else {
            return nil
        }
        return try RenderStorage(self, segments, identity: RenderIdentity(self))
    }
}
