/// Numbers with keys over time, such as a region's opacity or its place: a pure function of the time.
///
/// Before the first key and after the last the nearest one's numbers stand.
public struct NumberCurve: KeyedPath, Hashable {
    /// In the order of time, without overlap; at least one, all of equally many numbers.  Stretched ones
    /// have the output's times.
    public let keyframes: [TimedKey<[Double]>]

    let times: KeyMoments
    let transitionStarts: [Time]
    let period: Time?
    let paces: [Pace?] = []

    /// A curve along a timeline, to whose length its times are fitted as the timeline's own are.
    ///
    /// Checks the keys as ``Timeline`` checks its own.
    public init(keys: [TimedKey<[Double]>], along timeline: Timeline) throws(TimelineError) {
        let (duration, fit, length) = (timeline.duration, timeline.fit, timeline.pathLength)
        let latest = Fit.latestKey(fit, output: duration, path: length)
        if let error = Timeline.errors(in: keys, latest: latest).first { throw error }
        var ordered = try Timeline.ordered(keys)
        if fit == .stretch, let duration {
            ordered = try Timeline.ordered(
                ordered.keyframes.stretched(from: length, to: duration))
        }
        keyframes = ordered.keyframes
        times = KeyMoments(ordered.keyframes.map(\.time))
        transitionStarts = ordered.transitionStarts
        period = timeline.period
    }

    /// The numbers at a time of the pass forwards: a + p (b − a) on the way from one key to the next,
    /// exactly a key's own at its time.
    public func numbers(at time: Time) -> [Double] {
        let place = place(at: time)
        let from = keyframes[place.keyframe].value
        guard place.progress != 0 else { return from }
        let to = keyframes[place.keyframe + 1].value
        guard place.progress != 1 else { return to }
        return zip(from, to).map { $0 + place.progress * ($1 - $0) }
    }

    /// Whether the numbers are the same at all times.
    public var isConstant: Bool { keyframes.allSatisfy { $0.value == keyframes[0].value } }
}
