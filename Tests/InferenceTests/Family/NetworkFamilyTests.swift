import Imaging
import Inference
import Networks
import Testing
import Weights

/// Which networks make a family, and what is said of those that do not.
struct NetworkFamilyTests {
    @Test("no network is no family")
    func none() {
        #expect { try NetworkFamily([]) } throws: {
            "\($0)" == "networks: none given, expected at least one"
        }
    }

    @Test("networks of different structures are told apart by layer and both shapes")
    func shapes() throws {
        let narrow = try Self.chain([3, 4, 5, 3], file: "narrow.onnx")
        let wide = try Self.chain([3, 4, 6, 3], file: "wide.onnx")
        #expect { try NetworkFamily([("a", narrow), ("b", wide)]) } throws: {
            "\($0)"
                == "wide.onnx: cannot be mixed with narrow.onnx: "
                + "'w1' is [6, 4, 1, 1] instead of [5, 4, 1, 1]; "
                + "'w2' is [3, 6, 1, 1] instead of [3, 5, 1, 1], expected networks of one structure"
        }
    }

    @Test("of many differences the first five are shown and the rest counted")
    func many() throws {
        let short = try Self.chain([3, 3], file: "short.onnx")
        let long = try Self.chain(Array(repeating: 3, count: 10), file: "long.onnx")
        #expect { try NetworkFamily([("a", short), ("b", long)]) } throws: {
            "\($0)"
                == "long.onnx: cannot be mixed with short.onnx: 'w1' is one too many; "
                + "'w2' is one too many; 'w3' is one too many; 'w4' is one too many; "
                + "'w5' is one too many; and 3 more, expected networks of one structure"
        }
    }

    @Test("equal tensors under different operations do not mix either")
    func operations() throws {
        let identity = try SmallNetwork.matrix(SmallNetwork.identity, file: "a.onnx")
        let padded = try Network(
            SmallNetwork.model(
                [
                    SmallNetwork.node("Conv", ["x", "w", "b"], "z"),
                    SmallNetwork.node("Relu", ["z"], "y"),
                ],
                [("w", [3, 3, 1, 1], SmallNetwork.identity), ("b", [3], [0, 0, 0])], file: "b.onnx")
        )
        #expect { try NetworkFamily([("a", identity), ("b", padded)]) } throws: {
            "\($0)" == "b.onnx: cannot be mixed with a.onnx: the operations differ, "
                + "expected networks of one structure"
        }
    }

    @Test("networks of different colours do not mix")
    func conventions() throws {
        let a = try SmallNetwork.matrix(SmallNetwork.identity, file: "a.onnx")
        let b = try SmallNetwork.matrix(
            SmallNetwork.identity, file: "b.onnx",
            convention: PixelConvention(order: .bgr, range: .signed))
        #expect { try NetworkFamily([("a", a), ("b", b)]) } throws: {
            "\($0)" == "b.onnx: works in BGR -1…1, expected RGB 0…1 as a.onnx"
        }
    }

    @Test("networks whose files agree at one size and differ at another are refused at the other")
    func sizes() throws {
        let members = [
            try Self.shifting(by: 1 << 20, file: "a.onnx"),
            try Self.shifting(by: 66, file: "b.onnx"),
        ]
        let family = try NetworkFamily([("a", members[0]), ("b", members[1])])
        #expect { try family.compiled(width: 70, height: 70) } throws: {
            "\($0)" == "b.onnx: cannot be mixed with a.onnx: the operations differ, "
                + "expected networks of one structure"
        }
    }

    /// 1×1 convolutions from each number of channels to the next.
    private static func chain(_ channels: [Int], file: String) throws -> Network {
        let last = channels.count - 2
        let nodes = (0...last).map { k in
            SmallNetwork.node(
                "Conv", [k == 0 ? "x" : "v\(k)", "w\(k)"], k == last ? "y" : "v\(k + 1)")
        }
        let tensors = (0...last).map { k in
            let shape = [channels[k + 1], channels[k], 1, 1]
            return ("w\(k)", shape, [Float](repeating: 0.1, count: shape.reduce(1, *)))
        }
        return try Network(SmallNetwork.model(nodes, tensors, file: file))
    }

    /// Reflects 1 + d rows above and 1 − d below, d = ⌊height / divisor⌋, under a kernel of three rows.
    private static func shifting(by divisor: Int64, file: String) throws -> Network {
        let nodes = [
            SmallNetwork.node("Shape", ["x"], "sizes"),
            SmallNetwork.node("Gather", ["sizes", "two"], "height"),
            SmallNetwork.node("Div", ["height", "divisor"], "d"),
            SmallNetwork.node("Add", ["one", "d"], "above"),
            SmallNetwork.node("Sub", ["one", "d"], "below"),
            SmallNetwork.node(
                "Concat", ["zeros", "above", "zero", "zeros", "below", "zero"], "pads"),
            SmallNetwork.node("Pad", ["x", "pads"], "z", ["mode": .string("reflect")]),
            SmallNetwork.node("Conv", ["z", "w"], "y"),
        ]
        let weight = [Float](repeating: 0.1, count: 27)
        return try Network(
            SmallNetwork.model(
                nodes, [("w", [3, 3, 3, 1], weight)],
                integers: [
                    "two": [2], "divisor": [divisor], "one": [1], "zero": [0], "zeros": [0, 0],
                ], file: file, opset: 17))
    }
}
