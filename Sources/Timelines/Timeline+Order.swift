extension Timeline {
    /// The keyframes without equal repetitions, and when the way from each to the next begins.
    static func ordered(
        _ keyframes: [Keyframe]
    ) throws(TimelineError) -> (keyframes: [Keyframe], departures: [Time]) {
        guard let first = keyframes.first else { throw .noKeyframes }
        guard first.time >= .zero else { throw .beforeStart(first.time.description) }
        var kept = [Keyframe]()
        var departures = [Time]()
        for (index, key) in keyframes.enumerated() {
            guard key.hold >= .zero else { throw .notAbsolute(key.hold.description) }
            if let previous = kept.last, let end = departures.last {
                if key == previous { continue }
                try check(key, index, after: previous, until: end)
            }
            kept.append(key)
            departures.append(try key.end())
        }
        return (kept, departures)
    }

    private static func check(
        _ key: Keyframe, _ index: Int, after previous: Keyframe, until end: Time
    ) throws(TimelineError) {
        guard key.time != previous.time else {
            throw .keyframesCoincide(index: index, at: key.time)
        }
        guard key.time >= end else {
            throw .keyframeOrder(index: index, at: key.time, previousEnd: end)
        }
    }

    static func check(_ keyframes: [Keyframe], within duration: Time?) throws(TimelineError) {
        guard let duration,
            let index = keyframes.firstIndex(where: { $0.time > duration })
        else { return }
        throw .keyframeAfterEnd(index: index, at: keyframes[index].time, duration: duration)
    }
}
