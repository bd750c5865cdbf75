import Files
import Foundation
import Timelines

/// Why a preset's file cannot be read.
public enum PresetReadError: Error, Hashable, Sendable {
    /// There is no such file; `ships` is the name of a preset that ships and is called so but for the
    /// ending.
    case missing(file: String, ships: String? = nil)
    /// A word that is neither a file nor the name of a preset that ships: the name that is nearest, and
    /// how many there are.
    case unknownName(String, nearest: String?, count: Int)
    /// A folder, FIFO, device or socket.
    case notRegular(file: String)
    /// The system refused: its reason.
    case unreadable(file: String, reason: String)
}

extension PresetReadError: CustomStringConvertible {
    /// One line: the file, what was found, what was expected.
    public var description: String {
        switch self {
        case .missing(let file, let name):
            "\(file): no such file, expected a preset"
                + (name.map { "; the one that ships is called \($0), without ending" } ?? "")
        case .unknownName(let name, _, count: 0):
            "\(name): no such file, and no presets were found; expected a file with its ending, or"
                + " SEGUE_PRESETS to name the presets' folder"
        case .unknownName(let name, let nearest, _):
            "\(name): no preset of this name ships"
                + (nearest.map { " (did you mean \($0.quoted)?)" } ?? "")
                + ", expected a name that 'segue presets' lists, or a file with its ending"
        case .notRegular(let file): "\(file): no regular file, expected a preset"
        case .unreadable(let file, let reason): "\(file): \(reason), expected a readable preset"
        }
    }
}

extension Preset {
    /// Reads and checks a preset: throws ``PresetReadError`` or ``PresetProblems``.
    ///
    /// `networkCheck` is as for ``parse(_:file:checking:)-(String,_,_)``.  Only regular files are
    /// read, at most ``SourceText/sizeLimit`` bytes; a FIFO does not block.
    public static func read(
        file: String, checking networkCheck: NetworkCheck? = nil
    ) throws -> Preset {
        let descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw PresetReadError.missing(file: file) }
            throw PresetReadError.unreadable(file: file, reason: String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw PresetReadError.notRegular(file: file)
        }
        guard status.st_size <= SourceText.sizeLimit else {
            throw SourceText.tooLarge(Int(status.st_size), file: file)
        }
        guard let data = try? handle.read(upToCount: SourceText.sizeLimit + 1) else {
            guard status.st_size == 0 else {
                throw PresetReadError.unreadable(file: file, reason: "cannot be read")
            }
            return try parse([UInt8](), file: file, checking: networkCheck)
        }
        return try parse(Array(data), file: file, checking: networkCheck)
    }
}
