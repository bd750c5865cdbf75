import Graphs
import Testing
import Weights

/// Receptive fields against those found by changing one pixel of the input after the other.
struct MeasuredFieldTests {
    /// A few operations, after which an extent of pixels is known to matter.
    enum Case: CaseIterable {
        case convolution, dilated, strided, transposed, pooled, unshuffled, enlarged
        case slicedInSteps, selectedInSteps, flipped, transposedAxes, channelsLast, lackingChannels
        case parameterFirst, reshapedParameter, averaged, averagedRows
    }

    @Test("a field is what changing single pixels shows", arguments: Case.allCases)
    func field(_ example: Case) throws {
        let graph = try Self.graph(example)
        let measured = Self.measured(graph.graph, graph.parameters)
        let field = graph.graph.receptiveField
        if field.seesWholeImage {
            #expect(max(measured.y, measured.x) == Self.side)
        } else {
            #expect(measured == field.size)
        }
        #expect(field.seesWholeImage == (example == .averaged || example == .averagedRows))
    }

    private static let side = 24

    private static func graph(_ example: Case) throws -> (graph: Graph, parameters: [Tensor]) {
        let weight = Tensor(shape: [2, 2, 3, 3], values: (0..<36).map { 1 + Float($0 * $0 % 7) })
        let tensors = ["w": weight, "p": Tensor(shape: [2, 1, 1], values: [2, 3])]
        var builder = try GraphBuilder(
            file: "net", tensors: tensors, input: Shape(channels: 2, height: side, width: side))
        let output = try append(example, to: &builder)
        let graph = builder.finish(output: output)
        return (graph, graph.parameters.compactMap { tensors[$0.name] })
    }

    private static func append(_ example: Case, to graph: inout GraphBuilder) throws -> Int {
        let x = graph.input
        switch example {
        case .convolution: return try convolution(&graph, x)
        case .dilated:
            return try convolution(&graph, convolution(&graph, x), dilations: Pair(2, 1))
        case .strided: return try convolution(&graph, convolution(&graph, x, strides: Pair(2, 3)))
        case .transposed:
            let (slot, sizes) = try graph.parameter("w")
            let operation = TransposedConvolution(
                weight: slot, bias: nil, weightShape: sizes, strides: Pair(2, 2),
                padding: Edges(all: 1))
            return try convolution(&graph, graph.append("t", .transposedConvolution(operation), x))
        case .pooled:
            let pooling = Pooling(
                .mean(countsPadding: true), kernel: Pair(2, 3), strides: Pair(2, 1))
            return try convolution(&graph, graph.append("pool", .pooling(pooling), x))
        case .unshuffled:
            let folded = try graph.append("fold", .pixelUnshuffle(PixelUnshuffle(factor: 2)), x)
            let shape = graph.shape(of: folded)
            let all = try graph.append(
                "all", .reduction(Reduction(.sum, axes: [1])), folded)
            return try graph.append(
                "spread", .concatenation(Concatenation()), all,
                graph.append("slice", .slicing(.channels(0..<1, of: shape)), folded))
        case .enlarged:
            let doubled = NearestUpsampling(factors: Pair(2, 2))
            return try convolution(&graph, graph.append("up", .nearestUpsampling(doubled), x))
        case .slicedInSteps:
            let parts = [
                Slicing.Part.all(1), .all(2), .init(start: 1, count: 12, step: 2),
                .init(start: 0, count: 8, step: 3),
            ]
            return try convolution(&graph, graph.append("slice", .slicing(Slicing(parts)), x))
        case .selectedInSteps:
            let places = [1, 5, 9, 13, 17]
            return try convolution(
                &graph, graph.append("take", .selection(Selection(axis: 3, places: places)), x))
        case .flipped:
            let places = Array((0..<side).reversed())
            return try convolution(
                &graph, graph.append("flip", .selection(Selection(axis: 2, places: places)), x))
        case .transposedAxes:
            let dilated = try convolution(&graph, x, dilations: Pair(3, 1))
            let turned = try graph.append(
                "turn", .transposition(Transposition(axes: [0, 1, 3, 2])), dilated)
            return try convolution(&graph, turned, dilations: Pair(1, 2))
        case .channelsLast:
            let last = try graph.append(
                "last", .transposition(.channelsLast), convolution(&graph, x))
            let normalized = try graph.append(
                "norm", .layerNormalization(LayerNormalization(axes: [3], epsilon: 1e4)), last)
            return try graph.append("first", .transposition(.channelsFirst), normalized)
        case .lackingChannels:
            let sum = Reduction(.sum, axes: [1], keepsAxes: false)
            let flat = try graph.append("sum", .reduction(sum), x)
            let places = Array(stride(from: 0, to: side, by: 2))
            return try graph.append(
                "take", .selection(Selection(axis: 2, places: places)), flat)
        case .parameterFirst:
            let strided = try convolution(&graph, x, strides: Pair(2, 2))
            let scaled = try graph.append(
                "scale", .arithmetic(Arithmetic(.multiplication)), graph.parameterValue("p"),
                strided)
            return try convolution(&graph, scaled)
        case .reshapedParameter:
            let shaped = try graph.append(
                "shape", .reshaping(Reshaping([1, 2, 1, 1])), graph.parameterValue("p"))
            return try graph.append("add", .addition, x, shaped)
        case .averaged:
            return try graph.append("mean", .reduction(Reduction(.mean, axes: [2, 3])), x)
        case .averagedRows:
            return try graph.append("mean", .reduction(Reduction(.mean, axes: [2])), x)
        }
    }

    private static func convolution(
        _ graph: inout GraphBuilder, _ x: Int, strides: Pair = Pair(1, 1),
        dilations: Pair = Pair(1, 1)
    ) throws -> Int {
        let (weight, shape) = try graph.parameter("w")
        let convolution = Convolution(
            weight: weight, bias: nil, weightShape: shape, strides: strides, dilations: dilations,
            padding: Edges(
                top: dilations.y, left: dilations.x, bottom: dilations.y, right: dilations.x))
        return try graph.append("conv", .convolution(convolution), x)
    }

    /// Rows and columns from the first pixel to the last that change a number of the output, the most of
    /// any of its numbers.
    private static func measured(_ graph: Graph, _ parameters: [Tensor]) -> Pair {
        var picture = (0..<graph.inputShape.count).map { 1 + Float($0 * 37 % 101) / 64 }
        let plain = output(graph, parameters, picture)
        var seen = [(rows: Set<Int>, columns: Set<Int>)](
            repeating: ([], []), count: plain.count)
        for y in 0..<side {
            for x in 0..<side {
                let before = picture
                for channel in 0..<2 {
                    picture[(channel * side + y) * side + x] *= 8 + Float(channel)
                }
                for (index, value) in output(graph, parameters, picture).enumerated()
                where value != plain[index] {
                    seen[index].rows.insert(y)
                    seen[index].columns.insert(x)
                }
                picture = before
            }
        }
        func extent(_ places: Set<Int>) -> Int { (places.max() ?? -1) - (places.min() ?? 0) + 1 }
        return Pair(
            seen.map { extent($0.rows) }.max() ?? 0, seen.map { extent($0.columns) }.max() ?? 0)
    }

    private static func output(
        _ graph: Graph, _ parameters: [Tensor], _ picture: [Float]
    ) -> [Float] {
        var values = [Tensor(shape: graph.inputShape.sizes, values: picture)]
        for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
            values.append(
                node.operation.rule.evaluate(
                    node.inputs.map { values[$0] }, parameters: parameters, shape: shape))
        }
        return values[graph.output].values
    }
}
