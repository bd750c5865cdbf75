/// How the way from one keyframe to the next is shaped: progress in time to progress in mixture.
public enum Easing: Hashable, Sendable {
    /// Even speed.
    case linear
    /// A curve of CSS.
    case cubicBezier(CubicBezier)
    /// A staircase of CSS.
    case steps(Steps)
    /// A curve of easings.net.
    case curve(Curve)

    /// Keeps the mixture until the next keyframe; CSS `step-end`.
    public static let hold = Easing.steps(.end)

    /// The share of the way made after a share `time` of the time, both within 0…1; `time` is kept
    /// there.
    ///
    /// A Bézier that overshoots is clamped: a mixture never leaves the segment between its two
    /// keyframes, and so never the simplex.
    public func progress(at time: Double) -> Double {
        let time = min(max(time, 0), 1)
        return switch self {
        case .linear: time
        case .cubicBezier(let bezier): min(max(bezier.value(at: time), 0), 1)
        case .steps(let steps): steps.value(at: time)
        case .curve(let curve): curve.value(at: time)
        }
    }
}
