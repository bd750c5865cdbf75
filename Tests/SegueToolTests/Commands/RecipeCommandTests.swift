import Fixtures
import Foundation
import Media
import Testing

/// `segue recipe` and `segue verify`, as a user meets them.
struct RecipeCommandTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func preset() throws -> String {
        String(decoding: try workshop.folder.read("p.yaml"), as: UTF8.self)
    }

    @Test func `the preset comes out as it was written, and is rendered again from a pipe`() throws
    {
        try workshop.preset(output: "[{path: out.mp4}]")
        #expect(try workshop.segue("render", "p.yaml").code == 0)
        let printed = try workshop.segue("recipe", "out.mp4")
        #expect(printed.output == (try preset()))
        #expect(printed.errors == "")
        let first = try workshop.folder.read("out.mp4")
        try workshop.folder.remove("out.mp4")
        let piped = try Program(path: "/bin/sh").run(
            ["-c", "printf '%s' \"$PRESET\" | \"$SEGUE\" render -"], in: workshop.folder.path,
            ["PRESET": printed.output + "\n", "SEGUE": Tool.segue.path])
        #expect(piped.output == "out.mp4\n")
        try workshop.folder.write(printed.output.utf8, "again.yaml")
        #expect(try workshop.segue("render", "again.yaml", "--overwrite").code == 0)
        #expect(try workshop.folder.read("out.mp4") == first)
    }

    @Test func `options of the command line are a comment`() throws {
        try workshop.preset()
        let photo = workshop.folder.path("photo.png")
        _ = try workshop.segue(
            "render", "p.yaml", "-i", photo, "-o", "x.gif", "--fps", "6", "--frames", "0-2")
        let result = try workshop.segue("recipe", "x.gif")
        #expect(
            result.output
                == "# Rendered with --input photo.png --frames 0-2 --fps 6\n" + (try preset()))
        #expect(try workshop.segue("verify", "x.gif").code == 0)
    }

    @Test func `equal frames are 0, each in a line`() throws {
        try workshop.preset(output: "[{path: out/film.mp4}]")
        _ = try workshop.segue("render", "p.yaml")
        let expected = """
            network a: equal
            network b: equal
            input: equal
            frame 0: equal
            frame 1: equal
            frame 3: equal
            frame 4: equal
            frame 6: equal

            """
        for (folder, file) in [
            (workshop.folder.path, "out/film.mp4"), ("/", workshop.folder.path("out/film.mp4")),
        ] {
            let result = try Tool.segue.run(["verify", file], in: folder)
            #expect(result.output == expected)
            #expect(result.errors == "")
            #expect(result.code == 0)
        }
        // Elsewhere, the preset's folder has to be named.
        let other = try TemporaryFolder()
        try other.write(workshop.folder.read("out/film.mp4"), "film.mp4")
        let lost = try Tool.segue.run(["verify", "film.mp4"], in: other.path)
        #expect(lost.code == 66)
        #expect(lost.errors.contains("\nsegue: error: film.mp4:3:"))
        let found = try Tool.segue.run(
            ["verify", "film.mp4", "--preset", workshop.folder.path], in: other.path)
        #expect(found.output == expected)
    }

    @Test func `another network is 65, and named before the frames`() throws {
        try workshop.preset(output: "[{path: out.mp4}]")
        _ = try workshop.segue("render", "p.yaml")
        try TinyNetwork.write(to: workshop.folder.path("a.safetensors"), seed: 5)
        let result = try workshop.segue("verify", "out.mp4")
        #expect(result.code == 65)
        let lines = result.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("network a: SHA-256 "))
        #expect(lines[1] == "network b: equal")
        #expect(lines[3] == "frame 0: other pixels")
        #expect(lines.last == "frame 6: equal")
        #expect(
            result.errors
                == "segue: error: out.mp4: another network a, frame 0, frame 1, frame 3, frame 4, "
                + "expected what its recipe states\n")
    }

    @Test func `other arithmetic is 76, before any frame`() throws {
        try workshop.preset(output: "[{path: out.mp4}]")
        _ = try workshop.segue("render", "p.yaml")
        let result = try workshop.segue("verify", "out.mp4", environment: ["SEGUE_CPU": "plain"])
        let usual = try workshop.segue("recipe", "out.mp4", "--json").output
        guard !usual.contains("\"instructions\":\"plain\"") else { return }
        #expect(result.code == 76)
        #expect(result.output == "network a: equal\nnetwork b: equal\ninput: equal\n")
        #expect(result.errorLines.count == 1)
        #expect(
            result.errors.contains(
                "out.mp4: this machine computes other pictures: instructions plain"))
    }

    @Test func `a file without a recipe is 65, and one that is no picture too`() throws {
        try workshop.folder.write("text".utf8, "text.txt")
        for command in ["recipe", "verify"] {
            let none = try workshop.segue(command, "photo.png")
            #expect(none.code == 65)
            #expect(
                none.errors
                    == "segue: error: photo.png: no recipe, expected an output of segue render that was "
                    + "not converted by another program\n")
            #expect(try workshop.segue(command, "text.txt").code == 65)
            #expect(try workshop.segue(command, "nothing.mp4").code == 66)
        }
    }

    @Test func `a built-in preset is known by its name, whole and on a farm`() throws {
        let presets = try TemporaryFolder()
        for name in ["a.safetensors", "b.safetensors", "photo.png"] {
            try presets.write(workshop.folder.read(name), name)
        }
        try workshop.preset(output: "[{path: ../film.mp4}, {path: ../f/%02d.png}]")
        try presets.write("# Small.\n\(try preset())".utf8, "small.yaml")
        let environment = ["SEGUE_PRESETS": presets.path]
        let work = try TemporaryFolder()
        func segue(_ words: String...) throws -> Program.Result {
            try Tool.segue.run(words, in: work.path, environment)
        }
        #expect(try segue("render", "small").code == 0)
        let names = ["film.mp4", "03.png"]
        let whole = try names.map { try work.read($0) }
        for file in whole {
            #expect(file.range(of: Data(presets.path.utf8)) == nil)
            #expect(file.range(of: Data(work.path.utf8)) == nil)
        }
        #expect(try segue("verify", "film.mp4").code == 0)
        #expect(try segue("verify", "03.png").code == 0)
        let text = try segue("recipe", "film.mp4").output
        #expect(text.contains("input: \(presets.path)/photo.png"))
        try work.contents.filter { $0.hasSuffix("png") || $0.hasSuffix("mp4") }.forEach(work.remove)

        #expect(try segue("farm", "commands", "small", "--segment-length", "3").code == 0)
        #expect(try segue("segments", "render", "film.mp4.segments", "1-2").code == 0)
        #expect(try segue("segments", "render", "film.mp4.segments").code == 0)
        #expect(try segue("segments", "stitch", "film.mp4.segments").code == 0)
        #expect(try names.map { try work.read($0) } == whole)
    }
}
