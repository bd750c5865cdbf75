import Formats
public import Imaging
public import Inference
public import Media
package import Presets
public import Timelines

/// Everything a render needs to know, decided before its first frame.
public struct RenderPlan: Sendable {
    /// The input's size, rate and length.
    public let input: SourceProperties
    /// Size of the pictures that the network sees, pixels.
    public internal(set) var pictureSize: Size
    /// The input as it was looked at, for a plan that is made after this one.
    package let opened: OpenedInput
    /// The networks as they were read, for a plan that is made after this one.
    package let readNetworks: ReadNetworks
    /// The preset's networks, in its order.
    public internal(set) var family: NetworkFamily
    /// The path through their mixtures.
    public internal(set) var timeline: Timeline
    /// What a file or the input's noise gives the timeline for weights, before they are fitted or keys
    /// override them; nil where neither does.
    package let weightSamples: WeightSamples?
    /// The noise of the input's shots and what it chooses, where the plan has looked at it for
    /// `level: auto`; nil elsewhere, and for a plan that goes by what another has found.
    public let noisyShots: [NoisyShot]?
    /// The scene cuts of the input, where keys count from them; nil where none do.
    package let cuts: [Time]?
    /// Parts of the networks with paths of their own, each over those before it.
    package internal(set) var layers: [PlannedLayer] = []
    /// Parts of the picture with paths of their own, each over those before it.
    package internal(set) var regions: [PlannedRegion]
    /// The share of the effect over the input; nil for all of it.
    package let opacity: NumberCurve?
    /// How mixtures become images.
    public let mixing: MixingMethod
    /// The frames to render, out of the timeline's.
    public internal(set) var frames: Range<Int>
    /// The mixtures of the timeline, then those of each layer and of each region.
    var frameWeights: [FrameWeights] = []
    /// How the ways of the timeline and of each region are retimed; nil where they keep no even pace.
    package internal(set) var paces: [[Pace?]]?
    /// The numbers of inferences and images.
    package var counts = PathCounts()
    /// What is written; empty when the plan is good for a contact sheet only.
    public internal(set) var outputs: [Output]
    /// The samples of images on their way to the outputs; those of a whole render and its parts are one.
    package internal(set) var samples: SampleForm
    /// Whether existing outputs are replaced.
    public internal(set) var overwrite: Bool
    /// Workers, threads, memory and tiles, as far as the user says.
    package var resources: RenderResources

    /// The largest difference of a blended frame from the computed one that is accepted where it is
    /// looked at, levels of 255; 0 to compute every frame.
    public let tolerance: Double
    /// Bytes that pictures may take which are kept for later frames that show the same.
    public let pictureMemory: Int

    /// How often a network will run; with a tolerance, at most.
    public var inferenceCount: Int { counts.inferences }

    /// Where and how pictures are stored.
    package var storage: StorageOptions
    /// The preset that the plan was made from.
    package let preset: Preset
    /// The options that the plan was made with.
    package let options: RenderOptions

    /// The sound from the timeline's first frame on; nil for silence.
    package let sound: Sound?
    /// What else goes with the pictures, from the timeline's first frame on.
    let accompaniment: Accompaniment

    /// Whether frames of equal mixtures are equal: neither the input nor a mask moves.
    var isStill: Bool { input.isStill && movingMasks.isEmpty }

    /// The masks that move.
    var movingMasks: [RegionMask.Moving] { regions.compactMap(\.movingMask) }

    /// Whether the preset asks for a folder for editors.
    public var isBundled: Bool { preset.isBundled }

    /// The colour on which what is transparent is laid.
    package var background: Colour { preset.background?.value ?? .black }

    /// Outputs that lose the input's transparency.
    private var transparencyNotices: [String] {
        guard input.hasAlpha else { return [] }
        return outputs.filter { !$0.holdsAlpha }.map {
            "\($0.path): what is transparent is laid on \(background); 'background' in the preset sets it, "
                + "and PNG keeps it transparent"
        }
    }

    /// What a user should hear of before the render, each in one line.
    package var allNotices: [String] {
        notices
            + ([input] + movingMasks.map(\.source)).flatMap { source in
                source.notices.map { "\(source.path): \($0)" }
            }
    }

    /// What a user should hear of once besides the sources' own notices, each in one line.
    var notices: [String] {
        preset.notices + options.notices + family.notices + soundNotices + transparencyNotices
            + maskNotices
            + [accompanimentNotice, holdNotice].compactMap(\.self)
    }

    /// What is said of sound that is not copied as it is, once for each way.
    private var soundNotices: [String] {
        guard let sound else { return [] }
        var notices: [String] = []
        for output in outputs {
            guard
                case .encoded(let codec, let reason) = type(of: output.format.writer).handling(
                    of: sound)
            else { continue }
            let notice = "\(sound.path): the sound is written as \(codec), because \(reason)"
            if !notices.contains(notice) { notices.append(notice) }
        }
        return notices
    }

    /// What is said of masks that end before the frames do.
    private var maskNotices: [String] {
        movingMasks.compactMap { mask in
            let (source, rate) = (mask.source, mask.source.frameRate ?? timeline.frameRate)
            guard let end = try? rate.time(ofFrame: source.frameCount),
                end <= timeline.time(ofFrame: frames.upperBound - 1)
            else { return nil }
            return
                "\(source.path): the mask ends at \(end) of \(timeline.end), from there on its last image "
                + "is held"
        }
    }

    /// What is said of a path that ends before the frames do.
    private var holdNotice: String? {
        guard let end = timeline.heldFrom, timeline.time(ofFrame: frames.upperBound - 1) > end
        else {
            return nil
        }
        return
            "\(preset.source.file): the path ends at \(end) of \(timeline.end), from there on its last "
            + "mixture is held; 'fit: stretch', 'loop' or 'hold' in the timeline says what is meant"
    }
}
