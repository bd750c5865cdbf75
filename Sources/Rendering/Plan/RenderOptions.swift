public import Files
package import Media
import Presets
public import Timelines

/// What the command line adds to a preset or puts in place of what it says.
public struct RenderOptions: Sendable {
    /// Instead of the preset's input.
    public var input: String?
    /// What happens at a number of a sequence that has no picture, instead of the preset's.
    public var gaps: SequenceGaps?
    /// Instead of the preset's outputs; empty for those.
    public var outputs: [String] = []
    /// The first and the last frame to render; nil for all.
    public var frames: ClosedRange<Int>?
    /// Size of the pictures that the network sees, relative to the input's, above 0, at most 8; nil for
    /// what the preset's `scale` or its input's `width` says.
    public var scale: Double?
    /// Frames a second, instead of the preset's or the film's.
    public var frameRate: FrameRate?
    /// The length of one pass, instead of the preset's or the film's.
    public var duration: TimeExpression?
    /// What a user should hear of options that are not read as they are written, each in one line.
    public var notices: [String] = []
    /// How mixtures become images.
    public var mixing = MixingMethod.networks
    /// Workers, threads, memory and tiles.
    public var resources = RenderResources()
    /// Above 0, frames of a still input are blended where the middle of a part of the path is no
    /// further from the computed frame, levels of 255, 0…255.
    public var tolerance = 0.0
    /// Bytes for pictures that are kept for later frames, 0 or more; nil for a quarter of what may be
    /// held.
    public var pictureMemory: Int?
    /// Whether a film's sound is copied.
    public var copiesSound = true
    /// Whether existing outputs are replaced.
    public var overwrite = false

    /// The input as it was looked at for another plan, where the preset reads it likewise; nil to open it.
    package var opened: OpenedInput?
    /// Networks that are read already, where the preset names the same ones; nil to read them.
    package var readNetworks: ReadNetworks?
    /// What was found in the input when the plan was first made; nil to look at it now.
    package var firstPass: FirstPass?
    /// What a file or the input's noise gave the timeline for weights when the plan was first made; nil to
    /// read it now.
    package var weightSamples: WeightSamples?
    /// The scene cuts of the input, as they were found when the plan was first made; nil to look for them.
    package var cuts: [Time]?
    /// How ways are retimed, as it was measured when the plan was first made; nil to measure it now.
    package var paces: [[Pace?]]?

    /// Where and how pictures are stored.
    public var storage = StorageOptions()

    /// All of the preset as it stands.
    public init() {}

    /// The same options with what an earlier plan of nearly the same preset has read and found.
    package func reusing(_ plan: RenderPlan?) -> RenderOptions {
        guard let plan else { return self }
        var options = self
        options.readNetworks = plan.readNetworks
        options.opened = plan.opened
        return options
    }

    /// Throws ``RenderError/badOption(name:found:expected:)`` for a number outside its range.
    func check() throws(RenderError) {
        if let scale, !(scale > 0 && scale <= Preset.scaleLimit) {
            throw .badOption(
                name: "--scale", found: "\(scale)", expected: "a number above 0 and at most 8")
        }
        try resources.check()
        try storage.check()
        guard (0...255).contains(tolerance) else {
            throw .badOption(
                name: "--tolerance", found: "\(tolerance)", expected: "0 to 255 levels")
        }
    }
}
