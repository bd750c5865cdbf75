import Files

/// Text that is no ``PixelConvention``: which part of it was not understood.
public struct PixelConventionError: Error, Hashable, Sendable {
    /// The whole text.
    public let text: String
    /// Where the part begins that was not understood, 0…, in Unicode scalars; at the end where
    /// something is missing.
    public let position: Int
    /// The text found.
    let found: String
    /// The text expected; nil where `nearest` is enough.
    let expected: String?
    /// The nearest known text.
    let nearest: String?
}

extension PixelConventionError: CustomStringConvertible {
    /// One line: what was found, what was expected.
    public var description: String {
        let place = text.isEmpty || found == text.quoted ? "" : " in \(text.quoted)"
        return "\(found)\(place)" + (expected.map { ", expected \($0)" } ?? "")
            + didYouMean(nearest)
    }
}
