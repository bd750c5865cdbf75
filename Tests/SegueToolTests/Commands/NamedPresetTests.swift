import Fixtures
import Foundation
import Testing

/// Presets that ship, by name.
struct NamedPresetTests {
    /// A folder to work in, and beside it one of presets with `walk`.
    private let workshop: Workshop
    private let environment: [String: String]

    init() throws {
        workshop = try Workshop()
        try workshop.folder.makeFolder("presets")
        try workshop.folder.makeFolder("here")
        try workshop.preset(
            input: "../photo.png", networks: "{a: ../a.safetensors, b: ../b.safetensors}",
            output: "[{path: ../elsewhere/walk.gif}]", name: "presets/walk.yaml")
        environment = ["SEGUE_PRESETS": workshop.folder.path("presets")]
    }

    private func segue(_ arguments: String...) throws -> Program.Result {
        try Tool.segue.run(arguments, in: workshop.folder.path("here"), environment)
    }

    @Test func `a preset by name makes its outputs in the current folder`() throws {
        let result = try segue("render", "walk", "--frames", "0-2", "--progress", "none")
        #expect(result.errors == "")
        #expect(result.output == "walk.gif\n")
        #expect(try workshop.folder.contents.contains("here/walk.gif"))
        let own = try segue("render", "walk", "--frames", "0-2", "-o", "own.mp4")
        #expect(own.output == "own.mp4\n")
    }

    @Test func `every command that takes a preset takes a name`() throws {
        #expect(try segue("plan", "walk").output.contains("output      walk.gif"))
        #expect(try segue("sheet", "walk", "-o", "s.png").output == "s.png\n")
        #expect(try segue("farm", "commands", "walk").code == 0)
        #expect(try segue("segments", "render", "walk.gif.segments").code == 0)
        #expect(try segue("segments", "stitch", "walk.gif.segments").code == 0)
        #expect(try workshop.folder.contents.contains("here/walk.gif"))
    }

    /// A GIF's bytes before its comment, which has the preset: of another text with other paths.
    private func frames(_ name: String) throws -> Data {
        let bytes = try workshop.folder.read(name)
        let recipe = try #require(bytes.range(of: Data("Segue recipe {".utf8)))
        // Before it are the extension's two bytes and the length of its first block.
        return bytes[..<(recipe.lowerBound - 3)]
    }

    @Test func `what is printed renders the same from any folder`() throws {
        let text = try segue("presets", "walk")
        #expect(text.errors == "")
        try workshop.folder.makeFolder("else/where")
        try workshop.folder.write(text.output.utf8, "else/where/my.yaml")
        _ = try segue("render", "walk")
        let own = try segue("render", "../else/where/my.yaml")
        #expect(own.output == "../else/where/walk.gif\n")
        #expect(
            try frames("here/walk.gif") == frames("else/where/walk.gif"))
    }

    @Test func `a word that is no name says what is near`() throws {
        for command in [["render", "wlak"], ["presets", "wlak"]] {
            let result = try Tool.segue.run(
                command, in: workshop.folder.path("here"), environment)
            #expect(
                result.errors == """
                    segue: error: wlak: no preset of this name ships (did you mean 'walk'?), expected a \
                    name that 'segue presets' lists, or a file with its ending

                    """)
            #expect(result.code == 66)
        }
        let file = try segue("render", "walk.yaml")
        #expect(
            file.errors == """
                segue: error: walk.yaml: no such file, expected a preset; the one that ships is called \
                walk, without ending

                """)
        let none = try Tool.segue.run(
            ["render", "walk"], in: workshop.folder.path("here"),
            ["SEGUE_PRESETS": workshop.folder.path("here")])
        #expect(none.errors.contains("no presets were found"))
        #expect(none.code == 66)
    }

    @Test func `a file that is called exactly so comes first, a folder does not`() throws {
        try workshop.folder.makeFolder("here/walk")
        #expect(try segue("render", "walk", "--frames", "0").output == "walk.gif\n")
        try FileManager.default.removeItem(atPath: workshop.folder.path("here/walk"))
        try workshop.preset(
            input: "../photo.png", networks: "{a: ../a.safetensors, b: ../b.safetensors}",
            output: "[{path: mine.gif}]", name: "here/walk")
        #expect(try segue("render", "walk", "--frames", "0").output == "mine.gif\n")
    }

    @Test func `presets are listed with name, description and file`() throws {
        try workshop.folder.write("# Stripes, then none.\nversion: 1\n".utf8, "presets/z.yaml")
        let result = try segue("presets")
        #expect(result.code == 0)
        let path = URL(filePath: workshop.folder.path("presets")).resolvingSymlinksInPath().path
        #expect(
            result.output == """
                walk\t\t\(path)/walk.yaml
                z\tStripes, then none.\t\(path)/z.yaml

                """)
    }

    @Test func `what ships renders by name over a film of other rate and length`() throws {
        let film = try Tool.segue.run(
            [
                "render", "painters", "--scale", "0.1", "--fps", "10", "--duration", "1s", "-o",
                "film.mp4",
            ], in: workshop.folder.path("here"))
        #expect(film.output == "film.mp4\n")
        let over = try Tool.segue.run(
            ["plan", "painters", "-i", "film.mp4"], in: workshop.folder.path("here"))
        #expect(over.output.contains("frames      10\n"))
        #expect(
            over.output.contains(
                "fit         stretch: the path of 8.25 s lasts 1 s, all its times × 0.121\n"))
        #expect(over.output.contains("output      painters.mp4"))
    }
}
