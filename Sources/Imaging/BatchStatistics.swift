/// Whose means and variances a network's batch normalisations use.
public enum BatchStatistics: String, Hashable, Sendable, CaseIterable {
    /// The picture's own, as in training.
    case picture
    /// Those that training left in the file.
    case stored
}
