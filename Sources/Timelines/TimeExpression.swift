/// A time as it is written; it becomes a ``Time`` once what it counts in and from is known.
public struct TimeExpression: Hashable, Sendable {
    /// The text it was read from.
    public let text: String
    let quantity: Quantity
    let origin: Origin

    /// `0s`.
    public static let start = TimeExpression(
        text: "0s", quantity: .seconds(.zero), origin: .start)

    enum Quantity: Hashable, Sendable {
        case seconds(Rational)
        case frames(Int64)
        case timecode(TimecodeFields)
        case beats(Rational)
        /// Of the duration; 1 is all of it.
        case share(Rational)
    }

    /// Where a time counts from.
    enum Origin: Hashable, Sendable {
        /// The start of the timeline; of beats the tempo's offset.
        case start
        /// Back from the end of the duration: written with a minus.
        case end
        /// The end of the key before and its hold: written with a plus.
        case keyBefore
        /// A key by its label, forwards or backwards.
        case label(String, isBackwards: Bool)
    }

    /// Whether the time counts back from the end of the duration.
    public var isFromEnd: Bool { origin == .end }

    /// Whether it counts from a key by its label.
    /// Whether it counts from a scene cut of the input: `cut1` and so on, unless a key has that label.
    package var countsFromCut: Bool { label?.wholeMatch(of: /cut[1-9][0-9]*/) != nil }

    /// The label that it counts from; nil for none.
    package var label: String? {
        if case .label(let label, _) = origin { label } else { nil }
    }

    /// The label of a scene cut of the input, of which the first is 1.
    package static func cutLabel(_ number: Int) -> String { "cut\(number)" }

    package var countsFromLabel: Bool {
        if case .label = origin { return true }
        return false
    }

    /// Whether it can be resolved only with a frame rate.
    public var needsFrameRate: Bool {
        switch quantity {
        case .seconds, .share, .beats: false
        case .frames, .timecode: true
        }
    }

    /// Whether it can be resolved only where there is a duration.
    public var needsDuration: Bool {
        if case .share = quantity { return true }
        return isFromEnd
    }

    /// Whether it can be resolved only where there is a tempo.
    public var needsTempo: Bool {
        if case .beats = quantity { return true }
        return false
    }

    /// The moment that is meant, exact.
    ///
    /// Throws ``TimelineError/durationMissing(_:)`` for a share or a time from the end without
    /// `duration`, ``TimelineError/tempoMissing(_:)`` for beats without `tempo`,
    /// ``TimelineError/beforeStart(_:)`` for one that counts back too far, and
    /// ``TimelineError/timecodeRate(_:rate:)`` for a timecode at a rate that has none.
    public func resolved(
        at rate: FrameRate, duration: Time?, tempo: Tempo? = nil
    ) throws(TimelineError) -> Time {
        try resolved(at: rate, duration: duration, tempo: tempo, from: .zero)
    }

    /// The same for a time that may count from a key, which is at `anchor`.
    func resolved(
        at rate: FrameRate, duration: Time?, tempo: Tempo?, from anchor: Time
    ) throws(TimelineError) -> Time {
        if duration == nil, needsDuration { throw .durationMissing(text) }
        let magnitude = try magnitude(at: rate, duration: duration ?? .zero, tempo: tempo)
        let moment =
            switch origin {
            case .start:
                needsTempo
                    ? try (tempo?.offset.magnitude(at: rate, duration: .zero, tempo: nil) ?? .zero)
                        .adding(magnitude) : magnitude
            case .end: try (duration ?? .zero).subtracting(magnitude)
            case .keyBefore, .label(_, isBackwards: false): try anchor.adding(magnitude)
            case .label(_, isBackwards: true): try anchor.subtracting(magnitude)
            }
        guard moment >= .zero else { throw .beforeStart(text) }
        return moment
    }

    /// The length that is meant, for a duration or a hold: throws ``TimelineError/notAbsolute(_:)``
    /// for what counts from the end, and for a share where there is no `duration`.
    public func resolvedLength(
        at rate: FrameRate, duration: Time? = nil, tempo: Tempo? = nil
    ) throws(TimelineError) -> Time {
        guard origin == .start, duration != nil || !needsDuration else { throw .notAbsolute(text) }
        return try magnitude(at: rate, duration: duration ?? .zero, tempo: tempo)
    }

    func magnitude(
        at rate: FrameRate, duration: Time, tempo: Tempo?
    ) throws(TimelineError) -> Time {
        switch quantity {
        case .seconds(let seconds): return Time(seconds)
        case .frames(let frames): return Time(try Rational(frames, 1).divided(by: rate.value))
        case .timecode(let timecode):
            let frames = try timecode.frames(at: rate, written: text)
            return Time(try Rational(frames, 1).divided(by: rate.value))
        case .beats(let beats):
            guard let tempo else { throw .tempoMissing(text) }
            return try tempo.length(ofBeats: beats)
        case .share(let share): return Time(try share.multiplied(by: duration.value))
        }
    }
}

extension TimeExpression {
    /// HH:MM:SS:FF as SMPTE ST 12-1 counts without dropping frames: at 24000/1001 an hour of timecode
    /// lasts 3603.6 s.  HH:MM:SS;FF is drop-frame timecode, which leaves out numbers.
    struct TimecodeFields: Hashable, Sendable {
        /// 0…99.
        let hours: Int64
        /// 0…59.
        let minutes: Int64
        /// 0…59.
        let seconds: Int64
        /// Below the whole number that the rate counts in; checked when the rate is known.
        let frames: Int64
        /// Whether a semicolon is before the frames.
        let isDropFrame: Bool

        /// The number of the frame, 0….
        func frames(at rate: FrameRate, written: String) throws(TimelineError) -> Int64 {
            guard let base = rate.timecodeBase else { throw .timecodeRate(written, rate: rate) }
            guard frames < base else {
                throw .timecodeField(written, field: "frames", below: base)
            }
            guard isDropFrame else {
                return ((hours * 60 + minutes) * 60 + seconds) * base + frames
            }
            guard let timecode = Timecode(rate), timecode.dropsFrames else {
                throw .timecodeDropRate(written, rate: rate)
            }
            let (hours, minutes) = (Int(hours), Int(minutes))
            guard
                let frame = timecode.frame(
                    hours: hours, minutes: minutes, seconds: Int(seconds), frames: Int(frames))
            else {
                throw .timecodeDropped(
                    written, first: timecode.firstText(hours: hours, minutes: minutes))
            }
            return Int64(frame)
        }
    }
}

extension TimeExpression: CustomStringConvertible {
    /// As it was written.
    public var description: String { text }
}
