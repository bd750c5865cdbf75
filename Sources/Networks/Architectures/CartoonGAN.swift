import Graphs
import Imaging
import Weights

/// The generator of CartoonGAN (Chen et al., CVPR 2018), as network/Transformer.py of
/// Yijunmaverick/CartoonGAN-Test-Pytorch-Torch builds it and names its tensors.
///
/// | layer | kernel | stride | output |
/// |---|---|---|---|
/// | conv01_1, in01_1, ReLU | 7×7, reflected | 1 | c channels |
/// | conv02_1, conv02_2, in02_1, ReLU | 3×3 | 2, 1 | 2c channels |
/// | conv03_1, conv03_2, in03_1, ReLU | 3×3 | 2, 1 | 4c channels |
/// | conv04 … conv11: _1, in, ReLU, _2, in, + input | 3×3, reflected | 1 | 4c channels |
/// | deconv01_1, deconv01_2, in12_1, ReLU | 3×3 transposed, 3×3 | 2, 1 | 2c channels |
/// | deconv02_1, deconv02_2, in13_1, ReLU | 3×3 transposed, 3×3 | 2, 1 | c channels |
/// | deconv03_1, tanh | 7×7, reflected | 1 | image |
///
/// Normalization is over each channel's pixels with the biased variance and ε 10⁻⁹, parameters `scale` and
/// `shift`.  Colours: BGR from −1 to 1 (test.py).
struct CartoonGAN: Architecture {
    static let name = "CartoonGAN"
    var convention: PixelConvention { PixelConvention(order: .bgr, range: .signed) }

    init?(recognising checkpoint: Checkpoint) {
        guard checkpoint.hasTensors("conv01_1.weight", "in01_1.scale", "deconv03_1.weight") else {
            return nil
        }
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try graph.reflectedConvolution(
            graph.input, "conv01_1", padding: "refpad01_1")
        x = try rectified(&graph, x, "in01_1")
        for number in ["02", "03"] {
            x = try graph.convolution(x, "conv\(number)_1", stride: 2)
            x = try graph.convolution(x, "conv\(number)_2")
            x = try rectified(&graph, x, "in\(number)_1")
        }
        for number in ["04", "05", "06", "07", "08", "09", "10", "11"] {
            let y = try rectified(&graph, try half(&graph, x, "\(number)_1"), "in\(number)_1")
            let z = try normalized(&graph, try half(&graph, y, "\(number)_2"), "in\(number)_2")
            x = try graph.append("block\(number)", .addition, z, x)
        }
        for (number, normal) in [("01", "in12_1"), ("02", "in13_1")] {
            x = try graph.transposedConvolution(
                x, "deconv\(number)_1", padding: 1, outputPadding: 1)
            x = try graph.convolution(x, "deconv\(number)_2")
            x = try rectified(&graph, x, normal)
        }
        x = try graph.reflectedConvolution(x, "deconv03_1", padding: "refpad12_1")
        return try graph.append("tanh", .activation(.tanh), x)
    }

    private func half(
        _ graph: inout GraphBuilder, _ x: Int, _ number: String
    ) throws(GraphError) -> Int {
        try graph.reflectedConvolution(x, "conv\(number)", padding: "refpad\(number)")
    }

    private func normalized(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        try graph.instanceNormalization(x, name, scale: "scale", shift: "shift", epsilon: 1e-9)
    }

    private func rectified(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        try graph.append("\(name).relu", .activation(.relu), try normalized(&graph, x, name))
    }
}
