public import Imaging
public import Timelines

/// A part of the image, given by a mask, that has a path of its own through the networks.
///
/// Where the mask is white the region's mixture shows, where it is black what lies beneath: the timeline's,
/// and the regions before it in the file.
public struct PresetRegion: Hashable, Sendable {
    /// Where the region is.
    public enum Mask: Hashable, Sendable {
        /// A grey image, video or sequence of the input's proportions.
        case file(Located<Preset.Path>)
        /// One that is computed.
        case shape(MaskShape)
    }

    /// Where it is.
    public let mask: Mask
    /// The standard deviation of the Gaussian that blurs the mask, in shares of the image's width; 0 for
    /// none, at most ``featherLimit``.
    public let feather: Double
    /// Whether the region is where the mask is black.
    public let isInverted: Bool
    /// By what the mask is multiplied, one number of 0…1 a key; nil for 1.
    public let opacity: [PresetKey<[Double]>]?
    /// How far the mask is moved, in shares of the image's width and height; nil for not at all.
    public let move: [PresetKey<[Double]>]?
    /// Its mixtures in the order of the file; at least one.
    public let keys: [PresetTimeline.Key]

    /// The largest ``feather``.
    public static let featherLimit = 0.25

    /// The mask's file; nil where it is computed.
    public var maskFile: Located<Preset.Path>? {
        guard case .file(let path) = mask else { return nil }
        return path
    }
}

/// The paths of a preset beside its timeline.
public struct PresetPaths: Sendable {
    /// A region's.
    public struct Region: Sendable {
        /// Through its mixtures.
        public let timeline: Timeline
        /// Of its opacity, one number; nil for 1.
        public let opacity: NumberCurve?
        /// Of its place, two numbers; nil where it stays.
        public let move: NumberCurve?
    }

    /// Of the layers, in the preset's order.
    public let layers: [Timeline]
    /// In the preset's order.
    public let regions: [Region]
    /// Of the opacity of the whole effect, one number; nil for 1.
    public let opacity: NumberCurve?

    /// Of a preset without any.
    public static let none = PresetPaths(layers: [], regions: [], opacity: nil)
}

extension Preset {
    /// The paths beside the timeline, whose frame rate, length and loop are theirs.
    ///
    /// - Parameters:
    ///   - whole: the timeline, resolved with the same length.
    ///   - defaultDuration: the video's length, as ``timeline(defaultFrameRate:defaultDuration:)`` takes it.
    ///   - cuts: the scene cuts of the input.
    /// - Throws: every problem of their times at once; a key after the timeline's end is one.
    public func paths(
        along whole: Timeline, defaultDuration: Time? = nil, cuts: [Time] = []
    ) throws(PresetProblems) -> PresetPaths {
        var resolver = TimelineResolver(
            timeline: timeline, rate: whole.frameRate, collector: ProblemCollector(source: source),
            cuts: cuts)
        let regions = regions.compactMap {
            resolver.region($0, along: whole, defaultDuration: defaultDuration)
        }
        let layers = layers.compactMap {
            resolver.path($0.keys, along: whole, defaultDuration: defaultDuration)
        }
        let opacity = opacity.flatMap { resolver.resolve($0, along: whole) }
        try resolver.collector.throwProblems()
        return PresetPaths(layers: layers, regions: regions, opacity: opacity)
    }
}

extension TimelineResolver {
    /// The path of a region's or a layer's keys beside the timeline; nil when a problem was collected.
    mutating func path(
        _ keys: [PresetTimeline.Key], along whole: Timeline, defaultDuration: Time?
    ) -> Timeline? {
        var own = TimelineResolver(
            timeline: timeline.along(keys), rate: rate, collector: collector, cuts: cuts)
        defer { collector = own.collector }
        return own.resolve(defaultDuration: defaultDuration, pathLength: whole.pathLength)
    }

    /// A region's paths; nil when a problem was collected.
    mutating func region(
        _ region: PresetRegion, along whole: Timeline, defaultDuration: Time?
    ) -> PresetPaths.Region? {
        let path = path(region.keys, along: whole, defaultDuration: defaultDuration)
        let opacity = region.opacity.map { resolve($0, along: whole) }
        let move = region.move.map { resolve($0, along: whole) }
        guard let path, opacity != .some(nil), move != .some(nil) else { return nil }
        return PresetPaths.Region(
            timeline: path, opacity: opacity.flatMap(\.self), move: move.flatMap(\.self))
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
