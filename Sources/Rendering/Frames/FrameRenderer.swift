import Imaging
import Inference

/// Renders the frames of a plan, one at a time: runs the timeline's network and those of the regions on a
/// picture, and lays the regions' results over one another by their masks.
struct FrameRenderer: Sendable {
    private let worker: any FrameWorker
    /// Of the size of the pictures that come out, one channel; one for each region.
    private let masks: [Image]

    /// With buffers of its own.
    init(_ plan: RenderPlan, of family: any FrameFamily) throws {
        worker = LayerNamingWorker(try family.makeFrameWorker(), of: plan.family)
        let size = family.outputSize
        masks = try plan.regions.map { region in
            try region.mask.resized(width: size.width, height: size.height)
        }
    }

    /// A frame's picture, not clipped to 0…1.
    ///
    /// - Throws: `InferenceError`.
    func render(_ picture: Image, _ mixtures: FrameMixtures) throws -> Image {
        let main = try worker.render(picture, weights: mixtures.main)
        var rendered = [mixtures.main: main]
        return try zip(mixtures.regions, masks).reduce(main) { below, region in
            let (mixture, mask) = region
            let picture = try rendered[mixture] ?? worker.render(picture, weights: mixture)
            rendered[mixture] = picture
            return below.covered(by: picture, where: mask)
        }
    }
}
