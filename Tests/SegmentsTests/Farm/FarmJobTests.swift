import Fixtures
import Rendering
import Testing

@testable import Segments

/// What a farm's job is made from, and its words in a shell.
struct FarmJobTests {
    @Test(arguments: ["two\nlines", "a\rb", "a\tb", "a\u{85}b", "a\u{2028}b", ""])
    func `a path that no line can hold is refused by its option's name`(path: String) {
        let program = #expect(throws: RenderError.self) {
            try FarmJob(program: path, folder: "/f", segments: 0..<1, plan: "")
        }
        #expect("\(program, default: "")".hasPrefix("--program: "))
        let folder = #expect(throws: RenderError.self) {
            try FarmJob(program: "segue", folder: path, segments: 0..<1, plan: "")
        }
        #expect("\(folder, default: "")".hasPrefix("--segments: "))
    }

    @Test func `a plan without segments is refused`() {
        #expect(
            throws: RenderError.badPlan(file: "/f", found: "no segments", expected: "one or more")
        ) {
            try FarmJob(program: "segue", folder: "/f", segments: 3..<3, plan: "")
        }
    }

    @Test(arguments: [
        "plain", "/usr/bin/segue", "", " ", "it's", "''", "$(touch x)", "`touch x`", "\"q\"",
        "a\\b",
        "100%", "{}", "{{Param.X}}", "*", "~", "#x", "A=B", "-n", "!!", "a;b|c&d", "ä ö", "²",
    ])
    func `a shell reads a word as it was`(text: String) throws {
        let shell = Program(path: "/bin/sh")
        let result = try shell.run(["-c", "printf %s \(text.shellWord)"])
        #expect(result.output == text.replacing("%%", with: "%"))
        #expect(result.errors == "")
        let assigned = try shell.run(["-c", "word=\(text.shellWord); printf '<%s>' \"$word\""])
        #expect(assigned.output == "<\(text)>")
    }

    @Test func `ordinary paths stay as they are`() {
        #expect("/srv/film_2-a.segments/submit.sh".shellWord == "/srv/film_2-a.segments/submit.sh")
        #expect("it's".shellWord == #"'it'\''s'"#)
    }

    @Test func `only what was said of a machine goes on to the farm's`() throws {
        #expect(RenderResources().commandLine.isEmpty)
        var resources = RenderResources()
        (resources.workers, resources.threads, resources.tile) = (3, 2, 0)
        resources.memory = MemorySize("1.5GiB")
        let words = resources.commandLine
        #expect(
            words == ["--workers", "3", "--threads", "2", "--memory", "1610612K", "--tile", "none"])
        #expect(MemorySize("1610612K")?.bytes == 1_610_612_000)
    }
}
