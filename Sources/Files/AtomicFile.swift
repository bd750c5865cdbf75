import Glibc
import Synchronization

/// What happens to a file that already has an output's name.
public enum ExistingOutput: Sendable {
    /// It is an error, before any work is done.
    case refuse
    /// It is replaced when the new one is whole.
    case replace
    /// It stays if it has the very bytes of the new one, as after an interruption, and is an error
    /// otherwise.
    case acceptEqual
}

/// An output that gets its final name only when it is whole.
///
/// It is written under a hidden name of its own (`.NAME.…part`) in the same folder, made durable,
/// and then renamed; until then an older file of the final name stays as it is.  Dropped without
/// ``commit(as:)``, it leaves nothing, and once a byte of it could not be written or read again it cannot
/// be committed.  Folders that are missing are created.
///
/// `@unchecked Sendable` because all of it but ``withdraw()`` is used under its owner's lock.
package final class AtomicFile: @unchecked Sendable {
    /// The final path as the caller gave it.
    package let place: String

    /// The path of what is written so far.
    package let partPath: String

    /// Bytes from the first to behind the last that was written.
    package private(set) var size = 0

    /// The first error of writing or reading.
    package private(set) var failure: FileError?

    private let existing: ExistingOutput
    private let folder: OutputFolder
    private let name: String
    private let partName: String
    private let descriptor: Int32
    private var isOpen = true
    private let withdrawn = Atomic(false)

    /// Checks the final name and creates the hidden file.
    ///
    /// Throws ``FileError/exists(path:)`` when the name is taken and that is refused,
    /// ``FileError/cannotCreate(path:found:expected:)`` when it is no regular file's (a symbolic
    /// link is not followed) or the folder refuses it.
    package convenience init(path: String, existing: ExistingOutput) throws {
        let folder = try OutputFolder(ofFile: path)
        try self.init(folder.fileName, in: folder, place: path, existing: existing)
    }

    /// The same for a name in a folder that is open.
    init(
        _ name: String, in folder: OutputFolder, place: String, existing: ExistingOutput
    ) throws {
        try folder.checkFree(name, overwrite: existing != .refuse, place: place)
        (partName, descriptor) = try folder.createTemporary(for: name, place: place)
        self.name = name
        partPath = folder.path + "/" + partName
        self.place = place
        self.folder = folder
        self.existing = existing
    }

    deinit { discard() }

    /// Writes a file of these bytes, whole or not at all.
    ///
    /// Throws as ``init(path:existing:)`` and ``commit(as:)`` do.
    package static func write(
        _ bytes: [UInt8], to path: String, existing: ExistingOutput
    ) throws {
        let file = try AtomicFile(path: path, existing: existing)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    /// Appends bytes.  Throws ``FileError``.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        try write(bytes, at: size)
    }

    /// Writes bytes from an offset on.  Throws ``FileError``.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        try noting {
            try writeAll(bytes, to: descriptor, at: offset, place: place, written: size)
            size = max(size, offset + bytes.count)
        }
    }

    /// Lets whoever may read it run it.  Throws ``FileError``.
    package func makeExecutable() throws {
        try noting {
            var status = stat()
            guard fstat(descriptor, &status) == 0,
                fchmod(descriptor, status.st_mode & 0o777 | (status.st_mode & 0o444) >> 2) == 0
            else { throw FileError.system(errno, "fchmod", path: place) }
        }
    }

    /// Reads what was written from an offset on: so many bytes, 0 at the end.  Throws ``FileError``.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        try noting {
            while true {
                let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                if count >= 0 { return count }
                if errno != EINTR { throw FileError.system(errno, "pread", path: place) }
            }
        }
    }

    /// Whether ``withdraw()`` was called.
    package var isWithdrawn: Bool { withdrawn.load(ordering: .relaxed) }

    /// Removes the hidden name and makes ``commit()`` fail; from any thread, at any time, at once.  After
    /// a commit it does nothing.
    package func withdraw() {
        withdrawn.store(true, ordering: .relaxed)
        folder.remove(partName)
    }

    /// Makes what was written durable and gives it its final name, which is checked once more.
    ///
    /// - Parameter chosen: instead of the path's last component, another name in the same folder.
    ///
    /// Throws as ``init(path:existing:)`` does, ``failure``, and `CancellationError` after
    /// ``withdraw()``; nothing is left then.
    package func commit(as chosen: String? = nil) throws {
        guard isOpen else { return }
        let name = chosen ?? name
        do {
            if let failure { throw failure }
            guard fsync(descriptor) == 0 else {
                throw FileError.system(errno, "fsync", path: place, written: size)
            }
            if isWithdrawn { throw CancellationError() }
            try giveName(name)
        } catch FileError.exists where existing == .acceptEqual && isEqual(to: name) {
            discard()
            return
        } catch {
            discard()
            throw isWithdrawn ? CancellationError() : error
        }
        isOpen = false
        close(descriptor)
        try folder.synchronise(place: place)
    }

    /// Removes what was written; does nothing after ``commit(as:)`` or a second time.
    package func discard() {
        guard isOpen else { return }
        isOpen = false
        folder.remove(partName)
        close(descriptor)
    }

    private func giveName(_ name: String) throws {
        let overwrite = existing == .replace
        try folder.checkFree(name, overwrite: overwrite, place: place)
        try folder.rename(partName, to: name, overwrite: overwrite, place: place)
    }

    /// Whether what was written is what stands under a name.
    private func isEqual(to name: String) -> Bool {
        guard
            let other = try? RegularFile(
                path: folder.path + "/" + name, expected: "an output"), other.size == size
        else { return false }
        var (ours, theirs) = ([UInt8](repeating: 0, count: 1 << 16), [UInt8]())
        for offset in stride(from: 0, to: size, by: ours.count) {
            let count = min(ours.count, size - offset)
            ours.removeLast(ours.count - count)
            theirs = [UInt8](repeating: 0, count: count)
            let isRead =
                theirs.withUnsafeMutableBytes { other.fill($0, from: offset) }
                && ours.withUnsafeMutableBytes { (try? read(into: $0, at: offset)) == count }
            guard isRead, ours == theirs else { return false }
        }
        return true
    }

    private func noting<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            failure = failure ?? error as? FileError
            throw error
        }
    }
}

/// Writes all bytes from an offset on, or throws ``FileError``.
///
/// - Parameter written: what the output had before, for the message.
func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int, place: String,
    written: Int = 0
) throws {
    var (rest, offset) = (bytes, offset)
    while let start = rest.baseAddress, !rest.isEmpty {
        let count = pwrite(descriptor, start, rest.count, off_t(offset))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            throw FileError.system(
                count < 0 ? errno : EIO, "pwrite", path: place, written: written)
        }
        offset += count
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}
