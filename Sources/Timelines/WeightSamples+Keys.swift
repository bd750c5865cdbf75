extension WeightSamples {
    /// The same path with keys over it.
    ///
    /// From a key's time until its hold ends its mixture is all there is. Before and after that it comes and
    /// goes in a straight line within `way`, or within half of the time to the next key where that is less.
    ///
    /// - Parameters:
    ///   - keys: in the order of time, none within the hold of another; none for the path as it is.
    ///   - way: above 0.
    ///   - end: when a pass ends; nil for the last key's end.
    /// - Throws: ``TimelineError/outOfRange(_:)`` for times that cannot be kept exactly.
    package func overridden(
        by keys: [Keyframe], within way: Time, until end: Time?
    ) throws(TimelineError) -> WeightSamples {
        let spans = try Self.spans(of: keys, within: way)
        let end = end ?? spans.last?.to ?? .zero
        var times = Set(times + spans.flatMap { [$0.start, $0.from, $0.to, $0.end] } + [end])
        times = times.filter { $0 >= .zero && $0 <= end }
        var result = WeightSamples(
            of: networks
                + Set(keys.flatMap { $0.mixture.components.map(\.network) })
                .subtracting(networks).sorted())
        var (sample, span) = (0, 0)
        for time in times.sorted() {
            while sample + 1 < self.times.count, self.times[sample + 1] <= time { sample += 1 }
            while span + 1 < spans.count, spans[span + 1].start <= time { span += 1 }
            guard mixtures.indices.contains(sample) else { continue }
            let mixture =
                spans.indices.contains(span)
                ? spans[span].mixture(over: mixtures[sample], at: time) : mixtures[sample]
            result.append(mixture, at: time)
        }
        return result
    }

    /// When a key has an effect.
    private struct Span {
        let key: Mixture
        /// It comes from `start` to `from`, and goes from `to` to `end`.
        let start: Time, from: Time, to: Time, end: Time

        func mixture(over other: Mixture, at time: Time) -> Mixture {
            if time < from {
                return other.interpolated(to: key, at: time.progress(from: start, to: from))
            }
            guard time > to else { return key }
            return key.interpolated(to: other, at: time.progress(from: to, to: end))
        }
    }

    private static func spans(
        of keys: [Keyframe], within way: Time
    ) throws(TimelineError) -> [Span] {
        var spans: [Span] = []
        for (index, key) in keys.enumerated() {
            let to = try key.end()
            var (before, after) = (way, way)
            if index > 0 { before = try way.least(halfFrom: keys[index - 1].end(), to: key.time) }
            if index + 1 < keys.count {
                after = try way.least(halfFrom: to, to: keys[index + 1].time)
            }
            spans.append(
                Span(
                    key: key.mixture, start: try key.time.subtracting(before), from: key.time,
                    to: to, end: try to.adding(after)))
        }
        return spans
    }
}

extension Time {
    /// This time, or half of the way between two where that is less.
    fileprivate func least(halfFrom start: Time, to end: Time) throws(TimelineError) -> Time {
        let way = try end.subtracting(start)
        return min(self, Time(try way.value.divided(by: Rational(whole: 2))))
    }
}
