import Glibc

/// Puts a file that is whole under a second name.
package enum FilePlacement {
    /// Whether a path leads to something.
    package static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Gives a file another name where the file system can, so that it takes no space, else copies it.
    ///
    /// Throws ``FileError/exists(path:)`` where the name is taken and that is refused, another
    /// ``FileError`` where the file cannot be read or the name not be made.
    ///
    /// - Parameters:
    ///   - source: a regular file.
    ///   - target: its second path; folders that are missing are created.
    package static func place(
        _ source: String, at target: String, existing: ExistingOutput
    ) throws {
        let folder = try OutputFolder(ofFile: target)
        let isReplaced = existing != .refuse
        try folder.checkFree(folder.fileName, overwrite: isReplaced, place: target)
        if try folder.link(source, as: folder.fileName, overwrite: isReplaced, place: target) {
            return
        }
        let file = try RegularFile(path: source, expected: "a file to copy")
        let copy = try AtomicFile(path: target, existing: existing)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = file.read(into: buffer)
            guard count > 0 else { break }
            try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        try file.throwIfReadingFailed()
        try copy.commit()
    }
}

extension OutputFolder {
    /// Gives a file a name here; false where the file system has no second names for it.
    fileprivate func link(
        _ source: String, as name: String, overwrite: Bool, place: String
    ) throws -> Bool {
        let hidden = hiddenName(for: name)
        guard linkat(AT_FDCWD, source, descriptor, hidden, 0) == 0 else { return false }
        do {
            // Two names of one file are not renamed to each other: both would stay.
            if holdsSame(hidden, name) {
                remove(hidden)
            } else {
                try rename(hidden, to: name, overwrite: overwrite, place: place)
            }
            return true
        } catch {
            remove(hidden)
            throw error
        }
    }

    private func holdsSame(_ first: String, _ second: String) -> Bool {
        var (one, other) = (stat(), stat())
        return fstatat(descriptor, first, &one, AT_SYMLINK_NOFOLLOW) == 0
            && fstatat(descriptor, second, &other, AT_SYMLINK_NOFOLLOW) == 0
            && (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)
    }
}
