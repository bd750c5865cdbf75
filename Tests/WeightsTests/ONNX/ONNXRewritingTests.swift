import Testing

@testable import Weights

private typealias W = ProtobufWriter

@Suite("Rewriting ONNX")
struct ONNXRewritingTests {
    /// Two initialisers, one constant and fields that no reader knows.
    private static let original =
        onnx(
            graph: W.message(
                1, W.text(2, "c"), W.text(4, "Constant"),
                W.message(
                    5, W.text(1, "value"), W.int(20, 4),
                    W.message(5, W.int(1, 1), W.int(2, 1), W.float(4, 5)))),
            W.message(
                5, W.text(8, "w"), W.int(1, 2), W.int(2, 10), W.bytes(9, [0, 0x3c, 0, 0x40])),
            W.message(
                5, W.text(8, "b"), W.int(1, 1), W.int(2, 1), W.float(4, 7), W.text(12, "note")),
            W.text(10, "a graph"), also: W.text(1000, "of another version"))

    private func rewritten(_ tensors: [String: Tensor]) throws -> [UInt8] {
        try ONNXRewriting(tensors: tensors)
            .model(ProtobufReader(file: "m", bytes: Self.original))
    }

    @Test("without new weights the bytes stay")
    func unchanged() throws {
        #expect(try rewritten([:]) == Self.original)
        #expect(try rewritten(["stranger": Tensor(shape: [], values: [1])]) == Self.original)
    }

    @Test("weights change under their names and types, all else stays")
    func changed() throws {
        let bytes = try rewritten([
            "w": Tensor(shape: [2], values: [-1.5, 0.1]), "c": Tensor(shape: [1], values: [6]),
        ])
        let model = try ONNXModel(onnx: bytes, file: "m")
        let weights = model.graph.initializers
        #expect(weights.map(\.name) == ["w", "b"])
        // 0.1 to 11 bits is 1639 / 2^14.
        #expect(weights[0].elements == .floats([-1.5, 0x1.998p-4]))
        #expect(weights[1].elements == .floats([7]))
        guard case .tensor(let constant)? = model.graph.nodes[0].attributes["value"] else {
            Issue.record("the constant is gone")
            return
        }
        #expect(constant.elements == .floats([6]))
        let tail = Array(W.text(1000, "of another version"))
        #expect(Array(bytes.suffix(tail.count)) == tail)
    }

    @Test("a number that 16 bits cannot hold is an error that names it")
    func overflow() {
        #expect {
            try rewritten(["w": Tensor(shape: [2], values: [1, 65520])])
        } throws: {
            "\($0)" == "m[w]: 65520.0 at element 1, expected a number that 16 bits can hold"
        }
    }

    @Test("brain floats are rounded to nearest even")
    func brainFloats() {
        // One, its neighbours' middle to even below, just above it, and to even above.
        let values: [(Float, UInt16)] = [
            (1, 0x3f80), (1 + 0x1p-8, 0x3f80), (1 + 0x1.02p-8, 0x3f81), (1 + 0x1.8p-7, 0x3f82),
            (-2, 0xc000), (.infinity, 0x7f80), (.greatestFiniteMagnitude, 0x7f80), (0, 0),
        ]
        for (value, bits) in values { #expect(HalfPrecision.brainBits(of: value) == bits) }
        #expect(HalfPrecision.value(ofBrainBits: HalfPrecision.brainBits(of: .nan)).isNaN)
    }
}
