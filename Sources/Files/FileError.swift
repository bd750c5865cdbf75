import Glibc

/// Why a file could not be read, created or written.
///
/// Every stage throws this error for files; the number behind each case is the program's exit code.
/// `path` is the path as the caller gave it.  The description is one line,
/// `PATH: what was found, what was expected`.
public enum FileError: Error, Equatable, Sendable {
    /// An input is not there or may not be opened (66).
    case missing(path: String, found: String, expected: String)

    /// An input is there but is no regular file, is too large, or belongs to somebody who is not
    /// trusted (65).
    case refused(path: String, found: String, expected: String)

    /// An output cannot be created: its name is taken by something that is no regular file, or the
    /// folder refuses it (73).
    case cannotCreate(path: String, found: String, expected: String)

    /// An output's name is taken and replacing was not asked for (73).
    case exists(path: String)

    /// Reading or writing failed (74).
    case inputOutput(path: String, found: String, expected: String = "a disk that works")

    /// The disk, or a share of it, is full (74): the system's message, and how much had been written.
    case diskFull(path: String, reason: String, written: WrittenAmount)

    /// The obstacle will go away: another process has the output, or a network folder has moved (75).
    case tryAgain(path: String, found: String, expected: String)

    /// Memory ran out while a digest was computed (69); the C function that failed.
    case outOfMemory(call: String)
}

extension FileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path, let found, let expected),
            .refused(let path, let found, let expected),
            .cannotCreate(let path, let found, let expected),
            .inputOutput(let path, let found, let expected),
            .tryAgain(let path, let found, let expected):
            "\(path): \(found), expected \(expected)".printable
        case .exists(let path):
            "\(path): the file exists; pass --overwrite to replace it".printable
        case .diskFull(let path, let reason, let written):
            "\(path): \(reason) after \(written), expected room for the rest".printable
        case .outOfMemory(let call):
            "no memory left in \(call), expected more memory, or a smaller picture or --workers"
        }
    }
}

extension FileError {
    /// The error that a failed system call on an open file or an output means.
    ///
    /// - Parameters:
    ///   - number: the call's `errno`.
    ///   - written: what the output had by then, in bytes.
    package static func system(
        _ number: Int32, _ call: String, path: String, written: Int = 0
    ) -> FileError {
        let reason = systemMessage(number)
        switch number {
        case ENOSPC, EDQUOT, EFBIG:
            return .diskFull(path: path, reason: reason, written: WrittenAmount(bytes: written))
        case ESTALE:
            return .tryAgain(
                path: path, found: "\(call) failed: \(reason)",
                expected: "a folder that stays where it is")
        default: return .inputOutput(path: path, found: "\(call) failed: \(reason)")
        }
    }

    /// A file, or bytes in memory, of more bytes than are taken.
    package static func tooLarge(_ path: String, size: Int, limit: Int) -> FileError {
        .refused(path: path, found: "\(size) bytes", expected: "at most \(limit)")
    }

    /// The same error; of a full disk, with another account of what was written before.
    package func after(_ written: WrittenAmount) -> FileError {
        guard case .diskFull(let path, let reason, _) = self else { return self }
        return .diskFull(path: path, reason: reason, written: written)
    }
}

/// How much of an output had been written when its disk was full.
public struct WrittenAmount: Sendable, Hashable, CustomStringConvertible {
    /// Bytes that the system took.
    public let bytes: Int

    /// Frames that these bytes hold; 0 if that is not known.
    public let frames: Int

    /// `bytes` bytes, which hold `frames` frames.
    public init(bytes: Int, frames: Int = 0) {
        (self.bytes, self.frames) = (bytes, frames)
    }

    /// Bytes that `more` frames need if they are like those that were written; nil if unknown.
    public func needed(frames more: Int) -> Int? {
        guard frames > 0, bytes > 0, more > 0 else { return nil }
        return Int(Double(bytes) / Double(frames) * Double(more))
    }

    /// `12 MB`, rounded up, or `800 bytes`.
    public var description: String {
        bytes < 1_000_000 ? "\(bytes) bytes" : "\((bytes + 999_999) / 1_000_000) MB"
    }
}

/// The system's text for an `errno`.
package func systemMessage(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// The kind of file that a mode means, for messages.
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
