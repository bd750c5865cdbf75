extension Timeline {
    /// All that is wrong with the times of keyframes, in their order; empty when a timeline can be made
    /// of them.
    ///
    /// - Parameter latest: when the last keyframe may be; nil for whenever.
    package static func errors(in keyframes: [Keyframe], latest: Time?) -> [TimelineError] {
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

    private static func check(
        _ key: Keyframe, _ index: Int, after previous: Keyframe?, until end: Time
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

    /// Keyframes without errors, equal repetitions dropped, and when the way from each begins.
    static func ordered(
        _ keyframes: [Keyframe]
    ) throws(TimelineError) -> (keyframes: [Keyframe], departures: [Time]) {
        var kept = [Keyframe]()
        var departures = [Time]()
        for key in keyframes where key != kept.last {
            kept.append(key)
            departures.append(try key.end())
        }
        return (kept, departures)
    }
}
