/// What happens at a number without a file, within a numbered sequence.
public enum SequenceGaps: String, CaseIterable, Hashable, Sendable {
    /// The sequence is refused.
    case error
    /// The file before is taken once more.
    case hold
    /// The number is left out: the file after follows at once.
    case skip
}
