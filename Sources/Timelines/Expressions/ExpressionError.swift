/// A mistake in an expression, or a value that it does not have.
public struct ExpressionError: Error, Hashable, Sendable {
    /// The character at which it is, 0…, in Unicode scalars; the length of the text where that ends too
    /// soon.
    public let position: Int
    /// What was found, what was expected; one line.
    public let message: String

    init(at position: Int, _ message: String) {
        (self.position, self.message) = (position, message)
    }
}

extension ExpressionError: CustomStringConvertible {
    /// The message alone.
    public var description: String { message }
}
