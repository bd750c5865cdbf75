import Fixtures
import Foundation
import Testing

/// Files that are there already.
struct OverwriteTests {
    private let old = Data("what was there before".utf8)

    @Test(arguments: [
        ["render", "p.yaml", "-o", "old.mp4"], ["render", "p.yaml", "-o", "old.gif"],
        ["render", "p.yaml", "-o", "old.%03d.png"], ["sheet", "p.yaml", "-o", "old.png"],
        ["apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "old.png"],
        ["blend", "--network", "a.safetensors", "-o", "old.safetensors"],
    ])
    func `an output that exists is replaced only on request`(arguments: [String]) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let name = arguments[arguments.count - 1].replacing("%03d", with: "000")
        try workshop.folder.write(old, name)
        let before = try workshop.folder.contents

        let refused = try Tool.segue.run(arguments, in: workshop.folder.path)
        #expect(
            refused.errors == "segue: error: \(name): the file exists; "
                + "pass --overwrite to replace it\n")
        #expect(refused.code == 73)
        #expect(refused.output == "")
        #expect(try workshop.folder.read(name) == old)
        #expect(try workshop.folder.contents == before)

        let replaced = try Tool.segue.run(arguments + ["--overwrite"], in: workshop.folder.path)
        #expect(replaced.code == 0)
        #expect(try workshop.folder.read(name) != old)
        #expect(!(try workshop.folder.contents.contains { $0.hasSuffix(".part") }))
    }

    @Test func `a render that fails leaves the older film`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: .greatestFiniteMagnitude), "c.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: .greatestFiniteMagnitude), "d.onnx")
        try workshop.preset(
            networks: "{a: {file: c.onnx, io: 'rgb, 0..255'}, b: {file: d.onnx, io: 'rgb, 0..255'}}"
        )
        try workshop.folder.write(old, "out.gif")
        let before = try workshop.folder.contents
        let result = try workshop.segue("render", "p.yaml", "--overwrite")
        #expect(result.code == 65)
        #expect(
            result.errorLines.last?.contains("[conv]: inf at channel 0, row 0, column ") == true)
        #expect(try workshop.folder.read("out.gif") == old)
        #expect(try workshop.folder.contents == before)
    }
}
