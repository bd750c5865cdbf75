import Files
import Foundation
import Testing

@testable import Weights

private typealias W = ProtobufWriter

/// Tensors in files beside the model.
@Suite("External data of ONNX")
struct ONNXExternalTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A model of one tensor of two floats, its bytes described by these entries.
    private func model(
        _ entries: [(String, String)], count: Int64 = 2, copies: Int = 1
    ) throws -> String {
        let tensors = (0..<copies).flatMap { copy in
            W.message(
                5, W.text(8, "w\(copy)"), W.int(1, count), W.int(2, 1), W.int(14, 1),
                entries.flatMap { W.message(13, W.text(1, $0.0), W.text(2, $0.1)) })
        }
        return try folder.file("net.onnx", onnx(graph: tensors))
    }

    private func numbers() throws -> String {
        try folder.file("net.onnx.data", littleEndian([1, 2, 3]))
    }

    @Test("a tensor is read from its place in the file, with and without a length")
    func read() throws {
        _ = try numbers()
        for entries in [
            [("location", "net.onnx.data"), ("offset", "4"), ("length", "8"), ("checksum", "?")],
            [("offset", "4"), ("location", "net.onnx.data")],
        ] {
            let checkpoint = try Checkpoint.read(file: model(entries))
            #expect(checkpoint["w0"] == Tensor(shape: [2], values: [2, 3]))
        }
    }

    @Test(
        "a place outside the folder or that is no plain name is never opened",
        arguments: [
            "../net.onnx.data", "/etc/passwd", "./net.onnx.data", "a/b", "..", ".", "", "a\0b",
        ])
    func outside(location: String) throws {
        _ = try numbers()
        let path = try model([("location", location)])
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description
                == "\(path)[w0]: external data in '\(printable(location))', "
                + "expected the name of a file beside the model")
    }

    @Test("links, hard and symbolic, folders and pipes are refused")
    func links() throws {
        let target = try numbers()
        #expect(symlink(target, "\(folder.path)/soft") == 0)
        #expect(mkdir("\(folder.path)/folder", 0o700) == 0)
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        for (name, found) in [
            ("soft", "a symbolic link"), ("folder", "a folder"), ("pipe", "a pipe"),
        ] {
            let path = try model([("location", name)])
            #expect(
                throws: FileError.refused(
                    path: "\(folder.path)/\(name)", found: found, expected: "a regular file")
            ) { try Checkpoint.read(file: path) }
        }
        #expect(link(target, "\(folder.path)/hard") == 0)
        let path = try model([("location", "hard")])
        #expect(
            throws: FileError.refused(
                path: "\(folder.path)/hard", found: "a file of 2 names (hard links)",
                expected: "a file of one name")
        ) { try Checkpoint.read(file: path) }
    }

    @Test("a file that is not there is missing")
    func missing() throws {
        let path = try model([("location", "none")])
        let error = #expect(throws: FileError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description == "\(folder.path)/none: no such file, "
                + "expected the weights of \(path), in the same folder")
    }

    @Test(
        "a range that is not inside the file is one line",
        arguments: [
            (
                "8", "8",
                "'net.onnx.data' is cut short: 12 of at least 16 bytes, "
                    + "expected all of it; download it again"
            ),
            (
                "9223372036854775807", "8",
                "'net.onnx.data' is cut short: 12 of at least 9223372036854775815 bytes, "
                    + "expected all of it; download it again"
            ),
            ("0", "4", "4 bytes of external data, expected 8"),
            ("0", "9223372036854775807", "9223372036854775807 bytes of external data, expected 8"),
        ])
    func ranges(offset: String, length: String, message: String) throws {
        _ = try numbers()
        let path = try model([
            ("location", "net.onnx.data"), ("offset", offset), ("length", length),
        ])
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(error?.description == "\(path)[w0]: \(message)")
    }

    @Test("a few bytes named many times are refused before they fill the memory")
    func repeated() throws {
        _ = try numbers()
        let path = try model([("location", "net.onnx.data")], copies: 2)
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description == "\(path)[w1]: external data of 16 bytes in all, "
                + "expected at most the 12 of 'net.onnx.data'")
    }

    @Test("a tensor of petabytes is refused before memory is taken")
    func petabytes() throws {
        _ = try numbers()
        let path = try model([("location", "net.onnx.data")], count: 1 << 50)
        let error = #expect(throws: WeightsError.self) { try Checkpoint.read(file: path) }
        #expect(
            error?.description == "\(path)[w0]: 'net.onnx.data' is cut short: 12 of at least "
                + "4503599627370496 bytes, expected all of it; download it again")
    }
}
