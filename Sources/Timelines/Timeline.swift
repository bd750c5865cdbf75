/// The mixture of a film at every time and frame: a pure function of the time.
///
/// Before the first keyframe and after the last the nearest one's mixture stands.
public struct Timeline: Hashable, Sendable {
    /// Frames a second; frame k shows the time k / rate.
    public let frameRate: FrameRate
    /// In the order of time, without overlap; at least one.
    public let keyframes: [Keyframe]
    /// What the film does at its end.
    public let loop: Loop
    /// The length of one pass; nil when it ends with the last keyframe and its hold.
    public let duration: Time?
    /// How many frames the film has, its loop included; 1…``frameLimit``.
    public let frameCount: Int

    /// Where keyframe i's way to the next begins, seconds; one for each keyframe.
    let departures: [Time]
    /// Frames of one pass forwards, a seam frame that is left out not counted.
    let passFrames: Int

    /// The most frames a timeline may have: 115 hours at 24 frames a second.
    public static let frameLimit = 10_000_000

    /// Checks everything: keyframes in order, none at the time of another (unless equal in all:
    /// then one is dropped), none overlapping the hold before it, none after `duration`, and
    /// 1…``frameLimit`` frames.
    ///
    /// Without `duration` a pass has round(end × rate) + 1 frames, where end is the last keyframe's
    /// time and hold, and its last frame shows that end exactly; with it, round(duration × rate).
    public init(
        frameRate: FrameRate, keyframes: [Keyframe], loop: Loop = .none, duration: Time? = nil
    ) throws(TimelineError) {
        if let error = Self.errors(in: keyframes, duration: duration).first { throw error }
        let ordered = try Self.ordered(keyframes)
        let passFrames = try Self.passFrames(ordered, loop, duration, frameRate)
        self.frameRate = frameRate
        self.keyframes = ordered.keyframes
        self.departures = ordered.departures
        self.loop = loop
        self.duration = duration
        self.passFrames = passFrames
        frameCount = loop == .pingpong ? max(1, 2 * (passFrames - 1)) : passFrames
        guard frameCount <= Self.frameLimit else { throw .tooManyFrames(frameCount) }
    }

    /// When a pass ends: ``duration``, or where that is nil the last keyframe's time and hold.
    public var end: Time { duration ?? departures.last ?? .zero }

    /// The mixture at a time of the pass forwards, clamped to the keyframes.
    public func mixture(at time: Time) -> Mixture {
        guard let index = keyframeIndex(at: time) else {
            return keyframes[0].mixture
        }
        let key = keyframes[index]
        guard index + 1 < keyframes.count, time > departures[index] else { return key.mixture }
        let next = keyframes[index + 1]
        let passed = time.progress(from: departures[index], to: next.time)
        return key.mixture.interpolated(to: next.mixture, at: key.easing.progress(at: passed))
    }

    /// The last keyframe at or before a time; nil before the first.
    private func keyframeIndex(at time: Time) -> Int? {
        var (low, high) = (0, keyframes.count)
        while low < high {
            let middle = (low + high) / 2
            if keyframes[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
