/// An exact moment or length, a rational number of seconds.
///
/// Never rounded: a change of frame rate moves no time.  May be negative.  Operations that could
/// leave 64 bits throw ``TimelineError/outOfRange(_:)``.
public struct Time: Hashable, Sendable {
    let value: Rational

    /// The start of a timeline, 0 s.
    public static let zero = Time(.zero)

    init(_ value: Rational) { self.value = value }

    /// A whole number of seconds.
    public init(seconds: Int32) { value = Rational(whole: seconds) }

    /// `numerator / denominator` seconds; the denominator is at least 1.
    public init(_ numerator: Int64, _ denominator: Int64) throws(TimelineError) {
        value = try Rational(numerator, denominator)
    }

    /// Seconds × `denominator`, in lowest terms.
    public var numerator: Int64 { value.numerator }

    /// At least 1, in lowest terms.
    public var denominator: Int64 { value.denominator }

    /// The nearest double, in seconds; for display, never for the choice of a frame.
    public var seconds: Double { value.approximation }

    /// The sum, exact.
    public func adding(_ other: Time) throws(TimelineError) -> Time {
        Time(try value.adding(other.value))
    }

    /// The difference, exact.
    public func subtracting(_ other: Time) throws(TimelineError) -> Time {
        Time(try value.adding(other.value.negated))
    }
}

extension Time: Comparable {
    /// Exact, whatever the denominators.
    public static func < (left: Time, right: Time) -> Bool { left.value < right.value }
}

extension Time: CustomStringConvertible {
    /// Seconds as a decimal where nine places hold them, else as a fraction: `2.5s`, `1001/24000s`.
    public var description: String { "\(value.decimal ?? value.description)s" }
}

extension Time {
    /// How far this time lies on the way from `start` to `end`: (t − start) / (end − start), kept in
    /// 0…1; 1 where the way has no length.  Never overflows, and does not cancel: the differences are
    /// formed in 128 bits before they are rounded.
    func progress(from start: Time, to end: Time) -> Double {
        guard self < end else { return 1 }
        guard self > start else { return 0 }
        let passed = value.distance(from: start.value)
        let whole = end.value.distance(from: start.value)
        // (n₁/d₁) / (n₂/d₂) with one division, so that small fractions are rounded once.
        let progress =
            (passed.numerator * whole.denominator) / (passed.denominator * whole.numerator)
        return min(max(progress, 0), 1)
    }
}

extension Rational {
    /// self − other for other ≤ self, as a quotient of doubles.
    fileprivate func distance(
        from other: Rational
    ) -> (numerator: Double, denominator: Double) {
        if denominator == other.denominator, other.numerator >= 0 {
            return (Double(numerator - other.numerator), Double(denominator))
        }
        // a/b − c/d = (ad − cb) / bd, and ad ≥ cb.
        let minuend = numerator.multipliedFullWidth(by: other.denominator)
        let subtrahend = other.numerator.multipliedFullWidth(by: denominator)
        let (low, borrow) = minuend.low.subtractingReportingOverflow(subtrahend.low)
        let high = minuend.high &- subtrahend.high &- (borrow ? 1 : 0)
        return (
            Double(high) * 0x1p64 + Double(low), Double(denominator) * Double(other.denominator)
        )
    }
}
