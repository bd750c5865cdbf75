import Foundation

/// A file that appears under its name only when it is whole.
enum WholeFile {
    /// Writes the bytes, replacing a file of that name.
    ///
    /// They are written beside it (`NAME.XXXXXXXX.part`), brought to the disk and renamed; whatever
    /// fails, the earlier file stays and nothing is left behind.
    static func write(_ bytes: [UInt8], to path: String) throws {
        guard !path.utf8.contains(0) else {
            throw WeightsError.unwritable(file: path, found: "a name with a zero byte")
        }
        let part = "\(path).\(String(UInt32.random(in: .min ... .max), radix: 16)).part"
        do {
            try writeAndSync(bytes, to: part, place: path)
            guard rename(part, path) == 0 else { throw failure("rename", path) }
        } catch {
            unlink(part)
            throw error
        }
        try syncFolder(of: path)
    }

    private static func writeAndSync(_ bytes: [UInt8], to part: String, place: String) throws {
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("open", place) }
        do {
            try writeAll(bytes, to: descriptor, place: place)
            guard fsync(descriptor) == 0 else { throw failure("fsync", place) }
        } catch {
            close(descriptor)
            throw error
        }
        // A network file system may report a failed write only here.
        guard close(descriptor) == 0 else { throw failure("close", place) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: CInt, place: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { throw failure("write", place) }
                done += count
            }
        }
    }

    /// Brings the new name to the disk; file systems that cannot sync a folder say EINVAL.
    private static func syncFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open folder", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw failure("fsync folder", path)
        }
    }

    private static func failure(_ call: String, _ path: String) -> WeightsError {
        .unwritable(file: path, found: "\(call): \(String(cString: strerror(errno)))")
    }
}
