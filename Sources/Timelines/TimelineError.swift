import Files

/// What can be wrong with a time, a mixture, an easing or a timeline.
///
/// Each case carries what was found; the description is `what was found, what was expected` and has
/// no place, which the reader of the file adds.
public enum TimelineError: Error, Hashable, Sendable {
    /// A fraction of seconds or frames that 64 bits cannot hold.  Carries the operation.
    case outOfRange(String)

    /// Text that is no frame rate.
    case frameRateSyntax(String)
    /// A frame rate that is 0, negative, over 1000, or of terms beyond 31 bits, as written.
    case frameRateRange(String)
    /// Beats a minute that are not above 0 and at most 1000, as written.
    case tempoRange(String)

    /// A speed that is not 1/100…100, as written.
    case speedRange(String)
    /// No angle of a shutter that is 0…360°, as written.
    case shutterRange(String)

    /// Text that is no time.
    case timeSyntax(String)
    /// A number without a unit.
    case timeUnitMissing(String)
    /// A timecode with a field that is too large: the timecode, the field, its limit.
    case timecodeField(String, field: String, below: Int64)
    /// A timecode at a frame rate that has none.
    case timecodeRate(String, rate: FrameRate)
    /// A drop-frame timecode at a rate that leaves out no numbers.
    case timecodeDropRate(String, rate: FrameRate)
    /// A number that drop-frame timecode leaves out, and the first of its minute.
    case timecodeDropped(String, first: String)
    /// Beats where no tempo is given.
    case tempoMissing(String)
    /// A time after the key before, of the first key.
    case noKeyBefore(String)
    /// A label that no key has, and those that keys have.
    case labelUnknown(String, [String])
    /// A scene cut that the input does not have, by its label, and how many it has.
    case noCut(String, of: Int)
    /// A key that counts from one that counts from it, as written.
    case labelCycle(String)
    /// A time relative to the duration, where no duration is given.
    case durationMissing(String)
    /// A duration or hold that is relative to the end or to itself.
    case notAbsolute(String)
    /// A time before the start of the timeline.
    case beforeStart(String)

    /// A mixture of no networks.
    case mixtureEmpty
    /// A weight that is negative or not finite: the network and its weight.
    case mixtureWeight(String, Double)
    /// A weight beyond −100…100: the network and its weight.
    case weightLimit(String, Double)
    /// Weights whose sum is not 1: the sum.
    case mixtureSum(Double)
    /// Sliders that leave less than nothing for the base: their sum.
    case sliderSum(Double)

    /// An easing that is not known, and the nearest name that is.
    case easingUnknown(String, nearest: String?)
    /// An easing whose numbers are wrong: as written, and what was expected.
    case easingArguments(String, expected: String)

    /// An easing that goes beyond its two keyframes, as written.
    case easingOvershoots(String)
    /// The keyframe of this index (0…) has a mixture or an easing beyond its networks.
    case extrapolation(index: Int)

    /// A timeline without keyframes.
    case noKeyframes
    /// The keyframe of this index (0…) stands before the end of the one in front of it.
    case keyframeOrder(index: Int, at: Time, previousEnd: Time)
    /// The keyframe of this index (0…) stands at the time of the one in front of it and differs.
    case keyframesCoincide(index: Int, at: Time)
    /// The keyframe of this index (0…) stands after the end of the output, or of the path that is fitted.
    case keyframeAfterEnd(index: Int, at: Time, duration: Time)
    /// A timeline without frames: its duration rounds to none.
    case noFrames(duration: Time, rate: FrameRate)
    /// More frames than a timeline may have: how many.
    case tooManyFrames(Int)
}

extension TimelineError: CustomStringConvertible {
    /// One line: what was found, what was expected.
    public var description: String {
        switch self {
        case .outOfRange, .durationMissing, .notAbsolute, .beforeStart, .timeSyntax,
            .timeUnitMissing, .tempoMissing:
            timeDescription
        case .timecodeField, .timecodeRate, .timecodeDropRate, .timecodeDropped:
            timecodeDescription
        case .noKeyBefore, .labelUnknown, .noCut, .labelCycle: labelDescription
        case .frameRateSyntax, .frameRateRange, .speedRange, .shutterRange, .tempoRange:
            frameRateDescription
        case .mixtureEmpty, .mixtureWeight, .weightLimit, .mixtureSum, .sliderSum:
            mixtureDescription
        case .easingUnknown, .easingArguments, .easingOvershoots: easingDescription
        default: timelineDescription
        }
    }
}

extension TimelineError {
    var timeDescription: String {
        switch self {
        case .outOfRange(let operation):
            "\(operation) is too fine or too long to be kept exactly, expected fewer digits"
        case .timeSyntax(let text):
            "\(text.quoted) is not a time, expected one such as 2.5s, 500ms, 60f, 00:00:02:12, 50% or -1s"
        case .timeUnitMissing(let text):
            "\(text.quoted) has no unit, expected \(text)s (seconds) or \(text)f (frames)"
        case .tempoMissing(let text):
            "\(text.quoted) counts beats, expected `bpm` in the timeline"
        case .durationMissing(let text):
            "\(text.quoted) without a duration to count from, expected `duration` in the timeline"
        case .notAbsolute(let text):
            "\(text.quoted), expected a length such as 2.5s, 60f or 00:00:02:12"
        case .beforeStart(let text): "\(text.quoted) is before the start, expected 0s or later"
        default: ""
        }
    }

    var timecodeDescription: String {
        switch self {
        case .timecodeField(let text, let field, let limit):
            "timecode \(text.quoted), expected \(field) below \(limit)"
        case .timecodeRate(let text, let rate):
            "timecode \(text.quoted) at \(rate) frames per second, expected seconds or frames"
                + " (this rate has no timecode)"
        case .timecodeDropRate(let text, let rate):
            "drop-frame timecode \(text.quoted) at \(rate) frames per second, expected a colon before"
                + " the frames (only 30000/1001 and 60000/1001 leave out numbers)"
        case .timecodeDropped(let text, let first):
            "timecode \(text.quoted) is a number that drop-frame timecode leaves out, expected"
                + " \(first) for the first frame of this minute"
        default: ""
        }
    }

    var labelDescription: String {
        switch self {
        case .noKeyBefore(let text):
            "\(text.quoted) in the first key, expected a time that counts from the start"
        case .labelUnknown(let label, let names):
            "no key has the label \(label.quoted), expected \(names.listed)"
                + didYouMean(nearestName(to: label, in: names))
        case .noCut(let label, let count):
            "\(label.quoted) of an input with \(count == 0 ? "no" : "\(count)") scene"
                + " cut\(count == 1 ? "" : "s"), expected a time or a label"
        case .labelCycle(let text):
            "\(text.quoted) counts from a key whose time counts from this one, expected a key with a"
                + " time of its own"
        default: ""
        }
    }

    var frameRateDescription: String {
        switch self {
        case .frameRateSyntax(let text):
            "\(text.quoted) is not a frame rate, expected one such as 24, 12.5 or 24000/1001"
        case .frameRateRange(let text):
            "frame rate \(text.quoted), expected more than 0 and at most 1000"
        case .tempoRange(let text):
            "bpm \(text.quoted), expected a number above 0 and at most 1000"
        case .shutterRange(let text):
            "shutter \(text.quoted), expected degrees from 0 to 360 such as 180 or"
                + " 172.8, with at most three places"
        case .speedRange(let text):
            "speed \(text.quoted), expected a number such as 2, 0.5 or 1/3, from 1/100 to 100"
        default: ""
        }
    }

    /// The way out for all that is refused because it goes beyond the networks of its keys.
    package static let unlessExtrapolated = " (or `extrapolate: true` in the timeline)"

    var mixtureDescription: String {
        switch self {
        case .mixtureEmpty: "a mixture of no networks, expected at least one"
        case .mixtureWeight(let name, let weight):
            "weight \(weight) of \(name.quoted), expected 0 to 1"
        case .weightLimit(let name, let weight):
            "weight \(weight) of \(name.quoted), expected -100 to 100"
        case .mixtureSum(let sum): Self.describe(sum: sum)
        case .sliderSum(let sum):
            "sliders with the sum \(sum.short), expected at most 1\(Self.unlessExtrapolated)"
        default: ""
        }
    }

    private static func describe(sum: Double) -> String {
        guard sum > 0 else { return "weights with the sum 0, expected the sum 1" }
        return "weights with the sum \(sum.short), expected the sum 1"
            + " (divide each by \(sum.short))"
    }

    var easingDescription: String {
        switch self {
        case .easingUnknown(let text, let nearest):
            "unknown easing \(text.quoted)"
                + (nearest == nil
                    ? ", expected one such as linear, ease-in-out, cubic-bezier(…), spring(…) or hold"
                    : didYouMean(nearest))
        case .easingArguments(let text, let expected):
            "easing \(text.quoted), expected \(expected)"
        case .easingOvershoots(let text):
            "easing \(text.quoted) overshoots, expected one that stays between its two keys"
                + Self.unlessExtrapolated
        default: ""
        }
    }

    var timelineDescription: String {
        switch self {
        case .extrapolation(let index):
            "key \(index + 1) goes beyond its networks, expected weights and easings from 0 to 1"
                + Self.unlessExtrapolated
        case .noKeyframes: "no keyframes, expected at least one"
        case .keyframeOrder(_, let at, let end):
            "key at \(at) before the end of the previous key at \(end), expected it later"
        case .keyframesCoincide(_, let at):
            "a second, different key at \(at), expected another time"
                + " (for a cut, give the key before `ease: hold`)"
        case .keyframeAfterEnd(_, let at, let duration):
            "key at \(at) after the end at \(duration), expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        case .noFrames(let duration, let rate):
            "duration \(duration) holds no frame at \(rate) frames per second, expected at least one"
        case .tooManyFrames(let count):
            "a timeline of \(count) frames, expected at most \(Timeline.frameLimit)"
        default: ""
        }
    }
}

extension Double {
    /// At most six decimals, without needless zeros.
    fileprivate var short: String {
        guard magnitude < 1e9 else { return "\(self)" }
        let rounded = (self * 1e6).rounded() / 1e6
        return rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
    }
}
