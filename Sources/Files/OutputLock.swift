import Glibc
import Synchronization

/// Keeps other renders from an output while one is making it.
///
/// It is the lock of a hidden file beside the output, `.NAME.lock`, which says who has it.  The system
/// frees it when the process ends, however that comes about; the file that is then left is taken over
/// by the next.  Where a file system has no locks, nothing is kept from anybody.
public final class OutputLock: Sendable {
    private let folder: OutputFolder
    private let name: String
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of the output at `path`, which may be a ``SequencePattern``'s text.  Folders that
    /// are missing are created.
    ///
    /// Throws ``FileError/tryAgain(path:found:expected:)`` when another render has it, and
    /// ``FileError`` as other outputs do when the folder takes no files.
    public init(output path: String) throws {
        folder = try OutputFolder(ofFile: path)
        try folder.checkFree(folder.fileName, overwrite: true, place: path)
        name = ".\(TemporaryName.shortened(folder.fileName)).lock"
        descriptor = Mutex(try Self.locked(name, in: folder, place: path))
    }

    deinit { release() }

    /// Lets others have the output; from any thread, and does nothing a second time.
    public func release() {
        descriptor.withLock { held in
            guard let descriptor = held else { return }
            // While the lock is held, so that nobody else's file is removed.
            folder.remove(name)
            close(descriptor)
            held = nil
        }
    }

    /// The lock file, open and locked; nil where there are no locks.
    private static func locked(
        _ name: String, in folder: OutputFolder, place: String
    ) throws -> Int32? {
        while true {
            let descriptor = try folder.openLockFile(name, place: place)
            do {
                switch try FileLock(descriptor, place: place) {
                case .held where folder.holds(name, descriptor):
                    sign(descriptor)
                    return descriptor
                // The one who had it removed the file after it was opened here.
                case .held: close(descriptor)
                case .busy: throw busy(descriptor, place)
                case .impossible:
                    folder.remove(name)
                    close(descriptor)
                    return nil
                }
            } catch {
                close(descriptor)
                throw error
            }
        }
    }

    /// Writes who has the lock.  On a full disk nobody will know.
    private static func sign(_ descriptor: Int32) {
        let text = Array("\(getpid()) \(hostName)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, text, text.count, 0)
    }

    /// That another render has it, as far as can be read by whom.
    static func busy(_ descriptor: Int32, _ place: String) -> FileError {
        var holder = "another process"
        // Who has just taken the lock has yet to sign it.
        for attempt in 0..<20 {
            if let signer = signer(descriptor) {
                holder = signer
                break
            }
            if attempt < 19 { usleep(10_000) }
        }
        return .tryAgain(
            path: place, found: "busy: \(holder) is rendering it", expected: "it to end first")
    }

    /// The holder that the lock file names; nil if it names none.
    private static func signer(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = max(0, pread(descriptor, &bytes, bytes.count, 0))
        let words = String(decoding: bytes[..<count], as: UTF8.self).split { $0.isWhitespace }
        guard words.count == 2, let process = Int(words[0]) else { return nil }
        return "process \(process) on \(words[1])"
    }
}

extension OutputFolder {
    /// A hidden file that renders lock, open for reading and writing: a new one, or this user's own.
    ///
    /// It is looked at before it is opened for writing, and again when it is open: a symbolic link, a
    /// file with other names or another user's is never written to.
    fileprivate func openLockFile(_ name: String, place: String) throws -> Int32 {
        let flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        while true {
            let made = openat(descriptor, name, flags | O_CREAT | O_EXCL, 0o666)
            if made >= 0 { return made }
            guard errno == EEXIST else { throw Self.refused(place, "openat") }
            var status = stat()
            guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                if errno == ENOENT { continue }
                throw Self.refused(place, "fstatat")
            }
            try checkLock(status, name, place)
            let file = openat(descriptor, name, flags)
            guard file >= 0 else {
                if errno == ENOENT { continue }
                throw Self.refused(place, "openat")
            }
            do {
                guard fstat(file, &status) == 0 else { throw Self.refused(place, "fstat") }
                try checkLock(status, name, place)
            } catch {
                close(file)
                throw error
            }
            return file
        }
    }

    /// Throws for a lock file that is not this user's; of another user's it says so if it is in use.
    private func checkLock(_ status: stat, _ name: String, _ place: String) throws {
        if RegularFile.Fault(status) == nil, !isOwn(status.st_uid) {
            let file = openat(descriptor, name, RegularFile.flags | O_NOFOLLOW)
            defer { if file >= 0 { close(file) } }
            if file >= 0, flock(file, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK {
                throw OutputLock.busy(file, place)
            }
        }
        try checkOwn(
            status, place: "\(path)/\(name)", remedy: "remove it if no render is making the output")
    }
}
