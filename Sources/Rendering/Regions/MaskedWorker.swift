import Imaging
import Inference
import Timelines

/// Runs the network of the timeline and those of the regions on a picture, and lays the regions' results over
/// one another by their masks.  A mixture that occurs twice runs once.
struct MaskedWorker: FrameWorker {
    let worker: any FrameWorker
    /// Of the size of the pictures that come out, one channel.
    let masks: [Image]

    /// - Parameter weights: α, one a member for the timeline, then the same for each region.
    func render(_ picture: Image, weights: [Float]) throws -> Image {
        let layers = weights.layers(masks.count + 1)
        var rendered: [[Float]: Image] = [:]
        for layer in layers where rendered[layer] == nil {
            rendered[layer] = try worker.render(picture, weights: layer)
        }
        let pictures = layers.compactMap { rendered[$0] }
        return zip(pictures.dropFirst(), masks).reduce(pictures[0]) { below, region in
            below.covered(by: region.0, where: region.1)
        }
    }
}

extension [Float] {
    /// The α of so many layers one after another, by layer.
    fileprivate func layers(_ layerCount: Int) -> [[Float]] {
        let members = count / layerCount
        return (0..<layerCount).map { Array(self[$0 * members..<($0 + 1) * members]) }
    }
}

extension RenderPlan {
    /// A frame's mixture, and those of the regions.
    func mixtures(ofFrame frame: Int) -> [Mixture] {
        let time = timeline.time(ofFrame: frame)
        return [timeline.mixture(at: time)] + regions.map { $0.timeline.mixture(at: time) }
    }

    /// A frame's ``weights(ofFrame:)`` by layer: the timeline's, then the regions'.
    func layers(of weights: [Float]) -> [[Float]] { weights.layers(regions.count + 1) }

    /// A worker that renders the plan's frames: all layers of them.
    func makeFrameWorker(of family: any FrameFamily) throws -> any FrameWorker {
        let worker = LayerNamingWorker(try family.makeFrameWorker(), of: self.family)
        guard !regions.isEmpty else { return worker }
        let size = family.outputSize
        let masks = try regions.map { region in
            try region.mask.resized(width: size.width, height: size.height)
        }
        return MaskedWorker(worker: worker, masks: masks)
    }
}
