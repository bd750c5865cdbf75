public import Timelines

/// The timeline of a preset as it is written; its frames need a frame rate, which a video may bring.
public struct PresetTimeline: Hashable, Sendable {
    /// Nil to take the video's.
    public var frameRate: Located<FrameRate>?
    /// In the order of the file; at least one, or none where a ``source`` gives the weights.  Beside
    /// ``WeightSource/level(_:)`` there may be some.
    public let keys: [Key]
    /// The easing of keys that have none of their own.
    public let easing: Easing
    /// The output's behaviour at its end.
    public let loop: Loop
    /// The length of one pass; nil to take the video's, or to end with the last key.
    public var duration: Located<TimeExpression>?
    /// The way in which the path is fitted to the length of a pass; nil if none is given.
    public let fit: Fit?
    /// What beats count in; nil if none is given.
    public let tempo: Tempo?
    /// Whether weights below 0 and above 1, and easings that overshoot, are wanted.
    public let extrapolates: Bool
    /// How fast the path goes along its ways; nil if nothing is said.
    public var pace: Located<PathPace>?
    /// How long of each frame θ is averaged; nil for its time alone.
    public var shutter: Shutter?
    /// How the path ends beside which the keys lie, which smooth ways follow; nil for ``loop``.
    let seam: Loop?
    /// Keys beside which these lie and from whose labels some of these may count: of a region the timeline's.
    let labelled: [Key]
    /// The network over which sliders are; nil for none.
    public var base: String?
    /// What gives the weights in place of ``keys``, or between them; nil for keys alone.
    public var source: WeightSource?

    init(
        frameRate: Located<FrameRate>?, keys: [Key], easing: Easing, loop: Loop,
        duration: Located<TimeExpression>?, fit: Fit?, tempo: Tempo? = nil,
        extrapolates: Bool = false, seam: Loop? = nil, labelled: [Key] = []
    ) {
        (self.frameRate, self.duration, self.tempo) = (frameRate, duration, tempo)
        (self.extrapolates, self.seam) = (extrapolates, seam)
        (self.keys, self.easing, self.loop, self.fit) = (keys, easing, loop, fit)
        self.labelled = labelled
    }
}

/// A value at a time as a preset writes it.
public struct PresetKey<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The key's time.
    public let time: Located<TimeExpression>
    /// The value at that time: a mixture, or numbers.
    public let value: Value
    /// The shape of the transition to the next key.
    public let easing: Easing
    /// The way to the next key where the easing is linear.
    public let interpolation: Interpolation
    /// The time for which it stays; nil if it does not.
    public let hold: Located<TimeExpression>?
    /// The name that other keys may count from it by.
    public let label: Located<String>?

    init(
        time: Located<TimeExpression>, value: Value, easing: Easing,
        hold: Located<TimeExpression>?, label: Located<String>? = nil,
        interpolation: Interpolation = .linear
    ) {
        (self.time, self.hold, self.label) = (time, hold, label)
        (self.value, self.easing, self.interpolation) = (value, easing, interpolation)
    }

    /// A key at the start, as one value for the whole time stands for it.
    static func always(_ value: Value, at mark: SourceText.Mark) -> PresetKey {
        PresetKey(time: Located(.start, at: mark), value: value, easing: .linear, hold: nil)
    }
}

extension PresetTimeline {
    /// Whether the input's noise gives the weights between the keys.
    package var isLevelled: Bool {
        if case .level? = source { return true }
        return false
    }

    /// A keyframe as it is written.
    public typealias Key = PresetKey<Mixture>

    /// Whether every time can be resolved with what the preset itself says.
    var canBeResolved: Bool {
        switch source {
        case .formulas: frameRate != nil && duration != nil
        case .table, .sound: false
        case .level, nil: canResolve(keys) && canResolve(labelled)
        }
    }

    /// Whether the times of keys along this timeline can be.
    func canResolve<Value>(_ keys: [PresetKey<Value>]) -> Bool {
        let times = keys.map(\.time.value) + keys.compactMap(\.hold?.value)
        let needsRate =
            times.contains(where: \.needsFrameRate) || duration?.value.needsFrameRate ?? false
            || tempo?.needsFrameRate ?? false
        let needsDuration = times.contains(where: \.needsDuration)
        guard !times.contains(where: \.countsFromCut) else { return false }
        return (frameRate != nil || !needsRate) && (duration != nil || !needsDuration)
    }
}

extension Preset {
    /// The timeline at the preset's frame rate, or where it names none at the video's.
    ///
    /// `defaultDuration` is the video's length where the input is one; it counts where the preset writes
    /// no `duration`, for the number of frames as for `50%` and `-1s`.  `cuts` are the scene cuts of the input,
    /// which keys may count from.  `samples` are the weights of a
    /// ``PresetTimeline/source`` outside the preset.  Throws every problem of the times at once.
    public func timeline(
        defaultFrameRate: FrameRate = .film, defaultDuration: Time? = nil,
        samples: WeightSamples? = nil, cuts: [Time] = []
    ) throws(PresetProblems) -> Timeline {
        var resolver = TimelineResolver(
            timeline: timeline, rate: timeline.frameRate?.value ?? defaultFrameRate,
            collector: ProblemCollector(source: source), cuts: cuts)
        let resolved = resolver.resolve(
            defaultDuration: defaultDuration, samples: samples)
        try resolver.collector.throwProblems()
        guard let resolved else { throw problem("no timeline, expected one", at: nil) }
        return resolved
    }
}
