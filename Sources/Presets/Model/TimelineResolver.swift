import Timelines

/// Turns written times into a timeline and collects what is wrong with them.
struct TimelineResolver {
    let timeline: PresetTimeline
    let rate: FrameRate
    var collector: ProblemCollector

    /// Nil when a problem was collected.
    ///
    /// - Parameter pathLength: of the path beside which these keys lie, a region's; nil for their own.
    mutating func resolve(defaultDuration: Time?, pathLength: Time? = nil) -> Timeline? {
        let (timeline, rate) = (timeline, rate)
        var duration = defaultDuration
        if let written = timeline.duration {
            duration = attempt(at: written.mark) { () throws(TimelineError) in
                try written.value.resolvedLength(at: rate)
            }
            guard duration != nil else { return nil }
        }
        let keys = timeline.keys.map { keyframe($0, duration: duration) }
        let marks = zip(keys, timeline.keys).compactMap { $0 == nil ? nil : $1.time.mark }
        let keyframes = keys.compactMap(\.self)
        guard !keyframes.isEmpty else { return nil }
        let latest = Fit.latestKey(timeline.fit, output: duration, path: pathLength)
        let errors = Timeline.errors(in: keyframes, latest: latest)
        for error in errors { report(error, marks: marks) }
        guard errors.isEmpty, keyframes.count == keys.count else { return nil }
        return attempt(at: timeline.duration?.mark ?? timeline.keys.last?.time.mark) {
            () throws(TimelineError) in
            try Timeline(
                frameRate: rate, keyframes: keyframes, loop: timeline.loop, duration: duration,
                fit: timeline.fit, pathLength: pathLength)
        }
    }

    private mutating func keyframe(_ key: PresetTimeline.Key, duration: Time?) -> Keyframe? {
        let rate = rate
        let time = attempt(at: key.time.mark) { () throws(TimelineError) in
            try key.time.value.resolved(at: rate, duration: duration)
        }
        let hold = attempt(at: key.hold?.mark) { () throws(TimelineError) in
            try key.hold?.value.resolvedLength(at: rate, duration: duration) ?? .zero
        }
        guard let time, let hold else { return nil }
        return Keyframe(at: time, key.mixture, easing: key.easing, hold: hold)
    }

    private mutating func report(_ error: TimelineError, marks: [SourceText.Mark]) {
        switch error {
        case .keyframesCoincide(let index, let time):
            let line = marks.indices.contains(index - 1) ? marks[index - 1].line : 1
            collector.report(
                marks[index],
                "a second, different key at \(time) (the first is on line \(line)),"
                    + " expected another time (for a cut, give the key before `ease: hold`)")
        case .keyframeAfterEnd(let index, let time, let end)
        where timeline.fit == .stretch || timeline.fit == .loop:
            collector.report(
                marks[index],
                "key at \(time) after the end of the path at \(end), expected it within")
        case .keyframeOrder(let index, _, _), .keyframeAfterEnd(let index, _, _):
            collector.report(marks[index], error.description)
        default: collector.report(marks.first, error.description)
        }
    }

    private mutating func attempt<Value>(
        at mark: SourceText.Mark?, _ work: () throws(TimelineError) -> Value
    ) -> Value? {
        do throws(TimelineError) { return try work() } catch {
            collector.report(mark, error.description)
            return nil
        }
    }
}
