import Glibc

/// A folder that several processes use at once, of which the last tidies up.
package final class SharedFolderLock: Sendable {
    private let descriptor: Int32

    /// Takes part in a folder's use until the last reference goes, by whatever end of the process.
    ///
    /// While its last user tidies up, this waits.  Nil where that user has removed the folder: it has to be
    /// made again.
    package init?(_ folder: TrustedFolder) {
        // A description of its own, as locks belong to that.
        descriptor = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            while flock(descriptor, LOCK_SH) != 0, errno == EINTR {}
        }
        guard folder.isThere else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Ends the part in it, and says whether it was the last; where there are no locks, it is taken for
    /// that.
    package func leave() -> Bool {
        // Where this fails the share is lost, so that of several that leave at once the last succeeds.
        descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }
}
