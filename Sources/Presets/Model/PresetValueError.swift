import Files
import Formats

/// A value that is wrong by itself, in a preset or on the command line.
public enum PresetValueError: Error, Hashable, Sendable {
    /// An output whose name's ending is that of no format.
    case outputEnding(String)
    /// A sequence of images whose name lacks the place of the number, or has another `%`.
    case sequenceNumber(String)
    /// A path that no file can have: empty, a folder's, or with a NUL.
    case path(String)
}

extension PresetValueError: CustomStringConvertible {
    /// What was found, what was expected.
    public var description: String {
        switch self {
        case .outputEnding(let path):
            "output \(path.quoted), expected a name in \(OutputFormat.endings)"
        case .sequenceNumber(let path):
            "output \(path.quoted), expected one place for the frame's number such as %06d"
        case .path(let path): "path \(path.quoted), expected the path of a file"
        }
    }
}
