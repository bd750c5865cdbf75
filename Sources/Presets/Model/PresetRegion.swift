public import Timelines

/// A part of the image, given by a mask, that has a path of its own through the networks.
///
/// Where the mask is white the region's mixture shows, where it is black what lies beneath: the timeline's,
/// and the regions before it in the file.
public struct PresetRegion: Hashable, Sendable {
    /// A grey image of the input's proportions.
    public let mask: Located<Preset.Path>
    /// In the order of the file; at least one.
    public let keys: [PresetTimeline.Key]
}

extension Preset {
    /// The regions' paths along the timeline, whose frame rate, length and loop are theirs.
    ///
    /// - Parameters:
    ///   - whole: the timeline, resolved with the same length.
    ///   - defaultDuration: the video's length, as ``timeline(defaultFrameRate:defaultDuration:)`` takes it.
    /// - Throws: every problem of the regions' times at once; a key after the timeline's end is one.
    public func regionTimelines(
        along whole: Timeline, defaultDuration: Time? = nil
    ) throws(PresetProblems) -> [Timeline] {
        var collector = ProblemCollector(source: source)
        let timelines = regions.compactMap {
            $0.timeline(along: whole, of: timeline, defaultDuration, &collector)
        }
        try collector.throwProblems()
        return timelines
    }
}

extension PresetRegion {
    /// Its path along a timeline; nil when a problem was collected.
    ///
    /// - Parameter written: the timeline as the preset writes it.
    func timeline(
        along whole: Timeline, of written: PresetTimeline, _ defaultDuration: Time?,
        _ collector: inout ProblemCollector
    ) -> Timeline? {
        var resolver = TimelineResolver(
            timeline: written.along(keys), rate: whole.frameRate, collector: collector)
        defer { collector = resolver.collector }
        return resolver.resolve(defaultDuration: defaultDuration, pathLength: whole.pathLength)
    }
}

extension PresetTimeline {
    /// A pass of the same rate and length through other keys.
    func along(_ keys: [PresetTimeline.Key]) -> PresetTimeline {
        let countsFromLabels = keys.contains { $0.time.value.countsFromLabel }
        return PresetTimeline(
            frameRate: frameRate, keys: keys, easing: easing, loop: .none, duration: duration,
            fit: fit, tempo: tempo, extrapolates: extrapolates, seam: loop,
            labelled: countsFromLabels ? self.keys : [])
    }
}
