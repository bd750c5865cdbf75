import Graphs
import Imaging
import Weights

/// The modified SRResNet of the first BasicSR (2018) in KAIR's form, models/network_msrresnet.py.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | model.0 | 3×3 | c channels |
/// | N × model.1.sub.K.res.0, ReLU, res.2, + input of the block | 3×3 | c channels |
/// | model.1.sub.N, + model.0 | 3×3 | c channels |
/// | ``SequentialUpsampling`` with ReLU | 3×3 | image × scale |
///
/// Sizes and the scale are read from shapes and numbers; KAIR's last convolution has no bias, the first
/// BasicSR's has one.  KAIR's other setting, LeakyReLU, leaves nothing in a file; the published ones have
/// ReLU.  Colours: RGB from 0 to 1 (main_test_msrresnet.py).
struct MSRResNet0: Architecture {
    static let name = "MSRResNet0"

    private let blocks: Int
    private let upsampling: SequentialUpsampling
    private let channels: Int

    init?(recognising checkpoint: Checkpoint) {
        guard checkpoint.hasTensors("model.0.weight", "model.1.sub.0.res.0.weight"),
            let upsampling = SequentialUpsampling(checkpoint),
            let last = checkpoint.kernelShape("\(upsampling.last).weight")
        else { return nil }
        self.upsampling = upsampling
        blocks = checkpoint.count { "model.1.sub.\($0).res.0.weight" }
        channels = last[0]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let first = try graph.convolution(graph.input, "model.0")
        var x = first
        for block in 0..<blocks {
            let name = "model.1.sub.\(block)"
            var y = try graph.convolution(x, "\(name).res.0")
            y = try graph.append("\(name).res.1", .activation(.relu), y)
            y = try graph.convolution(y, "\(name).res.2")
            x = try graph.append(name, .addition, x, y)
        }
        x = try graph.convolution(x, "model.1.sub.\(blocks)")
        x = try graph.append("model.1", .addition, first, x)
        return try upsampling.forward(&graph, x, .relu)
    }
}
