import Glibc

/// A regular file, open for reading.
///
/// Opening never waits: a folder, a pipe or a device is refused.  The file is read, never mapped: a
/// file cut short while it is mapped would kill the process.  Used by one task at a time.
package final class RegularFile {
    /// The path as the caller gave it.
    package let path: String

    /// Bytes when it was opened.
    package let size: Int

    /// The `errno` of the last ``read(into:)`` that failed, 0 when none did.
    package private(set) var readError: Int32 = 0

    private let descriptor: Int32

    /// Where reading goes on; not the system's, which all descriptors of one opening share.
    private var position = 0

    /// How it is opened: without O_NONBLOCK a pipe that has no writer would block.
    static let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - expected: the kind of file, for the message when there is none: `a preset`.
    ///   - followsLinks: false refuses a symbolic link, and a file that has other names too.
    ///   - sizeLimit: the largest file that is taken, in bytes.
    /// - Throws: ``FileError/missing(path:found:expected:)`` when there is nothing to open,
    ///   ``FileError/refused(path:found:expected:)`` for anything but a regular file and for one that
    ///   is too large, ``FileError`` also when the file system fails.
    package convenience init(
        path: String, expected: String, followsLinks: Bool = true, sizeLimit: Int = .max
    ) throws {
        guard !path.utf8.contains(0) else {
            throw FileError.missing(path: path, found: "a NUL in the name", expected: expected)
        }
        let descriptor = open(path, Self.flags | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            throw Self.openingError(errno, path, expected, followsLinks: followsLinks)
        }
        try self.init(descriptor, path: path) { status in
            if !followsLinks, let fault = Fault(status) {
                throw FileError.refused(path: path, found: fault.found, expected: fault.expected)
            }
        }
        guard size <= sizeLimit else {
            throw FileError.tooLarge(path, size: size, limit: sizeLimit)
        }
    }

    /// A file that is open already; its descriptor is closed here, also when this throws.
    ///
    /// - Parameter check: throws for a file that must not be read.
    init(_ descriptor: Int32, path: String, check: (stat) throws -> Void = { _ in }) throws {
        var status = stat()
        do {
            guard fstat(descriptor, &status) == 0 else {
                throw FileError.system(errno, "fstat", path: path)
            }
            try check(status)
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw FileError.refused(
                    path: path, found: fileKind(status.st_mode), expected: "a regular file")
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    private static func openingError(
        _ number: Int32, _ path: String, _ expected: String, followsLinks: Bool
    ) -> FileError {
        switch number {
        case ENOENT, ENOTDIR:
            .missing(path: path, found: "no such file", expected: expected)
        // What open says of a socket.
        case ENXIO: .refused(path: path, found: "a socket", expected: "a regular file")
        // What open says of a link that it must not follow.
        case ELOOP where !followsLinks:
            .refused(path: path, found: "a symbolic link", expected: "a regular file")
        case EIO, ESTALE, EMFILE, ENFILE, ENOMEM: .system(number, "open", path: path)
        default: .missing(path: path, found: systemMessage(number), expected: expected)
        }
    }
}

extension RegularFile {
    /// All bytes of a range inside the file, wherever the position is.
    ///
    /// Throws ``FileError/inputOutput(path:found:expected:)`` when reading fails and when the file has
    /// shrunk since it was opened.  The corresponding C function is `pread`.
    package func read(_ range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<range.count])
                let got = try read(into: rest, at: range.lowerBound + count)
                guard got > 0 else {
                    let end = range.lowerBound + count
                    throw FileError.inputOutput(
                        path: path, found: "ended after \(end) of \(size) bytes while read",
                        expected: "a file that stays as it is")
                }
                count += got
            }
        }
    }

    /// The bytes at an offset, at most `count`, fewer at the end or if reading fails; the position
    /// stays.
    package func bytes(at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            while initialised < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[initialised...])
                guard let got = try? read(into: rest, at: offset + initialised), got > 0 else {
                    return
                }
                initialised += got
            }
        }
    }

    /// Up to `buffer.count` bytes from an offset on; 0 at the end.
    private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        let count = got(buffer, at: offset)
        guard count >= 0 else { throw FileError.system(errno, "read", path: path) }
        return count
    }

    /// The same, with −1 and `errno` when reading fails.
    private func got(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
        while true {
            let count = pread(
                descriptor, buffer.baseAddress, min(buffer.count, 1 << 30), off_t(offset))
            if count >= 0 || errno != EINTR { return count }
        }
    }
}

extension RegularFile {
    /// Up to `buffer.count` bytes from the current position; 0 at the end, −1 with ``readError``
    /// set when reading failed.  The corresponding C function is `read`.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = got(buffer, at: position)
        if count < 0 { readError = errno } else { position += count }
        return count
    }

    /// Moves to a position, and returns it; −1 when that is not possible.  The corresponding C function is
    /// `lseek`.
    ///
    /// - Parameters:
    ///   - offset: bytes.
    ///   - whence: from where: `SEEK_SET`, the start, `SEEK_CUR`, the position, or `SEEK_END`, the end that the
    ///     file had when it was opened.
    package func seek(to offset: Int64, whence: Int32) -> Int64 {
        let origins = [SEEK_SET: 0, SEEK_CUR: position, SEEK_END: size]
        guard let origin = origins[whence] else { return -1 }
        let (target, overflow) = Int64(origin).addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { return -1 }
        position = Int(target)
        return target
    }

    /// The first bytes, at most `count`; the position afterwards is the start.
    package func prefix(_ count: Int) throws -> [UInt8] {
        _ = seek(to: 0, whence: SEEK_SET)
        var filled = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: min(count, size)) { buffer, initialised in
            while filled < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = read(into: rest)
                guard got > 0 else { break }
                filled += got
            }
            initialised = filled
        }
        _ = seek(to: 0, whence: SEEK_SET)
        try throwIfReadingFailed()
        return bytes
    }

    /// Fills a buffer with the bytes from an offset on; false when there are fewer, or reading failed.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool {
        guard seek(to: Int64(offset), whence: SEEK_SET) == offset else { return false }
        var filled = 0
        while filled < buffer.count {
            let count = read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }

    /// Throws ``FileError/inputOutput(path:found:expected:)`` when a ``read(into:)`` has failed.
    package func throwIfReadingFailed() throws {
        guard readError != 0 else { return }
        throw FileError.system(readError, "read", path: path)
    }
}
