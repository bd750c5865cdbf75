import Graphs
import Imaging
import Weights

/// The U-shaped generator of pix2pix (Isola et al., arXiv 1611.07004), as models/networks.py of
/// pytorch-CycleGAN-and-pix2pix builds it and names its tensors.
///
/// Levels lie inside each other, each between a halving and a doubling; P is the name of a level.
///
/// | layer | kernel | stride |
/// |---|---|---|
/// | outermost: model.model.0 | 4×4 | 2 |
/// | level: LeakyReLU, P.1, P.2 | 4×4 | 2 |
/// | the next level, P.3 | – | – |
/// | level: ReLU, P.5, P.6, beside what the level took | 4×4 transposed | 2 |
/// | outermost: ReLU, model.model.3, tanh | 4×4 transposed | 2 |
///
/// LeakyReLU has slope 0.2; P.2 and P.6 are ``GeneratorNormalization``s.  The innermost level has P.1,
/// without normalization, then P.3 and P.4.  Its LeakyReLU works in place, so a level's input is joined
/// as that leaves it; the ReLU that follows makes the same of both.  Dropout does nothing after training.
/// Seven levels with the outermost (unet_128) or eight (unet_256), read from names; sides must be
/// multiples of 2 to that power.  Batch normalization uses the image's statistics, as the authors'
/// test.py does unless told `--eval`.  Colours: RGB from −1 to 1 (data/base_dataset.py).
struct UnetGenerator: Architecture {
    static let name = "UnetGenerator"

    /// The names of the levels inside the outermost, from outside in.
    private let levels: [String]
    private let normalization: GeneratorNormalization
    private let channels: Int

    init?(recognising checkpoint: Checkpoint) {
        guard let first = checkpoint.kernelShape("model.model.0.weight"),
            checkpoint.hasTensors("model.model.1.model.1.weight", "model.model.3.weight")
        else { return nil }
        var levels = ["model.model.1.model"]
        // Halving the longest side of an image leaves nothing after 20 levels.
        while levels.count < 20, let last = levels.last,
            checkpoint.hasTensors("\(last).3.model.1.weight")
        {
            levels.append("\(last).3.model")
        }
        self.levels = levels
        normalization = GeneratorNormalization(
            checkpoint, convolution: "\(levels[0]).1", normalization: "\(levels[0]).2")
        channels = first[1]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .signed) }

    var statistics: BatchStatistics { .picture }

    var sideMultiple: Int { 1 << (levels.count + 1) }

    func ignores(_ tensor: String) -> Bool { normalization.ignores(tensor) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try graph.convolution(
            graph.input, "model.model.0", stride: 2, padding: 1, hasBias: normalization.usesBias)
        var taken: [Int] = []
        for (depth, level) in levels.enumerated() {
            taken.append(x)
            x = try halved(&graph, x, level, isInnermost: depth == levels.count - 1)
        }
        for (depth, level) in levels.enumerated().reversed() {
            x = try doubled(&graph, x, level, at: depth == levels.count - 1 ? 3 : 5)
            x = try graph.append(
                "\(level).cat", .concatenation(Concatenation()), taken[depth], x)
        }
        x = try graph.append("model.model.2", .activation(.relu), x)
        x = try graph.transposedConvolution(x, "model.model.3", padding: 1)
        return try graph.append("model.model.4", .activation(.tanh), x)
    }

    private func halved(
        _ graph: inout GraphBuilder, _ x: Int, _ level: String, isInnermost: Bool
    ) throws(GraphError) -> Int {
        let y = try graph.append("\(level).0", .activation(.leakyReLU(slope: 0.2)), x)
        let z = try graph.convolution(
            y, "\(level).1", stride: 2, padding: 1, hasBias: normalization.usesBias)
        return isInnermost ? z : try normalization.append(&graph, z, "\(level).2")
    }

    private func doubled(
        _ graph: inout GraphBuilder, _ x: Int, _ level: String, at place: Int
    ) throws(GraphError) -> Int {
        let y = try graph.append("\(level).\(place - 1)", .activation(.relu), x)
        let z = try graph.transposedConvolution(
            y, "\(level).\(place)", padding: 1, hasBias: normalization.usesBias)
        return try normalization.append(&graph, z, "\(level).\(place + 1)")
    }
}
