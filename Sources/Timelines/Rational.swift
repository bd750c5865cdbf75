/// An exact quotient of two 64-bit integers in lowest terms; what `Time` and `FrameRate` are made of.
///
/// Every operation that could leave 64 bits throws ``TimelineError/outOfRange(_:)`` instead of trapping.
struct Rational: Hashable, Sendable {
    /// The sign lives here.  Never `Int64.min`, so negation is safe.
    let numerator: Int64
    /// At least 1, without a common factor with the numerator.
    let denominator: Int64

    static let zero = Rational(whole: 0)

    init(whole: Int32) {
        numerator = Int64(whole)
        denominator = 1
    }

    /// Throws when the denominator is not positive or the numerator is `Int64.min`.
    init(_ numerator: Int64, _ denominator: Int64) throws(TimelineError) {
        guard denominator > 0, numerator != .min else {
            throw .outOfRange("\(numerator)/\(denominator)")
        }
        let divisor = greatestCommonDivisor(numerator, denominator)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The nearest double, to about one unit in the last place.
    var approximation: Double { Double(numerator) / Double(denominator) }

    var negated: Rational { Rational(lowestTerms: -numerator, denominator) }

    private init(lowestTerms numerator: Int64, _ denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    func adding(_ other: Rational) throws(TimelineError) -> Rational {
        let divisor = greatestCommonDivisor(denominator, other.denominator)
        let left = try product(numerator, other.denominator / divisor)
        let right = try product(other.numerator, denominator / divisor)
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow else { throw .outOfRange("\(self) + \(other)") }
        return try Rational(sum, product(denominator / divisor, other.denominator))
    }

    func multiplied(by other: Rational) throws(TimelineError) -> Rational {
        let first = greatestCommonDivisor(numerator, other.denominator)
        let second = greatestCommonDivisor(other.numerator, denominator)
        return try Rational(
            product(numerator / first, other.numerator / second),
            product(denominator / second, other.denominator / first))
    }

    /// `self` divided by a positive rational.
    func divided(by other: Rational) throws(TimelineError) -> Rational {
        try multiplied(by: Rational(other.denominator, other.numerator))
    }

    /// The nearest whole number, halves away from zero.
    var rounded: Int64 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard abs(remainder) >= denominator - abs(remainder) else { return quotient }
        return quotient + numerator.signum()
    }
}

extension Rational: Comparable {
    static func < (left: Rational, right: Rational) -> Bool {
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }
}

extension Rational: CustomStringConvertible {
    var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
}

/// At least 1; 1 when both are 0.
private func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    var (a, b) = (first.magnitude, second.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(exactly: max(a, 1)) ?? 1
}

private func product(_ first: Int64, _ second: Int64) throws(TimelineError) -> Int64 {
    let (product, overflow) = first.multipliedReportingOverflow(by: second)
    guard !overflow else { throw .outOfRange("\(first) × \(second)") }
    return product
}
