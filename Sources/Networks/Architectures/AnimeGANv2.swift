import Graphs
import Imaging
import Weights

/// The generator of AnimeGANv2 (Chen et al., ISICA 2019, and TachibanaYoshino/AnimeGANv2), as model.py
/// of bryandlee/animegan2-pytorch builds it and names its tensors.
///
/// | layer | kernel | stride | output |
/// |---|---|---|---|
/// | block_a.0, .1, .2 | 7×7, 3×3, 3×3 | 1, 2, 1 | a, b, b channels |
/// | block_b.0, .1 | 3×3 | 2, 1 | c, c channels |
/// | block_c.0 | 3×3 | 1 | c channels |
/// | block_c.1 … .4: layers.0 1×1, layers.1 3×3 a channel, layers.2 1×1 | – | 1 | d channels |
/// | block_c.5 | 3×3 | 1 | c channels |
/// | enlarged to the size of block_a, block_d.0, .1 | 3×3 | 1 | c channels |
/// | enlarged to the input's size, block_e.0, .1, .2 | 3×3, 3×3, 7×7 | 1 | b, b, a channels |
/// | out_layer.0, tanh | 1×1 | 1 | image |
///
/// Every convolution but out_layer.0 is followed by a normalization over all channels and pixels (a group
/// normalization of one group, ε 10⁻⁵) and, but for layers.2, by LeakyReLU of slope 0.2.  Padding is
/// reflection, with stride 2 to the right and below only.  Residual where a block keeps its channels.
/// Enlarging is bilinear with aligned corners, as the published demonstration (hubconf.py) has it;
/// test.py does so on request.  Colours: RGB from −1 to 1 (test.py).
struct AnimeGANv2: Architecture {
    static let name = "AnimeGANv2"
    var convention: PixelConvention { PixelConvention(order: .rgb, range: .signed) }

    init?(recognising checkpoint: Checkpoint) {
        guard
            checkpoint.hasTensors(
                "block_a.0.1.weight", "block_c.1.layers.0.1.weight", "out_layer.0.weight")
        else { return nil }
    }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int {
        var x = try layer(&graph, graph.input, "block_a.0")
        x = try halvedLayer(&graph, x, "block_a.1")
        let half = graph.shape(of: x)
        x = try layer(&graph, x, "block_a.2")
        x = try halvedLayer(&graph, x, "block_b.0")
        for name in ["block_b.1", "block_c.0"] { x = try layer(&graph, x, name) }
        for number in 1...4 { x = try residualBlock(&graph, x, "block_c.\(number)") }
        x = try layer(&graph, x, "block_c.5")
        x = try enlarged(&graph, x, "block_d", to: half)
        for name in ["block_d.0", "block_d.1"] { x = try layer(&graph, x, name) }
        x = try enlarged(&graph, x, "block_e", to: graph.shape(of: graph.input))
        for name in ["block_e.0", "block_e.1", "block_e.2"] { x = try layer(&graph, x, name) }
        x = try graph.convolution(x, "out_layer.0", hasBias: false)
        return try graph.append("out_layer.1", .activation(.tanh), x)
    }

    /// Padding, convolution, normalization and LeakyReLU; a bias only where channels are by themselves.
    private func layer(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String, groups: Int? = nil
    ) throws(GraphError) -> Int {
        let y = try graph.reflectedConvolution(
            x, "\(name).1", padding: "\(name).0", groups: groups ?? 1, hasBias: groups != nil)
        return try finished(&graph, y, name)
    }

    /// A layer that halves the size, padded to the right and below only.
    private func halvedLayer(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let edges = Edges(top: 0, left: 0, bottom: 1, right: 1)
        var y = try graph.append("\(name).0", .padding(Padding(mode: .reflect, edges: edges)), x)
        y = try graph.convolution(y, "\(name).1", stride: 2, padding: 0, hasBias: false)
        return try finished(&graph, y, name)
    }

    private func finished(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let y = try normalized(&graph, x, "\(name).2")
        return try graph.append("\(name).3", .activation(.leakyReLU(slope: 0.2)), y)
    }

    private func residualBlock(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        var y = try graph.convolution(x, "\(name).layers.0.1", hasBias: false)
        y = try finished(&graph, y, "\(name).layers.0")
        let channels = graph.shape(of: y).channels
        y = try layer(&graph, y, "\(name).layers.1", groups: channels)
        y = try graph.convolution(y, "\(name).layers.2", hasBias: false)
        y = try normalized(&graph, y, "\(name).layers.3")
        guard graph.shape(of: x).channels == graph.shape(of: y).channels else { return y }
        return try graph.append(name, .addition, x, y)
    }

    private func normalized(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        let channels = graph.shape(of: x).channels
        let normalization = GroupNormalization(
            groups: 1, scale: try graph.channelParameter("\(name).weight", channels: channels),
            shift: try graph.channelParameter("\(name).bias", channels: channels))
        return try graph.append(name, .groupNormalization(normalization), x)
    }

    private func enlarged(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String, to target: Shape
    ) throws(GraphError) -> Int {
        let shape = graph.shape(of: x)
        let scale = Resizing.Scale(
            Double(target.height) / Double(shape.height), Double(target.width) / Double(shape.width)
        )
        let resizing = Resizing(
            size: Pair(target.height, target.width), scale: scale, filter: .linear,
            coordinates: .alignCorners)
        return try graph.append("\(name).upsample", .resizing(resizing), x)
    }
}
