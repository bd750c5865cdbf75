import Graphs
import Testing
import Weights

/// Receptive fields against the closed forms.
struct ReceptiveFieldTests {
    @Test("n convolutions of 3×3 see 2n + 1 pixels, as DnCNN's paper counts 41 for 20")
    func stack() throws {
        let field = try field { graph in
            var x = graph.input
            for _ in 0..<20 { x = try Self.convolution(&graph, x) }
            return x
        }
        #expect(field == ReceptiveField(41, 41))
    }

    @Test("strides widen the steps of what follows, enlargements narrow them")
    func strides() throws {
        let field = try field { graph in
            // 3 pixels, then steps of 2: 3 + 2·2, then steps of 1 again: 7 + 2.
            var x = try Self.convolution(&graph, graph.input, stride: 2)
            x = try Self.convolution(&graph, x)
            let doubled = NearestUpsampling(factors: Pair(2, 2))
            x = try graph.append("up", .nearestUpsampling(doubled), x)
            return try Self.convolution(&graph, x)
        }
        #expect(field == ReceptiveField(9, 9))
    }

    @Test("an unshuffle sees its block, a skip the wider of its ways")
    func blocks() throws {
        let field = try field { graph in
            let folded = try graph.append(
                "fold", .pixelUnshuffle(PixelUnshuffle(factor: 2)), graph.input)
            let y = try Self.slice(&graph, folded)
            let z = try Self.convolution(&graph, y)
            return try graph.append("add", .addition, y, z)
        }
        // A block of 2 pixels, then 3 of them 2 apart.
        #expect(field == ReceptiveField(6, 6))
    }

    @Test("normalisation over pixels sees the whole picture besides")
    func whole() throws {
        let field = try field { graph in
            let x = try Self.convolution(&graph, graph.input)
            return try graph.append(
                "norm", .instanceNormalization(InstanceNormalization(scale: nil, shift: nil)), x)
        }
        #expect(field == ReceptiveField(3, 3, seesWholeImage: true))
    }

    private func field(
        _ forward: (inout GraphBuilder) throws -> Int
    ) throws -> ReceptiveField {
        let weight = Tensor(shape: [1, 1, 3, 3], values: Array(repeating: 1, count: 9))
        var graph = try GraphBuilder(
            file: "net", tensors: ["w": weight], input: Shape(channels: 1, height: 96, width: 96))
        let output = try forward(&graph)
        return graph.finish(output: output).receptiveField
    }

    private static func convolution(
        _ graph: inout GraphBuilder, _ x: Int, stride: Int = 1
    ) throws -> Int {
        let (weight, shape) = try graph.parameter("w")
        let convolution = Convolution(
            weight: weight, bias: nil, weightShape: shape, strides: Pair(stride, stride),
            padding: Edges(all: 1))
        return try graph.append("conv", .convolution(convolution), x)
    }

    private static func slice(_ graph: inout GraphBuilder, _ x: Int) throws -> Int {
        let slicing = Slicing.channels(0..<1, of: graph.shape(of: x))
        return try graph.append("slice", .slicing(slicing), x)
    }
}

extension ReceptiveField {
    fileprivate init(_ y: Int, _ x: Int, seesWholeImage: Bool = false) {
        self.init(size: Pair(y, x), seesWholeImage: seesWholeImage)
    }
}
