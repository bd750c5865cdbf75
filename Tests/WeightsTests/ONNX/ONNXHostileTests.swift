import Testing

@testable import Weights

private typealias W = ProtobufWriter

@Suite("Hostile ONNX")
struct ONNXHostileTests {
    struct Hostile: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let message: String
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ message: String) {
            self.name = name
            self.bytes = bytes
            self.message = message
        }
    }

    @Test(
        "every bad file gives its one line",
        arguments: wire + models + graphs + attributes + types + tensors + external)
    func message(hostile: Hostile) {
        let error = #expect(throws: WeightsError.self) {
            try ONNXModel(onnx: hostile.bytes, file: "m")
        }
        #expect(error?.description == hostile.message)
    }

    static let plain = "expected numbers, text or a tensor"
    static let numbers = "expected floats of 16 to 64 bits or integers of 8 to 64"

    static let wire = [
        Hostile(
            "number without end", [0x08, 0x80],
            "m: the end at byte 2, expected more of a number"),
        Hostile(
            "number of 11 bytes", [0x08] + [UInt8](repeating: 0x80, count: 10) + [1],
            "m: a number longer than 64 bits at byte 1, expected at most 10 bytes"),
        Hostile(
            "number of 65 bits", [0x08] + [UInt8](repeating: 0xff, count: 9) + [2],
            "m: a number longer than 64 bits at byte 1, expected at most 10 bytes"),
        Hostile(
            "key of 11 bytes", [UInt8](repeating: 0xff, count: 11),
            "m: a number longer than 64 bits at byte 0, expected at most 10 bytes"),
        Hostile(
            "length beyond the rest", [0x3a, 0x05, 0x00],
            "m: cut short: 3 of at least 7 bytes, expected all of it; download it again"),
        Hostile(
            "length of 2^64 - 1", [0x3a] + W.varint(.max),
            "m: length 18446744073709551615 at byte 1, expected at most the remaining 0"),
        Hostile(
            "length beyond its message", W.bytes(7, [0x12, 0x03]) + [0, 0, 0],
            "m: length 3 at byte 3, expected at most the remaining 0"),
        Hostile(
            "group", [0x0b],
            "m: wire type 3 at byte 0, expected 0, 1, 2 or 5"),
        Hostile(
            "end of a group", [0x0c],
            "m: wire type 4 at byte 0, expected 0, 1, 2 or 5"),
        Hostile(
            "wire type 6", [0x0e],
            "m: wire type 6 at byte 0, expected 0, 1, 2 or 5"),
        Hostile(
            "wire type 7", [0x0f],
            "m: wire type 7 at byte 0, expected 0, 1, 2 or 5"),
        Hostile(
            "field number 0", [0x00, 0x00],
            "m: field number 0 at byte 0, expected 1 to 536870911"),
        Hostile(
            "field number 2^29", W.varint(1 << 32),
            "m: field number 536870912 at byte 0, expected 1 to 536870911"),
        Hostile(
            "version as text", W.text(1, "8"),
            "m: wire type 2 of field 1 at byte 0, expected 0"),
        Hostile(
            "graph as a number", W.int(7, 1),
            "m: wire type 0 of field 7 at byte 0, expected 2"),
        Hostile(
            "float as a number", onnx(attribute: W.int(2, 1)),
            "m: wire type 0 of field 2 at byte 19, expected 5"),
        Hostile(
            "cut 32 bits", [0x25, 0x00, 0x00],
            "m: the end at byte 3, expected 4 bytes from byte 1 on"),
        Hostile(
            "cut 64 bits", [0x21, 0x00],
            "m: the end at byte 2, expected 8 bytes from byte 1 on"),
        Hostile(
            "name that is not UTF-8", onnx(graph: W.bytes(2, [0xff])),
            "m: text that is not UTF-8 at byte 10, expected UTF-8"),
        Hostile(
            "three bytes of floats", onnx(attribute: W.bytes(7, [0, 0, 0])),
            "m: 3 bytes of packed numbers at byte 21, expected a multiple of 4"),
    ]

    static let models = [
        Hostile(
            "empty", [],
            "m: no ir_version, expected an ONNX model with one"),
        Hostile(
            "no graph", W.int(1, 8) + W.message(8, W.int(2, 17)),
            "m: no graph, expected an ONNX model with one"),
        Hostile(
            "no operator set", W.int(1, 8) + W.text(7, ""),
            "m: no opset_import, expected an ONNX model with one"),
        Hostile(
            "two graphs", onnx(also: W.text(7, "")),
            "m: a second graph at byte 8, expected one"),
        Hostile(
            "one operator set twice",
            onnx(also: W.message(8, W.text(1, "ai.onnx"), W.int(2, 18))),
            "m: operator set ai.onnx a second time at byte 8, expected each once"),
        Hostile(
            "metadata twice",
            onnx(also: W.message(14, W.text(1, "a")) + W.message(14, W.text(1, "a"))),
            "m: metadata a a second time at byte 13, expected each once"),
        Hostile(
            "training", onnx(also: W.text(20, "")),
            "m: training information at byte 8, expected a network of plain nodes"),
        Hostile(
            "functions", onnx(also: W.text(25, "")),
            "m: functions at byte 8, expected a network of plain nodes"),
    ]

    static let graphs = [
        Hostile(
            "node without operator", onnx(graph: W.message(1, W.text(3, "n"))),
            "m: a node without op_type at byte 10, expected an operator"),
        Hostile(
            "sparse initializer", onnx(graph: W.text(15, "")),
            "m: a sparse initializer at byte 8, expected dense ones"),
        Hostile(
            "quantisation", onnx(graph: W.text(14, "")),
            "m: a quantisation annotation at byte 8, expected float parameters"),
        Hostile(
            "nameless initializer", onnx(graph: W.message(5, W.int(2, 1), W.float(4, 1))),
            "m: initializer 0 without a name, expected a name"),
        Hostile(
            "initializer twice",
            onnx(
                graph: W.message(5, W.text(8, "w"), W.int(2, 1), W.float(4, 1)),
                W.message(5, W.text(8, "w"), W.int(2, 1), W.float(4, 1))),
            "m[w]: a second initializer of this name, expected one"),
        Hostile(
            "node bomb", onnx(graph: bomb(W.message(1, W.text(4, "A")))),
            "m: too many of field 1 at byte 500010, expected at most 100000"),
        Hostile(
            "initializer bomb", onnx(graph: bomb(W.message(5, W.int(2, 1), W.float(4, 1)))),
            "m: too many of field 5 at byte 900010, expected at most 100000"),
        Hostile(
            "input bomb", onnx(graph: bomb(W.text(11, ""))),
            "m: too many of field 11 at byte 200010, expected at most 100000"),
        Hostile(
            "name bomb", onnx(graph: W.message(1, bomb(W.text(1, "")))),
            "m: too many of field 1 at byte 200014, expected at most 100000"),
    ]

    static let attributes = [
        Hostile(
            "nameless attribute", onnx(attribute: W.int(20, 2)),
            "m[n.]: an attribute without a name, expected a name"),
        Hostile(
            "attribute without a type", onnx(attribute: W.text(1, "a"), W.int(3, 1)),
            "m[n.a]: an attribute of type 0, \(plain)"),
        Hostile(
            "subgraph", onnx(attribute: W.text(1, "body"), W.int(20, 5), W.text(6, "")),
            "m[n.body]: an attribute of type GRAPH (a network inside a node), \(plain)"
        ),
        Hostile(
            "depth without end",
            onnx(
                attribute: W.text(1, "g"), W.int(20, 5),
                W.bytes(6, [UInt8](repeating: 0x0a, count: 100_000))),
            "m[n.g]: an attribute of type GRAPH (a network inside a node), \(plain)"),
        Hostile(
            "subgraphs", onnx(attribute: W.text(1, "body"), W.int(20, 10)),
            "m[n.body]: an attribute of type GRAPH (a network inside a node), \(plain)"
        ),
        Hostile(
            "tensors", onnx(attribute: W.text(1, "a"), W.int(20, 9)),
            "m[n.a]: an attribute of type TENSORS, \(plain)"),
        Hostile(
            "sparse tensor", onnx(attribute: W.text(1, "a"), W.int(20, 11)),
            "m[n.a]: an attribute of type SPARSE_TENSOR, \(plain)"),
        Hostile(
            "type", onnx(attribute: W.text(1, "a"), W.int(20, 13)),
            "m[n.a]: an attribute of type TYPE_PROTO, \(plain)"),
        Hostile(
            "unknown type", onnx(attribute: W.text(1, "a"), W.int(20, 99)),
            "m[n.a]: an attribute of type 99, \(plain)"),
        Hostile(
            "tensor left out", onnx(attribute: W.text(1, "a"), W.int(20, 4)),
            "m[n.a]: no tensor, expected one, as the attribute's type says"),
        Hostile(
            "attribute twice",
            onnx(
                graph: W.message(
                    1, W.text(4, "Op"), W.message(5, W.text(1, "a"), W.int(20, 2)),
                    W.message(5, W.text(1, "a"), W.int(20, 2)))),
            "m[Op.a]: a second attribute of this name, expected one"),
    ]

    static let types = [
        Hostile(
            "undefined type", onnx(initializer: W.float(4, 1)),
            "m[w]: elements of type UNDEFINED, \(numbers)"
        ),
        Hostile(
            "text", onnx(initializer: W.int(2, 8), W.text(6, "a")),
            "m[w]: elements of type STRING, \(numbers)"
        ),
        Hostile(
            "complex", onnx(initializer: W.int(2, 14)),
            "m[w]: elements of type COMPLEX64, \(numbers)"
        ),
        Hostile(
            "float8", onnx(initializer: W.int(2, 17), W.bytes(9, [0])),
            "m[w]: elements of type FLOAT8E4M3FN, \(numbers)"
        ),
        Hostile(
            "4 bits", onnx(initializer: W.int(2, 22), W.bytes(9, [0])),
            "m[w]: elements of type INT4, \(numbers)"
        ),
    ]

    static let tensors = [
        Hostile(
            "negative size", onnx(initializer: W.int(1, -1), W.int(2, 1)),
            "m[w]: shape [-1], expected sizes of 0 or more"),
        Hostile(
            "product beyond 64 bits",
            onnx(initializer: W.int(1, 1 << 32), W.int(1, 1 << 32), W.int(2, 1)),
            "m[w]: shape [4294967296, 4294967296], expected less than 2^63 bytes"),
        Hostile(
            "bytes beyond 64 bits", onnx(initializer: W.int(1, 1 << 61), W.int(2, 1)),
            "m[w]: shape [2305843009213693952], expected less than 2^63 bytes"),
        Hostile(
            "33 dimensions",
            onnx(initializer: W.bytes(1, [UInt8](repeating: 1, count: 33)), W.int(2, 1)),
            "m[w]: 33 dimensions, expected at most 32"),
        Hostile(
            "too few raw bytes",
            onnx(initializer: W.int(1, 2), W.int(2, 1), W.bytes(9, [0, 0, 0, 0])),
            "m[w]: 4 bytes of raw_data, expected 8 for F32 [2]"),
        Hostile(
            "too many raw bytes", onnx(initializer: W.int(2, 1), W.bytes(9, [0, 0, 0, 0, 0])),
            "m[w]: 5 bytes of raw_data, expected 4 for F32 []"),
        Hostile(
            "too few numbers", onnx(initializer: W.int(1, 3), W.int(2, 1), W.float(4, 1)),
            "m[w]: 1 numbers in float_data, expected 3 for F32 [3]"),
        Hostile(
            "no data", onnx(initializer: W.int(1, 1_000_000_000), W.int(2, 1)),
            "m[w]: 0 numbers in float_data, expected 1000000000 for F32 [1000000000]"),
        Hostile(
            "numbers in another field", onnx(initializer: W.int(2, 1), W.int(7, 1)),
            "m[w]: numbers in int64_data, expected in float_data only"),
        Hostile(
            "numbers in two fields",
            onnx(initializer: W.int(2, 1), W.float(4, 1), W.bytes(9, [0, 0, 0, 0])),
            "m[w]: numbers in float_data, expected in raw_data only"),
        Hostile(
            "200 in 8 bits", onnx(initializer: W.int(2, 3), W.int(5, 200)),
            "m[w]: 200 at element 0, expected -128 to 127 for I8"),
        Hostile(
            "negative half bits", onnx(initializer: W.int(2, 10), W.int(5, -1)),
            "m[w]: -1 at element 0, expected 0 to 65535 for U16"),
        Hostile(
            "truth of 2", onnx(initializer: W.int(2, 9), W.bytes(9, [2])),
            "m[w]: 2 at element 0, expected 0 to 1 for BOOL"),
        Hostile(
            "integers beyond a counter", onnx(initializer: W.int(1, 1 << 25), W.int(2, 7)),
            "m[w]: 33554432 integers, expected at most 16777216; parameters are floats"),
        Hostile(
            "NaN", onnx(initializer: W.int(2, 1), W.float(4, .nan)),
            "m[w]: nan at element 0, expected finite 32-bit floats"),
        Hostile(
            "infinite half", onnx(initializer: W.int(2, 10), W.int(5, 0x7c00)),
            "m[w]: inf at element 0, expected finite 32-bit floats"),
    ]

    static let external = [
        Hostile(
            "external data",
            onnx(
                initializer: W.int(1, 1), W.int(2, 1), W.int(14, 1),
                W.message(13, W.text(1, "location"), W.text(2, "../../etc/passwd"))),
            "m[w]: external data, which is not read, expected data inside the model"),
        Hostile(
            "external data without its mark",
            onnx(
                initializer: W.int(2, 1), W.float(4, 1),
                W.message(13, W.text(1, "location"), W.text(2, "x"))),
            "m[w]: external data, which is not read, expected data inside the model"),
        Hostile(
            "an unknown key of external data",
            onnx(
                initializer: W.int(2, 1), W.float(4, 1),
                W.message(13, W.text(1, "__class__"), W.text(2, "x"))),
            "m[w]: external data's key '__class__', "
                + "expected location, offset, length or checksum"),
        Hostile(
            "a negative offset",
            onnx(
                initializer: W.int(2, 1), W.int(14, 1),
                W.message(13, W.text(1, "offset"), W.text(2, "-1"))),
            "m[w]: external data's offset '-1', expected a number of bytes"),
        Hostile(
            "a length of 10^30",
            onnx(
                initializer: W.int(2, 1), W.int(14, 1),
                W.message(
                    13, W.text(1, "length"), W.text(2, "1000000000000000000000000000000"))),
            "m[w]: external data's length '1000000000000000000000000000000', "
                + "expected a number of bytes"),
        Hostile(
            "a location twice",
            onnx(
                initializer: W.int(2, 1), W.int(14, 1),
                W.message(13, W.text(1, "location"), W.text(2, "a")),
                W.message(13, W.text(1, "location"), W.text(2, "b"))),
            "m[w]: external data's location a second time, expected each once"),
        Hostile(
            "external mark alone", onnx(initializer: W.int(2, 1), W.int(14, 1)),
            "m[w]: external data, which is not read, expected data inside the model"),
        Hostile(
            "unknown location", onnx(initializer: W.int(2, 1), W.float(4, 1), W.int(14, 7)),
            "m[w]: external data, which is not read, expected data inside the model"),
        Hostile(
            "external data in a constant",
            onnx(
                attribute: W.text(1, "value"), W.int(20, 4), W.message(5, W.int(2, 1), W.int(14, 1))
            ),
            "m[n.value]: external data, which is not read, expected data inside the model"),
        Hostile(
            "segment", onnx(initializer: W.int(2, 1), W.text(3, ""), W.float(4, 1)),
            "m[w]: a segment, expected whole tensors"),
    ]

    /// One more of a repeated field than is allowed.
    private static func bomb(_ field: [UInt8]) -> [UInt8] {
        Array([[UInt8]](repeating: field, count: 100_001).joined())
    }
}
