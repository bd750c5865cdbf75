import Fixtures
import Foundation
import Testing

/// Text from presets, paths and files that a terminal would act on.
struct HostileTextTests {
    private static let clear = "\u{1B}[2J\u{9B}31m\u{202E}\u{7}"
    private static let shown = #"\u{1b}[2J\u{9b}31m\u{202e}\u{7}"#

    /// What a command shows on a terminal.
    private func shown(_ arguments: [String], in workshop: Workshop) throws -> String {
        let terminal = try PseudoTerminal(columns: 80)
        let process = try Tool.segue.start(
            arguments, in: workshop.folder.path, ["TERM": "xterm", "NO_COLOR": "1"],
            streams: TemporaryFolder(), errors: terminal.device)
        let text = terminal.readAll()
        process.waitUntilExit()
        return text
    }

    private func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n"
                || !(scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
                    || [0x200E, 0x200F, 0x61C, 0x2028, 0x2029].contains(scalar.value)
                    || 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value)
        }
    }

    @Test(
        .enabled(if: PseudoTerminal.isThere, "needs pseudo-terminals (/dev/pts)"),
        arguments: [
            "version: 1 # \(clear)\n", "version: 1\ninput: \"x\" # \u{202E}\u{2066}\nfoo: 1\n",
            "version: 1\nnetworks: {\"\\e[2J\": builtin:x}\ntimeline: {keys: []}\n",
            "version: 1\n\"\\x9b2J\\u202e\": 1 # \u{202E}\n",
            "version: 1\ninput: \"\\e]0;title\\a.png\"\nnetworks: {a: a.safetensors}\n"
                + "timeline: {keys: [{at: 0s, mix: a}]}\noutput: o.gif\n",
            "version: 1\ninput: photo.png\nnetworks: {a: \"\\e[2J.pth\"}\n"
                + "timeline: {keys: [{at: 0s, mix: a}]}\noutput: o.gif\n",
            "version: 1\ninput: photo.png\nnetworks: {\"a\\e[1m\": a.safetensors}\n"
                + "timeline: {keys: [{at: 0s, mix: \"b\\e[1m\u{202E}\"}]}\noutput: o.gif\n",
        ])
    func `a preset's text never acts on the terminal`(preset: String) throws {
        let workshop = try Workshop()
        let name = "p\u{1B}[31m\u{202E}.yaml"
        try workshop.folder.write(preset.utf8, name)
        let text = try shown(["render", name], in: workshop)
        #expect(text.hasPrefix("segue: error: "))
        #expect(isHarmless(text), "\(text.debugDescription)")
        #expect(text.contains("\\u{"))
    }

    @Test func `the caret stands under the column's character, behind wide and hidden ones`() throws
    {
        let workshop = try Workshop()
        try workshop.folder.write(
            "version: 1\nnetworks: {\"夜景\u{202E}x\": builtin:monet, 'a b': x}\n".utf8, "p.yaml")
        let result = try workshop.segue("plan", "p.yaml")
        #expect(result.code == 65)
        let lines = result.errors.split(separator: "\n").map(String.init)
        // The last problem of the line is the second network's file, which is not there.
        let at = try #require(lines.lastIndex { $0.hasPrefix("  networks:") })
        #expect(lines[at] == #"  networks: {"夜景\u{202e}x": builtin:monet, 'a b': x}"#)
        // The two wide characters take a column more each than they count.
        let before = lines[at].range(of: "x}").map { lines[at][..<$0.lowerBound] } ?? ""
        #expect(lines[at + 1] == String(repeating: " ", count: before.count + 2) + "^")
    }

    @Test func `a file's metadata are shown, and do nothing`() throws {
        let workshop = try Workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("n.safetensors"), seed: 1,
            metadata: ["author\u{1B}[2J": Self.clear, "lines": "one\ntwo"])
        let result = try workshop.segue("inspect", "n.safetensors")
        #expect(result.code == 0)
        #expect(isHarmless(result.output))
        #expect(result.output.contains(Self.shown))
        #expect(result.output.contains(#"one\u{a}two"#))
    }

    @Test func `a shipped preset's description does nothing`() throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("presets")
        try workshop.folder.write("# \u{9B}2J\u{202E}hello\nversion: 1\n".utf8, "presets/x.yaml")
        let result = try workshop.segue(
            "presets", environment: ["SEGUE_PRESETS": workshop.folder.path("presets")])
        #expect(result.code == 0)
        #expect(isHarmless(result.output.replacing("\t", with: " ")))
    }

    @Test(.enabled(if: PseudoTerminal.isThere, "needs pseudo-terminals (/dev/pts)"))
    func `notes and the path of an output do nothing`() throws {
        let workshop = try Workshop()
        let name = "o\u{1B}[2J\u{202E}.gif"
        try workshop.preset(
            timeline: "{fps: 23, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}",
            output: "[{path: \"o\\e[2J\\u202e.gif\"}]")
        let text = try shown(["render", "p.yaml", "--progress", "lines"], in: workshop)
        #expect(try workshop.folder.contents.contains(name))
        #expect(isHarmless(text), "\(text.debugDescription)")
        // Programs get the path as it is.
        let piped = try workshop.segue("render", "p.yaml", "--overwrite")
        #expect(piped.output == workshop.folder.path(name) + "\n" || piped.output == name + "\n")
    }
}
