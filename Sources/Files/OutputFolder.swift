import Glibc
import Synchronization

/// The folder of an output, held open, so that all names are looked up in the same place.
package final class OutputFolder: Sendable {
    /// The folder's path, `.` for the current one.
    let path: String

    /// The last component of the output's path.
    let fileName: String

    /// The folder itself.
    package let descriptor: Int32

    /// Who owns new files here, where that is known to be another than the process's user.
    let newFileOwner = Mutex<uid_t?>(nil)

    private static let counter = Atomic<Int>(0)

    /// A folder that is open already; its descriptor is closed with this.
    init(_ descriptor: Int32, path: String) {
        (self.path, self.descriptor, fileName) = (path, descriptor, "")
    }

    /// Opens the folder of an output's path and creates what is missing of it.
    ///
    /// Throws ``FileError/cannotCreate(path:found:expected:)``.
    package init(ofFile place: String) throws {
        let slash = place.lastIndex(of: "/")
        fileName = slash.map { String(place[place.index(after: $0)...]) } ?? place
        let parent = slash.map { String(place[..<$0]) } ?? "."
        path = parent.isEmpty ? "/" : parent
        guard !["", ".", ".."].contains(fileName), !place.utf8.contains(0) else {
            throw FileError.cannotCreate(
                path: place, found: "the name of a folder", expected: "the name of a file")
        }
        try Self.createFolders(path, place: place)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refused(place, "open") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Throws unless the name is free, or a regular file's that may be overwritten.
    func checkFree(_ name: String, overwrite: Bool, place: String) throws {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return }
            throw Self.refused(place, "fstatat")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError.cannotCreate(
                path: place, found: fileKind(status.st_mode),
                expected: "a free name or a regular file")
        }
        if !overwrite { throw FileError.exists(path: place) }
    }

    /// A new file with a hidden name of its own, open for reading and writing, and locked while it is
    /// open: so others see that its writer lives.
    func createTemporary(for name: String, place: String) throws -> (String, Int32) {
        while true {
            let hidden = hiddenName(for: name)
            let file = openat(
                descriptor, hidden, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
            guard file >= 0 else {
                if errno == EEXIST { continue }
                throw Self.refused(place, "openat")
            }
            do {
                let lock = try FileLock(file, place: place)
                // Another run may have taken it for a dead one's before it was locked.
                if lock != .busy, holds(hidden, file) { return (hidden, file) }
                close(file)
            } catch {
                close(file)
                remove(hidden)
                throw error
            }
        }
    }

    /// A name that is no other file's of this process.
    func hiddenName(for name: String) -> String {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        return TemporaryName(output: name, number: number).text
    }

    /// Whether a name is that of an open file.
    func holds(_ name: String, _ file: Int32) -> Bool {
        var (named, opened) = (stat(), stat())
        return fstatat(descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && fstat(file, &opened) == 0
            && (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)
    }

    /// Gives a hidden file its final name; without `overwrite` an existing one is never replaced.
    func rename(_ hidden: String, to name: String, overwrite: Bool, place: String) throws {
        if !overwrite {
            if linkat(descriptor, hidden, descriptor, name, 0) == 0 {
                remove(hidden)
                return
            }
            if errno == EEXIST { throw FileError.exists(path: place) }
            // A file system without hard links; the name was free a moment ago.
            guard [EPERM, EOPNOTSUPP, EMLINK, ENOSYS].contains(errno) else {
                throw Self.refused(place, "linkat")
            }
        }
        guard renameat(descriptor, hidden, descriptor, name) == 0 else {
            throw Self.refused(place, "renameat")
        }
    }

    /// Removes a file of the folder, if it is there.
    package func remove(_ name: String) { unlinkat(descriptor, name, 0) }

    /// Makes renames durable.
    package func synchronise(place: String) throws {
        // Some file systems cannot synchronise folders and say EINVAL.
        guard fsync(descriptor) != 0, errno != EINVAL else { return }
        throw FileError.system(errno, "fsync", path: place)
    }

    /// Creates a folder and those above it, as far as they are missing.
    ///
    /// - Parameter mode: of the folder itself, less the umask.
    static func createFolders(_ path: String, mode: mode_t = 0o777, place: String) throws {
        var status = stat()
        if stat(path, &status) == 0 { return }
        guard errno == ENOENT else { throw refused(place, "stat") }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try createFolders(String(path[..<slash]), place: place)
        }
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw refused(place, "mkdir") }
    }

    /// A full or failing disk is another error than a refusal.
    static func refused(_ place: String, _ call: String) -> FileError {
        let number = errno
        if [ENOSPC, EDQUOT, EIO, ESTALE].contains(number) {
            return .system(number, call, path: place)
        }
        return .cannotCreate(
            path: place, found: systemMessage(number), expected: "a folder that takes new files")
    }
}
