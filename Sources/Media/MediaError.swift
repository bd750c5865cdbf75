import Files

/// What can go wrong with pictures and videos, coming in or going out; faults of files themselves
/// are a `FileError`.
///
/// The number behind each case is the program's exit code.  `place` is the path as the caller gave it.
public enum MediaError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An input cannot be used: empty, damaged, of an unknown or refused format, too large (65).
    case badInput(place: String, found: String, expected: String)

    /// An output's settings or frames do not go together: a size that its format cannot have,
    /// frames of different sizes, a rate that it cannot show (65).
    case unsuitable(place: String, found: String, expected: String)

    /// The linked FFmpeg has no such encoder, muxer or filter (69).
    case encoderMissing(place: String, name: String)

    /// Memory ran out in `call` (69).
    case outOfMemory(place: String, call: String)

    /// A call into a library failed that no input or disk explains (70).
    case libraryFailure(place: String, call: String, reason: String)

    /// A finished output, read back, is not what was written (74).
    case verificationFailed(place: String, found: String, expected: String)

    /// `PLACE: what was found, what was expected`, on one line.
    public var description: String {
        switch self {
        case .badInput(let place, let found, let expected),
            .unsuitable(let place, let found, let expected),
            .verificationFailed(let place, let found, let expected):
            line(place, found, expected)
        case .libraryFailure(let place, let call, let reason):
            line(place, "\(call) failed: \(reason)", "it to work; please report this")
        case .outOfMemory(let place, let call):
            line(
                place, "no memory left in \(call)", "more memory, or a smaller picture or --workers"
            )
        case .encoderMissing(let place, let name):
            line(place, "this FFmpeg has no \(name)", "one built with it")
        }
    }

    private func line(_ place: String, _ found: String, _ expected: String) -> String {
        "\(place): \(found), expected \(expected)".printable
    }
}
