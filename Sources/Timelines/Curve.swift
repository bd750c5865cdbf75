/// The closed forms of easings.net.
///
/// `back` and `elastic` overshoot: a mixture beyond its ends is an extrapolation of networks, which is
/// only done when asked for.
public struct Curve: Hashable, Sendable {
    /// The shape of the way in.
    public enum Family: String, Hashable, Sendable, CaseIterable {
        /// 1 − cos(πx/2).
        case sine
        /// x².
        case quad
        /// x³.
        case cubic
        /// x⁴.
        case quart
        /// x⁵.
        case quint
        /// 2^(10x − 10), 0 at 0.
        case expo
        /// 1 − √(1 − x²).
        case circ
        /// A ball falling to rest, seen backwards: four parabolas.
        case bounce
        /// (c + 1)x³ − cx²: steps back first, by a tenth.
        case back
        /// −2^(10x − 10) sin(2π(10x − 10.75)/3), 0 at 0: swings with growing amplitude.
        case elastic
    }

    /// The ends that are slow.
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        /// Slow at the beginning: f(x).
        case easeIn = "ease-in"
        /// Slow at the end: 1 − f(1 − x).
        case easeOut = "ease-out"
        /// Slow at both: f(2x)/2, then 1 − f(2 − 2x)/2.
        case easeInOut = "ease-in-out"
    }

    /// The shape of the way in.
    public let family: Family
    /// The ends that are slow.
    public let direction: Direction

    /// A curve of easings.net; `ease-in-out-cubic` is (.cubic, .easeInOut).
    public init(_ family: Family, _ direction: Direction) {
        self.family = family
        self.direction = direction
    }

    /// Whether its values leave 0…1.
    public var overshoots: Bool { family == .back || family == .elastic }

    /// The curve's height at an x, which is kept in 0…1; within 0…1 unless it overshoots.
    public func value(at x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        switch direction {
        case .easeIn: return easedIn(x)
        case .easeOut: return 1 - easedIn(1 - x)
        case .easeInOut: return x < 0.5 ? easedIn(2 * x) / 2 : 1 - easedIn(2 - 2 * x) / 2
        }
    }

    /// The height of the slow beginning: f(x).
    private func easedIn(_ x: Double) -> Double {
        switch family {
        case .sine: 1 - Series.cosine(x * .pi / 2)
        case .quad: x * x
        case .cubic: x * x * x
        case .quart: x * x * x * x
        case .quint: x * x * x * x * x
        case .expo: x == 0 ? 0 : Series.powerOfTwo(10 * x - 10)
        case .circ: 1 - (1 - x * x).squareRoot()
        case .bounce: 1 - bounced(1 - x)
        case .back: x * x * ((backing + 1) * x - backing)
        case .elastic: x == 0 || x == 1 ? x : elastic(x)
        }
    }

    /// c, larger where the way back is shown in half the time.
    private var backing: Double { direction == .easeInOut ? 1.70158 * 1.525 : 1.70158 }

    /// −2^(10x − 10) sin(2π(10x − 10.75)/3); with a longer swing where it is shown in half the time.
    private func elastic(_ x: Double) -> Double {
        let (start, period) = direction == .easeInOut ? (11.125, 4.5) : (10.75, 3)
        return -Series.powerOfTwo(10 * x - 10) * Series.sine(2 * .pi * (10 * x - start) / period)
    }

    /// Parabolas 7.5625 (x − c)² + h between the touches at 1, 2, 2.5 and 2.75 of 2.75.
    private func bounced(_ x: Double) -> Double {
        let (centre, height): (Double, Double) =
            switch x * 2.75 {
            case ..<1: (0, 0)
            case ..<2: (1.5 / 2.75, 0.75)
            case ..<2.5: (2.25 / 2.75, 0.9375)
            default: (2.625 / 2.75, 0.984375)
            }
        return 7.5625 * (x - centre) * (x - centre) + height
    }
}
