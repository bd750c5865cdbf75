import Glibc

/// The program's standard output as a stream of bytes.
package enum StandardOutput {
    /// Writes all bytes.
    ///
    /// Throws ``FileError``, also when nobody reads any more.
    package static func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(STDOUT_FILENO, start, rest.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EPIPE {
                throw FileError.inputOutput(
                    path: "standard output", found: "nobody reads it any more",
                    expected: "a program that reads to the end")
            }
            guard count > 0 else { throw FileError.system(errno, "write", path: "standard output") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
