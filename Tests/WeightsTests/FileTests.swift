import Files
import Foundation
import Testing

@testable import Weights

@Suite("Files")
struct FileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a file that is not there is missing, also below a file and with a zero byte in its name")
    func missing() throws {
        let file = try folder.file("file")
        for path in ["\(folder.path)/none", "\(file)/below", "\(file)\0"] {
            let error = #expect(throws: FileError.self) { try Checkpoint(safetensorsFile: path) }
            guard case .missing = error else {
                Issue.record("\(path): \(error.map(String.init(describing:)) ?? "")")
                continue
            }
        }
    }

    @Test("the missing file's line")
    func missingLine() {
        #expect(
            FileError.missing(path: "a\nb", found: "no such file", expected: "a network file")
                .description == #"a\u{a}b: no such file, expected a network file"#)
    }

    @Test("folders, pipes and devices are refused without waiting for them")
    func notRegular() throws {
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, found) in [
            (folder.path, "a folder"), (pipe, "a pipe"), ("/dev/zero", "a device"),
        ] {
            #expect(throws: FileError.refused(path: path, found: found, expected: "a regular file"))
            {
                try Checkpoint.read(file: path)
            }
        }
    }

    @Test("a sparse file of 10 GB is refused before it is read")
    func large() throws {
        let path = try folder.file("large.safetensors")
        #expect(truncate(path, 10 << 30) == 0)
        let error = #expect(throws: FileError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description == "\(path): 10737418240 bytes, expected at most 8589934592")
    }

    @Test("an ONNX file of 2 GB is refused before it is read")
    func largeONNX() throws {
        let path = try folder.file("large.onnx", [0x08])
        #expect(truncate(path, 2 << 30) == 0)
        #expect(
            throws: FileError.tooLarge(path, size: 2 << 30, limit: (2 << 30) - 1)
        ) { try Checkpoint.read(file: path) }
    }

    @Test("a file cut short while it is read is an input error, not a crash")
    func shrinking() throws {
        let path = try folder.file("shrinking", [UInt8](repeating: 0, count: 100))
        let file = try RegularFile(weights: path)
        #expect(truncate(path, 60) == 0)
        #expect(
            throws: FileError.inputOutput(
                path: path, found: "ended after 60 of 100 bytes while read",
                expected: "a file that stays as it is")
        ) { try file.read(0..<100) }
    }

    @Test("what is read from a file is what is read from memory")
    func sameAsMemory() throws {
        let bytes = safetensors(dtype: "F32", shape: [2], littleEndian([1, 2]))
        let path = try folder.file("net.safetensors", bytes)
        #expect(try Checkpoint(safetensorsFile: path)["w"]?.values == [1, 2])
        #expect(try Checkpoint.read(file: path)["w"]?.values == [1, 2])
        #expect(try Checkpoint.read(file: path).file == path)
    }

    @Test("the outline has the metadata and counts the parameters without reading them")
    func outline() throws {
        let header =
            #"{"__metadata__":{"family":"painters"},"#
            + #""a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"#
            + #""n":{"dtype":"I64","shape":[],"data_offsets":[12,20]}}"#
        let nan = [UInt8](repeating: 0xff, count: 20)
        let path = try folder.file("net.safetensors", safetensors(header, nan))
        let outline = try SafetensorsOutline(file: path)
        #expect(outline.metadata == ["family": "painters"])
        #expect(outline.parameterCount == 6)
    }

    @Test("every error is one line, whatever the names in the file")
    func oneLine() {
        let error = WeightsError.malformedTensor(
            file: "f", tensor: String(repeating: "x", count: 200) + "\n", found: "a\u{2028}",
            expected: "b")
        let name = String(repeating: "x", count: 100)
        #expect(error.description == #"f[\#(name)…]: a\u{2028}, expected b"#)
    }
}
