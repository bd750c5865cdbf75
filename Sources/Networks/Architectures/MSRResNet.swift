import Graphs
import Imaging
import Weights

/// The modified SRResNet (Ledig et al., arXiv 1609.04802, without batch normalization; Wang et al., arXiv
/// 1809.00219) of BasicSR's srresnet_arch, which KAIR calls MSRResNet1.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | conv_first, LeakyReLU | 3×3 | c channels |
/// | N × conv1, ReLU, conv2, + input of the block | 3×3 | c channels |
/// | upconv1, pixel shuffle by s, LeakyReLU; likewise upconv2 | 3×3 | s² · c channels, c channels × s |
/// | high, LeakyReLU | 3×3 | c channels |
/// | conv_last | 3×3 | image |
/// | + the input enlarged bilinearly | – | image |
///
/// LeakyReLU has slope 0.1.  Names are `body`, `conv_hr` in BasicSR and `recon_trunk`, `HRconv` in its
/// predecessors; sizes and scales (2, 3, or twice 2) are read from shapes.  Colours: RGB from 0 to 1
/// (basicsr/utils/img_util.py, KAIR's main_test_msrresnet.py).
struct MSRResNet: Architecture {
    static let name = "MSRResNet"

    private let trunk: String
    private let high: String
    private let blocks: Int
    private let upsamplings: Int
    private let channels: Int

    init?(recognising checkpoint: Checkpoint) {
        guard checkpoint.hasTensors("conv_first.weight", "upconv1.weight"),
            let last = checkpoint.kernelShape("conv_last.weight")
        else { return nil }
        let isOld = checkpoint.hasTensors("recon_trunk.0.conv1.weight")
        guard isOld || checkpoint.hasTensors("body.0.conv1.weight") else { return nil }
        let trunk = isOld ? "recon_trunk" : "body"
        self.trunk = trunk
        high = isOld ? "HRconv" : "conv_hr"
        blocks = checkpoint.count { "\(trunk).\($0).conv1.weight" }
        upsamplings = checkpoint.count(from: 1) { "upconv\($0).weight" }
        channels = last[0]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try graph.convolution(graph.input, "conv_first")
        x = try leaky(&graph, x, "conv_first")
        for block in 0..<blocks { x = try residualBlock(&graph, x, "\(trunk).\(block)") }
        for number in 1...upsamplings { x = try enlarged(&graph, x, "upconv\(number)") }
        x = try leaky(&graph, try graph.convolution(x, high), high)
        x = try graph.convolution(x, "conv_last")
        let scale = graph.shape(of: x).width / graph.shape(of: graph.input).width
        let base = Resizing(
            enlarging: graph.shape(of: graph.input), by: scale, filter: .linear)
        let enlarged = try graph.append("base", .resizing(base), graph.input)
        return try graph.append("residual", .addition, x, enlarged)
    }

    private func residualBlock(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        var y = try graph.convolution(x, "\(name).conv1")
        y = try graph.append("\(name).relu", .activation(.relu), y)
        y = try graph.convolution(y, "\(name).conv2")
        return try graph.append(name, .addition, x, y)
    }

    private func enlarged(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let y = try graph.convolution(x, name)
        let (outputs, inputs) = (graph.shape(of: y).channels, graph.shape(of: x).channels)
        guard outputs % inputs == 0, let factor = wholeRoot(outputs / inputs) else {
            throw .wrongShape(
                file: graph.file, tensor: "\(name).weight",
                found: graph.tensorShape("\(name).weight") ?? [],
                expected: "\(inputs) · s² outputs")
        }
        return try leaky(&graph, try graph.shuffled(y, "\(name).shuffle", by: factor), name)
    }

    private func leaky(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        try graph.append("\(name).lrelu", .activation(.leakyReLU(slope: 0.1)), x)
    }
}
