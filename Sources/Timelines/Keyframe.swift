/// The way between two keyframes on which nothing else is said.
public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    /// Straight, with even speed from each keyframe to the next.
    case linear
    /// Curved, so that the speed does not jump at keyframes: ``SmoothSpeeds``.
    case smooth
}

/// A value at a time, and how the output goes on from there.
public struct TimedKey<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The time at which the value is reached; at least 0.
    public let time: Time
    /// The value that is reached.
    public let value: Value
    /// The shape of the way from the end of ``hold`` to the next key, as in CSS keyframes; of no
    /// effect on the last one.
    public let easing: Easing
    /// The way to the next key where ``easing`` is linear; any other easing goes straight, and so do numbers.
    public let interpolation: Interpolation
    /// How long the value stays before the way to the next key begins; at least 0.
    public let hold: Time

    /// Checked when a ``Timeline`` or a ``NumberCurve`` is made of it.
    public init(
        at time: Time, _ value: Value, easing: Easing = .linear, hold: Time = .zero,
        interpolation: Interpolation = .linear
    ) {
        self.time = time
        self.value = value
        self.easing = easing
        self.hold = hold
        self.interpolation = interpolation
    }

    /// The time at which the transition to the next key begins.
    func end() throws(TimelineError) -> Time { try time.adding(hold) }
}

/// A mixture at a time.
public typealias Keyframe = TimedKey<Mixture>

extension Keyframe {
    /// The mixture that is reached.
    public var mixture: Mixture { value }
}
