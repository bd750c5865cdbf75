import Graphs
import Imaging
import Weights

/// The feed-forward style network of Johnson et al. (arXiv 1603.08155) with instance normalization,
/// as PyTorch's example fast_neural_style builds it and names its tensors.
///
/// | layer | kernel | stride | output |
/// |---|---|---|---|
/// | conv1, in1, ReLU | 9×9 | 1 | a channels |
/// | conv2, in2, ReLU | 3×3 | 2 | b channels |
/// | conv3, in3, ReLU | 3×3 | 2 | c channels |
/// | res1 … resN | 2 × 3×3 | 1 | c channels |
/// | ×2, deconv1, in4, ReLU | 3×3 | 1 | b channels |
/// | ×2, deconv2, in5, ReLU | 3×3 | 1 | a channels |
/// | deconv3 | 9×9 | 1 | image |
///
/// All convolutions are padded by reflection.  The authors' networks have a, b, c = 32, 64, 128 and
/// five residual blocks; sizes are read from the tensors.
struct TransformerNet: Architecture {
    static let name = "TransformerNet"
    var convention: PixelConvention { PixelConvention(order: .rgb, range: .bytes) }

    let residualBlocks: Int

    init?(recognising checkpoint: Checkpoint) {
        guard
            checkpoint.hasTensors(
                "conv1.conv2d.weight", "in1.weight", "res1.conv1.conv2d.weight",
                "deconv3.conv2d.weight")
        else { return nil }
        residualBlocks = checkpoint.count(from: 1) { "res\($0).conv1.conv2d.weight" }
    }

    /// The published files hold statistics from training that their program deletes.
    func ignores(_ tensor: String) -> Bool {
        tensor.hasSuffix(".running_mean") || tensor.hasSuffix(".running_var")
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try block(&graph, graph.input, "conv1", "in1")
        x = try block(&graph, x, "conv2", "in2", stride: 2)
        x = try block(&graph, x, "conv3", "in3", stride: 2)
        for index in 1...residualBlocks {
            let y = try block(&graph, x, "res\(index).conv1", "res\(index).in1")
            let z = try convolution(&graph, y, "res\(index).conv2")
            let normalized = try graph.instanceNormalization(z, "res\(index).in2")
            x = try graph.append("res\(index)", .addition, normalized, x)
        }
        for (index, name) in [(4, "deconv1"), (5, "deconv2")] {
            x = try graph.enlarged(x, "\(name).upsample", by: 2)
            x = try block(&graph, x, name, "in\(index)")
        }
        return try convolution(&graph, x, "deconv3")
    }

    private func block(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String, _ normal: String, stride: Int = 1
    ) throws(GraphError) -> Int {
        let y = try convolution(&graph, x, name, stride: stride)
        let z = try graph.instanceNormalization(y, normal)
        return try graph.append("\(normal).relu", .activation(.relu), z)
    }

    private func convolution(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String, stride: Int = 1
    ) throws(GraphError) -> Int {
        try graph.reflectedConvolution(
            x, "\(name).conv2d", padding: "\(name).reflection_pad", stride: stride)
    }
}
