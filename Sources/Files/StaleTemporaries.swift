import Glibc

/// Hidden files of runs that ended before their outputs were whole.
public enum StaleTemporaries {
    /// Removes those of an output, whose lock the caller has.  The path may be a ``SequencePattern``'s
    /// text, which stands for all of its images.
    ///
    /// A file goes when nobody has it open for writing: on this machine its writer's lock tells, of
    /// another machine, and where there are no locks, a day without a change.  What cannot be removed
    /// stays, and so do other users' files; nothing else is touched.
    public static func remove(ofOutput path: String) {
        let pattern = SequencePattern(path)
        guard let folder = try? OutputFolder(ofFile: path) else { return }
        let name = TemporaryName.shortened(folder.fileName)
        folder.removeStaleTemporaries {
            $0.output == name || pattern?.number(ofName: $0.output) != nil
        }
    }
}

extension OutputFolder {
    /// Removes hidden files without a living writer.
    func removeStaleTemporaries(where isMeant: (TemporaryName) -> Bool) {
        let hidden = names { $0.hasPrefix(".") && $0.hasSuffix(".part") }
        for name in hidden.compactMap(TemporaryName.init) where isMeant(name) { removeIfDead(name) }
    }

    private func removeIfDead(_ name: TemporaryName) {
        // Locks need a file that is open for writing, and that must be nobody else's.
        guard isOwnFile(name.text) else { return }
        let file = openat(
            descriptor, name.text, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let lock = try? FileLock(file, place: path)
        else { return }
        let isOld = time(nil) - status.st_mtim.tv_sec > 24 * 60 * 60
        let isOurs = name.host == TemporaryName.host
        switch lock {
        case .busy: return
        case .held where isOurs || isOld: remove(name.text)
        case .impossible where isOld && !(isOurs && Self.lives(name.process)): remove(name.text)
        case .held, .impossible: return
        }
    }

    /// Whether there is a process of this number.
    private static func lives(_ process: Int) -> Bool {
        guard let number = Int32(exactly: process), number > 0 else { return false }
        return kill(number, 0) == 0 || errno != ESRCH
    }

    private func isOwnFile(_ name: String) -> Bool {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_mode & S_IFMT == S_IFREG && isOwn(status.st_uid)
    }

    /// The names of the folder's files that a function chooses, in no order.
    package func names(where isMeant: (String) -> Bool) -> [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return [] }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != "..", isMeant(name) { names.append(name) }
        }
        return names
    }
}
