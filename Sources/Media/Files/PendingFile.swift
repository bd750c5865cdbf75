import Glibc
import Synchronization

/// An output that gets its final name only when it is whole.
///
/// It is written under a hidden name of its own (`.NAME.…part`) in the same folder, made durable,
/// and then renamed; until then an older file of the final name stays as it is.  Dropped without
/// ``commit(as:)``, it leaves nothing.  Folders that are missing are created.  Used under its owner's
/// lock.
package final class PendingFile {
    /// The final path as the caller gave it.
    package let place: String

    /// The path of what is written so far.
    package let partPath: String

    private let overwrite: Bool
    private let folder: OutputFolder
    private let name: String
    private let partName: String
    private let descriptor: Int32
    private var isOpen = true

    /// Checks the final name and creates the hidden file.
    ///
    /// Throws ``MediaError/outputExists(place:)`` when the name is taken and `overwrite` is false,
    /// ``MediaError/cannotCreate(place:found:expected:)`` when it is no regular file's (a symbolic
    /// link is not followed) or the folder refuses it.
    package init(path: String, overwrite: Bool) throws {
        let folder = try OutputFolder(ofFile: path)
        try folder.checkFree(folder.fileName, overwrite: overwrite, place: path)
        (partName, descriptor) = try folder.createHidden(for: folder.fileName, place: path)
        name = folder.fileName
        partPath = folder.path + "/" + partName
        place = path
        self.folder = folder
        self.overwrite = overwrite
    }

    deinit { discard() }

    /// Appends bytes.  Throws ``MediaError/inputOutput(place:call:reason:)``.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        try writeAll(bytes, to: descriptor, place: place)
    }

    /// Makes what was written durable and gives it its final name, which is checked once more.
    ///
    /// - Parameter chosen: instead of the path's last component, another name in the same folder.
    ///
    /// Throws as ``init(path:overwrite:)`` does, and ``MediaError/inputOutput(place:call:reason:)``;
    /// nothing is left then.
    package func commit(as chosen: String? = nil) throws {
        guard isOpen else { return }
        let name = chosen ?? name
        do {
            try checked(fsync(descriptor), "fsync")
            try folder.checkFree(name, overwrite: overwrite, place: place)
            try folder.rename(partName, to: name, overwrite: overwrite, place: place)
        } catch {
            discard()
            throw error
        }
        isOpen = false
        close(descriptor)
        try folder.synchronise(place: place)
    }

    /// Removes what was written; does nothing after ``commit(as:)`` or a second time.
    package func discard() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
        folder.remove(partName)
    }

    private func checked(_ result: Int32, _ call: String) throws {
        guard result != 0 else { return }
        throw MediaError.inputOutput(place: place, call: call, reason: systemMessage(errno))
    }
}

/// Writes all bytes or throws ``MediaError/inputOutput(place:call:reason:)``.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, place: String) throws {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
        let count = write(descriptor, start, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            throw MediaError.inputOutput(place: place, call: "write", reason: systemMessage(errno))
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}
