import Fixtures
import Foundation
import Testing

/// Signals in the middle of a render.
struct SignalTests {
    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func `a signal ends a render and leaves nothing`(signal: Int32, code: Int32) throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2000s, mix: b}]}",
            output: "[{path: out.mp4}, {path: out.gif}]")
        let before = try workshop.folder.contents
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            ["render", "p.yaml", "--progress", "json"], in: workshop.folder.path,
            streams: streams)
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while try streams.read("err").isEmpty, process.isRunning, clock.now < deadline {
            Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(try workshop.folder.contents.contains { $0.hasSuffix(".part") })
        let start = clock.now
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(clock.now - start < .seconds(5))
        let result = try Program.result(of: process, streams: streams)
        #expect(result.code == code)
        #expect(process.terminationReason == .exit)
        #expect(result.output == "")
        #expect(
            result.errorLines.last
                == "segue: interrupted; nothing unfinished was left under a final name")
        #expect(try workshop.folder.contents == before)
    }

    @Test func `a signal ends a contact sheet`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2000s, mix: b}]}")
        let before = try workshop.folder.contents
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            ["sheet", "p.yaml", "-o", "s.png", "--count", "1000", "--progress", "json"],
            in: workshop.folder.path, streams: streams)
        while try streams.read("err").isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.02)
        }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(try Program.result(of: process, streams: streams).code == 130)
        #expect(try workshop.folder.contents == before)
    }
}
