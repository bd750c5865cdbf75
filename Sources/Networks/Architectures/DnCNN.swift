import Graphs
import Imaging
import Weights

/// The denoiser of Zhang et al. (arXiv 1608.03981) in KAIR's form: a ``PlainDenoiser`` finds the noise,
/// which is taken from the input.
///
/// Three channels are RGB, one is grey, from 0 to 1 (main_test_dncnn.py).
struct DnCNN: Architecture {
    static let name = "DnCNN"

    private let layers: PlainDenoiser

    init?(recognising checkpoint: Checkpoint) {
        guard let layers = PlainDenoiser(checkpoint), layers.inputs == layers.outputs else {
            return nil
        }
        self.layers = layers
    }

    var convention: PixelConvention { PixelConvention(channels: layers.outputs, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let noise = try layers.forward(&graph, graph.input)
        return try graph.append(
            "residual", .arithmetic(Arithmetic(.subtraction)), graph.input, noise)
    }
}
