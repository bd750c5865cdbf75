import Timelines

extension TimelineResolver {
    /// A timeline of weights from elsewhere.
    ///
    /// - Parameters:
    ///   - duration: the length of a pass; nil for that of the path.
    ///   - samples: of a source outside the preset.
    mutating func resolve(
        _ source: WeightSource, duration: Time?, samples: WeightSamples?
    ) -> Timeline? {
        switch source {
        case .formulas(let formulas): return resolve(formulas, duration: duration)
        case .table:
            guard let samples else { return nil }
            return resolve(samples, duration: duration, at: source.mark)
        case .sound:
            guard var samples else { return nil }
            // Most sounds go on after the images; what is not heard is no mistake.
            if let duration, timeline.fit == nil { samples = samples.cut(after: duration) }
            return resolve(samples, duration: duration, at: source.mark)
        case .level(let mark): return resolve(samples, duration: duration, level: mark)
        }
    }

    /// The mixtures that the input's noise chooses, and the keys over them.
    private mutating func resolve(
        _ samples: WeightSamples?, duration: Time?, level mark: SourceText.Mark
    ) -> Timeline? {
        guard let keys = overridingKeys(duration: duration), let samples else { return nil }
        do throws(TimelineError) {
            let path = try samples.overridden(
                by: keys, within: Self.wayOfOverridingKeys, until: duration)
            return made(path.keyframes, duration: duration, fit: nil, at: mark)
        } catch {
            collector.report(timeline.keys.last?.time.mark ?? mark, error.description)
            return nil
        }
    }

    /// Within what a key's mixture comes and goes beside `level: auto`.
    private static let wayOfOverridingKeys = (try? Time(1, 2)) ?? .zero

    private mutating func resolve(_ written: PresetFormulas, duration: Time?) -> Timeline? {
        guard let duration else {
            collector.report(
                written.mark, "'weights' without a duration, expected `duration` in the timeline")
            return nil
        }
        let beat = timeline.tempo.flatMap { $0.beats(at: rate) }
        if beat == nil, let place = written.formulas.place(of: .beat) {
            collector.report(
                written.mark(ofTerm: place.term, position: place.position),
                "'beat' without beats, expected `bpm` in the timeline, or seconds (t)")
            return nil
        }
        do throws(FormulaError) {
            let samples = try written.formulas.samples(at: rate, duration: duration, beat: beat)
            // The path is as long as the output, whatever the fit.
            return made(samples.keyframes, duration: duration, fit: nil, at: written.mark)
        } catch {
            collector.report(written.mark(of: error), error.message)
            return nil
        }
    }

    private mutating func resolve(
        _ samples: WeightSamples, duration: Time?, at mark: SourceText.Mark?
    ) -> Timeline? {
        let latest = Fit.latestKey(timeline.fit, output: duration, path: nil)
        if let latest, let last = samples.times.last, last > latest {
            collector.report(
                mark,
                "a path of \(last) in a result of \(latest), expected it within "
                    + "(or `fit: stretch` or `fit: cut` in the timeline)")
            return nil
        }
        return made(samples.keyframes, duration: duration, fit: timeline.fit, at: mark)
    }

    private mutating func made(
        _ keyframes: [Keyframe], duration: Time?, fit: Fit?, at mark: SourceText.Mark?
    ) -> Timeline? {
        do throws(TimelineError) {
            var made = try Timeline(
                frameRate: rate, keyframes: keyframes, loop: timeline.loop, duration: duration,
                fit: fit, pathLength: fit == nil && timeline.fit != nil ? duration : nil)
            made.isSampled = true
            return made
        } catch {
            collector.report(mark, error.description)
            return nil
        }
    }
}
