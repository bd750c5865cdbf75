import Imaging
import Inference
import Timelines

/// Renders the frames of a plan, one at a time: runs the timeline's network and those of the regions on
/// an image, and lays the regions' results over one another by their masks.
struct FrameRenderer: Sendable {
    private let worker: any FrameWorker
    /// The size of the images that come out.
    private let size: Size
    /// Of that size, one channel; one for each region, nil for a mask that moves.
    private let masks: [Image?]

    /// A renderer with buffers of its own.
    init(_ plan: RenderPlan, of family: any FrameFamily) throws {
        worker = LayerNamingWorker(try family.makeFrameWorker(), of: plan.family)
        let (width, height) = family.outputSize
        let size = Size(width: width, height: height)
        self.size = size
        masks = try plan.regions.map { region -> Image? in
            guard case .still(let mask) = region.mask else { return nil }
            return try mask.resized(to: size)
        }
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
        guard let alpha = input.image.alpha else {
            return try renderColours(of: input.image, masks, mixtures)
        }
        let result = try renderColours(of: input.image.withoutAlpha, masks, mixtures)
        return try result.withAlpha(alpha.resized(to: result.size))
    }

    private func renderColours(
        of image: Image, _ masks: [Image?], _ mixtures: FrameMixtures
    ) throws -> Image {
        let main = try worker.render(image, weights: mixtures.main)
        var rendered = [mixtures.main: main]
        return try zip(mixtures.regions, masks).reduce(main) { below, region in
            let (mixture, mask) = region
            guard let mask else { return below }
            let result = try rendered[mixture] ?? worker.render(image, weights: mixture)
            rendered[mixture] = result
            return below.covered(by: result, where: mask)
        }
    }
}
