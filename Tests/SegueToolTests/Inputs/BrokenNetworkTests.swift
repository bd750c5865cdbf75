import Fixtures
import Foundation
import Testing
import Weights

/// Broken network files, each with its one-line message and exit code, from `inspect` and, in a
/// preset, from `render`.
struct BrokenNetworkTests {
    /// A file, and what is said of it; `FILE` stands for its path.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let file: String
        let error: String
        let bytes: @Sendable () throws -> [UInt8]

        init(
            _ name: String, _ error: String, file: String = "n.safetensors",
            _ bytes: @escaping @Sendable () throws -> [UInt8]
        ) {
            (self.name, self.file, self.error, self.bytes) = (name, file, error, bytes)
        }

        var testDescription: String { name }
    }

    @Test(arguments: structure + tensors + formats)
    func `a broken file ends in its message`(broken: Case) throws {
        let workshop = try Workshop()
        try workshop.folder.write(broken.bytes(), broken.file)
        let expected = "segue: error: \(broken.error.replacing("FILE", with: broken.file))\n"
        let inspected = try workshop.segue("inspect", broken.file)
        #expect(inspected.errors == expected)
        #expect(inspected.output == "")
        #expect(inspected.code == 65)

        try workshop.preset(networks: "{a: a.safetensors, b: \(broken.file)}")
        let before = try workshop.folder.contents
        let rendered = try workshop.segue("render", "p.yaml")
        #expect(rendered.errors == expected)
        #expect(rendered.code == 65)
        #expect(try workshop.folder.contents == before)
    }

    @Test func `a network file that is not there, or is no file`() throws {
        let workshop = try Workshop()
        try workshop.preset(networks: "{a: a.safetensors, b: none.safetensors}")
        let missing = try workshop.segue("render", "p.yaml")
        #expect(
            missing.errors == """
                segue: error: p.yaml:3:33: none.safetensors: no such file, expected a network file
                  networks: {a: a.safetensors, b: none.safetensors}
                                                  ^

                """)
        #expect(missing.code == 66)
        let folder = try workshop.segue("inspect", ".")
        #expect(folder.errors == "segue: error: .: a folder, expected a regular file\n")
        #expect(folder.code == 65)
        let builtin = try workshop.segue("inspect", "builtin:nobody")
        #expect(builtin.errors.contains("built-in network"))
        #expect([65, 69].contains(builtin.code))
    }

    @Test func `an operator that nobody computes is named, and those that are`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.unknownOperator(), "n.onnx")
        let result = try workshop.segue("inspect", "n.onnx")
        #expect(
            result.errors == "segue: error: n.onnx[middle]: operator Frobnicate, "
                + "expected one that Segue has; `segue inspect --operators` lists them\n")
        #expect(result.code == 65)
        let list = try workshop.segue("inspect", "--operators")
        #expect(list.code == 0)
        #expect(list.output.hasPrefix("Abs\n"))
        #expect(list.output.contains("\nConvTranspose\n"))
    }

    @Test func `networks of other layers cannot be mixed, and the layers are named`() throws {
        let workshop = try Workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("wide.safetensors"), seed: 3, channels: [4, 6, 10])
        try workshop.preset(networks: "{a: a.safetensors, b: wide.safetensors}")
        let result = try workshop.segue("render", "p.yaml")
        #expect(
            result.errors == """
                segue: error: wide.safetensors: cannot be mixed with a.safetensors: \
                'conv3.conv2d.bias' is [10] instead of [8]; \
                'conv3.conv2d.weight' is [10, 6, 3, 3] instead of [8, 6, 3, 3]; \
                'deconv1.conv2d.weight' is [6, 10, 3, 3] instead of [6, 8, 3, 3]; \
                'in3.bias' is [10] instead of [8]; 'in3.weight' is [10] instead of [8]; \
                and 8 more, expected networks of one structure

                """)
        #expect(result.code == 65)
    }

    @Test func `networks of other colours cannot be mixed`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            networks: "{a: a.safetensors, b: {file: b.safetensors, io: 'bgr, -1..1'}}")
        let result = try workshop.segue("render", "p.yaml")
        #expect(
            result.errors == "segue: error: b.safetensors: works in BGR -1…1, "
                + "expected RGB 0…255 as a.safetensors\n")
        #expect(result.code == 65)
    }

    private static func tiny(
        _ change: (Checkpoint) -> Checkpoint = { $0 }
    ) throws -> [UInt8] {
        try change(TinyNetwork.make(seed: 5)).safetensorsBytes()
    }

    private static let whole = "expected all of it; download it again"

    private static let structure = [
        Case(
            "empty file",
            "FILE: an empty file, expected safetensors, PyTorch, ONNX or ncnn; download it again"
        ) { [] },
        Case("cut by one byte", "FILE: cut short: 20395 of 20396 bytes, \(whole)") {
            try tiny().dropLast()
        },
        Case("cut in the header", "FILE: cut short: 100 of at least 2288 bytes, \(whole)") {
            Array(try tiny().prefix(100))
        },
        Case(
            "header length beyond the file",
            "FILE: cut short: 10 of at least 1000008 bytes, \(whole)"
        ) {
            safetensors("{}", length: 1_000_000)
        },
        Case(
            "header length beyond all",
            "FILE: a header of 18446744073709551615 bytes, expected at most 100000000"
        ) { safetensors("{}", length: -1) },
        Case("header that is no JSON", "FILE: 'n' at byte 14, expected '{'") {
            safetensors("{\"a\": nul}")
        },
        Case(
            "one name twice", "FILE: the key \"a\" a second time at byte 62, expected each key once"
        ) {
            safetensors(
                """
                {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
                "a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
                """, data: 8)
        },
        Case(
            "tensors that share bytes",
            "FILE[b]: data from byte 4 on, expected from 8 on, where a ends"
        ) {
            safetensors(
                """
                {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
                "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
                """, data: 8)
        },
        Case(
            "two hundred thousand claims on four bytes",
            "FILE: more tensors, expected at most 100000"
        ) {
            let claims = (0..<200_000).map {
                "\"\($0)\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}"
            }
            return safetensors("{\(claims.joined(separator: ","))}", data: 4)
        },
        Case(
            "a shape that overflows",
            "FILE[a]: shape [4294967296, 4294967296], expected less than 2^63 bytes"
        ) {
            safetensors(
                """
                {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}
                """, data: 4)
        },
        Case(
            "an unknown type",
            "FILE[a]: dtype C64, expected one of F64, F32, F16, BF16, I64, I32, I16, "
                + "I8, U64, U32, U16, U8, BOOL"
        ) {
            safetensors(
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", data: 8)
        },
    ]

    private static let tensors = [
        Case(
            "a weight that is NaN",
            "FILE[deconv3.conv2d.bias]: nan at element 2, expected finite 32-bit floats"
        ) {
            var bytes = try tiny()
            bytes.replaceSubrange((bytes.count - 4)..., with: [0, 0, 0xC0, 0x7F])
            return bytes
        },
        Case(
            "a missing tensor",
            "FILE[in2.bias]: the tensor is missing, expected by the architecture"
        ) {
            try tiny { $0.with("in2.bias", nil) }
        },
        Case(
            "a tensor too many",
            "FILE[head.weight]: the tensor has no place in TransformerNet, expected only its parameters"
        ) { try tiny { $0.with("head.weight", Tensor(shape: [1], values: [0])) } },
        Case("a tensor of the wrong shape", "FILE[in2.weight]: shape [5], expected [6]") {
            try tiny {
                $0.with("in2.weight", Tensor(shape: [5], values: [1, 1, 1, 1, 1]))
            }
        },
        Case(
            "a kernel of an even side",
            "FILE[conv2.conv2d.weight]: shape [6, 4, 2, 2], expected [outputs, inputs, k, "
                + "k] with odd k"
        ) {
            try tiny {
                $0.with(
                    "conv2.conv2d.weight",
                    Tensor(shape: [6, 4, 2, 2], values: [Float](repeating: 0, count: 96)))
            }
        },
        Case(
            "an unknown architecture",
            "FILE: tensors named body.0.weight, body.0.bias … belong to no known architecture, "
                + "expected one of TransformerNet, ResnetGenerator, UnetGenerator, CartoonGAN, "
                + "AnimeGANv2, RRDBNet, MSRResNet, MSRResNet0, SRVGGNetCompact, SPAN, DnCNN, FDnCNN, UNetRes"
        ) {
            try Checkpoint(
                file: "n", names: ["body.0.weight", "body.0.bias"],
                tensors: [
                    "body.0.weight": Tensor(shape: [1], values: [0]),
                    "body.0.bias": Tensor(shape: [1], values: [0]),
                ]
            ).safetensorsBytes()
        },
        Case(
            "colours that cannot be read",
            "FILE[input]: unknown channel order 'cmyk' in 'cmyk 0..1', "
                + "expected rgb, bgr, gray or luma"
        ) {
            try tiny { $0.with(metadata: ["input": "cmyk 0..1"]) }
        },
    ]

    private static let formats = [
        Case(
            "PyTorch's zip",
            "FILE: cut short: 64 bytes, without the zip directory that ends it, \(whole)",
            file: "n.pth"
        ) {
            Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 60)
        },
        Case(
            "a pickle",
            "FILE: a Python pickle, expected safetensors, PyTorch, ONNX or ncnn; "
                + "safetensors.torch.save_file converts it", file: "n.pth"
        ) { [0x80, 2, 0x7D, 0x2E] },
        Case(
            "garbage", "FILE: an unknown format, expected safetensors, PyTorch, ONNX or ncnn",
            file: "n.dat"
        ) {
            (0..<200).map { UInt8($0 ^ 0x5A) }
        },
        Case(
            "a picture", "FILE: a PNG picture, expected safetensors, PyTorch, ONNX or ncnn",
            file: "n.png"
        ) { pngStart },
        Case(
            "text under a network's name",
            "FILE: text, not a network: hello, world, "
                + "expected safetensors, PyTorch, ONNX or ncnn; download it again"
        ) { Array("hello, world".utf8) },
        Case(
            "an ONNX file cut short",
            "FILE: cut short: 198 of at least 203 bytes, \(whole)",
            file: "n.onnx"
        ) {
            TinyONNX.identity().dropLast(5)
        },
    ]
}
