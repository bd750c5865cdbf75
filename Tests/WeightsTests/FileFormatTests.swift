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
            ("\u{80}\u{2}\u{8a}", "a Python pickle", "; safetensors.torch.save_file converts it"),
            ("\u{dd}\u{85}v\u{0}", "a binary ncnn .param.bin file", ""),
            ("\u{93}NUMPY\u{1}\u{0}", "a NumPy file", ""),
            ("\u{89}HDF\r\n\u{1a}\n", "an HDF5 file (Keras)", ""),
            ("GGUF\u{3}", "a GGUF file", ""), ("\u{89}PNG\r\n\u{1a}\n", "a PNG picture", ""),
            ("\u{ff}\u{d8}\u{ff}\u{e0}", "a JPEG picture", ""),
            ("\u{1f}\u{8b}\u{8}\u{0}", "a gzip file", "; unpack it first"),
            ("\u{fd}7zXZ\u{0}\u{0}", "an xz file", "; unpack it first"),
            ("7z\u{bc}\u{af}\u{27}\u{1c}", "a 7-Zip file", "; unpack it first"),
            ("Rar!\u{1a}\u{7}", "a RAR file", "; unpack it first"),
            ("\u{28}\u{b5}\u{2f}\u{fd}", "a Zstandard file", "; unpack it first"),
            ("\u{1}\u{2}\u{3}", "an unknown format", ""),
            ("", "an empty file", "; download it again"),
        ])
    func foreign(start: String, found: String, remedy: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("net", start.unicodeScalars.map { UInt8($0.value) })
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description
                == "\(path): \(found), expected safetensors, PyTorch, ONNX or ncnn\(remedy)")
    }

    @Test(
        "text in place of a network is told by what it is, whatever the file is called",
        arguments: [
            ("<!DOCTYPE html>\n<html>", "a web page, not a network"),
            ("\u{feff}\r\n <HTML lang='en'>", "a web page, not a network"),
            (
                #"{"error":"Repository not found"}"#,
                #"JSON, not a network: {"error":"Repository not found"}"#
            ),
            (
                "<?xml version='1.0'?>\n<Error><Code>AccessDenied</Code></Error>",
                "XML, not a network: <?xml version='1.0'?> <Error><Code>AccessDenied</Code></Erro…"
            ),
            (
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
                "a Git LFS pointer to a file of 12345 bytes, not the file itself"
            ),
        ], ["net.pth", "net.safetensors", "net.onnx", "net.param", "net.bin"])
    func text(example: (text: String, found: String), name: String) throws {
        let format = FileFormat(firstBytes: Array(example.text.utf8), path: name)
        guard case .unsupported(let found, let expected) = format else {
            Issue.record("told \(format)")
            return
        }
        #expect(found == example.found)
        let remedy =
            found.hasPrefix("a Git") ? "'git lfs pull' fetches it" : "download it again"
        #expect(expected == "safetensors, PyTorch, ONNX or ncnn; \(remedy)")
    }

    @Test("plain text is told where a name does not let it be weights, which may be any bytes")
    func plainText() {
        let bytes = Array("Entry not found".utf8)
        for name in ["net.pth", "net.safetensors", "net.onnx", "net"] {
            #expect(
                FileFormat(firstBytes: bytes, path: name)
                    == .unsupported(
                        found: "text, not a network: Entry not found",
                        expected: "safetensors, PyTorch, ONNX or ncnn; download it again"))
        }
        #expect(FileFormat(firstBytes: bytes, path: "net.bin") == .ncnn)
        #expect(FileFormat(firstBytes: bytes, path: "net.param") == .ncnn)
        // Cut inside a character; not UTF-8 at all.
        let text = Array((String(repeating: "a ", count: 255) + "aé").utf8)
        let cut = Array(text.prefix(FileFormat.prefixLength))
        #expect(cut.last == 0xc3)
        #expect(ForeignText(firstBytes: cut) != nil)
        #expect(ForeignText(firstBytes: Array(cut.dropFirst())) == nil)
        #expect(ForeignText(firstBytes: [0x61, 0xff, 0x61, 0x61, 0x61, 0x61]) == nil)
    }

    @Test("zeros are an unfinished download, but for ncnn's weights")
    func zeros() {
        let zeros = [UInt8](repeating: 0, count: FileFormat.prefixLength)
        guard case .unsupported(let found, _) = FileFormat(firstBytes: zeros, path: "a.pth") else {
            Issue.record("zeros were taken for a network")
            return
        }
        #expect(found == "zeros in its first 512 bytes, as an unfinished download has")
        #expect(FileFormat(firstBytes: zeros, path: "a.bin") == .ncnn)
        #expect(FileFormat(firstBytes: [], path: "a.bin") == .ncnn)
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
        #expect(FileFormat(firstBytes: [1, 2], path: "a.onnx") == .onnx)
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
