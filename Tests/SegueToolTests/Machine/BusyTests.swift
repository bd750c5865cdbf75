import Fixtures
import Foundation
import Testing

/// Renders that meet.
struct BusyTests {
    @Test func `a second render says who is busy, until the first ends, however it ends`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2000s, mix: b}]}",
            output: "[{path: other.mp4}, {path: out.gif}]")
        try workshop.preset(name: "short.yaml")
        let before = try workshop.folder.contents
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            ["render", "p.yaml", "--progress", "json"], in: workshop.folder.path,
            streams: streams)
        while try streams.read("err").isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.02)
        }
        let second = try workshop.segue("render", "short.yaml", "--overwrite")
        #expect(second.code == 75)
        #expect(second.output == "")
        #expect(
            second.errors.wholeMatch(
                of:
                    /segue: error: out\.gif: busy: process (\d+) on \S+ is rendering it, expected it to end first\n/
            ).map { Int32($0.1) } == process.processIdentifier)

        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try workshop.folder.contents.contains { $0.hasPrefix(".out.gif.") })
        #expect(try workshop.segue("render", "short.yaml").code == 0)
        let left = try workshop.folder.contents.filter { !before.contains($0) }
        #expect(left.contains("out.gif"))
        // The other film is not this render's to tidy up.
        #expect(left.allSatisfy { $0 == "out.gif" || $0.hasPrefix(".other.mp4.") })
    }

    @Test func `of two renders at once one makes the film and the other is told to wait`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        #expect(try workshop.segue("render", "p.yaml").code == 0)
        let film = try workshop.folder.read("out.gif")
        let contents = try workshop.folder.contents
        for round in 0..<5 {
            let streams = [try TemporaryFolder(), try TemporaryFolder()]
            let processes = try streams.map {
                try Tool.segue.start(
                    ["render", "p.yaml", "--overwrite"], in: workshop.folder.path, streams: $0)
            }
            let codes = try zip(processes, streams).map { process, streams in
                process.waitUntilExit()
                return try Program.result(of: process, streams: streams).code
            }
            // One after the other where the second was slow to start.
            #expect([[0, 75], [0, 0]].contains(codes.sorted()), "round \(round)")
            #expect(try workshop.folder.read("out.gif") == film)
            #expect(try workshop.folder.contents == contents)
        }
    }
}
