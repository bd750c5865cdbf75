import Imaging
import Inference
import Timelines

/// Renders frames, one at a time: makes the images of the timeline's mixture and those of the regions, and
/// lays the regions' images over one another by their masks.
struct FrameRenderer: Sendable {
    private let worker: MixtureWorker
    /// The size of the networks' images.
    private let size: Size
    /// Of that size, one channel; one for each region, nil for a mask that moves.
    private let masks: [Image?]
    /// Where the images of both methods are shown, and on what; nil for one method.
    private let both: (layout: SideBySide, page: Image)?

    /// A renderer with buffers of its own.
    init(_ plan: RenderPlan, of family: any FrameFamily) throws {
        try self.init(
            family, naming: plan.family, mixing: plan.mixing,
            masks: plan.regions.map { region in
                guard case .still(let mask) = region.mask else { return nil }
                return mask
            })
    }

    /// A renderer with buffers of its own.
    ///
    /// - Parameters:
    ///   - networks: whose layers are named in errors.
    ///   - masks: of any size; one for each region, nil for a mask that moves.
    init(
        _ family: any FrameFamily, naming networks: NetworkFamily, mixing: MixingMethod,
        masks: [Image?] = []
    ) throws {
        worker = MixtureWorker(
            worker: LayerNamingWorker(try family.makeFrameWorker(), of: networks), mixing: mixing)
        let (width, height) = family.outputSize
        let size = Size(width: width, height: height)
        self.size = size
        self.masks = try masks.map { try $0?.resized(to: size) }
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
        let masks = try zip(masks, input.masks).map { still, moving in
            try still ?? moving?.resized(to: size)
        }
        var results = try renderColours(of: input.image.withoutAlpha, masks, mixtures)
        if let alpha = try input.image.alpha?.resized(to: size) {
            results = try results.map { try $0.withAlpha(alpha) }
        }
        return try both.map { try $0.layout.placed(results, on: $0.page) } ?? results[0]
    }

    /// One image by each method.
    private func renderColours(
        of image: Image, _ masks: [Image?], _ mixtures: FrameMixtures
    ) throws -> [Image] {
        let regions = zip(mixtures.regions, masks).compactMap { mixture, mask in
            mask.map { (mixture: mixture, mask: $0) }
        }
        let images = try worker.images(of: image, [mixtures.main] + regions.map(\.mixture))
        return images.map { images in
            zip(images.dropFirst(), regions).reduce(images[0]) { below, region in
                below.covered(by: region.0, where: region.1.mask)
            }
        }
    }
}
