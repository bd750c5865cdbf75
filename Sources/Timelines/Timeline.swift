/// The mixture of a film at every time and frame: a pure function of the time.
///
/// Before the first keyframe and after the last the nearest one's mixture stands.
public struct Timeline: Hashable, Sendable {
    /// Frames a second; frame k shows the time k / rate.
    public let frameRate: FrameRate
    /// In the order of time, without overlap; at least one.  Stretched ones have the film's times.
    public let keyframes: [Keyframe]
    /// What the film does at its end.
    public let loop: Loop
    /// The length of one pass; nil when it ends with the last keyframe and its hold.
    public let duration: Time?
    /// How the path was brought to ``duration``; nil where nothing is said.
    public let fit: Fit?
    /// The path's length as it was written, before it was fitted: its last keyframe's time and hold.
    public let pathLength: Time
    /// How many frames the film has, its loop included; 1…``frameLimit``.
    public let frameCount: Int

    /// When keyframe i is reached, seconds; one for each keyframe.
    let times: [Time]
    /// Where keyframe i's way to the next begins, seconds; one for each keyframe.
    let departures: [Time]
    /// Frames of one pass forwards, a seam frame that is left out not counted.
    let passFrames: Int
    /// After which time the path begins again; nil where it does not.
    let period: Time?

    /// The most frames a timeline may have: 115 hours at 24 frames per second.
    public static let frameLimit = 10_000_000

    /// Checks everything: keyframes in order, none at the time of another (unless equal in all:
    /// then one is dropped), none overlapping the hold before it, none after `duration` unless `fit`
    /// brings it there, and 1…``frameLimit`` frames.
    ///
    /// Without `duration` a pass has round(end × rate) + 1 frames, where end is the last keyframe's
    /// time and hold, and its last frame shows that end exactly; with it, round(duration × rate).
    ///
    /// - Parameters:
    ///   - fit: how the path is brought to `duration`; of no effect without one.
    ///   - pathLength: the length of the path that is fitted, where these keyframes are only beside it;
    ///     nil for their own.
    public init(
        frameRate: FrameRate, keyframes: [Keyframe], loop: Loop = .none, duration: Time? = nil,
        fit: Fit? = nil, pathLength: Time? = nil
    ) throws(TimelineError) {
        let latest = Fit.latestKey(fit, film: duration, path: pathLength)
        if let error = Self.errors(in: keyframes, latest: latest).first { throw error }
        var ordered = try Self.ordered(keyframes)
        let length = pathLength ?? ordered.departures.last ?? .zero
        if fit == .stretch, let duration {
            ordered = try Self.ordered(ordered.keyframes.stretched(from: length, to: duration))
        }
        let passFrames = try Self.passFrames(ordered, loop, duration, frameRate)
        self.frameRate = frameRate
        self.keyframes = ordered.keyframes
        self.times = ordered.keyframes.map(\.time)
        self.departures = ordered.departures
        self.loop = loop
        self.duration = duration
        self.fit = fit
        self.pathLength = length
        self.passFrames = passFrames
        period = fit == .loop && duration != nil && length > .zero ? length : nil
        frameCount = loop == .pingpong ? max(1, 2 * (passFrames - 1)) : passFrames
        guard frameCount <= Self.frameLimit else { throw .tooManyFrames(frameCount) }
    }

    /// When a pass ends: ``duration``, or where that is nil the last keyframe's time and hold.
    public var end: Time { duration ?? departures.last ?? .zero }

    /// Where the last mixture begins to be held to the end, though nothing says that it should be: when a
    /// path of several keyframes ends before the last frame; nil elsewhere.
    public var heldFrom: Time? {
        guard duration != nil, fit == nil, keyframes.count > 1, let end = departures.last,
            end < time(ofFrame: passFrames - 1)
        else { return nil }
        return end
    }

    /// The mixture at a time of the pass forwards, clamped to the keyframes.
    public func mixture(at time: Time) -> Mixture {
        let place = place(at: time)
        let key = keyframes[place.keyframe]
        guard place.progress > 0 else { return key.mixture }
        return key.mixture.interpolated(
            to: keyframes[place.keyframe + 1].mixture, at: place.progress)
    }

    /// Where a time of the pass forwards lies: at a keyframe's mixture, with the progress 0, or so far on
    /// the way from it to the next one, within 0…1.
    func place(at filmTime: Time) -> (keyframe: Int, progress: Double) {
        let time = period.map { filmTime.remainder(dividingBy: $0) } ?? filmTime
        guard let index = keyframeIndex(at: time) else { return (0, 0) }
        guard index + 1 < times.count, time > departures[index] else { return (index, 0) }
        let passed = time.progress(from: departures[index], to: times[index + 1])
        return (index, keyframes[index].easing.progress(at: passed))
    }

    /// The last keyframe at or before a time; nil before the first.
    private func keyframeIndex(at time: Time) -> Int? {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
