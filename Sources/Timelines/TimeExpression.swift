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

extension TimeExpression: CustomStringConvertible {
    /// As it was written.
    public var description: String { text }
}

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
