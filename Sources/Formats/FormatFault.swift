/// Why a format cannot have a setting or a rate.
public struct FormatFault: Hashable, Sendable {
    /// What was found.
    public let found: String
    /// What was expected.
    public let expected: String

    /// A fault of these words.
    public init(found: String, expected: String) {
        (self.found, self.expected) = (found, expected)
    }
}
