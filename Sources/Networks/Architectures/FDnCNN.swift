import Weights

/// KAIR's denoiser for every noise level: a ``PlainDenoiser`` that takes σ / 255 in one more channel and
/// makes the picture itself.
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
        PixelConvention(channels: layers.outputs, range: 0...1).with(noiseLevel: 15)
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let picture = graph.shape(of: graph.input)
        let level = Fill(
            (graph.noiseLevel ?? 15) / 255, sizes: [1, 1, picture.height, picture.width])
        let map = try graph.append("noise_level_map", .fill(level), [])
        let input = try graph.append(
            "input", .concatenation(Concatenation()), graph.input, map)
        return try layers.forward(&graph, input)
    }
}
