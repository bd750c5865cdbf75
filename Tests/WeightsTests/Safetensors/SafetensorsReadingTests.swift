import Foundation
import Testing

@testable import Weights

@Suite("Reading safetensors")
struct SafetensorsReadingTests {
    @Test("floats, shapes, names in header order and metadata come out as written")
    func wholeFile() throws {
        let header =
            #"{"__metadata__":{"architecture":"TransformerNet","é":"\u00e9\n\ud83d\ude00"},"#
            + #""b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]}, "#
            + #""a":{"data_offsets":[0,4],"shape":[],"dtype":"F32"}}   "#
        let checkpoint = try Checkpoint(
            safetensors: safetensors(header, littleEndian([1.5, -2, 0.25])), file: "net")
        #expect(checkpoint.file == "net")
        #expect(checkpoint.names == ["b", "a"])
        #expect(checkpoint["a"] == Tensor(shape: [], values: [1.5]))
        #expect(checkpoint["b"] == Tensor(shape: [2, 1], values: [-2, 0.25]))
        #expect(checkpoint["c"] == nil)
        #expect(
            checkpoint.metadata == ["architecture": "TransformerNet", "é": "é\n\u{1f600}"])
    }

    @Test(
        "every float type becomes the nearest 32-bit float",
        arguments: [
            // 1.5, −2 and the smallest subnormal.
            ("F16", [0x00, 0x3e, 0x00, 0xc0, 0x01, 0x00], [1.5, -2, 0x1p-24]),
            ("BF16", [0xc0, 0x3f, 0x00, 0xc0], [1.5, -2]),
            ("F32", [0x00, 0x00, 0xc0, 0x3f], [1.5]),
            // 1 + 2^−24, a tie, goes to the even 1; 0.1 to the nearest.
            ("F64", [0, 0, 0, 0x10, 0, 0, 0xf0, 0x3f], [1]),
            ("F64", [0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f], [0.1]),
        ] as [(String, [UInt8], [Float])])
    func floats(type: String, data: [UInt8], expected: [Float]) throws {
        let bytes = safetensors(dtype: type, shape: [expected.count], data)
        #expect(try Checkpoint(safetensors: bytes, file: "f")["w"]?.values == expected)
    }

    @Test(
        "every integer type stands apart from the parameters",
        arguments: [
            ("I8", [0xff, 0x7f], [-1, 127]), ("U8", [0xff, 0x7f], [255, 127]),
            ("I16", [0xff, 0xff], [-1]), ("U16", [0xff, 0xff], [65535]),
            ("I32", [0xfe, 0xff, 0xff, 0xff], [-2]),
            ("U32", [0xfe, 0xff, 0xff, 0xff], [4_294_967_294]),
            ("I64", [1, 0, 0, 0, 0, 0, 0, 0x80], [Int64.min + 1]),
            ("U64", [1, 0, 0, 0, 0, 0, 0, 0], [1]), ("BOOL", [1, 0, 1], [1, 0, 1]),
        ] as [(String, [UInt8], [Int64])])
    func integers(type: String, data: [UInt8], expected: [Int64]) throws {
        let bytes = safetensors(dtype: type, shape: [expected.count], data)
        let checkpoint = try Checkpoint(safetensors: bytes, file: "f")
        #expect(checkpoint.names.isEmpty)
        #expect(checkpoint.tensors.isEmpty)
        #expect(
            checkpoint.integerTensors["w"]
                == IntegerTensor(shape: [expected.count], values: expected))
    }

    @Test("a tensor without elements takes no place, wherever its offsets are")
    func empty() throws {
        let header =
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
            + #""none":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]},"#
            + #""end":{"dtype":"F16","shape":[0],"data_offsets":[4,4]}}"#
        let bytes = safetensors(header, littleEndian([1]))
        let checkpoint = try Checkpoint(safetensors: bytes, file: "f")
        #expect(checkpoint["none"] == Tensor(shape: [3, 0], values: []))
        #expect(checkpoint["end"] == Tensor(shape: [0], values: []))
    }

    @Test("the empty object is a file without tensors")
    func noTensors() throws {
        #expect(try Checkpoint(safetensors: safetensors("{}"), file: "f").names.isEmpty)
    }

    @Test("data that is not aligned to its elements is read")
    func unaligned() throws {
        let header =
            #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
            + #""b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]},"#
            + #""c":{"dtype":"F16","shape":[1],"data_offsets":[5,7]}}"#
        let bytes = safetensors(header, [7] + littleEndian([3]) + [0x00, 0x3c])
        let checkpoint = try Checkpoint(safetensors: Data(bytes), file: "f")
        #expect(checkpoint["b"]?.values == [3])
        #expect(checkpoint["c"]?.values == [1])
    }

    @Test("NaN and infinity are read when they are allowed")
    func allowed() throws {
        let bytes = safetensors(dtype: "F32", shape: [2], littleEndian([.nan, -.infinity]))
        let values = try Checkpoint(safetensors: bytes, file: "f", allowNonFinite: true)["w"]?
            .values
        #expect(values?.first?.isNaN == true)
        #expect(values?.last == -.infinity)
    }
}
