/// The size of one activation: channels × height × width.
public struct Shape: Sendable, Hashable, CustomStringConvertible {
    public let channels: Int
    /// Rows, in pixels.
    public let height: Int
    /// Columns, in pixels.
    public let width: Int

    public init(channels: Int, height: Int, width: Int) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// Pixels in one channel.
    public var area: Int { height * width }
    /// Values in all channels.
    public var count: Int { channels * area }

    /// The longest side of a value, in pixels.
    package static let longestSide = 1 << 20
    /// The most numbers in a value.
    package static let largestCount = 1 << 34

    /// Throws when a dimension is 0 or the value is larger than any that could be computed, so that
    /// whatever is derived from sizes in a graph does not overflow.
    func checkLimits() throws(SizeMismatch) {
        let sides = 1...Self.longestSide
        guard sides.contains(height), sides.contains(width), channels >= 1,
            channels <= Self.largestCount / area
        else {
            throw SizeMismatch(
                found: "a value of \(self)",
                expected: "at least 1 of each, sides of at most \(Self.longestSide) pixels and "
                    + "\(Self.largestCount) numbers in all")
        }
    }

    /// Channels × height × width, as `3×360×640`.
    public var description: String { "\(channels)×\(height)×\(width)" }
}
