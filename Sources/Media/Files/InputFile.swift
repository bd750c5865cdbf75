import Glibc

/// A regular file, open for reading.
///
/// Opening never waits: what is no regular file (a folder, a pipe, a device) is refused.  Used under
/// its owner's lock.
package final class InputFile {
    /// The path as the caller gave it.
    package let path: String

    /// Bytes when it was opened.
    package let size: Int

    /// The `errno` of the last read that failed, 0 when none did.
    private(set) var readError: Int32 = 0

    private let descriptor: Int32

    /// How it is opened: without O_NONBLOCK a pipe that has no writer would block.
    static let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY

    private static let expected = "a picture or film that can be read"

    /// Throws ``MediaError/inputMissing(place:found:expected:)`` when there is nothing to open and
    /// ``MediaError/badInput(place:found:expected:)`` when it is no regular file or is empty.
    package convenience init(path: String) throws {
        let expected = Self.expected
        guard !path.utf8.contains(0) else {
            throw MediaError.inputMissing(
                place: path, found: "a NUL in the name", expected: expected)
        }
        let descriptor = open(path, Self.flags)
        guard descriptor >= 0 else {
            throw MediaError.inputMissing(
                place: path, found: systemMessage(errno), expected: expected)
        }
        try self.init(descriptor, path: path)
    }

    /// A file that is open already; its descriptor is closed here, also when this throws.
    ///
    /// - Parameter check: throws for a file that must not be read.
    init(_ descriptor: Int32, path: String, check: (stat) throws -> Void = { _ in }) throws {
        let expected = Self.expected
        var status = stat()
        do {
            guard fstat(descriptor, &status) == 0 else {
                throw MediaError.system(errno, "fstat", place: path)
            }
            try check(status)
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw MediaError.badInput(
                    place: path, found: fileKind(status.st_mode), expected: "a regular file")
            }
        } catch {
            close(descriptor)
            throw error
        }
        guard status.st_size > 0 else {
            close(descriptor)
            throw MediaError.badInput(place: path, found: "an empty file", expected: expected)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Up to `buffer.count` bytes from the current position; 0 at the end, −1 with ``readError``
    /// set when reading failed.  The corresponding C function is `read`.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else {
                readError = errno
                return -1
            }
        }
    }

    /// Moves to a position from the start; −1 when that is not possible.  The corresponding C
    /// function is `lseek`.
    package func seek(to offset: Int64, whence: Int32) -> Int64 {
        Int64(lseek(descriptor, off_t(offset), whence))
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

    /// The bytes at an offset, at most `count`, fewer at the end or if reading fails; the position
    /// stays.  The corresponding C function is `pread`.
    package func bytes(at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            while initialised < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[initialised...])
                let got = pread(
                    descriptor, rest.baseAddress, rest.count, off_t(offset + initialised))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                initialised += got
            }
        }
    }

    /// Fills a buffer with what stands at an offset; false when there is less, or reading failed.
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

    /// Throws ``MediaError/inputOutput(place:call:reason:)`` when a read has failed.
    func throwIfReadingFailed() throws {
        guard readError != 0 else { return }
        throw MediaError.inputOutput(
            place: path, call: "read", reason: systemMessage(readError))
    }
}

/// The system's text for an `errno`.
func systemMessage(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// What kind of file a mode says, for messages.
func fileKind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    case S_IFLNK: "a symbolic link"
    case S_IFREG: "a regular file"
    default: "something that is no file"
    }
}
