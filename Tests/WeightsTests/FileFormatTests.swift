import Testing

@testable import Weights

@Suite("Telling formats")
struct FileFormatTests {
    @Test("the content decides, whatever the file is called")
    func content() throws {
        let folder = try TemporaryFolder()
        let tensors = safetensors(dtype: "F32", shape: [1], littleEndian([1]))
        let model = onnx(
            initializer: ProtobufWriter.int(2, 1), ProtobufWriter.float(4, 2))
        let first = try folder.file("tensors.onnx", tensors)
        let second = try folder.file("model.safetensors", model)
        #expect(try Checkpoint.read(file: first)["w"]?.values == [1])
        #expect(try Checkpoint.read(file: second)["w"]?.values == [2])
    }

    @Test(
        "formats that are not read are refused by name",
        arguments: [
            ("\u{80}\u{2}\u{8a}", "a Python pickle", true),
            ("\u{dd}\u{85}v\u{0}", "a binary ncnn .param.bin file", false),
            ("\u{93}NUMPY\u{1}\u{0}", "a NumPy file", false),
            ("\u{89}HDF\r\n\u{1a}\n", "an HDF5 file (Keras)", false),
            ("GGUF\u{3}", "a GGUF file", false),
            ("<!DOCTYPE html>", "an unknown format", false),
            ("", "an empty file", false),
        ])
    func foreign(start: String, found: String, converts: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("net", start.unicodeScalars.map { UInt8($0.value) })
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        let hint = converts ? "; safetensors.torch.save_file converts it" : ""
        #expect(
            error?.description
                == "\(path): \(found), expected safetensors, PyTorch, ONNX or ncnn\(hint)")
    }

    @Test("a tar file is refused by name")
    func tar() throws {
        let bytes = [UInt8](repeating: 0x61, count: 257) + Array("ustar\u{0}00".utf8)
        let format = FileFormat(firstBytes: bytes, path: "net.tar")
        guard case .unsupported(let found, _) = format else {
            Issue.record("told \(format)")
            return
        }
        #expect(found == "a tar file")
    }

    @Test("a file that is both zip and safetensors is refused")
    func ambiguous() {
        // "PK" and what a zip file may have next, read as a length, is a header of 19280 bytes.
        let bytes = Array("PK\0\0\0\0\0\0{".utf8)
        #expect(FileFormat(firstBytes: bytes, path: "net.safetensors") != .safetensors)
    }

    @Test("where the content says nothing the name chooses which rules it breaks")
    func names() {
        #expect(FileFormat(firstBytes: [1, 2], path: "a.safetensors") == .safetensors)
        #expect(FileFormat(firstBytes: [], path: "a.onnx") == .onnx)
    }

    @Test("ncnn's text is told by its first line, its weights by their name alone")
    func ncnn() {
        #expect(FileFormat(firstBytes: Array("7767517\n1 1\n".utf8), path: "a.onnx") == .ncnn)
        #expect(FileFormat(firstBytes: Array("\n7767517\n1 1\n".utf8), path: "a.param") == .ncnn)
        #expect(FileFormat(firstBytes: [0x08, 0, 0, 0], path: "a.bin") == .ncnn)
        #expect(FileFormat(firstBytes: Array("PK".utf8), path: "a.bin") != .ncnn)
    }

    @Test("safetensors whose length looks like a pickle's first bytes is safetensors")
    func length() {
        let header = "{" + String(repeating: " ", count: 0x280 - 2) + "}"
        #expect(FileFormat(firstBytes: safetensors(header), path: "a") == .safetensors)
    }
}
