import Timelines

/// Turns written times into a timeline and collects what is wrong with them.
struct TimelineResolver {
    let timeline: PresetTimeline
    let rate: FrameRate
    var collector: ProblemCollector
    /// The scene cuts of the input, in the order of time.
    var cuts: [Time] = []

    /// Nil when a problem was collected.
    ///
    /// - Parameters:
    ///   - pathLength: of the path beside which these keys lie, a region's; nil for their own.
    ///   - samples: of a source outside the preset.
    mutating func resolve(
        defaultDuration: Time?, pathLength: Time? = nil, samples: WeightSamples? = nil
    ) -> Timeline? {
        var resolved = path(
            defaultDuration: defaultDuration, pathLength: pathLength, samples: samples)
        resolved?.shutter = timeline.shutter
        return resolved
    }

    private mutating func path(
        defaultDuration: Time?, pathLength: Time?, samples: WeightSamples?
    ) -> Timeline? {
        let (timeline, rate) = (timeline, rate)
        var duration = defaultDuration
        if let written = timeline.duration {
            duration = attempt(at: written.mark) { () throws(TimelineError) in
                try written.value.resolvedLength(at: rate, tempo: timeline.tempo)
            }
            guard duration != nil else { return nil }
        }
        if let source = timeline.source {
            return resolve(source, duration: duration, samples: samples)
        }
        let written = keyframes(
            timeline.keys, duration: duration, path: pathLength, labelled: timeline.labelled)
        guard let keyframes = written else { return nil }
        return attempt(at: timeline.duration?.mark ?? timeline.keys.last?.time.mark) {
            () throws(TimelineError) in
            try Timeline(
                frameRate: rate, keyframes: keyframes, loop: timeline.loop, duration: duration,
                fit: timeline.fit, pathLength: pathLength, seam: timeline.seam,
                extrapolates: timeline.extrapolates)
        }
    }

    /// A curve of numbers along a timeline; nil when a problem was collected.
    mutating func resolve(
        _ keys: [PresetKey<[Double]>], along whole: Timeline
    ) -> NumberCurve? {
        let written = keyframes(
            keys, duration: whole.duration, path: whole.pathLength, labelled: timeline.keys)
        guard let written else { return nil }
        return attempt(at: keys.last?.time.mark) { () throws(TimelineError) in
            try NumberCurve(keys: written, along: whole)
        }
    }

    /// The keys beside `level: auto`; none where there are none, nil when a problem was collected.
    mutating func overridingKeys(duration: Time?) -> [Keyframe]? {
        guard !timeline.keys.isEmpty else { return [] }
        return keyframes(timeline.keys, duration: duration, path: nil, labelled: [])
    }

    /// Keys with their times resolved and checked; nil when a problem was collected.
    ///
    /// - Parameter labelled: keys beside which these lie and from whose labels they may count.
    private mutating func keyframes<Value>(
        _ written: [PresetKey<Value>], duration: Time?, path: Time?, labelled: [PresetTimeline.Key]
    ) -> [TimedKey<Value>]? {
        let keys = keyframes(written, duration: duration, labelled: labelled)
        let marks = zip(keys, written).compactMap { $0 == nil ? nil : $1.time.mark }
        let keyframes = keys.compactMap(\.self)
        guard !keyframes.isEmpty else { return nil }
        let latest = Fit.latestKey(timeline.fit, output: duration, path: path)
        let errors = Timeline.errors(in: keyframes, latest: latest)
        for error in errors { report(error, marks: marks) }
        guard errors.isEmpty, keyframes.count == keys.count else { return nil }
        return keyframes
    }

    /// One for each key; nil for one in which a problem was found.
    mutating func keyframes<Value>(
        _ keys: [PresetKey<Value>], duration: Time?, labelled: [PresetTimeline.Key]
    ) -> [TimedKey<Value>?] {
        let holds = keys.map { hold(of: $0, duration: duration) }
        let times = KeyTimes(
            at: rate, duration: duration, tempo: timeline.tempo,
            others: cutTimes.merging(labelledTimes(labelled, duration: duration)) { $1 }
        ).times(of: Self.timed(keys, holds))
        return keys.indices.map { index in
            let key = keys[index]
            let time = attempt(at: key.time.mark, times[index])
            guard let time, let hold = holds[index] else { return nil }
            return TimedKey(
                at: time, key.value, easing: key.easing, hold: hold,
                interpolation: key.interpolation)
        }
    }

    private mutating func hold<Value>(of key: PresetKey<Value>, duration: Time?) -> Time? {
        let (rate, tempo) = (rate, timeline.tempo)
        return attempt(at: key.hold?.mark) { () throws(TimelineError) in
            try key.hold?.value.resolvedLength(at: rate, duration: duration, tempo: tempo) ?? .zero
        }
    }

    /// The scene cuts by the labels that keys count from them by.
    private var cutTimes: [String: Time] {
        Dictionary(
            uniqueKeysWithValues: cuts.enumerated().map { (TimeExpression.cutLabel($0 + 1), $1) })
    }

    /// The times of the keys beside which these lie, by their labels; what is wrong with them is reported
    /// where they are resolved themselves.
    private func labelledTimes(
        _ keys: [PresetTimeline.Key], duration: Time?
    ) -> [String: Time] {
        let holds = keys.map { key in
            try? key.hold?.value.resolvedLength(
                at: rate, duration: duration, tempo: timeline.tempo) ?? .zero
        }
        let times = KeyTimes(at: rate, duration: duration, tempo: timeline.tempo)
            .times(of: Self.timed(keys, holds))
        let labelled = zip(keys, times).compactMap { key, time -> (String, Time)? in
            guard let label = key.label, let time = try? time?.get() else { return nil }
            return (label.value, time)
        }
        return Dictionary(labelled, uniquingKeysWith: { first, _ in first })
    }

    private static func timed<Value>(
        _ keys: [PresetKey<Value>], _ holds: [Time?]
    ) -> [KeyTimes.Key] {
        zip(keys, holds).map {
            KeyTimes.Key($0.time.value, label: $0.label?.value, hold: $1)
        }
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
        at mark: SourceText.Mark?, _ result: Result<Value, TimelineError>?
    ) -> Value? {
        switch result {
        case .success(let value): return value
        case .failure(let error):
            collector.report(mark, error.description)
            return nil
        case nil: return nil
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
