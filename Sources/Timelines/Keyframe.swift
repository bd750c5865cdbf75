/// The way between two keyframes on which nothing else is said.
public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    /// Straight, with even speed from each keyframe to the next.
    case linear
    /// Curved, so that the speed does not jump at keyframes: ``SmoothSpeeds``.
    case smooth
}

/// A mixture at a time, and how the output goes on from there.
public struct Keyframe: Hashable, Sendable {
    /// The time at which the mixture is reached; at least 0.
    public let time: Time
    /// The mixture that is reached.
    public let mixture: Mixture
    /// The shape of the way from the end of ``hold`` to the next keyframe, as in CSS keyframes; of no
    /// effect on the last one.
    public let easing: Easing
    /// The way to the next keyframe where ``easing`` is linear; any other easing goes straight.
    public let interpolation: Interpolation
    /// How long the mixture stays before the way to the next keyframe begins; at least 0.
    public let hold: Time

    /// Checked when a ``Timeline`` is made of it.
    public init(
        at time: Time, _ mixture: Mixture, easing: Easing = .linear, hold: Time = .zero,
        interpolation: Interpolation = .linear
    ) {
        self.time = time
        self.mixture = mixture
        self.easing = easing
        self.hold = hold
        self.interpolation = interpolation
    }

    /// The time at which the transition to the next keyframe begins.
    func end() throws(TimelineError) -> Time { try time.adding(hold) }
}
