import Fixtures
import Foundation
import Imaging
import Media
import Testing

/// Signals in the middle of a render.
struct SignalTests {
    @Test(
        arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131)]
            as [(Int32, Int32)])
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
        while try streams.read("err").isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(try workshop.folder.contents.contains { $0.hasSuffix(".part") })
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
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
        // Pictures so large that all of them take minutes.
        try PNGFile.write(
            Workshop.picture(width: 240, height: 160), to: workshop.folder.path("large.png"))
        try workshop.preset(
            input: "large.png",
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2000s, mix: b}]}")
        let before = try workshop.folder.contents
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            [
                "sheet", "p.yaml", "-o", "s.png", "--count", "1000", "--scale", "8",
                "--progress", "json",
            ], in: workshop.folder.path, streams: streams)
        while try streams.read("err").isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.02)
        }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(try Program.result(of: process, streams: streams).code == 130)
        #expect(try workshop.folder.contents == before)
    }

    @Test func `at whatever time a signal comes, outputs are whole or not there`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: out.mp4}, {path: out.gif}, {path: \"f.%02d.png\"}]")
        let before = try workshop.folder.contents
        let whole = try workshop.segue("render", "p.yaml")
        #expect(whole.code == 0)
        let names = try workshop.folder.contents.filter { !before.contains($0) }
        let bytes = try names.map { try workshop.folder.read($0) }
        for round in 0..<12 {
            for name in try workshop.folder.contents where !before.contains(name) {
                try FileManager.default.removeItem(atPath: workshop.folder.path(name))
            }
            let streams = try TemporaryFolder()
            let process = try Tool.segue.start(
                ["render", "p.yaml"], in: workshop.folder.path, streams: streams)
            Thread.sleep(forTimeInterval: .random(in: 0...0.5))
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            let code = try Program.result(of: process, streams: streams).code
            #expect(code == 0 || code == 128 + SIGTERM, "round \(round)")
            let left = try workshop.folder.contents.filter { !before.contains($0) }
            #expect(code != 0 || left == names, "round \(round)")
            for name in left {
                let index = try #require(names.firstIndex(of: name), "round \(round): \(name)")
                #expect(try workshop.folder.read(name) == bytes[index], "round \(round)")
            }
        }
    }

    @Test func `who asked for hang-ups to be ignored gets that`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let shell = try #require(Program(named: "bash"))
        let result = try shell.run(
            [
                "-c",
                "trap '' HUP; '\(Tool.segue.path)' render p.yaml --progress none & "
                    + "for n in $(seq 100); do kill -HUP $!; sleep 0.01; done; wait $!",
            ], in: workshop.folder.path)
        #expect(result.code == 0)
        #expect(try workshop.folder.contents.contains("out.gif"))
    }
}
