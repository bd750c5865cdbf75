import Foundation

/// A regular file open for reading.
///
/// It is read, never mapped: a file cut short while it is mapped would kill the process.
final class RegularFile {
    /// The largest file that is read, in bytes.
    static let sizeLimit = 8 << 30

    /// As the user wrote it.
    let path: String

    /// Its size in bytes when it was opened.
    let size: Int

    private let descriptor: CInt

    /// Opens a file without waiting for anybody: pipes and devices are refused, not read.
    ///
    /// - Parameter followsLinks: false refuses a symbolic link, and a file that has other names too.
    init(path: String, followsLinks: Bool = true) throws {
        guard !path.utf8.contains(0) else { throw WeightsError.missing(file: path) }
        let links = followsLinks ? 0 : O_NOFOLLOW
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | links)
        guard descriptor >= 0 else { throw Self.openingError(errno, path: path) }
        do {
            size = try Self.regularSize(of: descriptor, path: path, followsLinks: followsLinks)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The bytes of a range inside the file; an error when the file has shrunk since it was opened.
    func read(_ range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count..<range.count])
                let got = pread(
                    descriptor, rest.baseAddress, min(rest.count, 1 << 30),
                    range.lowerBound + count)
                if got < 0 && errno == EINTR { continue }
                guard got >= 0 else { throw Self.readingError(errno, path: path) }
                guard got > 0 else {
                    let end = range.lowerBound + count
                    throw WeightsError.unreadable(
                        file: path, found: "ended after \(end) of \(size) bytes while read")
                }
                count += got
            }
        }
    }

    private static func regularSize(
        of descriptor: CInt, path: String, followsLinks: Bool
    ) throws -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw readingError(errno, path: path) }
        guard followsLinks || status.st_nlink == 1 || status.st_mode & S_IFMT != S_IFREG else {
            throw WeightsError.notRegularFile(
                file: path, found: "a file of \(status.st_nlink) names")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw WeightsError.notRegularFile(file: path, found: kind(of: status.st_mode))
        }
        let size = Int(status.st_size)
        guard size <= sizeLimit else {
            throw WeightsError.tooLarge(file: path, size: size, limit: sizeLimit)
        }
        return size
    }

    private static func kind(of mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    private static func openingError(_ code: CInt, path: String) -> WeightsError {
        switch code {
        case ENOENT, ENOTDIR: .missing(file: path)
        // What open says of a socket.
        case ENXIO: .notRegularFile(file: path, found: "a socket")
        // What open says of a link that it must not follow.
        case ELOOP: .notRegularFile(file: path, found: "a symbolic link")
        default: .unreadable(file: path, found: "open: \(String(cString: strerror(code)))")
        }
    }

    private static func readingError(_ code: CInt, path: String) -> WeightsError {
        .unreadable(file: path, found: "read: \(String(cString: strerror(code)))")
    }
}
