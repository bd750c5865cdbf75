/// The curve of CSS's `cubic-bezier(x1, y1, x2, y2)`: a Bézier from (0, 0) to (1, 1), y as a function
/// of x.
///
/// Source: CSS Easing Functions Level 1, section 2.2.  x1 and x2 are within 0…1, so that there is one
/// y for each x; y1 and y2 may be any finite number.
public struct CubicBezier: Hashable, Sendable {
    /// The first control point's x, 0…1.
    public let x1: Double
    /// The first control point's y.
    public let y1: Double
    /// The second control point's x, 0…1.
    public let x2: Double
    /// The second control point's y.
    public let y2: Double
    /// Whether its values leave 0…1 by more than rounding, which control points beyond it need not mean.
    public let overshoots: Bool

    /// Nil when an x is outside 0…1 or a y is not finite.
    public init?(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        guard (0...1).contains(x1), (0...1).contains(x2), y1.isFinite, y2.isFinite else {
            return nil
        }
        self.init(unchecked: x1, y1, x2, y2)
    }

    private init(unchecked x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        (self.x1, self.y1, self.x2, self.y2) = (x1, y1, x2, y2)
        overshoots = Self.extremes(y1, y2).contains { !(-1e-9...1 + 1e-9).contains($0) }
    }

    /// The values where y′(t) = 3(1−t)² y1 + 6(1−t)t (y2 − y1) + 3t² (1 − y2) is 0 for a t in 0…1.
    private static func extremes(_ y1: Double, _ y2: Double) -> [Double] {
        // y′/3 = a t² + b t + c
        let (a, b, c) = (1 + 3 * y1 - 3 * y2, 2 * y2 - 4 * y1, y1)
        let root = (b * b - 4 * a * c).squareRoot()
        guard root.isFinite else { return [] }
        // Without cancellation: one root as q / a, the other as c / q.
        let q = -(b + (b < 0 ? -root : root)) / 2
        return [q / a, c / q].filter { $0 > 0 && $0 < 1 }.map { bernstein(y1, y2, at: $0) }
    }

    /// CSS `ease`.
    public static let ease = CubicBezier(unchecked: 0.25, 0.1, 0.25, 1)
    /// CSS `ease-in`.
    public static let easeIn = CubicBezier(unchecked: 0.42, 0, 1, 1)
    /// CSS `ease-out`.
    public static let easeOut = CubicBezier(unchecked: 0, 0, 0.58, 1)
    /// CSS `ease-in-out`.
    public static let easeInOut = CubicBezier(unchecked: 0.42, 0, 0.58, 1)

    /// y at an x, which is kept in 0…1; may lie outside 0…1 when y1 or y2 does.
    public func value(at x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        return Self.bernstein(y1, y2, at: parameter(at: x))
    }

    /// The t with x(t) = x, by Newton's method inside a bracket that bisection narrows.
    private func parameter(at x: Double) -> Double {
        var (low, high, t) = (0.0, 1.0, x)
        for _ in 0..<128 {
            let error = Self.bernstein(x1, x2, at: t) - x
            if error == 0 { return t }
            if error > 0 { high = t } else { low = t }
            let step = t - error / slope(at: t)
            let next = step > low && step < high ? step : (low + high) / 2
            if abs(next - t) <= 1e-17 || next == low || next == high { return next }
            t = next
        }
        return t
    }

    /// x′(t) = 3(1−t)² x1 + 6(1−t)t (x2 − x1) + 3t² (1 − x2)
    private func slope(at t: Double) -> Double {
        let s = 1 - t
        return 3 * s * s * x1 + 6 * s * t * (x2 - x1) + 3 * t * t * (1 - x2)
    }

    /// 3(1−t)²t p1 + 3(1−t)t² p2 + t³
    private static func bernstein(_ p1: Double, _ p2: Double, at t: Double) -> Double {
        let s = 1 - t
        return 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t
    }
}
