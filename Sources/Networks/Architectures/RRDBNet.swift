import Graphs
import Imaging
import Weights

/// The generator of ESRGAN (Wang et al., arXiv 1809.00219) and Real-ESRGAN (arXiv 2107.10833): residual
/// blocks of densely connected blocks.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | pixel unshuffle by f, where the first convolution takes 3 · f² channels | – | 3 · f² channels / f |
/// | first | 3×3 | c channels |
/// | N × 3 dense blocks of conv1 … conv5, each seeing all before it | 3×3 | g, g, g, g, c channels |
/// | trunk, + first | 3×3 | c channels |
/// | for each up: ×2 nearest, up, LeakyReLU | 3×3 | c channels × 2 |
/// | high, LeakyReLU | 3×3 | c channels |
/// | last | 3×3 | image |
///
/// LeakyReLU has slope 0.2 and stands after conv1 … conv4 too; what a dense block makes, and what three of
/// them make, is scaled by 0.2 and added to their input.  Three generations of names: `model.1.sub.0.RDB1`
/// (first BasicSR, KAIR), `RRDB_trunk.0.RDB1` (ESRGAN), `body.0.rdb1` (BasicSR, Real-ESRGAN).  Sizes are
/// read from shapes; factors of unshuffling are Real-ESRGAN's for ×2 (f = 2) and ×1 (f = 4).  Colours: RGB
/// from 0 to 1 (test.py of ESRGAN, utils.py of Real-ESRGAN).
struct RRDBNet: Architecture {
    static let name = "RRDBNet"

    private enum Names {
        /// KAIR's fifth convolution of a dense block is no sequence of its own.
        case numbered(SequentialUpsampling, fifth: String)
        case trunk
        case body

        init?(_ checkpoint: Checkpoint) {
            if checkpoint.hasTensors("model.0.weight", "model.1.sub.0.RDB1.conv1.0.weight") {
                guard let upsampling = SequentialUpsampling(checkpoint) else { return nil }
                let isKAIR = checkpoint.hasTensors("model.1.sub.0.RDB1.conv5.weight")
                self = .numbered(upsampling, fifth: isKAIR ? "conv5" : "conv5.0")
            } else if checkpoint.hasTensors(
                "conv_first.weight", "RRDB_trunk.0.RDB1.conv1.weight", "conv_last.weight")
            {
                self = .trunk
            } else if checkpoint.hasTensors(
                "conv_first.weight", "body.0.rdb1.conv1.weight", "conv_last.weight")
            {
                self = .body
            } else {
                return nil
            }
        }

        var first: String {
            if case .numbered = self { return "model.0" }
            return "conv_first"
        }

        var last: String {
            if case .numbered(let upsampling, _) = self { return upsampling.last }
            return "conv_last"
        }

        /// One convolution of a dense block; blocks count from 0, dense blocks and convolutions from 1.
        func convolution(_ block: Int, _ dense: Int, _ number: Int) -> String {
            switch self {
            case .numbered(_, let fifth):
                "model.1.sub.\(block).RDB\(dense).\(number == 5 ? fifth : "conv\(number).0")"
            case .trunk: "RRDB_trunk.\(block).RDB\(dense).conv\(number)"
            case .body: "body.\(block).rdb\(dense).conv\(number)"
            }
        }
    }

    private let names: Names
    private let blocks: Int
    private let upsamplings: Int
    private let channels: Int

    init?(recognising checkpoint: Checkpoint) {
        guard let names = Names(checkpoint),
            let last = checkpoint.kernelShape("\(names.last).weight")
        else { return nil }
        self.names = names
        blocks = checkpoint.count { "\(names.convolution($0, 1, 1)).weight" }
        upsamplings = checkpoint.count(from: 1) { "\(Self.up(names, $0)).weight" }
        channels = last[0]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let first = try graph.convolution(try unshuffled(&graph), names.first)
        var x = first
        for block in 0..<blocks { x = try residualBlock(&graph, x, block) }
        x = try graph.convolution(x, trunk)
        x = try graph.append("trunk", .addition, first, x)
        if case .numbered(let upsampling, _) = names {
            return try upsampling.forward(&graph, x, Self.leaky)
        }
        for number in 0..<upsamplings {
            let name = Self.up(names, number + 1)
            x = try graph.enlarged(x, "\(name).upsample", by: 2)
            x = try rectified(&graph, x, name)
        }
        x = try rectified(&graph, x, high)
        return try graph.convolution(x, "conv_last")
    }

    private static let leaky = Activation.leakyReLU(slope: 0.2)

    private var trunk: String {
        switch names {
        case .numbered: "model.1.sub.\(blocks)"
        case .trunk: "trunk_conv"
        case .body: "conv_body"
        }
    }

    private var high: String { if case .trunk = names { "HRconv" } else { "conv_hr" } }

    private static func up(_ names: Names, _ number: Int) -> String {
        if case .trunk = names { "upconv\(number)" } else { "conv_up\(number)" }
    }

    /// The input, with blocks of pixels folded to channels where the first convolution takes them so.
    private func unshuffled(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let inputs = graph.tensorShape("\(names.first).weight").flatMap {
            $0.count == 4 ? $0[1] : nil
        }
        guard let inputs, channels > 0, inputs > channels, inputs % channels == 0,
            let factor = wholeRoot(inputs / channels)
        else { return graph.input }
        return try graph.append(
            "unshuffle", .pixelUnshuffle(PixelUnshuffle(factor: factor)), graph.input)
    }

    private func residualBlock(
        _ graph: inout GraphBuilder, _ input: Int, _ block: Int
    ) throws(GraphError) -> Int {
        var x = input
        for dense in 1...3 { x = try denseBlock(&graph, x, block, dense) }
        return try graph.sum(x, scaledBy: 0.2, input, "block\(block)")
    }

    private func denseBlock(
        _ graph: inout GraphBuilder, _ input: Int, _ block: Int, _ dense: Int
    ) throws(GraphError) -> Int {
        var seen = [input]
        for number in 1...4 {
            let x = try joined(&graph, seen, block, dense)
            seen.append(try rectified(&graph, x, names.convolution(block, dense, number)))
        }
        let x = try joined(&graph, seen, block, dense)
        let last = try graph.convolution(x, names.convolution(block, dense, 5))
        return try graph.sum(last, scaledBy: 0.2, input, "block\(block).dense\(dense)")
    }

    private func joined(
        _ graph: inout GraphBuilder, _ seen: [Int], _ block: Int, _ dense: Int
    ) throws(GraphError) -> Int {
        guard seen.count > 1 else { return seen[0] }
        return try graph.append(
            "block\(block).dense\(dense).join\(seen.count)", .concatenation(Concatenation()), seen)
    }

    private func rectified(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let y = try graph.convolution(x, name)
        return try graph.append("\(name).lrelu", .activation(Self.leaky), y)
    }
}

extension GraphBuilder {
    /// factor · x + y
    fileprivate mutating func sum(
        _ x: Int, scaledBy factor: Float, _ y: Int, _ name: String
    ) throws(GraphError) -> Int {
        let scaled = try append(
            "\(name).scale", .activation(.linear(slope: factor, offset: 0)), x)
        return try append(name, .addition, scaled, y)
    }
}
