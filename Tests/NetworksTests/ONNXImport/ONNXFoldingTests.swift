import Graphs
import Networks
import Testing
import Weights

/// Arithmetic on sizes, seen through the pads that it ends in; the numbers are numpy's.
struct ONNXFoldingTests {
    @Test(
        "a slice takes what numpy takes",
        arguments: [
            ([0, 3, 1], [0, 1, 2]), ([-2, .max, 1], [2, 3]), ([3, .min, -1], [3, 2, 1, 0]),
            ([-1, -4, -2], [3, 1]), ([0, 9, 3], [0, 3]), ([2, 1, 1], []),
            // ONNX keeps a start below the range at 0 where numpy gives nothing (Slice-13).
            ([-9, .min, -1], [0]),
        ] as [([Int64], [Int])])
    func slice(parameters: [Int64], expected: [Int]) throws {
        let nodes = [
            makeNode("Slice", ["a", "start", "end", "axis", "step"], "s")
        ]
        let constants: [String: [Int64]] = [
            "a": [0, 1, 2, 3], "start": [parameters[0]], "end": [parameters[1]], "axis": [0],
            "step": [parameters[2]],
        ]
        #expect(try folded(nodes, constants) == expected)
    }

    @Test("integers divide without remainder, towards zero, floats do not")
    func division() throws {
        let constants: [String: [Int64]] = ["a": [7, -7, 8], "b": [2]]
        #expect(try folded([makeNode("Div", ["a", "b"], "s")], constants) == [3, -3, 4])
        let floats = [
            makeNode("Cast", ["a"], "f", ["to": .int(1)]), makeNode("Div", ["f", "b"], "g"),
            makeNode("Mul", ["g", "b"], "h"), makeNode("Cast", ["h"], "s", ["to": .int(7)]),
        ]
        #expect(try folded(floats, constants) == [7, -7, 8])
    }

    @Test("Floor, Ceil and Cast round as their names say")
    func rounding() throws {
        for (operation, expected) in [
            ("Floor", [-2, 1]), ("Ceil", [-1, 2]), ("Identity", [-1, 1]),
        ] {
            let nodes = [
                makeFloats([-1.5, 1.5], "f"), makeNode(operation, ["f"], "g"),
                makeNode("Cast", ["g"], "s", ["to": .int(7)]),
            ]
            #expect(try folded(nodes, [:]) == expected)
        }
    }

    @Test("a reversal by reshape, slice, transpose and reshape, as PyTorch writes pads")
    func pads() throws {
        let nodes = [
            makeNode("Reshape", ["a", "pairs"], "p"),
            makeNode("Slice", ["p", "from", "to", "axis", "step"], "r"),
            makeNode("Transpose", ["r"], "t", ["perm": .ints([1, 0])]),
            makeNode("Reshape", ["t", "all"], "s"),
        ]
        let constants: [String: [Int64]] = [
            "a": [1, 2, 3, 4, 0, 0, 0, 0], "pairs": [-1, 2], "from": [-1], "to": [.min],
            "axis": [0],
            "step": [-1], "all": [-1],
        ]
        #expect(try folded(nodes, constants) == [0, 0, 3, 1, 0, 0, 4, 2])
    }

    @Test("axes of one element go out and come in")
    func axes() throws {
        let nodes = [
            makeNode("Unsqueeze", ["a", "ends"], "u"), makeNode("Squeeze", ["u"], "v"),
            makeNode("Unsqueeze", ["v", "last"], "w"), makeNode("Transpose", ["w"], "t"),
            makeNode("Squeeze", ["t", "first"], "s"),
        ]
        let constants: [String: [Int64]] = [
            "a": [5, 6, 7], "ends": [0, 2], "last": [-1], "first": [0],
        ]
        #expect(try folded(nodes, constants) == [5, 6, 7])
    }

    @Test("Shape gives the picture's sizes, from start to end")
    func shapes() throws {
        let nodes = [makeNode("Shape", ["x"], "s", ["start": .int(-2), "end": .int(9)])]
        #expect(try folded(nodes, [:]) == [40, 32])
    }

    @Test("pads name their axes (Pad-18)")
    func padAxes() throws {
        let model = makeModel(
            [makeNode("Pad", ["x", "pads", "", "axes"], "y", ["mode": .string("edge")])],
            constants: ["pads": [1, 2, 3, 4], "axes": [-1, 2]], opset: 18)
        let graph = try Network(model).graph(height: 8, width: 8)
        let edges = Edges(top: 2, left: 1, bottom: 4, right: 3)
        #expect(graph.nodes[0].operation == .padding(Padding(mode: .edge, edges: edges)))
    }

    @Test("SAME_UPPER makes ⌈size / stride⌉ outputs with the odd zero at the end")
    func same() throws {
        let attributes: [String: ONNXNode.Attribute] = [
            "auto_pad": .string("SAME_UPPER"), "strides": .ints([2, 3]),
        ]
        let model = makeModel(
            [makeNode("Conv", ["x", "w"], "y", attributes)], tensors: ["w": [3, 3, 3, 3]])
        let graph = try Network(model).graph(height: 8, width: 7)
        #expect(graph.outputShape == Shape(channels: 3, height: 4, width: 3))
        guard case .convolution(let convolution) = graph.nodes[0].operation else {
            Issue.record("no convolution")
            return
        }
        #expect(convolution.padding == Edges(top: 0, left: 1, bottom: 1, right: 1))
    }

    @Test("weights renamed by Identity, shared, or written as constants are the same structure")
    func weights() throws {
        let weight = ONNXTensor(
            name: "", shape: [3, 3, 1, 1], elements: .floats(Array(repeating: 1, count: 9)))
        let end = makeNode("Conv", ["z", "v"])
        let start = makeNode("Conv", ["x", "w"], "z")
        let shared = makeModel(
            [start, makeNode("Conv", ["z", "w"])], tensors: ["w": [3, 3, 1, 1]])
        let renamed = makeModel(
            [makeNode("Identity", ["w"], "v"), start, end], tensors: ["w": [3, 3, 1, 1]])
        let constant = makeModel(
            [makeNode("Constant", [], "v", ["value": .tensor(weight)]), start, end],
            tensors: ["w": [3, 3, 1, 1]])
        let apart = makeModel([start, end], tensors: ["w": [3, 3, 1, 1], "v": [3, 3, 1, 1]])
        let graphs = try [shared, renamed, constant, apart].map {
            try Network($0).graph(height: 4, width: 4)
        }
        #expect(graphs.allSatisfy { $0 == graphs[0] && $0.parameters.count == 2 })
    }

    @Test("half_pixel with whole factors is the same enlargement as asymmetric with floor")
    func halfPixel() throws {
        let modes = [("half_pixel", "round_prefer_floor"), ("asymmetric", "floor")]
        let graphs = try modes.map { transform, rounding in
            try Network(
                makeModel([
                    makeFloats([1, 1, 3, 2], "s"),
                    makeNode(
                        "Resize", ["x", "", "s"], "y",
                        [
                            "coordinate_transformation_mode": .string(transform),
                            "nearest_mode": .string(rounding),
                        ]),
                ])
            ).graph(height: 5, width: 6)
        }
        #expect(graphs[0] == graphs[1])
        #expect(graphs[0].outputShape == Shape(channels: 3, height: 15, width: 12))
    }

    /// The value of `s`, a vector of integers: one element after the other becomes a padding at the
    /// right, until the 0 at the end.
    private func folded(_ nodes: [ONNXNode], _ constants: [String: [Int64]]) throws -> [Int] {
        // 100 is added because pads are not negative.
        let reading = [
            makeNode("Add", ["s", "hundred"], "shifted"),
            makeNode("Concat", ["shifted", "terminator"], "ended"),
            makeNode("Gather", ["ended", "place"], "one"),
            makeNode("Concat", ["zeros", "one"], "pads"), makeNode("Pad", ["x", "pads"]),
        ]
        var constants = constants
        constants["hundred"] = [100]
        constants["terminator"] = [0]
        constants["zeros"] = Array(repeating: 0, count: 7)
        var values: [Int] = []
        while true {
            constants["place"] = [Int64(values.count)]
            let graph = try Network(makeModel(nodes + reading, constants: constants))
                .graph(height: 40, width: 32)
            guard case .padding(let padding)? = graph.nodes.first?.operation,
                padding.edges.right > 0
            else { return values }
            values.append(padding.edges.right - 100)
        }
    }
}
