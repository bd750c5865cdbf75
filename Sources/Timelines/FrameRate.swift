/// Frames a second as an exact fraction, more than 0; a timeline's is at most 1000.
///
/// Both terms stay within 31 bits, as in every video container, so that the time of every frame of a
/// timeline is exact.
public struct FrameRate: Hashable, Sendable {
    let value: Rational

    /// 24 frames per second, those of cinema: what a still image's output has when nothing else is set.
    public static let film = FrameRate(value: Rational(whole: 24))

    /// One frame per second.
    public static let oneASecond = FrameRate(value: Rational(whole: 1))

    private init(value: Rational) { self.value = value }

    /// The rate that a video states, however high; nil unless both terms are 1…2³¹−1.
    public init?(ofSource numerator: Int64, _ denominator: Int64) {
        let terms = 1...Int64(Int32.max)
        guard let value = try? Rational(numerator, denominator), terms ~= value.numerator,
            terms ~= value.denominator
        else { return nil }
        self.value = value
    }

    init(_ value: Rational, written: String) throws(TimelineError) {
        let terms = max(value.numerator, value.denominator)
        guard value > .zero, value <= Rational(whole: 1000), terms <= Int64(Int32.max) else {
            throw .frameRateRange(written)
        }
        self.value = value
    }

    /// `numerator / denominator` frames per second, at most 1000.
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

    /// The latest time at which a picture of a film may begin to be what a frame shows: a quarter of a frame after
    /// the frame's own, because many containers round times to milliseconds.
    public func latestStart(ofFrame frame: Int) throws(TimelineError) -> Time {
        let (quarters, overflow) = frame.multipliedReportingOverflow(by: 4)
        guard !overflow, quarters < .max else { throw .outOfRange("frame \(frame)") }
        return Time(
            try Rational(Int64(quarters + 1), 1).divided(
                by: value.multiplied(by: Rational(whole: 4))))
    }

    /// How long a frame is shown: 1 / rate.
    public var frameDuration: Time { Time(value.reciprocal) }

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

extension FrameRate {
    /// Reads `24`, `24000/1001` or a decimal such as `12.5`.
    ///
    /// 23.976, 29.97 and their kin are short for N × 1000/1001 and would drift by seconds in a day: they
    /// are read as that fraction, and ``notice(reading:)`` says so.
    public static func parse(_ text: String) throws(TimelineError) -> FrameRate {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return try parse(decimal: text) }
        guard isWhole(parts[0]), isWhole(parts[1]),
            let numerator = Int64(parts[0]), let denominator = Int64(parts[1])
        else { throw .frameRateSyntax(text) }
        guard denominator > 0 else { throw .frameRateRange(text) }
        return try FrameRate(Rational(numerator, denominator), written: text)
    }

    private static func parse(decimal text: String) throws(TimelineError) -> FrameRate {
        guard let value = Rational.parse(decimal: text) else {
            throw isNumber(text) ? .frameRateRange(text) : .frameRateSyntax(text)
        }
        if let meant = meant(by: value) { return meant }
        return try FrameRate(value, written: text)
    }

    /// What to tell of a rate that is not read as it is written: of `29.97` that it is read as
    /// 30000/1001; nil for what is exact, and for what is no rate.
    public static func notice(reading text: String) -> String? {
        guard let value = Rational.parse(decimal: text), let meant = meant(by: value) else {
            return nil
        }
        return "frame rate \(text) is read as \(meant)"
    }

    /// The N × 1000/1001 that a decimal rounds to two or three places, for the rates in use.
    private static func meant(by value: Rational) -> FrameRate? {
        guard value.denominator != 1 else { return nil }
        let bases: [Int64] = [12, 15, 24, 30, 48, 60, 72, 96, 120, 240]
        let meant = bases.first { abs(value.approximation - Double($0) * 1000 / 1001) < 0.006 }
        return meant.flatMap { try? FrameRate($0 * 1000, 1001) }
    }

    private static func isWhole(_ text: Substring) -> Bool {
        Rational.parse(decimal: text)?.denominator == 1 && !text.contains(".")
    }

    /// Whether the text is a number, though one that cannot be a frame rate: negative or huge.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return Rational.parse(decimal: digits) != nil
            || !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
