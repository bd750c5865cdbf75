import Foundation
import Testing

@testable import Weights

/// The expected tensors were written by torch itself, converted by torch (Fixtures/make.py).
@Suite("Reading PyTorch files")
struct PyTorchReadingTests {
    @Test(
        "what torch saved comes out bit for bit, in both formats",
        arguments: [
            "types", "types-legacy", "unsigned", "views", "views-legacy", "module",
            "module-legacy", "parallel", "parallel-legacy", "esrgan", "esrgan-legacy", "training",
            "training-legacy", "protocol3", "protocol4", "protocol4-legacy", "protocol5", "numbers",
            "numbers-legacy",
        ])
    func fixture(name: String) throws {
        let read = try Checkpoint.read(file: PyTorchFixture.path("\(name).pth"))
        let plain = name.replacingOccurrences(of: "-legacy", with: "")
        let expected = try Checkpoint.read(file: PyTorchFixture.path("\(plain).safetensors"))
        #expect(Set(read.names) == Set(expected.names))
        for (name, tensor) in expected.tensors {
            #expect(read[name]?.shape == tensor.shape, "\(name)")
            #expect(
                read[name]?.values.map(\.bitPattern) == tensor.values.map(\.bitPattern), "\(name)")
        }
        #expect(read.integerTensors == expected.integerTensors)
    }

    @Test("names stay in the order of the file")
    func order() throws {
        let read = try Checkpoint.read(file: PyTorchFixture.path("module.pth"))
        #expect(
            read.names == [
                "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
            ])
    }

    @Test(
        "what was unwrapped is said",
        arguments: [
            ("module", []), ("parallel", ["took the prefix 'module.' off 7 names"]),
            ("esrgan", ["took 'params_ema' of 'params', 'params_ema'"]),
            (
                "training",
                [
                    "took 'state_dict' of 'epoch', 'state_dict', 'optimizer', 'best', 'history', "
                        + "'type', 'size', 'device' and 1 more",
                    "took the prefix 'module.' off 7 names",
                ]
            ),
        ] as [(String, [String])])
    func notices(name: String, expected: [String]) throws {
        for format in ["", "-legacy"] {
            let read = try Checkpoint.read(file: PyTorchFixture.path("\(name)\(format).pth"))
            #expect(read.notices == expected)
        }
    }

    @Test("from memory it is the same")
    func memory() throws {
        let bytes = try PyTorchFixture.bytes("views.pth")
        let read = try Checkpoint(pyTorch: bytes, file: "f")
        #expect(
            read.tensors == (try Checkpoint.read(file: PyTorchFixture.path("views.pth"))).tensors)
    }

    @Test("safetensors loses the prefix of DataParallel too, only where all names have it")
    func prefix() throws {
        let all = Checkpoint(
            file: "a", names: ["module.a"],
            tensors: ["module.a": Tensor(shape: [], values: [1])],
            integerTensors: ["module.n": IntegerTensor(shape: [], values: [2])])
        let read = try Checkpoint(safetensors: all.safetensorsBytes(), file: "a")
        #expect(read.names == ["a"])
        #expect(read.integerTensors.keys.sorted() == ["n"])
        #expect(read.notices == ["took the prefix 'module.' off 2 names"])
        let some = Checkpoint(
            file: "b", names: ["module.a"],
            tensors: ["module.a": Tensor(shape: [], values: [1])],
            integerTensors: ["n": IntegerTensor(shape: [], values: [2])])
        let kept = try Checkpoint(safetensors: some.safetensorsBytes(), file: "b")
        #expect(kept.names == ["module.a"])
        #expect(kept.notices.isEmpty)
    }

    @Test("what torch.compile puts into names is taken out, wherever it stands")
    func compiled() throws {
        for (names, notices) in [
            (["_orig_mod.a", "_orig_mod.b"], ["took '_orig_mod.' out of 2 names"]),
            (
                ["module._orig_mod.a", "module._orig_mod.b"],
                ["took '_orig_mod.' out of 2 names", "took the prefix 'module.' off 2 names"]
            ),
            (
                ["_orig_mod.module.a", "_orig_mod.module.b"],
                ["took '_orig_mod.' out of 2 names", "took the prefix 'module.' off 2 names"]
            ),
            (["a", "b._orig_mod.b", "c"], ["took '_orig_mod.' out of 1 name"]),
            (["a._orig_mod.b", "a.b"], []), (["a", "orig_mod.b"], []),
        ] {
            let tensor = Tensor(shape: [], values: [1])
            let file = Checkpoint(
                file: "f", names: names,
                tensors: .init(uniqueKeysWithValues: names.map { ($0, tensor) }))
            let read = try Checkpoint(safetensors: file.safetensorsBytes(), file: "f")
            #expect(read.notices == notices)
            let kept = notices.isEmpty
            let short = names.map {
                $0.replacingOccurrences(of: "_orig_mod.", with: "")
                    .replacingOccurrences(of: "module.", with: "")
            }
            #expect(read.names == (kept ? names : short))
        }
    }

    @Test(
        "what torch can save and this program does not read is refused by name",
        arguments: [
            ("sparse.pth", global("torch._utils._rebuild_sparse_tensor", 13)),
            ("complex.pth", global("torch.ComplexFloatStorage", 64)),
            (
                "quantised.pth",
                "is quantised to 8 bits (torch._utils._rebuild_qtensor), "
                    + "expected float weights; save the network before it is quantised"
            ),
            ("conjugate.pth", global("torch.ComplexFloatStorage", 64)),
            (
                "negated.pth",
                "a tensor of 7 arguments at byte 172 of data.pkl, expected 6, no metadata"
            ),
            ("whole-module.pth", global("torch.nn.modules.linear.Linear", 2)),
            ("list.pth", "a list, expected a state_dict: a dict of tensors"),
            ("tensor.pth", "a tensor, expected a state_dict: a dict of tensors"),
            ("meta.pth", global("torch._utils._rebuild_meta_tensor_no_storage", 13)),
            ("torchscript.pt", "a TorchScript program, expected tensors; save its state_dict()"),
        ])
    func refused(name: String, message: String) {
        let path = PyTorchFixture.path("refused-\(name)")
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(error?.description == "\(path): \(message)")
    }

    private static func global(_ name: String, _ byte: Int) -> String {
        "global \(name) not allowed at byte \(byte) of data.pkl, expected a state_dict of tensors"
    }
}

/// The files beside the script that made them.
enum PyTorchFixture {
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(name)").path
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
}
