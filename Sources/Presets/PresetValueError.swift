import Files

/// A value that is wrong by itself, in a preset or on the command line.
public enum PresetValueError: Error, Hashable, Sendable {
    /// An output whose name's ending is none that can be written.
    case outputKind(String)
    /// A PNG sequence whose name lacks the place of the number, or has another `%`.
    case sequenceNumber(String)
    /// A path that no file can have: empty, a folder's, or with a NUL.
    case path(String)
}

extension PresetValueError: CustomStringConvertible {
    /// What was found, what was expected.
    public var description: String {
        switch self {
        case .outputKind(let path): "output \(path.quoted), expected a name in .mp4, .gif or .png"
        case .sequenceNumber(let path):
            "output \(path.quoted), expected one place for the frame's number such as %06d"
        case .path(let path): "path \(path.quoted), expected the path of a file"
        }
    }
}
