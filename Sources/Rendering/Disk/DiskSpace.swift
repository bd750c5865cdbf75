import Foundation
import Glibc

/// The file system that a folder is on, or will be on when it has been made.
package struct DiskSpace: Sendable, Equatable {
    /// Which file system: folders of one device share its room.
    let device: UInt
    /// Bytes that this user may still write.
    package let free: Int
    /// Bytes that the smallest file takes.
    let blockBytes: Int
    /// Whether files may take fewer bytes than they have.
    let compresses: Bool

    /// Asks the folder, or the nearest above it that is there; nil where the system does not answer.
    ///
    /// The corresponding C functions are `stat` and `statvfs`.
    init?(of folder: String) {
        var path = folder.isEmpty ? "." : folder
        var status = stat()
        while stat(path, &status) != 0 {
            guard errno == ENOENT, let parent = Self.parent(of: path) else { return nil }
            path = parent
        }
        var system = statvfs()
        guard statvfs(path, &system) == 0 else { return nil }
        let blocks = geteuid() == 0 ? system.f_bfree : system.f_bavail
        device = UInt(status.st_dev)
        blockBytes = Int(clamping: system.f_frsize)
        free = Int(clamping: blocks).multipliedClamped(blockBytes)
        compresses = Self.compressing.contains(Self.kind(of: path))
    }

    /// A file system as it is said to be.
    init(device: UInt, free: Int, blockBytes: Int = 4096, compresses: Bool = false) {
        (self.device, self.free) = (device, free)
        (self.blockBytes, self.compresses) = (blockBytes, compresses)
    }

    private static let compressing = ["bcachefs", "btrfs", "f2fs", "zfs"]

    /// What the file system that a folder is on is called (proc(5), `/proc/mounts`); "" where that is
    /// not known.
    private static func kind(of folder: String) -> String {
        let text = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        let whole = URL(filePath: folder).resolvingSymlinksInPath().path + "/"
        let mounts = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let words = line.split(separator: " ")
            guard words.count > 2 else { return nil }
            let place = words[1].replacing("\\040", with: " ")
            return (place == "/" ? "/" : place + "/", String(words[2]))
        }
        // Of mounts on one another the last is seen.
        let around = mounts.filter { whole.hasPrefix($0.0) }
        return around.reversed().max { $0.0.count < $1.0.count }?.1 ?? ""
    }

    /// The folder that a path's last component is in; nil at the root and at the current folder.
    static func parent(of path: String) -> String? {
        guard path != "/", path != "." else { return nil }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
