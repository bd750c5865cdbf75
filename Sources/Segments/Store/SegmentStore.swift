import Files
import Imaging
import Rendering
import Timelines

/// A folder of segments in which a render finds the images of earlier ones and keeps its own.
struct SegmentStore: FrameStore {
    let keys: FrameCacheKeys
    /// The folder.
    let folder: SegmentFolder
    private let index: ImageIndex
    private let writer: SegmentWriter
    private let form: StoredForm
    /// Marks segments after the end of the render's input.
    private let endMark: Digest
    private let share: SharedFolderLock

    /// Reads what is in a folder.
    ///
    /// - Parameters:
    ///   - share: the render's part in the folder's use.
    ///   - numbers: the segments whose sidecars are read; nil for all.
    /// - Throws: `FileError`, ``RenderError/planDiffers(place:fields:)``.
    init(
        _ plan: RenderPlan, _ grid: SegmentGrid, in folder: SegmentFolder,
        _ share: SharedFolderLock, identity: RenderFingerprint, reading numbers: Set<Int>? = nil
    ) throws {
        self.folder = folder
        self.share = share
        folder.files.removeStaleTemporaries()
        form = plan.storedForm
        keys = try FrameCacheKeys(plan, identity)
        endMark = try grid.endMark(keys, plan.timeline.frameRate)
        index = try ImageIndex(folder, form, segments: numbers)
        writer = SegmentWriter(index, grid: grid, form: form)
    }

    var imageBytes: Int { form.bytes }

    func stored(of runs: [FrameRun]) throws -> Set<Int> {
        guard index.count > 0 else { return [] }
        return try Set(
            runs.indices.filter { run in
                guard !runs[run].isAnchor, !runs[run].frames.isEmpty else { return false }
                return index.holds(try keys.key(of: run, in: runs))
            })
    }

    func contains(_ key: Digest) -> Bool { index.contains(key) }

    func image(_ key: Digest) -> Image? { index.image(key) }

    func write(_ image: Image, key: Digest, frame: Int) throws {
        try writer.write(image, key: key, frame: frame)
    }

    var isWaiting: Bool { writer.waiting > 0 }

    func completion() -> (@Sendable () async throws -> Void)? {
        guard let segment = writer.takeFinished() else { return nil }
        return { [writer] in try await writer.completeAside(segment) }
    }

    func finish(inputEnd end: Int?) throws {
        for segment in writer.takeAll() { try writer.complete(segment) }
        if let end { try writer.endInput(endMark, before: end) }
    }

    func salvage() {
        for segment in writer.takeAll() { try? writer.complete(segment) }
    }

    /// Leaves the folder when the outputs are whole.
    ///
    /// - Returns: whether no other render uses it, so that the segments can be removed.
    func leave() -> Bool {
        // What is in hand has hidden files there.
        for segment in writer.takeAll() { segment.discard() }
        return share.leave()
    }
}
