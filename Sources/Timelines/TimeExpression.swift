/// A time as it is written; it becomes a ``Time`` once the frame rate and the duration are known.
public struct TimeExpression: Hashable, Sendable {
    /// The text it was read from.
    public let text: String
    let quantity: Quantity
    /// Whether the time counts back from the end of the duration (written with a minus).
    public let isFromEnd: Bool

    /// `0s`.
    public static let start = TimeExpression(
        text: "0s", quantity: .seconds(.zero), isFromEnd: false)

    enum Quantity: Hashable, Sendable {
        case seconds(Rational)
        case frames(Int64)
        case timecode(Timecode)
        /// Of the duration; 1 is all of it.
        case share(Rational)
    }

    /// Whether it can be resolved without a frame rate.
    public var needsFrameRate: Bool {
        switch quantity {
        case .seconds, .share: false
        case .frames, .timecode: true
        }
    }

    /// Whether it can be resolved only where there is a duration.
    public var needsDuration: Bool {
        if case .share = quantity { return true }
        return isFromEnd
    }

    /// The moment that is meant, exact.
    ///
    /// Throws ``TimelineError/durationMissing(_:)`` for a share or a time from the end without
    /// `duration`, ``TimelineError/beforeStart(_:)`` for one that counts back too far, and
    /// ``TimelineError/timecodeRate(_:rate:)`` for a timecode at a rate that has none.
    public func resolved(
        at rate: FrameRate, duration: Time?
    ) throws(TimelineError) -> Time {
        guard let duration else {
            if needsDuration { throw .durationMissing(text) }
            return try magnitude(at: rate, duration: .zero)
        }
        let magnitude = try magnitude(at: rate, duration: duration)
        guard isFromEnd else { return magnitude }
        let moment = try duration.subtracting(magnitude)
        guard moment >= .zero else { throw .beforeStart(text) }
        return moment
    }

    /// The length that is meant, for a duration or a hold: throws ``TimelineError/notAbsolute(_:)``
    /// for what counts from the end, and for a share where there is no `duration`.
    public func resolvedLength(
        at rate: FrameRate, duration: Time? = nil
    ) throws(TimelineError) -> Time {
        guard !isFromEnd, duration != nil || !needsDuration else { throw .notAbsolute(text) }
        return try magnitude(at: rate, duration: duration ?? .zero)
    }

    private func magnitude(at rate: FrameRate, duration: Time) throws(TimelineError) -> Time {
        switch quantity {
        case .seconds(let seconds): return Time(seconds)
        case .frames(let frames): return Time(try Rational(frames, 1).divided(by: rate.value))
        case .timecode(let timecode):
            let frames = try timecode.frames(at: rate, written: text)
            return Time(try Rational(frames, 1).divided(by: rate.value))
        case .share(let share): return Time(try share.multiplied(by: duration.value))
        }
    }
}

extension TimeExpression {
    /// HH:MM:SS:FF as SMPTE ST 12-1 counts without dropping frames: at 24000/1001 an hour of timecode
    /// lasts 3603.6 s.
    struct Timecode: Hashable, Sendable {
        /// 0…99.
        let hours: Int64
        /// 0…59.
        let minutes: Int64
        /// 0…59.
        let seconds: Int64
        /// Below the whole number that the rate counts in; checked when the rate is known.
        let frames: Int64

        /// The number of the frame, 0….
        func frames(at rate: FrameRate, written: String) throws(TimelineError) -> Int64 {
            guard let base = rate.timecodeBase else { throw .timecodeRate(written, rate: rate) }
            guard frames < base else {
                throw .timecodeField(written, field: "frames", below: base)
            }
            return ((hours * 60 + minutes) * 60 + seconds) * base + frames
        }
    }
}

extension TimeExpression: CustomStringConvertible {
    /// As it was written.
    public var description: String { text }
}

extension TimeExpression {
    /// Reads `2.5s`, `500ms`, `60f`, `00:00:02:12`, `50%`, each with a minus in front when it counts
    /// back from the end (not `%`), or a bare `0`.
    ///
    /// Numbers are decimal with at most nine digits on either side of the point; frames are whole; a
    /// share is at most 100 %.  There is no bare number (seconds or frames?), no `1:30` (minutes, or
    /// seconds and frames?) and no drop-frame timecode.
    public static func parse(_ text: String) throws(TimelineError) -> TimeExpression {
        let isFromEnd = text.hasPrefix("-")
        let magnitude = isFromEnd ? text.dropFirst() : text[...]
        let quantity = try parse(quantity: magnitude, text: text)
        if isFromEnd, case .share = quantity { throw .timeSyntax(text) }
        return TimeExpression(text: text, quantity: quantity, isFromEnd: isFromEnd)
    }

    /// Reads a time that is a length, so without a minus: throws ``TimelineError/notAbsolute(_:)``.
    public static func parseLength(_ text: String) throws(TimelineError) -> TimeExpression {
        let expression = try parse(text)
        guard !expression.isFromEnd else { throw .notAbsolute(text) }
        return expression
    }

    private static func parse(
        quantity: Substring, text: String
    ) throws(TimelineError) -> Quantity {
        if quantity.contains(":") {
            return .timecode(try parse(timecode: quantity, text: text))
        }
        if text == "0" { return .seconds(.zero) }
        let number = quantity.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Rational.parse(decimal: number) else { throw .timeSyntax(text) }
        switch quantity.dropFirst(number.count) {
        case "s": return .seconds(value)
        case "ms": return .seconds(try value.divided(by: Rational(whole: 1000)))
        case "f" where value.denominator == 1: return .frames(value.numerator)
        case "%" where value <= Rational(whole: 100):
            return .share(try value.divided(by: Rational(whole: 100)))
        case "": throw .timeUnitMissing(text)
        default: throw .timeSyntax(text)
        }
    }

    private static func parse(
        timecode: Substring, text: String
    ) throws(TimelineError) -> Timecode {
        let fields = timecode.split(separator: ":", omittingEmptySubsequences: false)
        let values = fields.compactMap(digits)
        guard fields.count == 4, values.count == 4,
            fields.dropLast().allSatisfy({ $0.utf8.count == 2 })
        else { throw .timeSyntax(text) }
        guard values[1] < 60 else { throw .timecodeField(text, field: "minutes", below: 60) }
        guard values[2] < 60 else { throw .timecodeField(text, field: "seconds", below: 60) }
        return Timecode(
            hours: values[0], minutes: values[1], seconds: values[2], frames: values[3])
    }

    /// Two digits, or three: there are more than a hundred frames at rates beyond 100.
    private static func digits(_ field: Substring) -> Int64? {
        guard (2...3).contains(field.utf8.count),
            field.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(field)
    }
}
