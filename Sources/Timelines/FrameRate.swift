/// Frames a second as an exact fraction, more than 0 and at most 1000.
///
/// Both terms stay within 31 bits, as in every film container, so that the time of every frame of a
/// timeline is exact.
public struct FrameRate: Hashable, Sendable {
    let value: Rational

    /// 24 frames per second, what a still picture's film takes when nothing else is said.
    public static let film = FrameRate(value: Rational(whole: 24))

    private init(value: Rational) { self.value = value }

    init(_ value: Rational, written: String) throws(TimelineError) {
        let terms = max(value.numerator, value.denominator)
        guard value > .zero, value <= Rational(whole: 1000), terms <= Int64(Int32.max) else {
            throw .frameRateRange(written)
        }
        self.value = value
    }

    /// `numerator / denominator` frames per second.
    public init(_ numerator: Int64, _ denominator: Int64 = 1) throws(TimelineError) {
        let written = denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
        guard denominator > 0, numerator > 0 else { throw .frameRateRange(written) }
        try self.init(Rational(numerator, denominator), written: written)
    }

    /// In lowest terms, 1…2³¹−1.
    public var numerator: Int64 { value.numerator }

    /// In lowest terms, 1…2³¹−1.
    public var denominator: Int64 { value.denominator }

    /// The nearest double, for display.
    public var framesPerSecond: Double { value.approximation }

    /// When a frame is shown: exactly `frame / rate`.  Frame 0 is shown at 0 s; negative frames are
    /// before it.
    public func time(ofFrame frame: Int) throws(TimelineError) -> Time {
        let (seconds, overflow) = Int64(frame).multipliedReportingOverflow(by: value.denominator)
        if !overflow { return Time(try Rational(seconds, value.numerator)) }
        return Time(try Rational(Int64(frame), 1).divided(by: value))
    }

    /// The frame whose time is nearest, halves away from zero.
    public func nearestFrame(to time: Time) throws(TimelineError) -> Int {
        Int(try time.value.multiplied(by: value).rounded)
    }

    /// The whole number that timecode counts in: 24 for 24 and for 24000/1001.  Nil for rates that
    /// are neither whole nor a whole number × 1000/1001, which have no timecode.
    var timecodeBase: Int64? {
        if denominator == 1 { return numerator }
        return denominator == 1001 && numerator % 1000 == 0 ? numerator / 1000 : nil
    }
}

extension FrameRate: CustomStringConvertible {
    /// `24`, `24000/1001`.
    public var description: String { value.description }
}
