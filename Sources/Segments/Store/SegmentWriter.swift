import Dispatch
import Files
import Imaging
import Media
import Synchronization

/// Writes images into segments as they come, in the order of the film.
///
/// `@unchecked Sendable` because the segment in hand is under the lock.
final class SegmentWriter: @unchecked Sendable {
    private let index: ImageIndex
    private let grid: SegmentGrid
    private let form: StoredForm
    private let lock = Mutex(())
    private var current: OpenSegment?
    private var finished: [OpenSegment] = []

    /// - Parameter form: of the images.
    init(_ index: ImageIndex, grid: SegmentGrid, form: StoredForm) {
        (self.index, self.grid, self.form) = (index, grid, form)
    }

    /// Appends an image unless it is there already.
    ///
    /// Where it begins a segment, the one before is finished, and waits to be taken and completed.
    ///
    /// - Throws: `FileError`.
    func write(_ image: Image, key: Digest, frame: Int) throws {
        try lock.withLock { _ in
            let number = grid.number(ofFrame: frame)
            if let before = current, before.number != number {
                finished.append(before)
                current = nil
            }
            guard !index.contains(key), !isWritten(key) else { return }
            let segment = try current ?? OpenSegment(number: number, in: index.folder, form: form)
            current = segment
            try segment.append(image, key: key)
        }
    }

    private func isWritten(_ key: Digest) -> Bool {
        (finished + [current].compactMap { $0 }).contains { $0.contains(key) }
    }

    /// A finished segment, to be completed; nil when none waits.
    func takeFinished() -> OpenSegment? {
        lock.withLock { _ in finished.isEmpty ? nil : finished.removeFirst() }
    }

    /// How many finished segments wait to be taken.
    var waiting: Int { lock.withLock { _ in finished.count } }

    /// All segments that are not completed, the one in hand among them.
    func takeAll() -> [OpenSegment] {
        lock.withLock { _ in
            defer { (finished, current) = ([], nil) }
            return finished + [current].compactMap { $0 }
        }
    }

    /// Makes a segment durable, and its images ones that are there.
    ///
    /// - Throws: `FileError`; the segment is then not there.
    func complete(_ segment: OpenSegment) throws {
        index.add(try segment.commit())
    }

    /// The same on a thread that may wait for the disk, so that those which compute do not.
    func completeAside(_ segment: OpenSegment) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try self.complete(segment) })
            }
        }
    }

    /// Notes that the input of the render with a mark has no frames from one on.
    func endInput(_ mark: Digest, before frame: Int) throws {
        let segment = try OpenSegment(
            number: grid.number(ofFrame: frame), in: index.folder, form: form)
        segment.inputEnded = mark
        try complete(segment)
    }
}
