package import Imaging
import Inference
import Media
import Presets
import Timelines

/// Renders any frame of a plan for someone who looks at it: at the result's size or smaller, with the mixture
/// of its path or another.
///
/// Whoever has one uses it from one place at a time.
package final class FrameViewer {
    /// What is looked at.
    package enum View: Hashable, Sendable {
        /// The frame as the plan makes it.
        case frame
        /// What the networks are given, at the size of the result.
        case input
        /// The same weights over the networks' images in place of their parameters.
        case crossFade
        /// One network, by its name, on the whole picture.
        case network(String)
    }

    /// A mixture in the place of that of one of the plan's paths.
    package struct Mixture: Hashable, Sendable {
        /// 0 for the timeline, then the layers, then the regions.
        let path: Int
        /// α by member.
        let weights: [Float]

        package init(path: Int, weights: [Float]) { (self.path, self.weights) = (path, weights) }
    }

    private let plan: RenderPlan
    /// Of the images, beside the result.
    private let scale: Double
    private let family: any FrameFamily
    private var feed: InputFrames
    private let frames: FrameRenderer
    private let whole: FrameRenderer
    private var crossFade: FrameRenderer?

    /// - Parameters:
    ///   - width: the most columns of the images, as far as the networks can go so low; nil for the result's.
    ///   - old: of an earlier plan; what it has compiled is used again where nothing of it has changed.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`.
    package init(_ plan: RenderPlan, width: Int? = nil, reusing old: FrameViewer? = nil) throws {
        var plan = plan
        plan.resources.workers = 1
        let result = plan.resultSize
        let scale = width.map { Double($0) / Double(result.width) } ?? 1
        if let old, old.isCompiled(for: plan, scale: scale) {
            family = old.family
            plan.pictureSize = old.plan.pictureSize
        } else if scale < 1 {
            let small = try plan.smallFamily(
                scale: scale, threads: plan.resources.machine.cores, isStill: plan.input.isStill)
            family = small.family
            plan.pictureSize = small.size
        } else {
            // Two, so that what frames of a still have in common is kept.
            family = try plan.prepared(pictures: 2).family
        }
        (self.plan, self.scale) = (plan, scale)
        if let old, old.reads(likewise: plan) {
            feed = old.feed
        } else {
            feed = try InputFrames(plan)
        }
        frames = try FrameRenderer(plan, of: family)
        whole = try FrameRenderer(family, naming: plan.family, mixing: .networks)
    }

    /// Whether the frames of another plan's input, as it is given to the networks, are those of this one.
    private func reads(likewise plan: RenderPlan) -> Bool {
        self.plan.opened === plan.opened && self.plan.pictureSize == plan.pictureSize
            && self.plan.timeline.frameRate == plan.timeline.frameRate
            && self.plan.background == plan.background
            && self.plan.regions.count == plan.regions.count
            && self.plan.movingMasks.isEmpty && plan.movingMasks.isEmpty
    }

    /// Whether what is compiled is that of another plan, at another moment.
    private func isCompiled(for plan: RenderPlan, scale: Double) -> Bool {
        self.scale == scale && self.plan.readNetworks.isSame(as: plan.readNetworks)
            && self.plan.layers.map(\.part) == plan.layers.map(\.part)
            && self.plan.opened === plan.opened
            && self.plan.options.scale == plan.options.scale
            && self.plan.preset.scale == plan.preset.scale
            && self.plan.preset.input?.width == plan.preset.input?.width
    }

    /// The image of a frame of the timeline; colours are not clipped, and what is transparent stays so.
    ///
    /// - Parameter mixture: in place of a path's own; of no effect for ``View/input`` and ``View/network(_:)``.
    /// - Throws: ``RenderError/inputTooShort(file:firstFrame:)`` after the input's end,
    ///   ``RenderError/badOption(name:found:expected:)`` for a network that is not there and for a cross-fade
    ///   of layers, `FileError`, `MediaError`, `InferenceError`.
    package func image(
        ofFrame frame: Int, _ view: View = .frame, _ mixture: Mixture? = nil
    ) throws -> Image {
        guard let input = try feed.input(ofFrame: frame) else {
            throw RenderError.inputTooShort(file: plan.input.path, firstFrame: frame)
        }
        switch view {
        case .input: return try input.image.resized(to: family.imageSize)
        case .frame: return try frames.render(input, mixtures(ofFrame: frame, mixture))
        case .crossFade:
            guard plan.layers.isEmpty else {
                throw RenderError.badOption(
                    name: "cross-fade", found: "a preset with layers",
                    expected: "one without: images have no layers")
            }
            let renderer =
                try crossFade
                ?? FrameRenderer(
                    family, naming: plan.family, mixing: .crossFade,
                    covers: [RegionCover](of: plan, size: family.imageSize))
            crossFade = renderer
            return try renderer.render(input, mixtures(ofFrame: frame, mixture))
        case .network(let name):
            guard let index = plan.family.names.firstIndex(of: name) else {
                throw RenderError.badOption(
                    name: "network", found: name,
                    expected: plan.family.names.joined(separator: ", "))
            }
            var weights = [Float](repeating: 0, count: plan.family.names.count)
            weights[index] = 1
            return try whole.render(
                input, FrameMixtures(plan.family.weights(everywhere: weights)))
        }
    }

    /// The mixtures of a frame with one of them replaced.
    private func mixtures(ofFrame frame: Int, _ mixture: Mixture?) -> FrameMixtures {
        let own = plan.mixtures(ofFrame: frame)
        guard let mixture else { return own }
        let count = plan.family.names.count
        let region = mixture.path - 1 - plan.layers.count
        var (main, regions) = (own.main, own.regions)
        if region < 0 {
            let start = mixture.path * count
            main.replaceSubrange(start..<start + count, with: mixture.weights)
        } else if regions.indices.contains(region) {
            regions[region] = plan.family.weights(everywhere: mixture.weights)
        }
        return FrameMixtures(
            main, regions: regions, placements: own.placements, opacity: own.opacity)
    }
}
