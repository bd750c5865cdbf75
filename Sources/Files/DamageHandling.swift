/// What is done where a film is damaged.
public enum DamageHandling: String, Sendable, Hashable, CaseIterable {
    /// Reading ends with an error.
    case error
    /// The picture before is shown until the next that can be decoded; how many were lost is said.
    case hold
}
