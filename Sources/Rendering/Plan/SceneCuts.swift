import Media
import Presets
import Timelines

/// The scene cuts of an input.
enum SceneCuts {
    /// The times of the first frames after each cut, in the order of time: none for a still.
    ///
    /// - Parameters:
    ///   - source: the input at its beginning, which is read to its end.
    ///   - rate: the timeline's.
    /// - Throws: `MediaError`, `CancellationError`.
    static func times(of source: any FrameSource, at rate: FrameRate) throws -> [Time] {
        guard !source.isStill else { return [] }
        var finder = CutFinder()
        var last: Time?
        var cuts: [Time] = []
        func take(_ time: Time) throws {
            let shown = try rate.time(ofFrame: rate.firstFrame(showing: time))
            // Of two cuts that one frame shows the later one is seen.
            if cuts.last != shown { cuts.append(shown) }
        }
        while let frame = try source.next() {
            try Task.checkCancellation()
            if finder.add(frame.image), let last { try take(last) }
            last = frame.timestamp
        }
        if finder.isCutAtEnd, let last { try take(last) }
        return cuts
    }
}

extension FrameRate {
    /// The first frame that shows an image of a time of the input.
    func firstFrame(showing time: Time) throws -> Int {
        var frame = max(0, try nearestFrame(to: time) - 1)
        while try latestStart(ofFrame: frame) < time { frame += 1 }
        return frame
    }
}

extension RenderPlan {
    /// The scene cuts that the preset's keys count from: those that were found when the plan was first
    /// made, else looked for; nil where no key counts from one.
    static func cuts(
        _ preset: Preset, _ options: RenderOptions, of opened: OpenedInput, rate: FrameRate
    ) throws -> [Time]? {
        guard preset.countsFromCuts else { return nil }
        if let known = options.cuts { return known }
        return try SceneCuts.times(of: opened.source(), at: rate)
    }
}
