import Imaging
import Inference
import Timelines

/// Renders frames, one at a time: makes the images of the timeline's mixture and those of the regions, lays
/// the regions' images over one another by their masks, and the whole over the input.
struct FrameRenderer: Sendable {
    private let worker: MixtureWorker
    /// The size of the networks' images.
    private let size: Size
    /// One for each region.
    private let covers: [RegionCover]
    /// Where the networks' image shows over the input; nil for everywhere.
    private let effect: RegionCover?
    /// Where the images of both methods are shown, and on what; nil for one method.
    private let both: (layout: SideBySide, page: Image)?

    /// A renderer with buffers of its own.
    ///
    /// - Parameter covers: of the plan's regions; nil to make them.
    init(
        _ plan: RenderPlan, of family: any FrameFamily, covers: [RegionCover]? = nil
    ) throws {
        try self.init(
            family, naming: plan.family, mixing: plan.mixing,
            covers: covers ?? [RegionCover](of: plan, size: family.imageSize))
    }

    /// A renderer with buffers of its own.
    ///
    /// - Parameters:
    ///   - networks: whose layers are named in errors.
    ///   - covers: one for each region.
    ///   - effect: where the whole shows over the input; nil for everywhere.
    init(
        _ family: any FrameFamily, naming networks: NetworkFamily, mixing: MixingMethod,
        covers: [RegionCover] = [], effect: RegionCover? = nil
    ) throws {
        worker = MixtureWorker(
            worker: LayerNamingWorker(try family.makeFrameWorker(), of: networks), mixing: mixing)
        size = family.imageSize
        (self.covers, self.effect) = (covers, effect)
        let layout = SideBySide(of: size)
        both = mixing == .sideBySide ? (layout, try layout.page()) : nil
    }

    /// A frame's result, not clipped to 0…1.
    ///
    /// The alpha of an image of four channels goes beside the networks, which see its straight colours, and
    /// is scaled as they scale.
    ///
    /// - Throws: `InferenceError`.
    func render(_ input: FrameInput, _ mixtures: FrameMixtures) throws -> Image {
        let seen = input.image.withoutAlpha
        var results = try renderColours(of: seen, input.masks, mixtures)
        if let alpha = try input.image.alpha?.resized(to: size) {
            results = try results.map { try $0.withAlpha(alpha) }
        }
        return try both.map { try $0.layout.placed(results, on: $0.page) } ?? results[0]
    }

    /// One image by each method: the networks' over the input, which is scaled as an image is to another
    /// size.
    private func renderColours(
        of seen: Image, _ files: [Image?], _ mixtures: FrameMixtures
    ) throws -> [Image] {
        let opacity = mixtures.opacity ?? 1
        guard opacity > 0 else {
            return [Image](repeating: try seen.resized(to: size), count: both == nil ? 1 : 2)
        }
        let images = try renderNetworks(over: seen, files, mixtures)
        let mask = try effect?.mask(over: seen, nil, .whole)
        guard opacity < 1 || mask != nil else { return images }
        let below = try seen.resized(to: size)
        return images.map { image in
            mask.map { below.covered(by: image, where: $0, opacity: opacity) }
                ?? below.blended(with: image, share: opacity)
        }
    }

    /// One image by each method, of the main mixture and the regions' over it.
    private func renderNetworks(
        over seen: Image, _ files: [Image?], _ mixtures: FrameMixtures
    ) throws -> [Image] {
        var regions: [(mixture: [Float], mask: Image, opacity: Float)] = []
        for (index, (mixture, cover)) in zip(mixtures.regions, covers).enumerated() {
            let placement = mixtures.placement(ofRegion: index)
            let file = files.indices.contains(index) ? files[index] : nil
            guard placement.opacity > 0, let mask = try cover.mask(over: seen, file, placement)
            else { continue }
            regions.append((mixture, mask, placement.opacity))
        }
        let images = try worker.images(of: seen, [mixtures.main] + regions.map(\.mixture))
        return images.map { images in
            zip(images.dropFirst(), regions).reduce(images[0]) { below, region in
                below.covered(by: region.0, where: region.1.mask, opacity: region.1.opacity)
            }
        }
    }
}

extension FrameFamily {
    /// The size of its images.
    var imageSize: Size { Size(width: outputSize.width, height: outputSize.height) }
}
