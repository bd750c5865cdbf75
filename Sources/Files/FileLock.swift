import Glibc

/// Whether a file is this process's alone.
enum FileLock {
    /// It is, until its descriptor is closed, by whatever end of the process.
    case held
    /// Another descriptor has it.
    case busy
    /// The file system has no locks.
    case impossible

    /// Takes an open file's lock if it is free; never waits.  The corresponding C function is `flock`.
    ///
    /// Throws ``FileError`` when the file system fails.
    init(_ descriptor: Int32, place: String) throws {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: self = .busy
            case EIO, ESTALE: throw FileError.system(errno, "flock", path: place)
            default: self = .impossible
            }
            return
        }
        self = .held
    }
}
