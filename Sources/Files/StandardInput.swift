import Foundation
import Glibc

/// Standard input as a file that can be read again and from any place.
package enum StandardInput {
    /// The path that stands for it; a file of that name is `./-`.
    package static let path = "-"

    /// What comes in, as soon as all of it is there.
    ///
    /// A pipe is copied once, the first time, to a temporary file without a name, in the folder that the
    /// environment variable `TMPDIR` names or in `/tmp`: it is gone with the process.
    ///
    /// Throws ``FileError/missing(path:found:expected:)`` for a terminal, another ``FileError`` where the
    /// temporary file cannot be made or written.
    ///
    /// - Parameter expected: the kind of file, for the message: `a film`.
    package static func file(expected: String) throws -> RegularFile {
        guard isatty(STDIN_FILENO) == 0 else {
            throw FileError.missing(
                path: path, found: "a terminal",
                expected: "\(expected), from a pipe or a file")
        }
        let copy = dup(try spool.get())
        guard copy >= 0 else { throw FileError.system(errno, "dup", path: path) }
        return try RegularFile(copy, path: path)
    }

    private static let spool: Result<Int32, any Error> = Result {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else {
            throw FileError.system(errno, "fstat", path: path)
        }
        return status.st_mode & S_IFMT == S_IFREG ? STDIN_FILENO : try copied()
    }

    /// The descriptor of a file with all that comes in.
    private static func copied() throws -> Int32 {
        let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
        let place = (temporary.isEmpty ? "/tmp" : temporary) + "/standard-input"
        let folder = try OutputFolder(ofFile: place)
        let (name, descriptor) = try folder.createTemporary(for: folder.fileName, place: place)
        folder.remove(name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var size = 0
        while true {
            let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let reason = errno
                close(descriptor)
                throw FileError.system(reason, "read", path: path)
            }
            guard count > 0 else { return descriptor }
            do {
                try writeAll(
                    UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: descriptor, at: size,
                    place: place, written: size)
            } catch {
                close(descriptor)
                throw error
            }
            size += count
        }
    }
}
