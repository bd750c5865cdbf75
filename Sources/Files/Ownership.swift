import Glibc
import Synchronization

extension OutputFolder {
    /// Whether a user's files here count as this process's own: they are its user's, or they belong
    /// to whoever its own new files belong to on a file system that gives all files one owner.
    func isOwn(_ user: uid_t) -> Bool { user == geteuid() || user == ownerOfNewFiles }

    /// Throws unless a file is a regular one without other names that belongs to this user.
    ///
    /// - Parameter remedy: what to do about it, for the message.
    func checkOwn(_ status: stat, place: String, remedy: String) throws {
        if let fault = RegularFile.Fault(status) {
            throw FileError.cannotCreate(
                path: place, found: fault.found, expected: "\(fault.expected); \(remedy)")
        }
        guard !isOwn(status.st_uid) else { return }
        throw FileError.cannotCreate(
            path: place, found: "belongs to \(userName(status.st_uid))",
            expected: "you; \(remedy)")
    }

    /// A regular file of this user's with one name, open for reading; nil for anything else.
    package func openOwn(_ name: String) -> RegularFile? {
        let file = openat(descriptor, name, RegularFile.flags | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        return try? RegularFile(file, path: "\(path)/\(name)") { status in
            try checkOwn(status, place: name, remedy: "")
        }
    }

    /// Asked of the file system once, by a file that is removed at once.
    private var ownerOfNewFiles: uid_t {
        newFileOwner.withLock { known in
            if let known { return known }
            var (owner, status) = (geteuid(), stat())
            if let (name, file) = try? createTemporary(for: "owner", place: path) {
                if fstat(file, &status) == 0 { owner = status.st_uid }
                remove(name)
                close(file)
            }
            known = owner
            return owner
        }
    }
}

extension RegularFile {
    /// Why a file is not taken for one that this program keeps, whoever it belongs to.
    enum Fault {
        /// Something that is no regular file.
        case kind(mode_t)
        /// A file that has other names too, perhaps in folders of others.
        case links(Int)

        /// Nil for a regular file of one name, or of none since it was removed.
        init?(_ status: stat) {
            if status.st_mode & S_IFMT != S_IFREG {
                self = .kind(status.st_mode)
            } else if status.st_nlink > 1 {
                self = .links(Int(status.st_nlink))
            } else {
                return nil
            }
        }

        /// The file found, for a message.
        var found: String {
            switch self {
            case .kind(let mode): fileKind(mode)
            case .links(let count): "a file of \(count) names (hard links)"
            }
        }

        /// The file expected, for a message.
        var expected: String {
            switch self {
            case .kind: "a regular file"
            case .links: "a file of one name"
            }
        }
    }
}

/// A user for messages: `'mallory' (uid 1234)`, or `uid 1234` where the number has no name.
func userName(_ user: uid_t) -> String {
    var (entry, found) = (passwd(), nil as UnsafeMutablePointer<passwd>?)
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil,
        let name = entry.pw_name
    else { return "uid \(user)" }
    return "'\(String(cString: name))' (uid \(user))"
}
