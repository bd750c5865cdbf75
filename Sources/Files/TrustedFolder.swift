import Glibc
import Synchronization

/// A folder of stored files, held open, whose files are read only if they come from users who are
/// trusted.
///
/// All names are looked up in the folder that was opened, even if its path leads elsewhere later.  A file
/// is read if it is a regular file of one name, not a symbolic link, and belongs to this user or to
/// the owner of a plan that was read with ``readPlan(_:)``.
package final class TrustedFolder: Sendable {
    /// Whose folder it may be.
    package enum Origin: Sendable {
        /// This user's, found by an output's name: no symbolic link, and no other user's plan counts.
        case own
        /// Anybody's: its user has named it, and with it the plan that is in it.
        case named
    }

    /// The folder's path as the caller gave it.
    package let path: String
    private let folder: OutputFolder
    private let origin: Origin
    /// Whether it is the place of something new, for the class of errors.
    private let isForWriting: Bool
    /// The plan's owner, where that counts.
    private let planOwner = Mutex<uid_t?>(nil)

    /// Opens a folder that is there.
    ///
    /// Throws ``FileError/missing(path:found:expected:)`` when it cannot be opened, and
    /// ``FileError/refused(path:found:expected:)`` when it is not what its origin asks for.
    package convenience init(_ path: String, _ origin: Origin) throws {
        try self.init(path, origin, isForWriting: false)
    }

    /// Opens a folder, and creates what is missing of it.
    ///
    /// - Parameter isPrivate: whether a new folder is for this user alone: of mode 0700, else of 0777
    ///   less the umask.
    ///
    /// Throws ``FileError/cannotCreate(path:found:expected:)`` when it cannot be opened or is not
    /// what its origin asks for.
    package convenience init(creating path: String, _ origin: Origin, isPrivate: Bool) throws {
        var status = stat()
        if lstat(path, &status) != 0 {
            try OutputFolder.createFolders(path, mode: isPrivate ? 0o700 : 0o777, place: path)
        }
        try self.init(path, origin, isForWriting: true)
    }

    private init(_ path: String, _ origin: Origin, isForWriting: Bool) throws {
        (self.path, self.origin, self.isForWriting) = (path, origin, isForWriting)
        let follow = origin == .own ? O_NOFOLLOW : 0
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow)
        guard descriptor >= 0 else { throw Self.cannotOpen(path, isForWriting) }
        folder = OutputFolder(descriptor, path: path)
        guard origin == .own else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw FileError.system(errno, "fstat", path: path)
        }
        guard !folder.isOwn(status.st_uid) else { return }
        throw refusal(
            path, "belongs to \(userName(status.st_uid))",
            "a folder of yours; remove it, or name another with --segments")
    }

    /// The folder itself.
    var descriptor: Int32 { folder.descriptor }

    /// The names of its files that a function chooses, sorted.
    package func names(where isMeant: (String) -> Bool) -> [String] {
        folder.names(where: isMeant).sorted()
    }

    /// Opens a file for reading.
    ///
    /// Throws ``FileError/missing(path:found:expected:)`` when there is none, and another
    /// ``FileError`` for one that is not taken over.
    package func read(_ name: String) throws -> RegularFile {
        try opened(name) { try check($0, name, isPlan: false) }
    }

    /// Opens the plan of the folder for reading.  In a folder that was named its owner is trusted from
    /// then on.
    ///
    /// Throws as ``read(_:)`` does.
    package func readPlan(_ name: String) throws -> RegularFile {
        try opened(name) { status in
            try check(status, name, isPlan: true)
            guard status.st_size > 0 else {
                throw refusal(
                    place(name), "an empty file", "a plan of this program; remove it")
            }
            if origin == .named { planOwner.withLock { $0 = status.st_uid } }
        }
    }

    /// Throws as ``read(_:)`` does for a file that is there and is not taken over.
    package func check(_ name: String) throws {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        try check(status, name, isPlan: false)
    }

    /// A file in the making, which replaces an earlier one of its name.  Throws ``FileError``.
    package func newFile(_ name: String) throws -> AtomicFile {
        try AtomicFile(name, in: folder, place: place(name), existing: .replace)
    }

    /// Removes a file, if it is there.
    package func remove(_ name: String) { folder.remove(name) }

    /// Removes hidden files of this user's runs that have ended.
    package func removeStaleTemporaries() { folder.removeStaleTemporaries { _ in true } }

    /// Removes the folder if it is empty and still the one its path leads to.
    package func removeIfEmpty() {
        if isThere { rmdir(path) }
    }

    /// Whether its path still leads to it: it has been neither removed nor moved.
    var isThere: Bool {
        var (named, opened) = (stat(), stat())
        return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
            && (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)
    }

    /// An error about a file here, of the class of the folder's use.
    package func refusal(_ place: String, _ found: String, _ expected: String) -> FileError {
        isForWriting
            ? .cannotCreate(path: place, found: found, expected: expected)
            : .refused(path: place, found: found, expected: expected)
    }

    /// The path of a file.
    package func place(_ name: String) -> String { "\(path)/\(name)" }

    private func opened(_ name: String, _ check: (stat) throws -> Void) throws -> RegularFile {
        let file = openat(descriptor, name, RegularFile.flags | O_NOFOLLOW)
        guard file >= 0 else {
            let number = errno
            guard number != ENOENT else {
                throw FileError.missing(
                    path: place(name), found: systemMessage(number), expected: "a file to read")
            }
            var status = stat()
            if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { try check(status) }
            if [EIO, ESTALE].contains(number) {
                throw FileError.system(number, "openat", path: place(name))
            }
            throw refusal(place(name), systemMessage(number), "a file that can be read; remove it")
        }
        return try RegularFile(file, path: place(name), check: check)
    }

    private func check(_ status: stat, _ name: String, isPlan: Bool) throws {
        if let found = RegularFile.Fault(status) { throw fault(name, found) }
        let isTrusted = planOwner.withLock { $0 } == status.st_uid || (isPlan && origin == .named)
        guard !isTrusted, !folder.isOwn(status.st_uid) else { return }
        throw refusal(
            place(name), "belongs to \(userName(status.st_uid))",
            isPlan
                ? "you; remove it, or name the folder with --segments to go by that plan"
                : "you or the plan's owner; remove it, or let one user render all segments")
    }

    private func fault(_ name: String, _ fault: RegularFile.Fault) -> FileError {
        refusal(place(name), fault.found, "\(fault.expected); remove it")
    }

    private static func cannotOpen(_ path: String, _ isForWriting: Bool) -> FileError {
        let number = errno
        if [EIO, ESTALE].contains(number) { return .system(number, "open", path: path) }
        var status = stat()
        let isOther = lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
        let found = isOther ? fileKind(status.st_mode) : systemMessage(number)
        let expected = "a folder; remove it, or name another with --segments"
        return isForWriting
            ? .cannotCreate(path: path, found: found, expected: expected)
            : .missing(path: path, found: found, expected: expected)
    }
}
