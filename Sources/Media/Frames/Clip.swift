public import Timelines

/// Which part of a film is read, and how fast it goes by.
public struct Clip: Sendable, Hashable {
    /// Counted from the film's first picture.
    public var start: TimeExpression

    /// Nil for the film's end.
    public var end: TimeExpression?

    /// How many times faster than it was taken.
    public var speed: Speed

    /// All of the film, as fast as it was taken.
    public static let whole = Clip()

    /// A part of a film; without any, all of it.
    public init(
        start: TimeExpression = .start, end: TimeExpression? = nil, speed: Speed = .own
    ) {
        (self.start, self.end, self.speed) = (start, end, speed)
    }
}
