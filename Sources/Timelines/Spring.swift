/// The way of a mass of 1 on a damped spring from rest at 0 to its resting place 1.
///
/// x″ = −k (x − 1) − c x′ with x(0) = x′(0) = 0, where k is the stiffness and c the damping.  Time is
/// scaled so that the mass settles at the end: from there on it would stay within 0.1 % of the whole way.
/// So only the damping ratio ζ = c / (2√k) decides the shape: below 1 it swings, from 1 on it creeps.
public struct Spring: Hashable, Sendable {
    /// k, above 0.
    public let stiffness: Double
    /// c, above 0.
    public let damping: Double
    /// ζ.
    let ratio: Double
    /// When it has settled, in units of 1/√k.
    let settlingTime: Double
    /// Whether it goes beyond 1 before it settles.
    public let overshoots: Bool

    /// The share of the way that it may be away from 1 when it has settled.
    public static let remainder = 0.001

    /// Nil unless both are above 0 and c / (2√k) is 0.01…100.
    public init?(stiffness: Double, damping: Double) {
        guard stiffness > 0, damping > 0, stiffness.isFinite, damping.isFinite else { return nil }
        let ratio = damping / (2 * stiffness.squareRoot())
        guard (0.01...100).contains(ratio) else { return nil }
        (self.stiffness, self.damping, self.ratio) = (stiffness, damping, ratio)
        (settlingTime, overshoots) = Self.settled(ratio)
    }

    /// How far it is at a share of the time, which is kept in 0…1: 0 at 0, exactly 1 at 1.
    public func value(at x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        return 1 - Self.distance(at: x * settlingTime, ratio)
    }

    /// 1 − x(t), t in units of 1/√k.
    ///
    /// With b = √|1 − ζ²|: e^(−ζt) (cos bt + ζ sin bt / b) below ζ = 1, with cosh and sinh above it, and
    /// e^(−t) (1 + t) at 1.
    static func distance(at time: Double, _ ratio: Double) -> Double {
        let swing = ((1 - ratio) * (1 + ratio)).magnitude.squareRoot()
        let angle = swing * time
        if ratio < 1 {
            return Series.exponential(-ratio * time)
                * (Series.cosine(angle) + ratio * Series.sine(angle) / swing)
        }
        if angle < 1 {
            return Series.exponential(-ratio * time)
                * (Series.hyperbolicCosine(angle)
                    + ratio * time * Series.hyperbolicSineOverArgument(angle))
        }
        // The slow and the fast part; their product is 1.
        let fast = ratio + swing, slow = 1 / fast
        return (fast * Series.exponential(-slow * time) - slow * Series.exponential(-fast * time))
            / (fast - slow)
    }

    /// From when on it stays within ``remainder`` of 1, and whether it has been beyond 1 by then.
    private static func settled(_ ratio: Double) -> (time: Double, overshoots: Bool) {
        guard ratio < 1 else {
            var end = 1.0
            while distance(at: end, ratio) > remainder { end *= 2 }
            return (crossing(in: 0, end, ratio, sign: 1), false)
        }
        // It turns at n π / b, where its distance is e^(−ζ n π / b).
        let halfSwing = .pi / ((1 - ratio) * (1 + ratio)).squareRoot()
        var turns = 0.0
        while Series.exponential(-ratio * (turns + 1) * halfSwing) > remainder { turns += 1 }
        let sign = turns.truncatingRemainder(dividingBy: 2) == 0 ? 1.0 : -1
        let time = crossing(in: turns * halfSwing, (turns + 1) * halfSwing, ratio, sign: sign)
        return (time, turns > 0)
    }

    /// Where the distance, which only falls there, comes down to ``remainder``.
    private static func crossing(
        in start: Double, _ end: Double, _ ratio: Double, sign: Double
    ) -> Double {
        var (low, high) = (start, end)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if sign * distance(at: middle, ratio) > remainder {
                low = middle
            } else {
                high = middle
            }
        }
    }
}
