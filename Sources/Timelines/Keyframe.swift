/// A mixture at a time, and how the output goes on from there.
public struct Keyframe: Hashable, Sendable {
    /// The time at which the mixture is reached; at least 0.
    public let time: Time
    /// The mixture that is reached.
    public let mixture: Mixture
    /// The shape of the way from the end of ``hold`` to the next keyframe, as in CSS keyframes; of no
    /// effect on the last one.
    public let easing: Easing
    /// How long the mixture stays before the way to the next keyframe begins; at least 0.
    public let hold: Time

    /// Checked when a ``Timeline`` is made of it.
    public init(
        at time: Time, _ mixture: Mixture, easing: Easing = .linear, hold: Time = .zero
    ) {
        self.time = time
        self.mixture = mixture
        self.easing = easing
        self.hold = hold
    }

    /// The time at which the transition to the next keyframe begins.
    func end() throws(TimelineError) -> Time { try time.adding(hold) }
}
