/// How many times faster a film is shown than it was taken, as an exact fraction: 1/100…100.
public struct Speed: Hashable, Sendable {
    let value: Rational

    /// As it was taken.
    public static let own = Speed(value: Rational(whole: 1))

    private init(value: Rational) { self.value = value }

    /// Reads `2`, `0.5` or `1/3`; throws ``TimelineError/speedRange(_:)`` for anything but 1/100…100.
    public static func parse(_ text: String) throws(TimelineError) -> Speed {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
            Rational.parse(decimal: $0)
        }
        guard parts.count < 3, let first = parts.first ?? nil,
            let second = parts.count == 2 ? parts[1] : Rational(whole: 1), second > .zero,
            let value = try? first.divided(by: second), value <= Rational(whole: 100),
            value >= Rational(whole: 100).reciprocal,
            max(value.numerator, value.denominator) <= 1_000_000
        else { throw .speedRange(text) }
        return Speed(value: value)
    }

    /// The nearest double.
    public var factor: Double { value.approximation }

    /// How long something takes that takes a time as it was taken, exact.
    public func shortened(_ time: Time) throws(TimelineError) -> Time {
        Time(try time.value.divided(by: value))
    }

    /// How long something took as it was taken that takes a time, exact.
    public func original(_ time: Time) throws(TimelineError) -> Time {
        Time(try time.value.multiplied(by: value))
    }
}

extension Speed: CustomStringConvertible {
    /// `2`, `1/3`.
    public var description: String { value.description }
}
