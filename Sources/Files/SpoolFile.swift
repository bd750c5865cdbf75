import Glibc

/// Scratch space on disk beside an output: written once from the front, read as often as it is needed.
///
/// It has no name from the start, so it is gone with the process.  Used under its owner's lock.
package final class SpoolFile {
    private let place: String
    private let descriptor: Int32

    /// Bytes that were appended.
    package private(set) var size = 0

    /// Throws ``FileError`` when nothing can be created beside the output.
    package init(beside output: String) throws {
        let folder = try OutputFolder(ofFile: output)
        let (name, descriptor) = try folder.createTemporary(for: folder.fileName, place: output)
        folder.remove(name)
        place = output
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Appends bytes.  Throws ``FileError``.
    package func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes {
            try writeAll($0, to: descriptor, at: size, place: place, written: size)
        }
        size += bytes.count
    }

    /// Fills `bytes` with what stands from an offset on.  Throws
    /// ``FileError/inputOutput(path:found:expected:)`` when there is less.
    package func read(into bytes: inout [UInt8], at position: Int) throws {
        try bytes.withUnsafeMutableBytes { buffer in
            var filled = 0
            while filled < buffer.count, let start = buffer.baseAddress {
                let count = pread(
                    descriptor, start + filled, buffer.count - filled, off_t(position + filled))
                if count < 0, errno == EINTR { continue }
                if count < 0 { throw FileError.system(errno, "pread", path: place) }
                guard count > 0 else {
                    throw FileError.inputOutput(
                        path: place, found: "the spooled frames end early")
                }
                filled += count
            }
        }
    }
}
