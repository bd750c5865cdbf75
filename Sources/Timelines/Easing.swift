/// How the way from one keyframe to the next is shaped: progress in time to progress in mixture.
public enum Easing: Hashable, Sendable {
    /// Even speed.
    case linear
    /// A curve of CSS.
    case cubicBezier(CubicBezier)
    /// Straight lines of CSS.
    case linearPoints(LinearPoints)
    /// A staircase of CSS.
    case steps(Steps)
    /// A curve of easings.net.
    case curve(Curve)
    /// A damped spring.
    case spring(Spring)

    /// Keeps the mixture until the next keyframe; CSS `step-end`.
    public static let hold = Easing.steps(.end)

    /// Whether it goes beyond its two keyframes: to a progress below 0 or above 1.
    ///
    /// The curve decides, not how it is written: many Béziers with control points beyond 0…1 stay within.
    public var overshoots: Bool {
        switch self {
        case .linear, .steps: false
        case .cubicBezier(let bezier): bezier.overshoots
        case .linearPoints(let points): points.overshoots
        case .curve(let curve): curve.overshoots
        case .spring(let spring): spring.overshoots
        }
    }

    /// The share of the way made after a share `time` of the time, which is kept in 0…1.
    ///
    /// Within 0…1 unless it ``overshoots``.
    public func progress(at time: Double) -> Double {
        let time = min(max(time, 0), 1)
        let progress =
            switch self {
            case .linear: time
            case .cubicBezier(let bezier): bezier.value(at: time)
            case .linearPoints(let points): points.value(at: time)
            case .steps(let steps): steps.value(at: time)
            case .curve(let curve): curve.value(at: time)
            case .spring(let spring): spring.value(at: time)
            }
        return overshoots ? progress : min(max(progress, 0), 1)
    }
}
