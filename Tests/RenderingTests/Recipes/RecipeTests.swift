import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// What outputs state about how they were made, and the places where they do.
struct RecipeTests {
    /// Every kind of file, as a preset names it.
    private static let kinds = [
        "{path: out.mp4}", "{path: out.mov, codec: prores-4444}",
        "{path: out.mov, codec: h265, width: 192}",
        "{path: out.mkv}", "{path: out.mkv, codec: h264}", "{path: out.webm}", "{path: out.gif}",
        "{path: out.apng}", "{path: out.webp}", "{path: f/%02d.png}",
        "{path: f/%02d.png, depth: 16}",
        "{path: f/%02d.tif}", "{path: f/%02d.tif, depth: 16}", "{path: f/%02d.exr}",
        "{path: f/%02d.jpg}", "{path: f/%02d.webp}", "{path: f/%02d.webp, quality: 0}",
    ]

    /// The file of an output, and the frames that it states.
    private func file(of output: String) throws -> (name: String, frames: [Int]) {
        let path = try #require(output.firstMatch(of: /path: ([^,}]+)/)?.output.1)
        return path.contains("%")
            ? (String(path.replacing("%02d", with: "04")), [4]) : (String(path), [0, 1, 3, 4, 6])
    }

    private func verify(
        _ name: String, in workshop: Workshop, input: String? = nil
    ) async throws -> [RecipeVerification.Comparison] {
        var resources = RenderResources()
        resources.workers = 1
        var found: [RecipeVerification.Comparison] = []
        let file = workshop.folder.path(name)
        try await RecipeVerification(
            Recipe(inFile: file), file: file, input: input, resources: resources
        ).run { found.append($0) }
        return found
    }

    @Test(arguments: kinds)
    func `an output of any kind carries its recipe, by which its frames come out again`(
        output: String
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[\(output)]")
        #expect(try await workshop.render().notices == [])
        let (name, frames) = try file(of: output)
        let recipe = try Recipe(inFile: workshop.folder.path(name))
        let text = String(decoding: try workshop.folder.read("p.yaml"), as: UTF8.self)
        #expect(recipe.preset == text)
        #expect(recipe.frames.map(\.number) == frames)
        #expect(recipe.networks.map(\.name) == ["a", "b"])
        for network in recipe.networks {
            let path = workshop.folder.path("\(network.name).safetensors")
            #expect(try network.sha256 == SHA256.digest(ofFile: path).description)
        }
        let photo = try SHA256.digest(ofFile: workshop.folder.path("photo.png"))
        #expect(recipe.input.sha256 == photo.description)
        let comparisons = try await verify(name, in: workshop)
        #expect(comparisons.allSatisfy { $0.difference == nil })
        let subjects = comparisons.map(\.subject)
        #expect(subjects.starts(with: ["network a", "network b", "input"]))
        for frame in frames { #expect(subjects.contains("frame \(frame)")) }
        let isExact =
            [".png", ".tif", ".exr"].contains { name.hasSuffix($0) } || output.hasSuffix("mkv}")
        #expect(subjects.contains("stored frame 4") == isExact)
    }

    @Test func `the planes are those that FFmpeg finds in a file without loss`() async throws {
        try #require(FFmpeg.isThere, "needs the programs ffmpeg and ffprobe")
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: f/%02d.png}, {path: out.mkv, bits: 8}]")
        try await workshop.render()
        try FFmpeg.make(
            ["-i", workshop.folder.path("f/04.png"), "-f", "rawvideo", "-pix_fmt", "rgb24"],
            to: workshop.folder.path("raw"))
        let recipe = try Recipe(inFile: workshop.folder.path("f/04.png"))
        let raw = try SHA256.digest(ofFile: workshop.folder.path("raw"))
        #expect(recipe.frames[0].sha256 == raw.description)
        // Planes of red, green and blue.
        try FFmpeg.make(
            [
                "-i", workshop.folder.path("out.mkv"), "-vf",
                "select=eq(n\\,4),extractplanes=r+g+b[r][g][b];[r][g][b]vstack=3",
                "-f", "rawvideo", "-pix_fmt", "gray",
            ], to: workshop.folder.path("planes"))
        let film = try Recipe(inFile: workshop.folder.path("out.mkv"))
        let planes = try SHA256.digest(ofFile: workshop.folder.path("planes"))
        #expect(film.frames.first { $0.number == 4 }?.sha256 == planes.description)
    }

    @Test func `a recipe has no path, name or number of this machine`() async throws {
        let workshop = try Workshop()
        try workshop.preset()
        try await workshop.render { options in
            options.input = workshop.folder.path("photo.png")
            options.outputs = [workshop.folder.path("x.mp4"), workshop.folder.path("f/%02d.png")]
            options.frames = 1...4
            options.resources.workers = 2
            options.resources.threads = 1
        }
        for name in ["x.mp4", "f/01.png"] {
            let text = try #require(try RecipePlace.text(inFile: workshop.folder.path(name)))
            let host = ProcessInfo.processInfo.hostName
            for word in [workshop.folder.path, "/", host, "workers", "threads"] {
                #expect(!text.contains(word) || word == host && host == "localhost", "\(word)")
            }
            #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
            let recipe = try Recipe(inFile: workshop.folder.path(name))
            #expect(recipe.options.input == "photo.png")
            // Pictures of a part are those of the whole.
            #expect(recipe.options.frames == (name == "x.mp4" ? [1, 4] : nil))
        }
        #expect(
            try Recipe(inFile: workshop.folder.path("x.mp4")).frames.map(\.number) == [1, 2, 3, 4])
    }

    @Test func `characters of any script come out as they were written`() async throws {
        let workshop = try Workshop()
        let names = ["a.mp4", "a.mkv", "a.gif", "a.webp", "%d.png", "%d.tif", "%d.exr", "%d.jpg"]
        try workshop.preset(
            output: "[\(names.map { "{path: \"\($0)\"}" }.joined(separator: ", "))]")
        let plain = String(decoding: try workshop.folder.read("p.yaml"), as: UTF8.self)
        let text = "# Über <die> & “Brücke” 🌉 \\ \"\t\"\r\n" + plain
        try workshop.folder.write(text.utf8, "p.yaml")
        try await workshop.render()
        for name in names {
            let path = workshop.folder.path(name.replacing("%d", with: "2"))
            #expect(try Recipe(inFile: path).preset == text, "\(name)")
        }
    }

    @Test func `what the command line says is part of the recipe`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: out.mp4, fps: 5, width: 40}]")
        try await workshop.render { options in
            options.scale = 0.5
            options.frameRate = try? FrameRate.parse("10")
            options.duration = try? TimeExpression.parseLength("2s")
            options.tolerance = 3
            options.frames = 2...17
        }
        let recipe = try Recipe(inFile: workshop.folder.path("out.mp4"))
        #expect(
            recipe.commandLine == [
                "--frames", "2-17", "--scale", "0.5", "--fps", "10", "--duration", "2s",
                "--tolerance", "3.0",
            ])
        // Every other frame of 2…17 is shown.
        #expect(recipe.frames.map(\.number) == [2, 4, 8, 12, 16])
        #expect((recipe.output.width, recipe.output.height) == (40, 27))
        #expect(recipe.output.fps == "5")
        #expect(try await verify("out.mp4", in: workshop).allSatisfy { $0.difference == nil })
    }

    @Test(arguments: [
        (MixingMethod.crossFade, "--cross-fade"), (.sideBySide, "--side-by-side"),
    ])
    func `a blend of images is verified as one`(mixing: MixingMethod, word: String) async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mkv}]")
        try await workshop.render { $0.mixing = mixing }
        let recipe = try Recipe(inFile: workshop.folder.path("out.mkv"))
        #expect(recipe.commandLine == [word])
        #expect(try await verify("out.mkv", in: workshop).allSatisfy { $0.difference == nil })
    }

    /// Readers put the colours of what is seen where nothing is.
    @Test(arguments: [Float(0), 1])
    func `a frame with a pixel that is not seen agrees too`(alpha: Float) async throws {
        let workshop = try Workshop()
        var image = try Workshop.picture(width: 48, height: 32).withAlpha()
        for index in 0..<image.planeCount { image.samples[3 * image.planeCount + index] = 0.5 }
        image.samples[3 * image.planeCount] = alpha
        try PNGFile.write(image, to: workshop.folder.path("in.png"))
        try workshop.preset(input: "in.png", output: "[{path: f/%02d.png}]")
        try await workshop.render()
        let comparisons = try await verify("f/04.png", in: workshop)
        #expect(comparisons.allSatisfy { $0.difference == nil })
        #expect(comparisons.contains { $0.subject == "stored frame 4" } == (alpha > 0))
    }

    @Test(arguments: ["network", "input", "mask"])
    func `another file is named with the frames that it changes`(change: String) async throws {
        let workshop = try Workshop()
        try PNGFile.write(
            Workshop.picture(width: 48, height: 32), to: workshop.folder.path("mask.png"))
        try workshop.preset(
            regions: "[{mask: mask.png, mix: b}]", output: "[{path: out.mp4}, {path: f/%02d.png}]")
        try await workshop.render()
        let other = try Workshop.picture(width: 48, height: 32, blue: 0.9)
        switch change {
        case "network": try TinyNetwork.write(to: workshop.folder.path("b.safetensors"), seed: 77)
        case "input":
            try PNGFile.write(other, to: workshop.folder.path("photo.png"), overwrite: true)
        default: try PNGFile.write(other, to: workshop.folder.path("mask.png"), overwrite: true)
        }
        let subject = ["network": "network b", "input": "input", "mask": "mask 1"][change] ?? ""
        for name in ["out.mp4", "f/03.png"] {
            let file = workshop.folder.path(name)
            let error = await #expect(throws: RenderError.self) {
                try await verify(name, in: workshop)
            }
            guard case .recipeDiffers(file, let found)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(found.hasPrefix("another \(subject)"))
            #expect(found.contains("frame 3"))
        }
    }

    @Test func `an input may be somewhere else`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}]")
        try await workshop.render()
        let moved = workshop.folder.path("moved.png")
        try FileManager.default.moveItem(atPath: workshop.folder.path("photo.png"), toPath: moved)
        await #expect(throws: FileError.self) { try await verify("out.mp4", in: workshop) }
        #expect(
            try await verify("out.mp4", in: workshop, input: moved)
                .allSatisfy { $0.difference == nil })
    }

    @Test(arguments: ["png", "tif", "exr"])
    func `a picture that somebody has changed is found`(ending: String) async throws {
        try #require(FFmpeg.isThere, "needs the program ffmpeg")
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: f/%02d.\(ending)}]")
        try await workshop.render()
        let (one, other) = (
            workshop.folder.path("f/00.\(ending)"), workshop.folder.path("f/06.\(ending)")
        )
        // The picture of one with the recipe of another, which has as many bytes.
        let texts = try [one, other].map { try #require(try RecipePlace.text(inFile: $0)) }
        var bytes = try Data(contentsOf: URL(filePath: one))
        let range = try #require(
            bytes.range(of: Data(texts[0].dropFirst(13).utf8)))
        bytes.replaceSubrange(range, with: texts[1].dropFirst(13).utf8)
        try workshop.folder.write(bytes, "changed.\(ending)")
        #expect(try Recipe(inFile: workshop.folder.path("changed.\(ending)")).frames[0].number == 6)
        try FileManager.default.moveItem(
            atPath: workshop.folder.path("changed.\(ending)"),
            toPath: workshop.folder.path("f/99.\(ending)"))
        await #expect(
            throws: RenderError.recipeDiffers(
                file: workshop.folder.path("f/99.\(ending)"), found: "another stored frame 6")
        ) { try await verify("f/99.\(ending)", in: workshop) }
    }

    @Test func `a sequence's images are known by their own files`() async throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for number in 0..<4 {
            try PNGFile.write(
                Workshop.picture(width: 48, height: 32, blue: Float(number) / 4),
                to: workshop.folder.path("in/\(number).png"))
        }
        try workshop.preset(
            input: "in/%d.png",
            timeline: "{fps: 4, fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: out.mp4}, {path: f/%02d.png}]")
        try await workshop.render()
        let recipe = try Recipe(inFile: workshop.folder.path("out.mp4"))
        let third = try SHA256.digest(ofFile: workshop.folder.path("in/2.png")).description
        #expect(recipe.frames.first { $0.number == 2 }?.input == third)
        #expect(try await verify("f/02.png", in: workshop).allSatisfy { $0.difference == nil })
        try PNGFile.write(
            Workshop.picture(width: 48, height: 32, blue: 0.9),
            to: workshop.folder.path("in/2.png"), overwrite: true)
        #expect(try await verify("f/01.png", in: workshop).allSatisfy { $0.difference == nil })
        await #expect(
            throws: RenderError.recipeDiffers(
                file: workshop.folder.path("out.mp4"), found: "another frame 2")
        ) { try await verify("out.mp4", in: workshop) }
    }

    @Test func `a preset that is too long is said, and its output is made without`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}, {path: f/%02d.png}]")
        let text = String(decoding: try workshop.folder.read("p.yaml"), as: UTF8.self)
        try workshop.folder.write(
            "# \(String(repeating: "long ", count: 6500))\n\(text)".utf8, "p.yaml")
        let report = try await workshop.render()
        #expect(report.notices.count == 2)
        for notice in report.notices { #expect(notice.contains(": without its recipe")) }
        for name in ["out.mp4", "f/00.png"] {
            let file = workshop.folder.path(name)
            #expect(throws: RenderError.noRecipe(file: file)) { try Recipe(inFile: file) }
        }
    }

    @Test func `a size that is to be met comes before the recipe`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif, max_size: 9000B}]")
        let report = try await workshop.render()
        #expect(
            report.notices.contains { $0.contains("the recipe of") && $0.contains("is left out") })
        #expect(try workshop.folder.read("out.gif").count <= 9000)
    }
}
