import Foundation
import Rendering
import Testing

@testable import Segments

/// The template of Open Job Description; `Tests/Farm/openjd` runs it.
struct OpenJDTests {
    @Test func `a program's path is the value of a parameter, whatever is in it`() throws {
        for name in [FakeSegue.hostileName, #"a\b\\"c"#, "{{Param.Folder}}", "# x: y", "'"] {
            let job = try FarmJob(
                program: "/\(name)/segue", folder: "/f", segments: 0..<3, plan: "0123")
            let text = try #require(try job.openJDFiles(segmentsPerTask: 1).first).text
            let line = try #require(text.firstMatch(of: /default: (".*segue")/)).output.1
            // A double-quoted scalar of YAML with these escapes is a string of JSON.
            let value = try JSONDecoder().decode(String.self, from: Data(line.utf8))
            #expect(value == "/\(name)/segue")
        }
    }

    @Test func `steps name segments, and the folder not at all`() throws {
        let job = try FarmJob(
            program: "segue", folder: "/secret", segments: 7..<12, plan: "0123456789abcdef",
            renderOptions: ["--workers", "4"])
        let text = try #require(try job.openJDFiles(segmentsPerTask: 2).first).text
        #expect(text.contains("range: \"7-11\"\n"))
        #expect(
            text.contains(
                #"args: ["segments", "render", "{{Param.Folder}}", "{{Task.Param.Segments}}", "#
                    + #""--plan", "0123456789ab", "--workers", "4"]"#))
        #expect(
            text.contains(
                #"args: ["segments", "stitch", "{{Param.Folder}}", "--plan", "0123456789ab"]"#))
        #expect(!text.contains("secret"))
    }

    @Test(arguments: [0, -3])
    func `a chunk has segments`(count: Int) throws {
        let job = try FarmJob(program: "segue", folder: "/f", segments: 0..<3, plan: "")
        #expect(
            throws: RenderError.badOption(
                name: "--segments-per-task", found: "\(count)", expected: "1 or more")
        ) { try job.openJDFiles(segmentsPerTask: count) }
    }

    @Test func `a program's path that no parameter can hold is refused`() throws {
        let program = "/" + String(repeating: "x", count: 1024)
        let job = try FarmJob(program: program, folder: "/f", segments: 0..<3, plan: "")
        #expect(throws: RenderError.self) { try job.openJDFiles(segmentsPerTask: 1) }
    }
}
