import Graphs
import Networks
import Testing
import Weights

@testable import Inference

/// What is lost at the edges of tiles, against what kernels and strides say on paper.
struct AxisMarginsTests {
    @Test("a kernel of 5×5 is computed three pixels at a time and loses them, one of 1×1 none")
    func kernels() throws {
        let wide = try #require(try cut([Self.convolution(5)]))
        #expect((wide.lostBefore, wide.lostAfter, wide.alignment) == (3, 3, 12))
        let narrow = try #require(try cut([Self.convolution(1)]))
        #expect((narrow.lostBefore, narrow.lostAfter) == (0, 0))
    }

    @Test("kernels of 3×3 are computed four pixels at a time, and each layer loses as many")
    func blocks() throws {
        for layers in 1...5 {
            let cut = try #require(
                try cut((0..<layers).map { _ in Self.convolution(3) }))
            #expect((cut.lostBefore, cut.lostAfter) == (4 * layers, 4 * layers))
        }
    }

    @Test("after a stride of two a pixel of the network is two of the picture")
    func strides() throws {
        let layers = [
            Self.convolution(4, stride: 2, padding: 1), Self.convolution(5, padding: 2),
            SmallNetwork.Layer("Upsample", ["scales": .floats([1, 1, 2, 2])]),
        ]
        let cut = try #require(try cut(layers))
        #expect(cut.alignment == 24)
        // Of 12m halved rows the first and the last read beyond the tile.  5×5 computes three rows from
        // rows 3k − 2 … 3k + 5: right are 3 … 12m − 7, and twice as many.
        #expect((cut.lostBefore, cut.lostAfter) == (6, 12))
    }

    @Test("what a convolution without padding loses counts from the tile's own edges")
    func noPadding() throws {
        let cut = try #require(
            try cut(
                [Self.convolution(5, padding: 0)], rule: SizeRule(scale: 1, multiple: 1, loss: 4))
        )
        // Rows 3k … 3k + 2 of the output read rows 3k … 3k + 7 of the input, the last of them for taps of
        // zero.  Of 12m input rows the blocks k ≤ 4m − 3 are right, up to row 12m − 7.
        #expect((cut.lostBefore, cut.lostAfter) == (0, 6))
    }

    @Test("networks that see the whole picture are not cut")
    func whole() throws {
        let normalized = SmallNetwork.Layer(
            "InstanceNormalization", [:],
            [("s", [3], [1, 1, 1]), ("t", [3], [0, 0, 0])])
        #expect(try cut([Self.convolution(3), normalized]) == nil)
        let network = try SmallNetwork.chain([Self.convolution(3), normalized])
        #expect(try NetworkFamily([("a", network)]).tileMargins == nil)
    }

    @Test("enlarging by weights that depend on the picture's size is not cut")
    func alignedCorners() throws {
        let resize = { (coordinates: Resizing.Coordinates) in
            try TileDependency.output(
                of: Self.enlarging(24, coordinates), in: Self.enlarging(72, coordinates), from: 24,
                along: .rows)
        }
        let half = try #require(try resize(.halfPixel))
        #expect(half.offset == 48)
        // Output row 0 reads rows −1 and 0: one row is lost on each side of 48.
        #expect(half.valid == 1..<47)
        #expect(try resize(.alignCorners)?.valid.isEmpty != false)
    }

    private static func enlarging(
        _ side: Int, _ coordinates: Resizing.Coordinates
    ) throws -> Graph {
        var graph = AnyGraph(
            seed: 0, channels: 3, height: side, width: 4, members: 1, largestValue: 1 << 20)
        graph.append(
            .resizing(
                Resizing(
                    size: Pair(2 * side, 8), scale: Resizing.Scale(2, 2), filter: .linear,
                    coordinates: coordinates)), [0])
        return graph.graph
    }

    private func cut(
        _ layers: [SmallNetwork.Layer], rule: SizeRule? = nil
    ) throws -> AxisMargins? {
        let network = try SmallNetwork.chain(layers)
        return AxisMargins(try rule ?? network.sizeRule(), along: .rows) {
            try network.graph(height: $0, width: 64)
        }
    }

    private static func convolution(
        _ kernel: Int, stride: Int = 1, padding: Int? = nil
    ) -> SmallNetwork.Layer {
        let pad = Int64(padding ?? kernel / 2)
        return SmallNetwork.Layer(
            "Conv",
            [
                "strides": .ints([Int64(stride), Int64(stride)]),
                "pads": .ints([pad, pad, pad, pad]),
            ],
            [("w", [3, 3, kernel, kernel], Array(repeating: 0.1, count: 9 * kernel * kernel))])
    }
}

extension SmallNetwork {
    /// An operation on what the one before it makes.
    struct Layer {
        let operation: String
        let attributes: [String: ONNXNode.Attribute]
        let tensors: [(String, [Int], [Float])]

        init(
            _ operation: String, _ attributes: [String: ONNXNode.Attribute] = [:],
            _ tensors: [(String, [Int], [Float])] = []
        ) {
            (self.operation, self.attributes, self.tensors) = (operation, attributes, tensors)
        }
    }

    /// One layer after the other.
    static func chain(_ layers: [Layer]) throws -> Network {
        var (nodes, tensors) = ([ONNXNode](), [(String, [Int], [Float])]())
        for (index, layer) in layers.enumerated() {
            let own = layer.tensors.map { ("\($0.0)\(index)", $0.1, $0.2) }
            let input = index == 0 ? "x" : "v\(index - 1)"
            let output = index == layers.count - 1 ? "y" : "v\(index)"
            nodes.append(
                node(layer.operation, [input] + own.map(\.0), output, layer.attributes))
            tensors += own
        }
        return try Network(model(nodes, tensors))
    }
}
