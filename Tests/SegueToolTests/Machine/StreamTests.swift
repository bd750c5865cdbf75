import Fixtures
import Foundation
import Testing

/// What goes to the standard streams, and who may close them.
struct StreamTests {
    @Test func `progress as JSON is one object a frame and a summary`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue("render", "p.yaml", "--progress", "json")
        #expect(result.code == 0)
        let lines = try result.errorLines.dropLast().map {
            try JSONDecoder().decode([String: Double].self, from: Data($0.utf8))
        }
        #expect(lines.map { $0["frame"] } == [1, 2, 3, 4, 5, 6, 7])
        #expect(lines.allSatisfy { $0["frames"] == 7 && $0["frames_per_second", default: 0] > 0 })
        let elapsed = lines.compactMap { $0["elapsed_seconds"] }
        #expect(elapsed.count == 7 && elapsed == elapsed.sorted())
        let last = try #require(result.errorLines.last)
        let summary = try #require(
            JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: [String: Any]]
        )["summary"]
        #expect(summary?["frames"] as? Int == 7)
        #expect(summary?["inferences"] as? Int == 7)
        #expect(summary?["blended_frames"] as? Int == 0)
        #expect(summary?["restored_frames"] as? Int == 0)
        #expect(summary?["largest_difference"] as? Double == 0)
        #expect(summary?["outputs"] as? [String] == ["out.gif"])
        #expect((summary?["elapsed_seconds"] as? Double ?? 0) >= (elapsed.last ?? 0))
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": "xterm-256color"]])
    func `what is no terminal gets neither colour nor cursor control`(
        environment: [String: String]
    ) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue("render", "p.yaml", environment: environment)
        #expect(result.code == 0)
        #expect(!result.errors.contains("\u{1B}"))
        #expect(!result.errors.contains("\r"))
    }

    @Test(
        .enabled(if: PseudoTerminal.isThere, "needs pseudo-terminals (/dev/pts)"),
        arguments: [
            (["TERM": "xterm", "NO_COLOR": ""], true, true),
            (["TERM": "xterm", "NO_COLOR": "1"], true, false),
            (["TERM": "dumb", "NO_COLOR": ""], false, false),
        ])
    func `a terminal gets a bar, in colour where that is welcome`(
        environment: [String: String], hasBar: Bool, hasColour: Bool
    ) throws {
        let shown = try render(columns: 80, environment)
        #expect(shown.contains("\r") == hasBar)
        #expect(shown.contains("━") == hasBar)
        #expect(shown.contains("\u{1B}[36m") == hasColour)
        #expect(shown.contains("7 frames, 7 inferences, "))
    }

    @Test(
        .enabled(if: PseudoTerminal.isThere, "needs pseudo-terminals (/dev/pts)"),
        arguments: [20, 40, 60, 200])
    func `the bar fits into a terminal of any width`(columns: UInt16) throws {
        let shown = try render(columns: columns, ["TERM": "xterm", "NO_COLOR": "1"])
        let bars = shown.replacing("\n", with: "\r").split(separator: "\r")
            .filter { $0.contains("━") }
        #expect(!bars.isEmpty)
        for bar in bars { #expect(bar.replacing("\u{1B}[K", with: "").count < Int(columns)) }
    }

    /// What a terminal of so many columns shows of a render.
    private func render(columns: UInt16, _ environment: [String: String]) throws -> String {
        let workshop = try Workshop()
        try workshop.preset()
        let terminal = try PseudoTerminal(columns: columns)
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            ["render", "p.yaml"], in: workshop.folder.path, environment, streams: streams,
            errors: terminal.device)
        let shown = terminal.readAll()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return shown
    }

    @Test func `a reader that takes nothing ends a list quietly`() throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("nets/tiny")
        for index in 0..<4 {
            try TinyNetwork.write(
                to: workshop.folder.path("nets/tiny/n\(index).safetensors"), seed: 1)
        }
        let shell = try #require(Program(named: "bash"))
        let command = "'\(Tool.segue.path)' networks | head -n 0; echo ${PIPESTATUS[0]}"
        let result = try shell.run(
            ["-c", command], in: workshop.folder.path,
            ["SEGUE_NETWORKS": workshop.folder.path("nets")])
        #expect(result.errors == "")
        // 0 when everything was written before the reader went.
        #expect(["141\n", "0\n"].contains(result.output))
        let closed = try shell.run(
            ["-c", "'\(Tool.segue.path)' networks >&-"], in: workshop.folder.path,
            ["SEGUE_NETWORKS": workshop.folder.path("nets")])
        #expect(
            closed.errors
                == "segue: error: standard output: Bad file descriptor, expected a reader\n")
        #expect(closed.code == 74)
    }

    @Test func `a full disk behind standard output is said`() throws {
        let shell = try #require(Program(named: "bash"))
        let result = try shell.run(["-c", "'\(Tool.segue.path)' presets > /dev/full"])
        #expect(
            result.errors
                == "segue: error: standard output: No space left on device, expected a reader\n")
        #expect(result.code == 74)
    }
}
