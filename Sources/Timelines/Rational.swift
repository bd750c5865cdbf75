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

    /// One divided by a positive rational.
    var reciprocal: Rational { Rational(lowestTerms: denominator, numerator) }

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
        try multiplied(by: other.reciprocal)
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

extension Rational {
    /// The most digits that may stand on either side of the decimal point.
    static let digitLimit = 9

    /// Reads `12` or `12.5` exactly: ASCII digits, at most nine on each side of the point; nil for
    /// anything else (signs, exponents, underscores, hexadecimal, a point without digits).
    static func parse(decimal text: some StringProtocol) -> Rational? {
        let parts = Substring(text).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(isShortDigits), let whole = parts.first,
            let last = parts.last
        else { return nil }
        let fraction = parts.count == 2 ? last.count : 0
        let digits = parts.count == 2 ? String(whole) + String(last) : String(whole)
        guard let numerator = Int64(digits) else { return nil }
        let scale = (0..<fraction).reduce(Int64(1)) { power, _ in power * 10 }
        return try? Rational(numerator, scale)
    }

    private static func isShortDigits(_ text: Substring) -> Bool {
        (1...digitLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    /// `2.5`, `-3`; nil for what nine decimal places do not hold exactly.
    var decimal: String? {
        guard denominator > 1 else { return "\(numerator)" }
        let billion: Int64 = 1_000_000_000
        guard billion % denominator == 0 else { return nil }
        let (whole, rest) = numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator.magnitude)
        let places = String(rest * UInt64(billion / denominator))
        let padded = String(repeating: "0", count: Self.digitLimit - places.count) + places
        let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
        return "\(numerator < 0 ? "-" : "")\(whole).\(String(trimmed))"
    }
}
