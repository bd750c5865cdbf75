import Imaging
import Inference
import Timelines

/// Renders the frames of a plan, one at a time: runs the timeline's network and those of the regions on
/// an image, and lays the regions' results over one another by their masks.
struct FrameRenderer: Sendable {
    private let worker: any FrameWorker
    /// Of the size of the pictures that come out, one channel; one for each region.
    private let masks: [Image]

    /// A renderer with buffers of its own.
    init(_ plan: RenderPlan, of family: any FrameFamily) throws {
        worker = LayerNamingWorker(try family.makeFrameWorker(), of: plan.family)
        let size = family.outputSize
        masks = try plan.regions.map { region in
            try region.mask.resized(width: size.width, height: size.height)
        }
    }

    /// A frame's result, not clipped to 0…1.
    ///
    /// The alpha of an image of four channels goes beside the networks, which see its straight colours, and
    /// is scaled as they scale.
    ///
    /// - Throws: `InferenceError`.
    func render(_ image: Image, _ mixtures: FrameMixtures) throws -> Image {
        guard let alpha = image.alpha else { return try renderColours(of: image, mixtures) }
        let result = try renderColours(of: image.withoutAlpha, mixtures)
        return try result.withAlpha(alpha.resized(to: result.size))
    }

    private func renderColours(of image: Image, _ mixtures: FrameMixtures) throws -> Image {
        let main = try worker.render(image, weights: mixtures.main)
        var rendered = [mixtures.main: main]
        return try zip(mixtures.regions, masks).reduce(main) { below, region in
            let (mixture, mask) = region
            let result = try rendered[mixture] ?? worker.render(image, weights: mixture)
            rendered[mixture] = result
            return below.covered(by: result, where: mask)
        }
    }
}
