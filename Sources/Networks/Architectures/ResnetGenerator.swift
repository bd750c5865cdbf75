import Graphs
import Imaging
import Weights

/// The residual generator of CycleGAN (Zhu et al., arXiv 1703.10593), as models/networks.py of
/// pytorch-CycleGAN-and-pix2pix builds it and names its tensors.
///
/// | layer | kernel | stride | output |
/// |---|---|---|---|
/// | model.1, .2, ReLU | 7×7, reflected | 1 | c channels |
/// | model.4, .5, ReLU | 3×3 | 2 | 2c channels |
/// | model.7, .8, ReLU | 3×3 | 2 | 4c channels |
/// | model.10 … of N: conv_block.1, .2, ReLU, .5, .6, + input | 3×3, reflected | 1 | 4c channels |
/// | model.10+N, next, ReLU | 3×3 transposed | 2 | 2c channels |
/// | model.13+N, next, ReLU | 3×3 transposed | 2 | c channels |
/// | model.17+N, tanh | 7×7, reflected | 1 | image |
///
/// Each second number is a ``GeneratorNormalization``.  With dropout, which does nothing after training,
/// the second half of a block has the numbers 6 and 7.  Six or nine blocks, read from names like the other
/// sizes.  Batch normalization uses the image's statistics, as the authors' test.py does unless told
/// `--eval`.  Colours: RGB from −1 to 1 (data/base_dataset.py).
struct ResnetGenerator: Architecture {
    static let name = "ResnetGenerator"

    private let blocks: Int
    private let hasDropout: Bool
    private let normalization: GeneratorNormalization
    private let channels: Int

    init?(recognising checkpoint: Checkpoint) {
        guard let first = checkpoint.kernelShape("model.1.weight"),
            checkpoint.hasTensors("model.4.weight", "model.10.conv_block.1.weight")
        else { return nil }
        blocks = checkpoint.count(from: 10) { "model.\($0).conv_block.1.weight" }
        hasDropout = checkpoint.kernelShape("model.10.conv_block.6.weight") != nil
        normalization = GeneratorNormalization(
            checkpoint, convolution: "model.1", normalization: "model.2")
        channels = first[1]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .signed) }

    var statistics: BatchStatistics { .picture }

    func ignores(_ tensor: String) -> Bool { normalization.ignores(tensor) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try graph.reflectedConvolution(
            graph.input, "model.1", padding: "model.0", hasBias: normalization.usesBias)
        x = try normalized(&graph, x, 2)
        for place in [4, 7] {
            x = try graph.convolution(
                x, "model.\(place)", stride: 2, hasBias: normalization.usesBias)
            x = try normalized(&graph, x, place + 1)
        }
        for block in 10..<10 + blocks { x = try residualBlock(&graph, x, "model.\(block)") }
        for place in [10 + blocks, 13 + blocks] {
            x = try graph.transposedConvolution(
                x, "model.\(place)", padding: 1, outputPadding: 1, hasBias: normalization.usesBias)
            x = try normalized(&graph, x, place + 1)
        }
        x = try graph.reflectedConvolution(
            x, "model.\(17 + blocks)", padding: "model.\(16 + blocks)")
        return try graph.append("model.\(18 + blocks)", .activation(.tanh), x)
    }

    private func normalized(
        _ graph: inout GraphBuilder, _ x: Int, _ place: Int
    ) throws(GraphError) -> Int {
        let y = try normalization.append(&graph, x, "model.\(place)")
        return try graph.append("model.\(place + 1)", .activation(.relu), y)
    }

    private func residualBlock(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let block = "\(name).conv_block"
        let second = hasDropout ? 6 : 5
        var y = try half(&graph, x, block, 1)
        y = try graph.append("\(block).3", .activation(.relu), y)
        y = try half(&graph, y, block, second)
        return try graph.append(name, .addition, x, y)
    }

    private func half(
        _ graph: inout GraphBuilder, _ x: Int, _ block: String, _ place: Int
    ) throws(GraphError) -> Int {
        let y = try graph.reflectedConvolution(
            x, "\(block).\(place)", padding: "\(block).\(place - 1)",
            hasBias: normalization.usesBias)
        return try normalization.append(&graph, y, "\(block).\(place + 1)")
    }
}
