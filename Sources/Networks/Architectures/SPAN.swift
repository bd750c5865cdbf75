import Graphs
import Imaging
import Weights

/// The swift parameter-free attention network (Wan et al., arXiv 2311.12770) as basicsr/archs/span_arch.py
/// of hongyuanyu/SPAN builds it and names its tensors.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | (x − mean) · 255, unless the file has a tensor `no_norm` (spandrel) | – | 3 channels |
/// | conv_1 | 3×3 | c channels |
/// | block_1 … block_6: c1_r, SiLU, c2_r, SiLU, c3_r, (y + x) · (sigmoid(y) − ½) | 3×3 | c channels |
/// | conv_2 of the last block | 3×3 | c channels |
/// | conv_cat of conv_1, conv_2, block_1 and the last block's SiLU of c1_r | 1×1 | c channels |
/// | upsampler.0 | 3×3 | s² · 3 channels |
/// | pixel shuffle | – | image × s |
///
/// A 3×3 convolution is trained as two paths, 1×1, 3×3, 1×1 on the input with a margin of zeros, and a 1×1
/// of the input itself, which are summed; for use they are merged into one (`eval_conv`), which is not
/// linear in the parameters.  Where a file has the paths they are computed, so that mixing networks mixes
/// what was trained, and `eval_conv` is passed over, as the authors' program computes it anew; a file
/// with nothing but `eval_conv` is computed by that.  The SiLU is done in place there, which is why the
/// last concatenation sees it.  Sizes and the scale are read from shapes.  Colours: RGB from 0 to 1.
struct SPAN: Architecture {
    static let name = "SPAN"
    /// Of DIV2K, for red, green and blue.
    private static let mean: [Float] = [0.4488, 0.4371, 0.4040]

    private let channels: Int
    private let blocks: Int
    private let normalizes: Bool
    private let paths: Set<String>

    init?(recognising checkpoint: Checkpoint) {
        guard
            let first = checkpoint.kernelShape("conv_1.sk.weight")
                ?? checkpoint.kernelShape("conv_1.eval_conv.weight"),
            checkpoint.hasTensors("conv_cat.weight", "upsampler.0.weight")
        else { return nil }
        paths = Set(
            checkpoint.names.filter { $0.hasSuffix(".sk.weight") }
                .map { String($0.dropLast(".sk.weight".count)) })
        channels = first[1]
        let part = paths.isEmpty ? "eval_conv" : "sk"
        blocks = checkpoint.count(from: 1) { "block_\($0).c1_r.\(part).weight" }
        guard blocks > 0 else { return nil }
        normalizes = !checkpoint.hasTensors("no_norm")
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .unit) }

    /// What the authors' program computes anew, and the mark that stands for a setting.
    func ignores(_ tensor: String) -> Bool {
        if tensor == "no_norm" { return true }
        return [".eval_conv.weight", ".eval_conv.bias"].contains {
            tensor.hasSuffix($0) && paths.contains(String(tensor.dropLast($0.count)))
        }
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        let input = normalizes ? try normalized(&graph) : graph.input
        let first = try convolution(&graph, input, "conv_1")
        var (x, gated, outputs) = (first, first, [Int]())
        for number in 1...blocks {
            (x, gated) = try block(&graph, x, "block_\(number)")
            outputs.append(x)
        }
        x = try convolution(&graph, x, "conv_2")
        x = try graph.append(
            "cat", .concatenation(Concatenation()), [first, x, outputs[0], gated])
        x = try graph.convolution(x, "conv_cat")
        x = try graph.convolution(x, "upsampler.0")
        let folded = graph.shape(of: x).channels
        guard folded % channels == 0, let scale = wholeRoot(folded / channels) else {
            throw .wrongShape(
                file: graph.file, tensor: "upsampler.0.weight",
                found: graph.tensorShape("upsampler.0.weight") ?? [],
                expected: "\(channels) · s² outputs")
        }
        return scale == 1 ? x : try graph.shuffled(x, "upsampler.1", by: scale)
    }

    private func normalized(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var levels: [Int] = []
        for (channel, level) in Self.mean.enumerated() {
            levels.append(
                try graph.append("mean.\(channel)", .fill(Fill(level, sizes: [1, 1, 1, 1])), []))
        }
        let mean = try graph.append("mean", .concatenation(Concatenation()), levels)
        let difference = try graph.append(
            "input.mean", .arithmetic(Arithmetic(.subtraction)), graph.input, mean)
        return try graph.append(
            "input.range", .activation(.linear(slope: 255, offset: 0)), difference)
    }

    /// What the block makes, and its first activation.
    private func block(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> (output: Int, first: Int) {
        var y = try convolution(&graph, x, "\(name).c1_r")
        let first = try graph.append("\(name).act1", .activation(.silu), y)
        y = try convolution(&graph, first, "\(name).c2_r")
        y = try graph.append("\(name).act2", .activation(.silu), y)
        y = try convolution(&graph, y, "\(name).c3_r")
        let sigmoid = try graph.append("\(name).sigmoid", .activation(.sigmoid), y)
        let attention = try graph.append(
            "\(name).attention", .activation(.linear(slope: 1, offset: -0.5)), sigmoid)
        let sum = try graph.append("\(name).residual", .addition, y, x)
        let product = Arithmetic(.multiplication)
        return (try graph.append(name, .arithmetic(product), sum, attention), first)
    }

    private func convolution(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        guard paths.contains(name) else { return try graph.convolution(x, "\(name).eval_conv") }
        let margin = Padding(mode: .zero, edges: Edges(all: 1))
        var y = try graph.append("\(name).pad", .padding(margin), x)
        for part in 0..<3 {
            y = try graph.convolution(y, "\(name).conv.\(part)", padding: 0)
        }
        let straight = try graph.convolution(x, "\(name).sk")
        return try graph.append(name, .addition, y, straight)
    }
}
