import Graphs
import Imaging
import Weights

/// The residual U-Net of DRUNet (Zhang et al., arXiv 2008.13751) in KAIR's form, models/network_unet.py.
///
/// | layer | kernel | stride | output |
/// |---|---|---|---|
/// | m_head | 3×3 | 1 | a channels |
/// | m_down1: N blocks, m_down1.N | 2×2 | 2 | b channels |
/// | m_down2, m_down3: likewise | 2×2 | 2 | c, d channels |
/// | m_body: N blocks | – | – | d channels |
/// | + m_down3; m_up3.0, N blocks | 2×2 transposed | 2 | c channels |
/// | + m_down2; m_up2; + m_down1; m_up1: likewise | 2×2 transposed | 2 | b, a channels |
/// | + m_head; m_tail | 3×3 | 1 | image |
///
/// A block is its input + res.0, ReLU, res.2, both 3×3.  Sides must be multiples of 8.  Sizes are read
/// from shapes; DRUNet's files have no biases, the program's default has.  A network that takes one
/// channel more than it makes is a denoiser and takes σ / 255 there, 15 unless the convention says
/// otherwise (main_test_drunet.py).  Colours: RGB or grey from 0 to 1.
struct UNetRes: Architecture {
    static let name = "UNetRes"

    private let blocks: Int
    private let hasBias: Bool
    private let inputs: Int
    private let outputs: Int

    init?(recognising checkpoint: Checkpoint) {
        guard checkpoint.hasTensors("m_down1.0.res.0.weight", "m_up3.0.weight"),
            let first = checkpoint.kernelShape("m_head.weight"),
            let last = checkpoint.kernelShape("m_tail.weight"),
            first[1] == last[0] || first[1] == last[0] + 1
        else { return nil }
        blocks = checkpoint.count { "m_body.\($0).res.0.weight" }
        hasBias = checkpoint.hasTensors("m_head.bias")
        (inputs, outputs) = (first[1], last[0])
    }

    var convention: PixelConvention {
        let colours = PixelConvention(channels: outputs, range: .unit)
        return inputs > outputs ? colours.with(noiseLevel: 15) : colours
    }

    var sideMultiple: Int { 8 }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let input = inputs > outputs ? try graph.noiseLevelled(graph.input) : graph.input
        var taken = [try graph.convolution(input, "m_head", hasBias: hasBias)]
        for level in 1...3 {
            let x = try residualBlocks(&graph, taken[level - 1], "m_down\(level)", from: 0)
            taken.append(
                try graph.convolution(
                    x, "m_down\(level).\(blocks)", stride: 2, padding: 0, hasBias: hasBias))
        }
        var x = try residualBlocks(&graph, taken[3], "m_body", from: 0)
        for level in (1...3).reversed() {
            x = try graph.append("m_down\(level).skip", .addition, x, taken[level])
            x = try graph.transposedConvolution(
                x, "m_up\(level).0", padding: 0, hasBias: hasBias)
            x = try residualBlocks(&graph, x, "m_up\(level)", from: 1)
        }
        x = try graph.append("m_head.skip", .addition, x, taken[0])
        return try graph.convolution(x, "m_tail", hasBias: hasBias)
    }

    /// The blocks of one level.
    ///
    /// - Parameter first: the number of the first one.
    private func residualBlocks(
        _ graph: inout GraphBuilder, _ input: Int, _ level: String, from first: Int
    ) throws(GraphError) -> Int {
        var x = input
        for index in 0..<blocks {
            let name = "\(level).\(first + index)"
            var y = try graph.convolution(x, "\(name).res.0", hasBias: hasBias)
            y = try graph.append("\(name).res.1", .activation(.relu), y)
            y = try graph.convolution(y, "\(name).res.2", hasBias: hasBias)
            x = try graph.append(name, .addition, x, y)
        }
        return x
    }
}
