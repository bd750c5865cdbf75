import Fixtures
import Foundation
import Imaging
import Inference
import Media
import Presets
import RenderFixtures
import Rendering
import Testing
import Timelines

/// A still picture through a path of mixtures.
struct StillRenderTests {
    private let holds = """
        {fps: 12, keys: [{at: 0s, mix: a, hold: 0.25s}, {at: 0.5s, mix: {a: 0.25, b: 0.75}}, \
        {at: 0.75s, mix: b, hold: 0.25s}]}
        """

    @Test func `a hold's frames are the picture that apply makes, byte for byte`() async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: holds, output: "[{path: \"f/%02d.png\"}]")
        try await workshop.render()
        // A sequence's file also states its frame's key, so that pixels are compared.
        func pixels(_ name: String) throws -> [Float] {
            try PNGFile.read(workshop.folder.path(name)).image.samples
        }
        func apply(_ networks: (String, Double)...) throws -> [Float] {
            let references = networks.map {
                WeightedReference(
                    reference: NetworkReference(workshop.folder.path($0.0 + ".safetensors")),
                    weight: $0.1)
            }
            _ = try PictureApplication(references).run(
                input: workshop.folder.path("photo.png"), output: workshop.folder.path("one.png"),
                overwrite: true)
            return try pixels("one.png")
        }
        let (a, b) = (try apply(("a", 1)), try apply(("b", 1)))
        for frame in 0...3 { #expect(try pixels("f/0\(frame).png") == a) }
        #expect(try pixels("f/06.png") == apply(("a", 0.25), ("b", 0.75)))
        for frame in 9...12 {
            let name = frame < 10 ? "f/0\(frame).png" : "f/\(frame).png"
            #expect(try pixels(name) == b)
        }
        #expect(try pixels("f/04.png") != a)
        #expect(!(try workshop.folder.contents.contains("f/13.png")))
    }

    @Test func `a network runs once for a hold`() async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: holds, output: "[{path: out.gif}]")
        let plan = try workshop.plan()
        #expect(plan.frames == 0..<13)
        // Frames 0-3 and 9-12 are holds; 4 to 8 are each their own.
        #expect(plan.inferenceCount == 7)
        let report = try await Renderer(plan).render()
        #expect(report.inferences == 7)
        #expect(report.frames == 13)
        #expect(report.notices == [])
    }

    @Test func `all settings of workers and threads give the same bits`() async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: holds, output: "[{path: \"f/%02d.png\", depth: 16}]")
        var first: [Data]?
        for (workers, threads) in [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2)] {
            try await workshop.render {
                $0.resources.workers = workers
                $0.resources.threads = threads
                $0.overwrite = true
            }
            let files = try workshop.folder.contents.filter { $0.hasPrefix("f/") }
            let frames = try files.map(workshop.folder.read)
            #expect(frames.count == 13)
            #expect(frames == first ?? frames, "\(workers) workers of \(threads) threads")
            first = frames
        }
    }

    @Test func `a part of the frames is that part of the whole`() async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: holds, output: "[{path: \"whole/%02d.png\"}]")
        try await workshop.render()
        let report = try await workshop.render {
            $0.frames = 3...9
            $0.outputs = [workshop.folder.path("part/%02d.png")]
        }
        #expect(report.frames == 7)
        for index in 3...9 {
            #expect(
                try workshop.folder.read("part/0\(index).png")
                    == workshop.folder.read("whole/0\(index).png"))
        }
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `every output has the plan's frames, rate and size`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24000/1001, keys: [{at: 0s, mix: a}, {at: 17f, mix: b}]}",
            output: """
                [{path: out.mp4, width: 24}, {path: out.gif, height: 16}, \
                {path: "f/%02d.png", width: 20, height: 30}]
                """)
        let plan = try workshop.plan { $0.resources.workers = 2 }
        #expect(plan.timeline.frameCount == 18)
        let report = try await Renderer(plan).render()
        #expect(report.frames == 18)
        #expect(report.paths == ["out.mp4", "out.gif", "f/%02d.png"].map(workshop.folder.path))
        #expect(
            try FFmpeg.probe(
                workshop.folder.path("out.mp4"),
                "stream=width,height,r_frame_rate,nb_read_packets") == ["24,16,24000/1001,18"])
        #expect(
            try FFmpeg.probe(
                workshop.folder.path("out.gif"), "stream=width,height,nb_read_packets")
                == ["24,16,18"])
        let pictures = try workshop.frames("f/%02d.png")
        #expect(pictures.count == 18)
        #expect(pictures.allSatisfy { $0.width == 20 && $0.height == 30 })
    }

    @Test func `a loop goes back and repeats no frame`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 4, loop: pingpong, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: \"f/%d.png\"}]")
        #expect(try await workshop.render().frames == 8)
        let frames = try workshop.frames("f/%d.png").map(DigestSink.digest)
        #expect(frames[5] == frames[3] && frames[6] == frames[2] && frames[7] == frames[1])
        #expect(Set(frames).count == 5)
    }

    @Test func `scale is the size that the network sees`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f/%d.png\"}]")
        try await workshop.render { options in
            options.scale = 0.5
            options.frames = 0...0
        }
        let shown = try #require(try workshop.frames("f/%d.png").first)
        #expect((shown.width, shown.height) == (24, 16))
        let small = try PNGFile.read(workshop.folder.path("photo.png")).image
            .resized(width: 24, height: 16)
        let network = WeightedReference(
            reference: NetworkReference(workshop.folder.path("a.safetensors")), weight: 1)
        let expected = try PictureApplication([network]).image(of: small)
        let rounded = try Image(width: 24, height: 16, rgb16: expected.rgb16())
        let levels = try Image(width: 24, height: 16, rgb8: rounded.rgb8())
        #expect(shown == levels)
    }
}
