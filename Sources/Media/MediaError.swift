import Files

/// What can go wrong with pictures and films, coming in or going out.
///
/// The cases are the tool's classes of failure; the exit code that each stands for is in its
/// documentation.  `place` is the path as the caller gave it.
public enum MediaError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An input file, or a member of a numbered sequence, is not there or may not be read (66).
    case inputMissing(place: String, found: String, expected: String)

    /// An input is there but is not what it has to be: not a regular file, damaged, of an unknown
    /// or refused format, too large (65).
    case badInput(place: String, found: String, expected: String)

    /// An output cannot be created: its place is taken by something that is no regular file, or
    /// the folder refuses it (73).
    case cannotCreate(place: String, found: String, expected: String)

    /// An output's name is taken and replacing was not asked for (73).
    case outputExists(place: String)

    /// An output's settings or frames do not go together: a size that its format cannot have,
    /// frames of different sizes, a rate that it cannot show (65).
    case unsuitable(place: String, found: String, expected: String)

    /// Reading or writing failed: `call` with the system's message (74).
    case inputOutput(place: String, call: String, reason: String)

    /// The disk, or a share of it, is full (74): the system's message, and how much had been written
    /// when it was.
    case diskFull(place: String, reason: String, written: WrittenAmount)

    /// What is in the way now will not be later: another process has the output, or a network's folder
    /// has moved under it (75).
    case tryAgain(place: String, found: String, expected: String)

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
        case .inputMissing(let place, let found, let expected),
            .badInput(let place, let found, let expected),
            .cannotCreate(let place, let found, let expected),
            .unsuitable(let place, let found, let expected),
            .tryAgain(let place, let found, let expected),
            .verificationFailed(let place, let found, let expected):
            line(place, found, expected)
        case .diskFull(let place, let reason, let written):
            line(place, "\(reason) after \(written)", "room for the rest")
        case .outputExists(let place):
            "\(place): the file exists; pass --overwrite to replace it".printable
        case .inputOutput(let place, let call, let reason):
            line(place, "\(call) failed: \(reason)", "a disk or network folder that works")
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
