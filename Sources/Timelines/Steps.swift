/// The staircase of CSS's `steps(n, position)`.
///
/// Source: CSS Easing Functions Level 1, section 2.3.
public struct Steps: Hashable, Sendable {
    /// The places of the jumps of a staircase.
    public enum Position: String, Hashable, Sendable, CaseIterable {
        /// A jump at the beginning, none at the end.
        case jumpStart = "jump-start"
        /// A jump at the end, none at the beginning.
        case jumpEnd = "jump-end"
        /// No jump at either end.
        case jumpNone = "jump-none"
        /// A jump at both ends.
        case jumpBoth = "jump-both"
    }

    /// At least 1; at least 2 for ``Position/jumpNone``; at most a million.
    public let count: Int
    /// The places of the jumps.
    public let position: Position

    /// Nil when the count is too small for the position, or over a million.
    public init?(_ count: Int, _ position: Position) {
        guard count >= (position == .jumpNone ? 2 : 1), count <= 1_000_000 else { return nil }
        self.init(unchecked: count, position)
    }

    private init(unchecked count: Int, _ position: Position) {
        self.count = count
        self.position = position
    }

    /// CSS `step-start`: all of the way at once.
    public static let start = Steps(unchecked: 1, .jumpStart)
    /// CSS `step-end`: nothing until the end.
    public static let end = Steps(unchecked: 1, .jumpEnd)

    /// The height of the stair at an x, which is kept in 0…1.
    public func value(at x: Double) -> Double {
        let scaled = min(max(x, 0), 1) * Double(count)
        // An x that was a multiple of 1/n before it was rounded to a double stands on the next stair.
        let isOnEdge = abs(scaled - scaled.rounded()) < 1e-9
        var step = isOnEdge ? scaled.rounded() : scaled.rounded(.down)
        if position == .jumpStart || position == .jumpBoth { step += 1 }
        return min(step, jumps) / jumps
    }

    private var jumps: Double {
        switch position {
        case .jumpStart, .jumpEnd: Double(count)
        case .jumpNone: Double(count - 1)
        case .jumpBoth: Double(count + 1)
        }
    }
}
