import Graphs
import Networks
import Testing
import Weights

/// Operations that exporters write as several: the one that is recognised computes what the several do.
struct RecognitionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let nodes: [ONNXNode]
        let operations: [String]

        init(_ description: String, _ nodes: [ONNXNode], _ operations: String...) {
            testDescription = description
            self.nodes = nodes
            self.operations = operations
        }
    }

    static let tensors: [String: [Int]] = ["γ": [12, 1, 1], "last": [12]]

    static let constants: [String: [Int64]] = [
        "cut": [1, 2, 2, 3, 4, 10], "cutFirst": [1, 3, 2, 2, 4, 10], "five": [3, 2, 2, 4, 10],
        "halves": [1, 12, 2, 2, 5, 2], "whole": [1, 3, 8, 20], "half": [1, 48, 2, 5],
        "four": [1, 4, -1], "same": [1, 12, 4, 10], "spatial": [2, 3],
    ]

    @Test(
        "what is recognised computes the same",
        arguments: activations + normalizations + moves)
    func equal(example: Case) throws {
        let model = makeModel(
            example.nodes, tensors: Self.tensors, constants: Self.constants,
            inputShape: [.fixed(1), .fixed(12), .named("h"), .named("w")])
        let shape = Shape(channels: 12, height: 4, width: 10)
        // 12 · 4 · 10 numbers from −4 to 4 in an order that no symmetry hides.
        let values = (0..<shape.count).map { Float($0 * 89 % 480) / 60 - 4 }
        let results = try [true, false].map { recognises in
            let graph = try ONNXImporter.graph(
                of: model, tensors: model.parameters, input: shape, recognises: recognises)
            if recognises { #expect(graph.nodes.map { word($0.operation) } == example.operations) }
            return evaluate(
                graph, tensors: model.parameters,
                input: Tensor(shape: shape.sizes, values: values))
        }
        #expect(results[0].shape == results[1].shape)
        let difference = zip(results[0].values, results[1].values).map { abs($0 - $1) }.max()
        #expect(try #require(difference) <= 2e-6)
    }

    /// The case of the operation and, for activations, of the function.
    private func word(_ operation: Graphs.Operation) -> String {
        let text = "\(operation)"
        let function =
            if case .activation(let activation) = operation { "\(activation)" } else { text }
        return String(function.prefix { $0 != "(" })
    }

    static let activations = [
        Case(
            "x · sigmoid(x)", [makeNode("Sigmoid", ["x"], "a"), makeNode("Mul", ["a", "x"])],
            "silu"),
        Case(
            "x · tanh(softplus(x))",
            [
                makeNode("Softplus", ["x"], "a"), makeNode("Tanh", ["a"], "b"),
                makeNode("Mul", ["x", "b"]),
            ], "mish"),
        Case(
            "½ x (1 + erf(x / √2)), halved last",
            [
                makeNumber(2.0.squareRoot(), "r"), makeNumber(1, "1"), makeNumber(0.5, "½"),
                makeNode("Div", ["x", "r"], "a"), makeNode("Erf", ["a"], "b"),
                makeNode("Add", ["b", "1"], "c"), makeNode("Mul", ["x", "c"], "d"),
                makeNode("Mul", ["d", "½"]),
            ], "gelu"),
        Case(
            "½ x (1 + erf(x / √2)), halved first",
            [
                makeNumber(0.5.squareRoot(), "r"), makeNumber(1, "1"), makeNumber(0.5, "½"),
                makeNode("Mul", ["x", "r"], "a"), makeNode("Erf", ["a"], "b"),
                makeNode("Add", ["1", "b"], "c"), makeNode("Mul", ["½", "x"], "d"),
                makeNode("Mul", ["d", "c"]),
            ], "gelu"),
        Case(
            "½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the cube as products",
            [
                makeNumber((2 / Double.pi).squareRoot(), "r"), makeNumber(1, "1"),
                makeNumber(0.5, "½"), makeNumber(0.044715, "k"),
                makeNode("Mul", ["x", "x"], "a"), makeNode("Mul", ["a", "x"], "b"),
                makeNode("Mul", ["k", "b"], "c"), makeNode("Add", ["x", "c"], "d"),
                makeNode("Mul", ["d", "r"], "e"), makeNode("Tanh", ["e"], "f"),
                makeNode("Add", ["f", "1"], "g"), makeNode("Mul", ["x", "½"], "h"),
                makeNode("Mul", ["h", "g"]),
            ], "tanhGELU"),
        Case(
            "x · min(max(x + 3, 0), 6) / 6",
            [
                makeNumber(3, "3"), makeNumber(0, "0"), makeNumber(6, "6"),
                makeNode("Add", ["x", "3"], "a"), makeNode("Clip", ["a", "0", "6"], "b"),
                makeNode("Mul", ["x", "b"], "c"), makeNode("Div", ["c", "6"]),
            ], "hardSwish"),
        Case(
            "x · (min(max(x + 3, 0), 6) / 6)",
            [
                makeNumber(3, "3"), makeNumber(0, "0"), makeNumber(6, "6"),
                makeNode("Add", ["3", "x"], "a"), makeNode("Clip", ["a", "0", "6"], "b"),
                makeNode("Div", ["b", "6"], "c"), makeNode("Mul", ["x", "c"]),
            ], "hardSwish"),
        Case(
            "a gate that another value opens stays a product",
            [
                makeNode("Tanh", ["x"], "a"), makeNode("Sigmoid", ["a"], "b"),
                makeNode("Mul", ["x", "b"]),
            ], "tanh", "sigmoid", "arithmetic"),
    ]

    static let normalizations = [
        Case("mean and variance over all pixels", makeNorm([2, 3]), "instanceNormalization"),
        Case(
            "mean and variance over channels", makeNorm([1]), "layerNormalization"),
        Case(
            "times the reciprocal of the root",
            makeNorm([2, 3]).dropLast() + [
                makeNode("Reciprocal", ["root"], "i"), makeNode("Mul", ["i", "d"]),
            ], "instanceNormalization"),
        Case(
            "to the power of −½",
            makeNorm([2, 3]).dropLast(2) + [
                makeNumber(-0.5, "p"), makeNode("Pow", ["v1", "p"], "i"),
                makeNode("Mul", ["d", "i"]),
            ], "instanceNormalization"),
        Case(
            "scaled and shifted",
            makeNorm([2, 3], "n") + [
                makeNode("Mul", ["n", "γ"], "o"), makeNode("Add", ["γ", "o"]),
            ], "instanceNormalization"),
        Case(
            "a variance of means of squares stays what is written",
            [
                makeNumber(1, "ε"), makeNode("ReduceMean", ["x"], "m", ["axes": .ints([2, 3])]),
                makeNode("Mul", ["x", "x"], "q"),
                makeNode("ReduceMean", ["q"], "v", ["axes": .ints([2, 3])]),
                makeNode("Add", ["v", "ε"], "v1"), makeNode("Sqrt", ["v1"], "root"),
                makeNode("Sub", ["x", "m"], "d"), makeNode("Div", ["d", "root"]),
            ], "reduction", "arithmetic", "reduction", "linear", "squareRoot", "arithmetic",
            "arithmetic"),
        Case(
            "groups of channels",
            [
                makeNode("Reshape", ["x", "four"], "a"),
                makeNode("ReduceMean", ["a"], "m", ["axes": .ints([2])]),
                makeNode("Sub", ["a", "m"], "d"), makeNode("Mul", ["d", "d"], "q"),
                makeNode("ReduceMean", ["q"], "v", ["axes": .ints([2])]), makeNumber(1e-3, "ε"),
                makeNode("Add", ["v", "ε"], "v1"), makeNode("Sqrt", ["v1"], "root"),
                makeNode("Div", ["d", "root"], "n"), makeNode("Reshape", ["n", "same"], "o"),
                makeNode("Mul", ["o", "γ"]),
            ], "groupNormalization"),
    ]

    static let moves = [
        Case(
            "pixel shuffle as PyTorch's", makeCut("cutFirst", [0, 1, 4, 2, 5, 3], "whole"),
            "pixelShuffle"),
        Case(
            "pixel shuffle without a batch", makeCut("five", [0, 3, 1, 4, 2], "whole"),
            "pixelShuffle"),
        Case(
            "pixel shuffle as TensorFlow's", makeCut("cut", [0, 3, 4, 1, 5, 2], "whole"),
            "pixelShuffle"),
        Case(
            "blocks to channels as PyTorch's", makeCut("halves", [0, 1, 3, 5, 2, 4], "half"),
            "pixelUnshuffle"),
        Case(
            "blocks to channels as TensorFlow's", makeCut("halves", [0, 3, 5, 1, 2, 4], "half"),
            "pixelUnshuffle"),
        Case(
            "another order of axes stays what is written",
            makeCut("cutFirst", [0, 1, 4, 3, 5, 2], "whole"), "reshaping", "transposition",
            "reshaping"),
        Case(
            "channels last and back",
            [
                makeNode("Transpose", ["x"], "a", ["perm": .ints([0, 2, 3, 1])]),
                makeNode("Add", ["a", "last"], "b"), makeNode("Relu", ["b"], "c"),
                makeNode("ReduceMax", ["c"], "m", ["axes": .ints([1, 2])]),
                makeNode("Sub", ["c", "m"], "d"),
                makeNode("Concat", ["d", "c"], "e", ["axis": .int(3)]),
                makeNode("Softmax", ["e"], "f", ["axis": .int(-1)]),
                makeNode("Transpose", ["f"], "y", ["perm": .ints([0, 3, 1, 2])]),
            ], "parameter", "arithmetic", "relu", "reduction", "arithmetic", "concatenation",
            "softmax"),
        Case(
            "one reshape after another",
            [makeNode("Reshape", ["x", "four"], "a"), makeNode("Reshape", ["a", "half"])],
            "reshaping"),
    ]

    /// (x − mean) / √(mean of squares + ε)
    private static func makeNorm(_ axes: [Int64], _ output: String = "y") -> [ONNXNode] {
        [
            makeNumber(1e-3, "ε"), makeNumber(2, "2"),
            makeNode("ReduceMean", ["x"], "m", ["axes": .ints(axes)]),
            makeNode("Sub", ["x", "m"], "d"), makeNode("Pow", ["d", "2"], "q"),
            makeNode("ReduceMean", ["q"], "v", ["axes": .ints(axes)]),
            makeNode("Add", ["v", "ε"], "v1"), makeNode("Sqrt", ["v1"], "root"),
            makeNode("Div", ["d", "root"], output),
        ]
    }

    private static func makeCut(
        _ blocks: String, _ axes: [Int64], _ result: String
    ) -> [ONNXNode] {
        [
            makeNode("Reshape", ["x", blocks], "a"),
            makeNode("Transpose", ["a"], "b", ["perm": .ints(axes)]),
            makeNode("Reshape", ["b", result]),
        ]
    }

    private static func makeNumber(_ number: Double, _ output: String) -> ONNXNode {
        makeNode("Constant", [], output, ["value_float": .float(Float(number))])
    }
}
