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
    /// A rounded N × 1000/1001 as written, and the fraction that is meant.
    case frameRateInexact(String, exact: String)

    /// Text that is no time.
    case timeSyntax(String)
    /// A number without a unit.
    case timeUnitMissing(String)
    /// A timecode with a field that is too large: the timecode, the field, its limit.
    case timecodeField(String, field: String, below: Int64)
    /// A timecode at a frame rate that has none.
    case timecodeRate(String, rate: FrameRate)
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
    /// Weights whose sum is not 1: the sum.
    case mixtureSum(Double)

    /// An easing that is not known, and the nearest name that is.
    case easingUnknown(String, nearest: String?)
    /// An easing whose numbers are wrong: as written, and what was expected.
    case easingArguments(String, expected: String)

    /// A timeline without keyframes.
    case noKeyframes
    /// The keyframe of this index (0…) stands before the end of the one in front of it.
    case keyframeOrder(index: Int, at: Time, previousEnd: Time)
    /// The keyframe of this index (0…) stands at the time of the one in front of it and differs.
    case keyframesCoincide(index: Int, at: Time)
    /// The keyframe of this index (0…) stands after the end of the film, or of the path that is fitted.
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
            .timeUnitMissing, .timecodeField, .timecodeRate:
            timeDescription
        case .frameRateSyntax, .frameRateRange, .frameRateInexact: frameRateDescription
        case .mixtureEmpty, .mixtureWeight, .mixtureSum: mixtureDescription
        case .easingUnknown, .easingArguments: easingDescription
        default: timelineDescription
        }
    }
}
