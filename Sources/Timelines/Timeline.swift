/// The mixture of an output at every time and frame: a pure function of the time.
///
/// Before the first keyframe and after the last the nearest one's mixture stands.
public struct Timeline: KeyedPath, Hashable {
    /// Frames a second; frame k shows the time k / rate.
    public let frameRate: FrameRate
    /// In the order of time, without overlap; at least one.  Stretched ones have the output's times.
    public let keyframes: [Keyframe]
    /// The output's behaviour at its end.
    public let loop: Loop
    /// The length of one pass; nil when it ends with the last keyframe and its hold.
    public let duration: Time?
    /// The way in which the path was fitted to ``duration``; nil if none was chosen.
    public let fit: Fit?
    /// The path's length as it was written, before it was fitted: its last keyframe's time and hold.
    public let pathLength: Time
    /// Whether weights below 0 and above 1, and easings that overshoot, are wanted.
    public let extrapolates: Bool
    /// Whether the last frame is left out, because it would be the first again, which follows it.
    public private(set) var leavesOutLastFrame: Bool
    /// Whether the keyframes are samples of a curve, so that none of them is a key that someone has set.
    public package(set) var isSampled = false
    /// How long θ is averaged for each frame; nil for the frame's time alone.
    public package(set) var shutter: Shutter?
    /// How the way from keyframe i is retimed; empty where none is.
    public internal(set) var paces: [Pace?] = []

    /// The times at which keyframe i is reached, seconds.
    let times: KeyMoments
    /// The times at which the transition from keyframe i begins, seconds.
    let transitionStarts: [Time]
    /// Frames of one pass forwards, with the last one.
    private let allFrames: Int
    /// How weights pass the keyframes of smooth ways; nil where there are none.
    let smooth: SmoothSpeeds?
    /// After which time the path begins again; nil where it does not.
    let period: Time?

    /// The most frames a timeline may have: 115 hours at 24 frames per second.
    public static let frameLimit = 10_000_000

    /// Checks everything: keyframes in order, none at the time of another (unless equal in all:
    /// then one is dropped), none overlapping the hold before it, none after `duration` unless `fit`
    /// brings it there, nothing beyond mixtures unless the timeline extrapolates, and 1…``frameLimit``
    /// frames.
    ///
    /// Without `duration` a pass has round(end × rate) + 1 frames, where end is the last keyframe's
    /// time and hold, and its last frame shows that end exactly; with it, round(duration × rate).
    ///
    /// - Parameters:
    ///   - fit: how the path is brought to `duration`; of no effect without one.
    ///   - pathLength: the length of the path that is fitted, where these keyframes are only beside it;
    ///     nil for their own.
    ///   - seam: how the path beside which these keyframes lie ends, which smooth ways follow; nil for
    ///     `loop`.
    ///   - extrapolates: whether weights below 0 and above 1, and easings that overshoot, are wanted.
    public init(
        frameRate: FrameRate, keyframes: [Keyframe], loop: Loop = .none, duration: Time? = nil,
        fit: Fit? = nil, pathLength: Time? = nil, seam: Loop? = nil, extrapolates: Bool = false
    ) throws(TimelineError) {
        let latest = Fit.latestKey(fit, output: duration, path: pathLength)
        if let error = Self.errors(in: keyframes, latest: latest).first { throw error }
        if !extrapolates, let index = Self.firstExtrapolation(keyframes) {
            throw .extrapolation(index: index)
        }
        var ordered = try Self.ordered(keyframes)
        let length = pathLength ?? ordered.transitionStarts.last ?? .zero
        if fit == .stretch, let duration {
            ordered = try Self.ordered(ordered.keyframes.stretched(from: length, to: duration))
        }
        allFrames = try Self.frames(ordered, duration, frameRate)
        leavesOutLastFrame =
            duration == nil && loop == .repeat && allFrames > 1
            && ordered.keyframes.first?.mixture == ordered.keyframes.last?.mixture
        self.frameRate = frameRate
        self.keyframes = ordered.keyframes
        self.times = KeyMoments(ordered.keyframes.map(\.time))
        self.transitionStarts = ordered.transitionStarts
        self.loop = loop
        self.duration = duration
        self.fit = fit
        self.pathLength = length
        self.extrapolates = extrapolates
        let period = fit == .loop && duration != nil && length > .zero ? length : nil
        self.period = period
        let end = period ?? duration ?? pathLength ?? ordered.transitionStarts.last ?? .zero
        smooth = SmoothSpeeds(
            ordered.keyframes,
            Self.seam(ordered, end: end, repeats: period != nil, seam ?? loop))
        guard frameCount <= Self.frameLimit else { throw .tooManyFrames(frameCount) }
    }

    /// The number of the output's frames, its loop included; 1…``frameLimit``.
    public var frameCount: Int {
        loop == .pingpong ? max(1, 2 * (passFrames - 1)) : passFrames
    }

    /// Frames of one pass forwards, one that is left out not counted.
    package var passFrames: Int { leavesOutLastFrame ? allFrames - 1 : allFrames }

    /// Shows the last frame of every pass: where what lies beside the path does not end as it begins.
    package mutating func keepLastFrame() { leavesOutLastFrame = false }

    /// When a pass ends: ``duration``, or where that is nil the last keyframe's time and hold.
    public var end: Time { duration ?? transitionStarts.last ?? .zero }

    /// Where the last mixture begins to be held to the end, though nothing says that it should be: when a
    /// path of several keyframes ends before the last frame; nil elsewhere.
    public var heldFrom: Time? {
        guard duration != nil, fit == nil, keyframes.count > 1, let end = transitionStarts.last,
            end < time(ofFrame: passFrames - 1)
        else { return nil }
        return end
    }

    /// The mixture at a time of the pass forwards, clamped to the keyframes.
    public func mixture(at time: Time) -> Mixture { mixture(at: place(at: time)) }

    /// The mixture that is shown: the mean of a path while the shutter is open.
    package func mixture(at shown: ShownTime) -> Mixture {
        guard !shown.spans.isEmpty else { return mixture(at: shown.time) }
        let exposure = Exposure(shown, of: self).places
        guard exposure.count > 1 else { return mixture(at: exposure[0].place) }
        var weights: [String: Double] = [:]
        for (place, share) in exposure {
            for component in mixture(at: place).components {
                weights[component.network, default: 0] += share * component.weight
            }
        }
        let sorted = weights.sorted { $0.key < $1.key }
        let sum = sorted.reduce(0) { $0 + $1.value }
        return Mixture(
            components: sorted.filter { $0.value != 0 }
                .map { Mixture.Component(network: $0.key, weight: $0.value / sum) })
    }

    func mixture(at place: PathPlace) -> Mixture {
        let key = keyframes[place.keyframe]
        guard place.progress != 0 else { return key.mixture }
        let next = keyframes[place.keyframe + 1].mixture
        if let smooth, smooth.lengths[place.keyframe] > 0, place.progress != 1 {
            return smooth.mixture(from: place.keyframe, at: place.progress)
        }
        return key.mixture.moved(to: next, by: place.progress)
    }
}

extension Timeline {
    /// All that is wrong with the times of keyframes, in their order; empty when a timeline can be made
    /// of them.
    ///
    /// - Parameter latest: when the last keyframe may be; nil for whenever.
    package static func errors<Value>(
        in keyframes: [TimedKey<Value>], latest: Time?
    ) -> [TimelineError] {
        guard let first = keyframes.first else { return [.noKeyframes] }
        var errors = [TimelineError]()
        var (previous, latestEnd) = (first, Time.zero)
        for (index, key) in keyframes.enumerated() {
            if let latest, key.time > latest {
                errors.append(.keyframeAfterEnd(index: index, at: key.time, duration: latest))
            }
            if index > 0, key == previous { continue }
            do throws(TimelineError) {
                try check(key, index, after: index > 0 ? previous : nil, until: latestEnd)
                latestEnd = max(latestEnd, try key.end())
            } catch { errors.append(error) }
            previous = key
        }
        return errors
    }

    private static func check<Value>(
        _ key: TimedKey<Value>, _ index: Int, after previous: TimedKey<Value>?, until end: Time
    ) throws(TimelineError) {
        guard key.hold >= .zero else { throw .notAbsolute(key.hold.description) }
        guard key.time >= .zero else { throw .beforeStart(key.time.description) }
        guard let previous else { return }
        guard key.time != previous.time else {
            throw .keyframesCoincide(index: index, at: key.time)
        }
        guard key.time >= end else {
            throw .keyframeOrder(index: index, at: key.time, previousEnd: end)
        }
    }

    /// The first keyframe whose mixture or easing is beyond its networks.
    private static func firstExtrapolation(_ keyframes: [Keyframe]) -> Int? {
        keyframes.firstIndex { !$0.mixture.isConvex || $0.easing.overshoots }
    }

    /// What is shown before the first keyframe and after the last of a path.
    ///
    /// - Parameters:
    ///   - end: when a pass ends.
    ///   - repeats: whether the path begins again within the output.
    private static func seam(
        _ ordered: (keyframes: [Keyframe], transitionStarts: [Time]), end: Time, repeats: Bool,
        _ loop: Loop
    ) -> SmoothSpeeds.Seam {
        guard let first = ordered.keyframes.first, let last = ordered.transitionStarts.last else {
            return .rest(start: false, end: false)
        }
        if loop == .pingpong, !repeats { return .rest(start: true, end: true) }
        let isHeld = (start: first.time > .zero, end: last < end)
        let isSeamless = first.mixture == ordered.keyframes.last?.mixture
        guard isSeamless, repeats || loop == .repeat && last <= end else {
            return .rest(start: isHeld.start, end: isHeld.end)
        }
        let rests = isHeld.start || isHeld.end || first.hold > .zero
        let restsAtEnd = (ordered.keyframes.last?.hold ?? .zero) > .zero
        return rests || restsAtEnd ? .rest(start: true, end: true) : .periodic
    }

    /// Keyframes without errors, equal repetitions dropped, and when the way from each begins.
    static func ordered<Value>(
        _ keyframes: [TimedKey<Value>]
    ) throws(TimelineError) -> (keyframes: [TimedKey<Value>], transitionStarts: [Time]) {
        var kept = [TimedKey<Value>]()
        var transitionStarts = [Time]()
        for key in keyframes where key != kept.last {
            kept.append(key)
            transitionStarts.append(try key.end())
        }
        return (kept, transitionStarts)
    }
}

extension Timeline {
    /// The mixture of a frame, clamped to 0…``frameCount`` − 1: at its time, or with a ``shutter`` the mean
    /// while it is open.
    public func mixture(ofFrame frame: Int) -> Mixture { mixture(at: shownTime(ofFrame: frame)) }

    /// The time of the pass forwards that a frame shows, clamped to 0…``frameCount`` − 1.
    ///
    /// k / rate, folded back where a `pingpong` runs backwards.  The last frame of a pass without a
    /// duration shows the end of the last keyframe, also where that is no multiple of 1 / rate.
    public func time(ofFrame frame: Int) -> Time {
        let forwards = passFrame(ofFrame: frame)
        let isLast = duration == nil && forwards == passFrames - 1
        if isLast, let end = transitionStarts.last, !leavesOutLastFrame { return end }
        // Cannot fail: 10⁷ frames times 31 bits stay within 64.
        return (try? frameRate.time(ofFrame: forwards)) ?? .zero
    }

    /// The frame of the pass forwards, 0…, that a frame of the output shows.
    public func passFrame(ofFrame frame: Int) -> Int {
        let frame = min(max(frame, 0), frameCount - 1)
        return frame < passFrames ? frame : 2 * (passFrames - 1) - frame
    }

    /// Of one pass forwards.
    private static func frames(
        _ ordered: (keyframes: [Keyframe], transitionStarts: [Time]), _ duration: Time?,
        _ rate: FrameRate
    ) throws(TimelineError) -> Int {
        if let duration {
            let count = try rate.nearestFrame(to: duration)
            guard count > 0 else { throw .noFrames(duration: duration, rate: rate) }
            return try checked(count)
        }
        return try checked(rate.nearestFrame(to: ordered.transitionStarts.last ?? .zero)) + 1
    }

    private static func checked(_ count: Int) throws(TimelineError) -> Int {
        guard count <= frameLimit else { throw .tooManyFrames(count) }
        return count
    }
}

extension Timeline {
    /// Which keyframe a frame reaches, by frames of the output: the nearest frame to its time, each time that the
    /// path comes by.
    ///
    /// None where the keyframes are samples of a curve.
    ///
    /// - Parameter whole: the path of which the output is made, where this one lies beside it; nil where it
    ///   is this one.
    public func keyframes(
        ofFrames frames: Range<Int>, along whole: Timeline? = nil
    ) -> [(frame: Int, keyframe: Keyframe)] {
        guard !isSampled else { return [] }
        let whole = whole ?? self
        var reached: [Int: Keyframe] = [:]
        for key in keyframes {
            var time = key.time
            while let frame = try? frameRate.nearestFrame(to: time), frame < whole.passFrames {
                reached[frame] = key
                guard let period, let next = try? time.adding(period) else { break }
                time = next
            }
        }
        return frames.compactMap { frame in
            reached[whole.passFrame(ofFrame: frame)].map { (frame, $0) }
        }
    }
}
