import Files
import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Rendering
import Testing
import Timelines
import Weights

@testable import Segments

/// Renders that store their pictures, and renders that find some.
struct SegmentRenderTests {
    private let timeline = """
        {fps: 12, keys: [{at: 0s, mix: a, hold: 0.25s}, {at: 1s, mix: {a: 0.25, b: 0.75}}, \
        {at: 2s, mix: b, hold: 0.25s}]}
        """

    /// A preset of 28 frames, 22 of them different, as film, animation and pictures.
    private func workshop(
        timeline: String? = nil, pictures: String = "f/%02d.png"
    ) throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: timeline ?? self.timeline,
            output: "[{path: film.mp4}, {path: film.gif}, {path: \"\(pictures)\", depth: 16}]")
        return workshop
    }

    /// SHA-256 of all outputs, by name.
    private func outputs(_ workshop: Workshop) throws -> [String: Digest] {
        let names = try workshop.folder.contents.filter {
            $0.hasSuffix(".mp4") || $0.hasSuffix(".gif")
                || $0.hasPrefix("f/") && $0.hasSuffix("png")
        }
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try SHA256.digest(ofFile: workshop.folder.path($0)))
            })
    }

    /// The files of a sequence of PNG without the chunks of their recipes, by name.
    private func bareFrames(_ workshop: Workshop) throws -> [String: Data] {
        let names = try workshop.folder.contents.filter {
            $0.hasPrefix("f/") && $0.hasSuffix("png")
        }
        return Dictionary(
            uniqueKeysWithValues: try names.map { name in
                var bytes = try workshop.folder.read(name)
                let mark = try #require(bytes.range(of: Data("iTXtSegue recipe\0".utf8)))
                let start = mark.lowerBound - 4
                let length = bytes[start..<mark.lowerBound].reduce(0) { $0 << 8 | Int($1) }
                bytes.removeSubrange(start..<start + 12 + length)
                return (name, bytes)
            })
    }

    private func removeOutputs(_ workshop: Workshop) throws {
        for name in try outputs(workshop).keys { try workshop.folder.remove(name) }
    }

    private let storing: @Sendable (inout RenderOptions) -> Void = { options in
        options.storage.isKept = true
        options.storage.length = 5
    }

    @Test func `a render that stores has the bytes of one that does not`() async throws {
        let workshop = try workshop()
        #expect(try await workshop.render().inferences == 22)
        let whole = try outputs(workshop)
        #expect(whole.count == 30)
        try removeOutputs(workshop)
        #expect(try await workshop.render(storing).inferences == 22)
        #expect(try outputs(workshop) == whole)
        try removeOutputs(workshop)
        let again = try await workshop.render(storing)
        #expect(again.inferences == 0)
        #expect(again.restoredFrames == 28)
        #expect(try outputs(workshop) == whole)
    }

    @Test func `segments go when the outputs are whole, unless they are to stay`() async throws {
        let workshop = try workshop()
        try await workshop.render { $0.storage.folder = workshop.folder.path("s") }
        #expect(!(try workshop.folder.contents.contains { $0 == "s" || $0.hasPrefix("s/") }))
        try await workshop.render {
            $0.overwrite = true
            $0.storage.isKept = true
        }
        #expect(try workshop.folder.contents.contains("film.mp4.segments/plan.json"))
    }

    @Test func `what a failed output leaves behind is taken over`() async throws {
        let workshop = try workshop()
        try await workshop.render()
        let whole = try outputs(workshop)
        try removeOutputs(workshop)
        // The sequence cannot write its eighteenth picture, and no one knew before.
        let taken = workshop.folder.path("f/17.png")
        await #expect(throws: FileError.exists(path: taken)) {
            try await ResumableRenderer(workshop.plan(storing)).render(progress: { progress in
                if progress.frames == 12 {
                    _ = FileManager.default.createFile(atPath: taken, contents: Data([1]))
                }
            })
        }
        try removeOutputs(workshop)
        let report = try await workshop.render(storing)
        #expect(report.restoredFrames >= 17)
        #expect(report.inferences <= 9)
        #expect(try outputs(workshop) == whole)
    }

    @Test(arguments: ["a bit", "the end", "all"])
    func `a damaged segment is rendered again`(damaged: String) async throws {
        let workshop = try workshop()
        try await workshop.render(storing)
        let whole = try outputs(workshop)
        try removeOutputs(workshop)
        let segment = try #require(
            workshop.folder.contents.first { $0.contains("000002-") && $0.hasSuffix("gbrp16") })
        var bytes = try workshop.folder.read(segment)
        switch damaged {
        case "a bit": bytes[1000] ^= 4
        case "the end": bytes.removeLast()
        default: bytes = Data(count: bytes.count)
        }
        try workshop.folder.write(bytes, segment)
        let report = try await workshop.render(storing)
        #expect(report.inferences == 5)
        #expect(try outputs(workshop) == whole)
        try removeOutputs(workshop)
        #expect(try await workshop.render(storing).inferences == 0)
    }

    @Test(arguments: [1, 2, 3])
    func `frames of all orders of work are the same`(workers: Int) async throws {
        let workshop = try workshop()
        try await workshop.render()
        let whole = try outputs(workshop)
        try removeOutputs(workshop)
        try await workshop.render { options in
            storing(&options)
            options.resources.workers = workers
            options.storage.length = workers
        }
        let stored = try outputs(workshop)
        #expect(stored.keys.sorted() == whole.keys.sorted())
        #expect(whole.keys.filter { stored[$0] != whole[$0] }.sorted() == [])
    }

    @Test func `a longer timeline takes over the frames that did not change`() async throws {
        let workshop = try workshop()
        try await workshop.render(storing)
        try removeOutputs(workshop)
        try workshop.preset(
            timeline: timeline.replacingOccurrences(
                of: "2s, mix: b, hold", with: "3s, mix: b, hold"),
            output: "[{path: film.mp4}]")
        let report = try await workshop.render(storing)
        // The way to the second key and the last picture are as they were; the way between is slower,
        // and every other of its frames shows a mixture that was there.
        #expect(report.frames == 40)
        #expect(report.inferences == 12)
    }

    @Test(arguments: ["network", "input", "size"])
    func `a change of what frames are made of takes over nothing`(change: String) async throws {
        let workshop = try workshop()
        try await workshop.render(storing)
        try removeOutputs(workshop)
        switch change {
        case "network":
            try TinyNetwork.write(to: workshop.folder.path("b.safetensors"), seed: 77)
        case "input":
            try PNGFile.write(
                Workshop.picture(width: 48, height: 32, blue: 0.9),
                to: workshop.folder.path("photo.png"), overwrite: true)
        default: break
        }
        let report = try await workshop.render { options in
            storing(&options)
            if change == "size" { options.scale = 0.75 }
        }
        #expect(report.restoredFrames == 0)
        #expect(report.inferences == 22)
    }

    @Test func `parts of a film blended within a tolerance are the film's`() async throws {
        let slow =
            "{fps: 24, keys: [{at: 0s, mix: a, hold: 0.25s}, {at: 2s, mix: b}], loop: pingpong}"
        let workshop = try workshop(timeline: slow, pictures: "f/%03d.png")
        let report = try await workshop.render { $0.tolerance = 20 }
        #expect(report.blendedFrames > 0)
        let (whole, frames) = (try outputs(workshop), try bareFrames(workshop))
        try removeOutputs(workshop)
        try workshop.preset(timeline: slow, output: "[{path: \"f/%03d.png\", depth: 16}]")
        for range in [0...10, 11...11, 12...50, 51...90] {
            try await workshop.render { options in
                storing(&options)
                options.tolerance = 20
                options.frames = range
                options.storage.folder = workshop.folder.path("s")
            }
        }
        // Another preset, so another recipe; all else is the same.
        for (name, bytes) in try bareFrames(workshop) { #expect(frames[name] == bytes) }
        try removeOutputs(workshop)
        try workshop.preset(
            timeline: slow,
            output: "[{path: film.mp4}, {path: film.gif}, {path: \"f/%03d.png\", depth: 16}]")
        let again = try await workshop.render { options in
            storing(&options)
            options.tolerance = 20
            options.storage.folder = workshop.folder.path("s")
        }
        #expect(try outputs(workshop) == whole)
        #expect(again.restoredFrames >= 91)
        #expect(again.inferences < report.inferences)
    }

    @Test func `frames of other statistics or colours have other keys`() throws {
        let workshop = try Workshop()
        try TinyNetwork.make(seed: 1, layers: TinyNetwork.generator)
            .writeSafetensors(to: workshop.folder.path("g.safetensors"))
        let keys = try ["norm: picture", "norm: stored", "io: \"RGB -1…1\"", "io: \"RGB 0…1\""].map
        {
            try workshop.preset(
                networks: "{g: {file: g.safetensors, \($0)}}",
                timeline: "{fps: 12, keys: [{at: 0s, mix: g}]}")
            let plan = try workshop.plan()
            return try FrameCacheKeys(plan, RenderFingerprint(plan))
                .key(of: 0, in: plan.runs(of: 0..<1))
        }
        // The generator's own are the picture's statistics and −1…1.
        #expect(keys[0] == keys[2])
        #expect(Set(keys).count == 3)
    }

    @Test(arguments: ["none", "repeat", "pingpong"])
    func `every frame has one key, in whatever part of the film it is`(loop: String) throws {
        let timeline = """
            {fps: 12, loop: \(loop), keys: [{at: 0s, mix: a, hold: 0.25s}, \
            {at: 1s, mix: {a: 0.5, b: 0.5}}, {at: 2s, mix: b, hold: 0.25s}, {at: 2.5s, mix: a}]}
            """
        let workshop = try workshop(timeline: timeline)
        for tolerance in [0.0, 5] {
            let plan = try workshop.plan { $0.tolerance = tolerance }
            let keys = try FrameCacheKeys(plan, RenderFingerprint(plan))
            func keysByFrame(_ frames: Range<Int>) throws -> [Digest] {
                let runs = plan.runs(of: frames)
                return try runs.indices.flatMap { index in
                    let key = try keys.key(of: index, in: runs)
                    return runs[index].frames.map { _ in key }
                }
            }
            let count = plan.timeline.frameCount
            let whole = try keysByFrame(0..<count)
            #expect(whole.count == count)
            for length in [1, 2, 7] {
                for first in 0...count - length {
                    let frames = first..<first + length
                    #expect(try keysByFrame(frames) == Array(whole[frames]))
                }
            }
        }
    }
}
