import Graphs
import Imaging
import Weights

/// KAIR's denoiser for every noise level: a ``PlainDenoiser`` that takes σ / 255 in one more channel and
/// makes the image itself.
///
/// Three channels are RGB, one is grey, from 0 to 1; the noise level is 15 unless the convention says
/// otherwise, as in main_test_fdncnn.py.
struct FDnCNN: Architecture {
    static let name = "FDnCNN"

    private let layers: PlainDenoiser

    init?(recognising checkpoint: Checkpoint) {
        guard let layers = PlainDenoiser(checkpoint), layers.inputs == layers.outputs + 1 else {
            return nil
        }
        self.layers = layers
    }

    var convention: PixelConvention {
        PixelConvention(channels: layers.outputs, range: .unit).with(noiseLevel: 15)
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        return try layers.forward(&graph, try graph.noiseLevelled(graph.input))
    }
}
