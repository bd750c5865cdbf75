/// The closed forms of easings.net whose values stay within 0…1.
///
/// Policy: deliberately without `back` and `elastic`.  They overshoot, and a mixture beyond its ends
/// is an extrapolation of networks, which is only done when asked for.
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

    /// The curve's height at an x, which is kept in 0…1; within 0…1.
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
        case .sine: 1 - cosine(x * .pi / 2)
        case .quad: x * x
        case .cubic: x * x * x
        case .quart: x * x * x * x
        case .quint: x * x * x * x * x
        case .expo: x == 0 ? 0 : powerOfTwo(10 * x - 10)
        case .circ: 1 - (1 - x * x).squareRoot()
        case .bounce: 1 - bounced(1 - x)
        }
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

// The C library's cos and exp2 differ in the last bit from one processor to another; an output must not.

/// cos x for 0…π/2 by its power series, Σ (−1)ᵏ x²ᵏ / (2k)!, to 1e-16.
private func cosine(_ x: Double) -> Double {
    var sum = 1.0
    for k in stride(from: 24.0, to: 0, by: -2) { sum = 1 - x * x / ((k - 1) * k) * sum }
    return sum
}

/// 2ˣ by the power series of the exponential of its fraction, Σ (x ln 2)ᵏ / k!, to 2e-16.
private func powerOfTwo(_ x: Double) -> Double {
    let whole = x.rounded(.down)
    let exponent = (x - whole) * 0.693_147_180_559_945_3
    var sum = 1.0
    for k in stride(from: 20.0, to: 0, by: -1) { sum = 1 + exponent / k * sum }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
}
