import Fixtures
import Foundation
import Testing

/// `segue farm`: what it writes and prints.
struct FarmTests {
    @Test(arguments: [
        (["slurm"], "'/submit.sh'\n", ["render.sbatch", "stitch.sbatch", "submit.sh"]),
        (["openjd"], "openjd run '/template.yaml'\n", ["template.yaml"]),
    ])
    func `what to run next is all of the standard output`(
        arguments: [String], line: String, files: [String]
    ) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let folder = workshop.folder.path("a b/of it")
        let result = try Tool.segue.run(
            ["farm"] + arguments + ["p.yaml", "--segments", "a b/of it", "--segment-length", "2"],
            in: workshop.folder.path)
        #expect(result.errors == "")
        #expect(result.output == line.replacing("'/", with: "'\(folder)/"))
        #expect(result.code == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == (["plan.json"] + files).sorted())
    }

    @Test func `commands are the standard output, and the stitch is a note`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue(
            "farm", "commands", "p.yaml", "--segment-length", "2", "--program", "segue")
        let folder = workshop.folder.path("out.gif.segments")
        let lines = result.output.split(separator: "\n").map(String.init)
        let expected = (0..<4).map { "segue segments render \(folder) \($0) --plan " }
        #expect(lines.map { String($0.dropLast(12)) } == expected)
        let hash = try #require(lines.first?.suffix(12))
        #expect(
            result.errors
                == "segue: note: after all of them: segue segments stitch \(folder) --plan \(hash)\n"
        )
        #expect(
            try String(decoding: workshop.folder.read("out.gif.segments/commands"), as: UTF8.self)
                == result.output)
    }

    @Test func `commands in any order, and again, make the plain render's film`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        #expect(try workshop.segue("render", "p.yaml", "-o", "plain.gif").code == 0)
        let commands = try workshop.segue("farm", "commands", "p.yaml", "--segment-length", "2")
        let shell = Program(path: "/bin/sh")
        let lines = commands.output.split(separator: "\n").map(String.init)
        for line in lines.reversed() + lines {
            #expect(try shell.run(["-c", line]).code == 0)
        }
        let stitch = try shell.run(["-c", "out.gif.segments/stitch.sh"], in: workshop.folder.path)
        #expect(stitch.code == 0)
        #expect(try workshop.folder.read("out.gif") == workshop.folder.read("plain.gif"))
    }

    @Test(arguments: [
        (
            ["slurm", "p.yaml", "--max-array-size", "0"],
            "--max-array-size: 0, expected 1 to 4000001"
        ),
        (
            ["openjd", "p.yaml", "--segments-per-task", "0"],
            "--segments-per-task: 0, expected 1 or more"
        ),
        (
            ["commands", "p.yaml", "--program", "two\nlines"],
            "--program: a line break or control character in 'two\\u{a}lines', expected a path of "
                + "one line that a job file can hold"
        ),
    ])
    func `what no job file can hold is refused in one line`(
        arguments: [String], message: String
    ) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try Tool.segue.run(["farm"] + arguments, in: workshop.folder.path)
        #expect(result.errors == "segue: error: \(message)\n")
        #expect(result.output == "")
        #expect(result.code == 64)
    }
}
