/// How a path through mixtures is brought to the length of the output.  That length never changes.
public enum Fit: String, Hashable, Sendable, CaseIterable {
    /// The path's times are multiplied by output length / path length.
    case stretch
    /// The last mixture stays to the end.
    case hold
    /// The path begins again where it ends: the output's time t shows the path's time t mod its length.
    case loop
    /// What lies beyond the end of the output is not shown.
    case cut
}

extension Fit {
    /// The latest time that a key may have; nil where any time will do.
    ///
    /// - Parameters:
    ///   - output: its length; nil where the path gives it.
    ///   - path: the path's length, where other keys than the ones that are checked give it.
    package static func latestKey(_ fit: Fit?, output: Time?, path: Time?) -> Time? {
        guard let output else { return path }
        switch fit {
        case nil, .hold: return output
        case .stretch, .loop: return path
        case .cut: return nil
        }
    }
}

extension Timeline {
    /// How many keyframes are after the end, so that they are never reached.
    package var keysLeftOut: Int { keyframes.count { $0.time > end } }
}

extension Array {
    /// Keys with their times and holds multiplied by `output` / `path`, exactly; the same where the
    /// path has no length.
    ///
    /// Throws ``TimelineError/outOfRange(_:)`` for a time that 64 bits cannot hold.
    func stretched<Value>(
        from path: Time, to output: Time
    ) throws(TimelineError) -> [TimedKey<Value>] where Element == TimedKey<Value> {
        guard path > .zero, output != path else { return self }
        var stretched = [TimedKey<Value>]()
        for key in self {
            stretched.append(
                TimedKey(
                    at: try key.time.scaled(from: path, to: output), key.value,
                    easing: key.easing, hold: try key.hold.scaled(from: path, to: output),
                    interpolation: key.interpolation))
        }
        return stretched
    }
}

extension Time {
    /// The time multiplied by `output` / `path`, exactly; `path` is above 0.
    fileprivate func scaled(from path: Time, to output: Time) throws(TimelineError) -> Time {
        // Divided first: a share of the path is a small fraction.
        Time(try value.divided(by: path.value).multiplied(by: output.value))
    }

    /// What is left of the time when as many whole periods as it has are taken away, from 0 to below
    /// `period`; for times from 0 and a period above 0.
    ///
    /// Exact where 64 bits hold it, else rounded down by less than 2⁻⁶⁰ of it.
    func remainder(dividingBy period: Time) -> Time {
        guard self >= period else { return self }
        // a/b mod c/d = (ad mod cb) / bd
        let (dividend, tooLong) = numerator.multipliedReportingOverflow(by: period.denominator)
        let (divisor, tooFine) = period.numerator.multipliedReportingOverflow(by: denominator)
        let (whole, overflow) = denominator.multipliedReportingOverflow(by: period.denominator)
        if !tooLong, !tooFine, !overflow, let rest = try? Time(dividend % divisor, whole) {
            return rest
        }
        let product = { (left: Int64, right: Int64) in
            UInt128(left.magnitude) * UInt128(right.magnitude)
        }
        var rest =
            product(numerator, period.denominator) % product(period.numerator, denominator)
        var unit = product(denominator, period.denominator)
        (rest, unit) = Self.inLowestTerms(rest, unit)
        while unit > UInt128(Int64.max) || rest > UInt128(Int64.max) {
            (rest, unit) = (rest >> 1, unit >> 1)
        }
        return (try? Time(Int64(rest), Int64(max(unit, 1)))) ?? .zero
    }

    private static func inLowestTerms(
        _ numerator: UInt128, _ denominator: UInt128
    ) -> (UInt128, UInt128) {
        var (a, b) = (numerator, denominator)
        while b != 0 { (a, b) = (b, a % b) }
        return a > 0 ? (numerator / a, denominator / a) : (0, 1)
    }
}
