/// What one pass over an input has found, so that opening it again needs none.
public struct FirstPass: Sendable, Hashable, Codable {
    /// Whether frames may be transparent.
    let hasAlpha: Bool
    /// When the pictures of a film are shown; nil for others.
    let index: FilmIndex?
}

extension SourceProperties {
    /// For another opening of the same input.
    public var firstPass: FirstPass { FirstPass(hasAlpha: hasAlpha, index: index) }
}
