import Dispatch
import Files
import Imaging
import Media
import Synchronization

/// Writes pictures into segments as they come, in the order of the film.
///
/// `@unchecked Sendable` because the segment in hand is under the lock.
final class SegmentWriter: @unchecked Sendable {
    private let store: PictureStore
    private let grid: SegmentGrid
    private let size: Size
    private let lock = Mutex(())
    private var current: OpenSegment?
    private var finished: [OpenSegment] = []

    /// - Parameter size: of the pictures, pixels.
    init(_ store: PictureStore, grid: SegmentGrid, size: Size) {
        (self.store, self.grid, self.size) = (store, grid, size)
    }

    /// Appends a picture unless it is there already.
    ///
    /// Where it begins a segment, the one before is finished, and waits to be taken and completed.
    ///
    /// - Throws: `FileError`.
    func write(_ picture: Image, key: Digest, frame: Int) throws {
        try lock.withLock { _ in
            let number = grid.number(ofFrame: frame)
            if let before = current, before.number != number {
                finished.append(before)
                current = nil
            }
            guard !store.contains(key), !isWritten(key) else { return }
            let segment = try current ?? OpenSegment(number: number, in: store.folder, size: size)
            current = segment
            try segment.append(picture, key: key)
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

    /// Makes a segment durable, and its pictures ones that are there.
    ///
    /// - Throws: `FileError`; the segment is then not there.
    func complete(_ segment: OpenSegment) throws {
        store.add(try segment.commit())
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
            number: grid.number(ofFrame: frame), in: store.folder, size: size)
        segment.inputEnded = mark
        try complete(segment)
    }
}

/// A segment that is being written.
///
/// `@unchecked Sendable` because it is used by its ``SegmentWriter`` under its lock, and after that by
/// the one task that completes it.
final class OpenSegment: @unchecked Sendable {
    /// Its place in the grid.
    let number: Int
    /// The keys of its pictures, in the order of the file.
    private(set) var keys: [Digest] = []
    /// The render whose input has no more frames.
    var inputEnded: Digest?
    private var known: Set<Digest> = []
    private let folder: SegmentFolder
    private let size: Size
    private let file: AtomicFile
    private let hash: SHA256

    init(number: Int, in folder: SegmentFolder, size: Size) throws {
        (self.number, self.folder, self.size) = (number, folder, size)
        file = try folder.files.newFile(
            SegmentSidecar.digits(of: number) + SegmentFolder.pictures)
        hash = try SHA256()
    }

    /// Whether it has a picture.
    func contains(_ key: Digest) -> Bool { known.contains(key) }

    /// Appends a picture of three channels.
    func append(_ picture: Image, key: Digest) throws {
        try picture.forEachPlanar16 { levels in
            guard UInt16(1).littleEndian == 1 else {
                return try Array(levels).littleEndian.withUnsafeBytes(append)
            }
            try append(UnsafeRawBufferPointer(levels))
        }
        keys.append(key)
        known.insert(key)
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        try hash.update(bytes)
        try file.write(bytes)
    }

    /// Removes what was written.
    func discard() { file.discard() }

    /// Gives the pictures their name, and then the sidecar its.
    func commit() throws -> StoredSegment {
        let sidecar = SegmentSidecar(
            number: number, width: size.width, height: size.height, keys: keys,
            inputEnded: inputEnded, sha256: try hash.digest())
        let name = try SegmentSidecar.name(number: number, keys: keys, inputEnded: inputEnded)
        try file.commit(as: name + SegmentFolder.pictures)
        let beside = try folder.files.newFile(name + SegmentFolder.sidecar)
        try Array(sidecar.text().utf8).withUnsafeBytes { try beside.write($0) }
        try beside.commit()
        return StoredSegment(sidecar, named: name, in: folder)
    }
}
