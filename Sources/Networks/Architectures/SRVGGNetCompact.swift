import Graphs
import Imaging
import Weights

/// The compact network of Real-ESRGAN (Wang et al., arXiv 2107.10833, release 0.2.5), as BasicSR's
/// srvgg_arch builds it and names its tensors.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | body.0, body.1 | 3×3, slopes | c channels |
/// | body.2, body.3 … | 3×3, slopes | c channels |
/// | body.2N | 3×3 | s² · 3 channels |
/// | pixel shuffle | – | image × s |
/// | + the input, every pixel repeated s × s times | – | image × s |
///
/// Sizes and the scale s are read from shapes.  The authors' networks have slopes that are parameters;
/// their program also knows ReLU and LeakyReLU of slope 0.1, which leave nothing in a file: a file
/// without slopes is taken for ReLU, unless its metadata says `activation` `leakyrelu`.  Colours:
/// Real-ESRGAN's realesrgan/utils.py, RGB from 0 to 1.
struct SRVGGNetCompact: Architecture {
    static let name = "SRVGGNetCompact"

    /// Convolutions, the last one included.
    let convolutions: Int
    let hasSlopes: Bool
    let channels: Int
    /// What the metadata say of the activation.
    let activation: String?

    init?(recognising checkpoint: Checkpoint) {
        guard let first = checkpoint.kernelShape("body.0.weight"),
            checkpoint.kernelShape("body.2.weight") != nil
        else { return nil }
        convolutions = checkpoint.count { "body.\(2 * $0).weight" }
        hasSlopes = checkpoint.hasTensors("body.1.weight")
        channels = first[1]
        activation = checkpoint.metadata["activation"]
    }

    var convention: PixelConvention { PixelConvention(channels: channels, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = graph.input
        for index in 0..<convolutions - 1 {
            x = try graph.convolution(x, "body.\(2 * index)")
            x = try rectified(&graph, x, "body.\(2 * index + 1)")
        }
        x = try graph.convolution(x, "body.\(2 * convolutions - 2)")
        let folded = graph.shape(of: x).channels
        guard folded % channels == 0, let scale = wholeRoot(folded / channels) else {
            throw .wrongShape(
                file: graph.file, tensor: "body.\(2 * convolutions - 2).weight",
                found: graph.tensorShape("body.\(2 * convolutions - 2).weight") ?? [],
                expected: "\(channels) · s² outputs")
        }
        guard scale > 1 else { return try graph.append("residual", .addition, x, graph.input) }
        let image = try graph.shuffled(x, "upsampler", by: scale)
        let base = try graph.enlarged(graph.input, "base", by: scale)
        return try graph.append("residual", .addition, image, base)
    }

    private func rectified(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        if hasSlopes {
            let channels = graph.shape(of: x).channels
            let slope = try graph.channelParameter("\(name).weight", channels: channels)
            return try graph.append(
                name, .parametricReLU(ParametricReLU(slope: slope, count: channels)), x)
        }
        switch activation {
        case nil, "relu": return try graph.append(name, .activation(.relu), x)
        case "leakyrelu": return try graph.append(name, .activation(.leakyReLU(slope: 0.1)), x)
        case .some(let other):
            throw .unsupportedAttribute(
                file: graph.file, node: "metadata", attribute: "activation", found: other,
                expected: "relu or leakyrelu")
        }
    }
}
