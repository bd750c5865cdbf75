/// What becomes of a file that stands under an output's name.
public enum ExistingOutput: Sendable {
    /// It is an error, before any work is done.
    case refuse
    /// It is replaced when the new one is whole.
    case replace
    /// It stays if it has the very bytes of the new one, as after an interruption, and is an error
    /// otherwise.
    case acceptEqual
}
