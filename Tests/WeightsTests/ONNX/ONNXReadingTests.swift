import Testing

@testable import Weights

private typealias W = ProtobufWriter

@Suite("Reading ONNX")
struct ONNXReadingTests {
    @Test("what the model says about itself comes out")
    func model() throws {
        let bytes =
            W.int(1, 8) + W.text(2, "pytorch") + W.text(3, "2.5")
            + W.message(8, W.text(1, "ai.onnx"), W.int(2, 17))
            + W.message(8, W.text(1, "com.example"), W.int(2, 3))
            + W.message(14, W.text(1, "io"), W.text(2, "rgb, 0..1"))
            + W.message(7, W.text(2, "main"))
        let model = try ONNXModel(onnx: bytes, file: "m")
        #expect(model.file == "m")
        #expect(model.irVersion == 8)
        #expect(model.producer == "pytorch 2.5")
        #expect(model.opsets == ["": 17, "com.example": 3])
        #expect(model.metadata == ["io": "rgb, 0..1"])
        #expect(model.graph.name == "main")
        #expect(model.graph.nodes.isEmpty)
    }

    @Test("nodes keep their order, names and values")
    func nodes() throws {
        let pad = W.text(1, "x") + W.text(1, "") + W.text(1, "v") + W.text(2, "y")
        let graph =
            W.message(1, pad, W.text(4, "Pad"), W.text(3, "p"), W.text(7, "ai.onnx"))
            + W.message(1, W.text(1, "y"), W.text(4, "Odd"), W.text(7, "com.example"))
        let nodes = try ONNXModel(onnx: onnx(graph: graph), file: "m").graph.nodes
        #expect(nodes.map(\.operation) == ["Pad", "Odd"])
        #expect(nodes.map(\.name) == ["p", ""])
        #expect(nodes.map(\.domain) == ["", "com.example"])
        #expect(nodes.map(\.inputs) == [["x", "", "v"], ["y"]])
        #expect(nodes.map(\.outputs) == [["y"], []])
    }

    @Test(
        "attributes of every type, packed and one by one",
        arguments: [
            (W.int(20, 1) + W.float(2, 0.5), .float(0.5)),
            (W.int(20, 2) + W.int(3, -3), .int(-3)),
            // A zero is not written in proto3.
            (W.int(20, 2), .int(0)),
            (W.int(20, 3) + W.text(4, "reflect"), .string("reflect")),
            (
                W.int(20, 4) + W.message(5, W.int(2, 7), W.bytes(9, littleEndian(Int64(9)))),
                .tensor(ONNXTensor(name: "", shape: [], elements: .integers([9])))
            ),
            (W.int(20, 6) + W.bytes(7, littleEndian([1, 2])), .floats([1, 2])),
            (W.int(20, 6) + W.float(7, 1) + W.float(7, 2), .floats([1, 2])),
            (W.int(20, 7) + W.bytes(8, [1, 0x80, 0x01]), .ints([1, 128])),
            (W.int(20, 7) + W.int(8, 1) + W.int(8, -1), .ints([1, -1])),
            (W.int(20, 8) + W.text(9, "a") + W.text(9, "b"), .strings(["a", "b"])),
        ] as [([UInt8], ONNXNode.Attribute)])
    func attributes(fields: [UInt8], expected: ONNXNode.Attribute) throws {
        let bytes = onnx(attribute: W.text(1, "a"), fields)
        let nodes = try ONNXModel(onnx: bytes, file: "m").graph.nodes
        #expect(nodes.first?.attributes == ["a": expected])
    }

    @Test(
        "tensors of every type, in raw bytes and in their own field",
        arguments: [
            // 16-bit floats: 1.5 is 0x3e00, as a brain float 0x3fc0.
            (1, W.bytes(9, littleEndian([1.5, -2])), .floats([1.5, -2])),
            (1, W.bytes(4, littleEndian([1.5, -2])), .floats([1.5, -2])),
            (1, W.float(4, 1.5) + W.float(4, -2), .floats([1.5, -2])),
            (10, W.bytes(9, [0x00, 0x3e, 0x00, 0xc0]), .floats([1.5, -2])),
            (10, W.int(5, 0x3e00) + W.int(5, 0xc000), .floats([1.5, -2])),
            (16, W.bytes(9, [0xc0, 0x3f, 0x00, 0xc0]), .floats([1.5, -2])),
            (16, W.bytes(5, W.varint(0x3fc0) + W.varint(0xc000)), .floats([1.5, -2])),
            (11, W.double(10, 1.5) + W.double(10, -2.0), .floats([1.5, -2])),
            (
                11, W.bytes(9, littleEndian(1.5.bitPattern) + littleEndian((-2.0).bitPattern)),
                .floats([1.5, -2])
            ),
            (6, W.int(5, 7) + W.int(5, -1), .integers([7, -1])),
            (6, W.bytes(9, [7, 0, 0, 0, 255, 255, 255, 255]), .integers([7, -1])),
            (7, W.int(7, 7) + W.int(7, -1), .integers([7, -1])),
            (9, W.bytes(9, [1, 0]), .integers([1, 0])),
            (9, W.bytes(5, [1, 0]), .integers([1, 0])),
            (2, W.bytes(9, [1, 255]), .integers([1, 255])),
            (3, W.bytes(9, [1, 255]), .integers([1, -1])),
            (3, W.int(5, 1) + W.int(5, -1), .integers([1, -1])),
            (4, W.int(5, 1) + W.int(5, 65535), .integers([1, 65535])),
            (5, W.bytes(9, [1, 0, 255, 255]), .integers([1, -1])),
            (12, W.int(11, 1) + W.int(11, 4_294_967_295), .integers([1, 4_294_967_295])),
            (13, W.int(11, 1) + W.int(11, .max), .integers([1, .max])),
        ] as [(Int64, [UInt8], ONNXTensor.Elements)])
    func tensors(type: Int64, data: [UInt8], expected: ONNXTensor.Elements) throws {
        let bytes = onnx(initializer: W.int(1, 2), W.int(2, type), data)
        let tensors = try ONNXModel(onnx: bytes, file: "m").graph.initializers
        #expect(tensors == [ONNXTensor(name: "w", shape: [2], elements: expected)])
    }

    @Test("shapes of inputs and outputs are fixed, named or unknown, or not there")
    func valueInfos() throws {
        let dimensions =
            W.message(1, W.int(1, 3)) + W.message(1, W.text(2, "height")) + W.bytes(1, [])
            + W.message(1, W.int(1, -1))
        let type = W.message(1, W.int(1, 1), W.message(2, dimensions))
        let graph =
            W.message(11, W.text(1, "x"), W.message(2, type))
            + W.message(12, W.text(1, "y"), W.message(2, W.message(1, W.int(1, 1))))
        let model = try ONNXModel(onnx: onnx(graph: graph), file: "m")
        #expect(
            model.graph.inputs == [
                ONNXValueInfo(
                    name: "x", shape: [.fixed(3), .named("height"), .unknown, .unknown])
            ])
        #expect(model.graph.outputs == [ONNXValueInfo(name: "y", shape: nil)])
    }

    @Test("fields that nobody knows are passed over, whatever their wire type")
    func unknownFields() throws {
        let unknown =
            W.int(100, 5) + W.float(101, 5) + W.double(102, 5.0) + W.text(103, "five")
            + W.int(536_870_911, 1)
        let bytes = onnx(graph: W.text(2, "g"), unknown, also: unknown)
        #expect(try ONNXModel(onnx: bytes, file: "m").graph.name == "g")
    }

    @Test("a constant may be infinite, a parameter only when that is allowed")
    func infinity() throws {
        let tensor = W.int(2, 1) + W.float(4, .infinity)
        let constant = onnx(attribute: W.text(1, "value"), W.int(20, 4), W.message(5, tensor))
        #expect(throws: Never.self) { try ONNXModel(onnx: constant, file: "m") }
        let bytes = onnx(initializer: tensor)
        #expect(throws: WeightsError.self) { try ONNXModel(onnx: bytes, file: "m") }
        let model = try ONNXModel(onnx: bytes, file: "m", allowNonFinite: true)
        #expect(Checkpoint(onnx: model)["w"]?.values == [.infinity])
    }

    @Test("a checkpoint has the initialisers in file order, integers apart")
    func checkpoint() throws {
        let graph =
            W.message(5, W.text(8, "z"), W.int(2, 1), W.float(4, 1))
            + W.message(5, W.text(8, "steps"), W.int(2, 7), W.int(7, 5))
            + W.message(5, W.text(8, "a"), W.int(2, 1), W.float(4, 2))
        let checkpoint = Checkpoint(onnx: try ONNXModel(onnx: onnx(graph: graph), file: "m"))
        #expect(checkpoint.names == ["z", "a"])
        #expect(checkpoint["a"] == Tensor(shape: [], values: [2]))
        #expect(checkpoint.integerTensors == ["steps": IntegerTensor(shape: [], values: [5])])
    }
}
