/// Functions of numbers that have the same value on every processor.
///
/// The C library's `sin`, `exp` and their kin differ in the last bit between processors, and an output
/// must not.  Here only operations are used that IEEE 754 defines to the last bit: + − × ÷ √, rounding,
/// and the fused multiply-add.  The series are Taylor's; results are within 2 units in the last place of
/// the true value.
package enum PortableMath {
    /// eˣ: 2ᵏ eʳ with x = k ln 2 + r and |r| ≤ ln 2 / 2; infinite above 709.78, 0 below −745.13.
    package static func exponential(_ x: Double) -> Double { exponential(x, plus: 0) }

    /// The natural logarithm; −∞ for 0, no number below 0.
    package static func logarithm(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        let logarithm = pairLogarithm(x)
        return logarithm.high + logarithm.low
    }

    /// xʸ; no number for a negative x and a y that is not whole.
    ///
    /// For whole y up to 64 a product of pairs of doubles; else e^(y ln |x|) with ln |x| as a pair of doubles.
    package static func power(_ x: Double, _ y: Double) -> Double {
        guard x.isFinite, y.isFinite else { return .nan }
        if y == 0 || x == 1 { return 1 }
        if y == y.rounded(), y.magnitude <= 64 { return product(x, Int(y)) }
        guard x != 0 else { return y > 0 ? 0 : .infinity }
        guard x > 0 || y == y.rounded() else { return .nan }
        let logarithm = pairLogarithm(x.magnitude)
        let exponent = DoublePair(product: logarithm.high, y)
        let magnitude = exponential(exponent.high, plus: exponent.low + logarithm.low * y)
        let isOdd = x < 0 && y.remainder(dividingBy: 2) != 0
        return isOdd ? -magnitude : magnitude
    }

    /// xⁿ by squaring pairs of doubles, |n| at most 64.
    private static func product(_ x: Double, _ n: Int) -> Double {
        var (result, square, rest) = (DoublePair(1, 0), DoublePair(x, 0), n.magnitude)
        while rest > 0 {
            if rest % 2 == 1 { result = result.times(square) }
            rest /= 2
            if rest > 0 { square = square.times(square) }
        }
        guard n < 0 else { return result.high }
        let isPlain = result.high != 0 && result.high.isFinite
        return isPlain ? DoublePair(1, dividedBy: result).high : 1 / result.high
    }

    /// e^(x + small), where `small` is below a unit in the last place of x.
    private static func exponential(_ x: Double, plus small: Double) -> Double {
        guard x > -746, x < 710 else { return x > 0 ? .infinity : x <= -746 ? 0 : .nan }
        let k = (x / ln2.high).rounded(.toNearestOrEven)
        let high = x.addingProduct(-k, ln2.high)
        let low = small.addingProduct(-k, ln2.low)
        let r = high + low
        let rest = (high - r) + low
        // eʳ − 1 − r = r² (1/2! + r/3! + …)
        var sum = 0.0
        for n in stride(from: 15.0, through: 3, by: -1) { sum = (1 + sum) * r / n }
        let most = DoublePair(sum: r, r * r / 2 * (1 + sum))
        let whole = DoublePair(sum: 1, most.high)
        let power = whole.high + (whole.low + (most.low + rest))
        // In two steps, so that what is below the normal numbers is rounded once.
        let half = (k / 2).rounded(.down)
        return power * Double(sign: .plus, exponent: Int(half), significand: 1)
            * Double(sign: .plus, exponent: Int(k - half), significand: 1)
    }

    /// ln x for a finite x above 0: k ln 2 + ln m with x = 2ᵏ m, √½ ≤ m < √2, and
    /// ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1).
    private static func pairLogarithm(_ x: Double) -> DoublePair {
        var (k, m) = (Double(x.exponent), x.significand)
        if m > 1.414_213_562_373_095_1 { (k, m) = (k + 1, m / 2) }
        let s = DoublePair(m - 1, dividedBy: DoublePair(sum: m, 1))
        let square = s.high * s.high
        // s⁵/5 + s⁷/7 + …
        var tail = 0.0
        for n in stride(from: 25.0, through: 5, by: -2) { tail = square * (tail + 1 / n) }
        let cube = s.times(s).times(s).times(third)
        let logarithm = s.plus(cube.plus(DoublePair(s.high * square * tail, 0)))
        let doubled = DoublePair(2 * logarithm.high, 2 * logarithm.low)
        return DoublePair(product: k, ln2.high).plus(DoublePair(k * ln2.low, 0)).plus(doubled)
    }

    private static let ln2 = DoublePair(0.693_147_180_559_945_3, 2.319_046_813_846_299_6e-17)
    private static let third = DoublePair(1.0 / 3, 1.850_371_707_708_594e-17)
}

/// A number as the sum of two doubles, the second below a unit in the last place of the first: about 106
/// bits.  Source: T. J. Dekker, A floating-point technique for extending the available precision, 1971.
struct DoublePair {
    let high: Double
    let low: Double

    init(_ high: Double, _ low: Double) { (self.high, self.low) = (high, low) }

    /// a + b, exact.
    init(sum a: Double, _ b: Double) {
        let sum = a + b
        let part = sum - a
        self.init(sum, (a - (sum - part)) + (b - part))
    }

    /// a b, exact but for underflow.
    init(product a: Double, _ b: Double) {
        let product = a * b
        self.init(product, (-product).addingProduct(a, b))
    }

    init(_ dividend: Double, dividedBy divisor: DoublePair) {
        let quotient = dividend / divisor.high
        let rest = dividend.addingProduct(-quotient, divisor.high) - quotient * divisor.low
        self.init(sum: quotient, rest / divisor.high)
    }

    func plus(_ other: DoublePair) -> DoublePair {
        let sum = DoublePair(sum: high, other.high)
        return DoublePair(sum: sum.high, sum.low + (low + other.low))
    }

    func times(_ other: DoublePair) -> DoublePair {
        let product = DoublePair(product: high, other.high)
        guard product.low.isFinite else { return DoublePair(product.high, 0) }
        return DoublePair(
            sum: product.high, product.low + (high * other.low + low * other.high))
    }
}
