import Fixtures
import Foundation
import Testing

/// Disks and streams that fail.  `Tests/Faults` has what needs strace and mounts.
struct FaultTests {
    @Test(arguments: [("out.mp4", 2), ("out.gif", 20), ("frames/f.%02d.png", 2)])
    func `a file that may not grow is said, with what is missing`(
        output: String, kilobytes: Int
    ) throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"\(output)\"}]")
        let old = Data("what was there before".utf8)
        try workshop.folder.makeFolder("frames")
        try workshop.folder.write(old, output.replacing("%02d", with: "00"))
        let before = try workshop.folder.contents
        let shell = try #require(Program(named: "bash"))
        let result = try shell.run(
            [
                "-c",
                "ulimit -f \(kilobytes); "
                    + "'\(Tool.segue.path)' render p.yaml --overwrite --progress none",
            ], in: workshop.folder.path)
        #expect(result.code == 74)
        #expect(
            result.errors.wholeMatch(
                of:
                    /segue: error: \S+: File too large after .*, expected (about \d+ MB more|room for the rest)\n/
            ) != nil, "\(result.errors)")
        #expect(try workshop.folder.contents == before)
        let again = try workshop.segue("render", "p.yaml", "--overwrite")
        #expect(again.code == 0)
    }

    @Test(arguments: [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
    func `no output gets the place of a stream that is closed`(closed: String) throws {
        let workshop = try Workshop()
        try workshop.preset()
        #expect(try workshop.segue("render", "p.yaml").code == 0)
        let film = try workshop.folder.read("out.gif")
        let shell = try #require(Program(named: "bash"))
        let result = try shell.run(
            ["-c", "'\(Tool.segue.path)' render p.yaml --overwrite --progress lines \(closed)"],
            in: workshop.folder.path)
        #expect(result.code == (closed.contains(">&-") && !closed.hasPrefix("2") ? 74 : 0))
        #expect(try workshop.folder.read("out.gif") == film)
    }

    @Test func `a render that goes on accepts what it had completed, and nothing else`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif}, {path: out.mp4}, {path: \"f.%02d.png\"}]")
        #expect(try workshop.segue("render", "p.yaml", "--keep").code == 0)
        let before = try workshop.folder.contents
        let again = try workshop.segue("render", "p.yaml", "--keep")
        #expect(again.code == 0)
        #expect(again.errorLines.last?.contains("0 inferences, 7 reused") == true)
        #expect(try workshop.folder.contents == before)
        try workshop.folder.write("another film".utf8, "out.mp4")
        let refused = try workshop.segue("render", "p.yaml", "--keep")
        #expect(refused.code == 73)
        #expect(
            refused.errorLines.last?.hasPrefix("segue: error: out.mp4: the file exists") == true)
        #expect(try workshop.folder.read("out.mp4") == Data("another film".utf8))
        // Another plan in the same folder never made these outputs.
        let other = try workshop.segue("render", "p.yaml", "--keep", "--scale", "0.5")
        #expect(other.code == 73)
        #expect(
            other.errors == "segue: error: out.gif: the file exists; pass --overwrite to "
                + "replace it\n")
    }
}
