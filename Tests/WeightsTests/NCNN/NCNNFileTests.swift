import Files
import Foundation
import Testing

@testable import Weights

/// The pair of files on the disk.
@Suite("ncnn's two files")
struct NCNNFileTests {
    private let folder: TemporaryFolder
    private let text = ncnnText("Input in 0 1 x", "PReLU p 1 1 x y 0=1")

    init() throws { folder = try TemporaryFolder() }

    @Test("either file may be named, also with points in the name")
    func pair() throws {
        for stem in ["net", "net.ncnn", "net.v2.0"] {
            let path = try folder.file("\(stem).param", text)
            let weights = try folder.file("\(stem).bin", littleEndian([0.25]))
            for named in [path, weights] {
                let checkpoint = try Checkpoint.read(file: named)
                #expect(checkpoint.file == path)
                #expect(checkpoint["p.slope"]?.values == [0.25])
            }
        }
    }

    @Test("weights that are not there are named")
    func missingWeights() throws {
        let path = try folder.file("net.param", text)
        let error = #expect(throws: FileError.self) { try NetworkFile.read(path) }
        #expect(
            error?.description
                == "\(folder.path)/net.bin: no such file, expected the weights of net.param; "
                + "an ncnn network is both files")
    }

    @Test("layers that are not there are named")
    func missingLayers() throws {
        let path = try folder.file("net.bin", littleEndian([0.25]))
        let error = #expect(throws: FileError.self) { try NetworkFile.read(path) }
        #expect(
            error?.description
                == "\(folder.path)/net.param: no such file, expected the layers that net.bin is the "
                + "weights of; an ncnn network is both files")
        let none = "\(folder.path)/none.param"
        #expect(
            throws: FileError.missing(
                path: none, found: "no such file", expected: "a network file")
        ) { try NCNNModel(ncnnFile: none) }
    }

    @Test("layers under another name have no weights beside them")
    func otherName() throws {
        let path = try folder.file("net.txt", text)
        let error = #expect(throws: WeightsError.self) { try NetworkFile.read(path) }
        #expect(
            error?.description
                == "\(path): an ncnn network under another name, "
                + "expected NAME.param with its weights in NAME.bin beside it")
    }

    @Test("weights that are a folder or a pipe are refused without waiting")
    func notRegular() throws {
        for name in ["folder", "pipe"] { _ = try folder.file("\(name).param", text) }
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/folder.bin", withIntermediateDirectories: false)
        #expect(mkfifo("\(folder.path)/pipe.bin", 0o600) == 0)
        for name in ["folder", "pipe"] {
            #expect(
                throws: FileError.refused(
                    path: "\(folder.path)/\(name).bin", found: "a \(name)",
                    expected: "a regular file")
            ) { try Checkpoint.read(file: "\(folder.path)/\(name).param") }
        }
    }

    @Test("a text of 17 MB and weights of 10 GB are refused before they are read")
    func large() throws {
        let path = try folder.file("net.param", text)
        let weights = try folder.file("net.bin")
        #expect(truncate(weights, 10 << 30) == 0)
        #expect(throws: FileError.tooLarge(weights, size: 10 << 30, limit: 8 << 30)) {
            try Checkpoint.read(file: path)
        }
        #expect(truncate(path, 17 << 20) == 0)
        #expect(throws: FileError.tooLarge(path, size: 17 << 20, limit: 16 << 20)) {
            try Checkpoint.read(file: path)
        }
    }
}
