import Files
import Fixtures
import Formats
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Outputs that keep values below 0 and above 1, with transparency, and stored frames of floats.
struct ExtendedRangeSegmentTests {
    private static let names =
        (1001...1007).map { "e/\($0).exr" } + (0...6).map { "p/0\($0).png" }

    private func files(_ workshop: Workshop) throws -> [Data] {
        try Self.names.map(workshop.folder.read)
    }

    private func workshop(output: String) throws -> Workshop {
        let workshop = try Workshop()
        let picture = try Workshop.picture(width: 48, height: 32)
        let alpha = (0..<48 * 32).map { Float($0 % 48 * 5) / 255 }
        try PNGFile.write(
            Image(width: 48, height: 32, channels: 4, samples: picture.samples + alpha),
            to: workshop.folder.path("glass.png"))
        try workshop.preset(input: "glass.png", output: output)
        return workshop
    }

    @Test func `EXR has the same bytes whole, resumed, from stored frames and on a farm`()
        async throws
    {
        let workshop = try workshop(
            output: "[{path: \"e/##.exr\", start: 1001}, {path: \"p/%02d.png\", depth: 16}]")
        _ = try await Renderer(workshop.plan()).render()
        let whole = try files(workshop)
        // Resumed, where two files of each are missing, one in between.
        for name in ["e/1003.exr", "e/1007.exr", "p/02.png", "p/06.png"] {
            try workshop.folder.remove(name)
        }
        _ = try await Renderer(workshop.plan()).render()
        #expect(try files(workshop) == whole)
        // From stored frames.
        for restored in [0, 7] {
            for name in Self.names { try workshop.folder.remove(name) }
            let report = try await workshop.render {
                $0.storage.isKept = true
                $0.storage.folder = workshop.folder.path("stored")
            }
            #expect(report.restoredFrames == restored)
            #expect(try files(workshop) == whole)
        }
        let stored = try workshop.folder.contents.first { $0.hasSuffix(".gbrpf32") }
        #expect(try stored.map(workshop.folder.read)?.count == 7 * 48 * 32 * 16)
        // On a farm, in any order.
        for name in Self.names { try workshop.folder.remove(name) }
        let (_, segments) = try SegmentJob.freeze(
            workshop.plan {
                $0.storage.length = 2
                $0.storage.folder = workshop.folder.path("farm")
            })
        _ = try await SegmentJob(folder: segments.folder).render([2])
        _ = try await SegmentJob(folder: segments.folder).render()
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try files(workshop) == whole)
    }

    @Test func `a PNG beside an EXR has the pixels that it has alone`() async throws {
        let both = try workshop(
            output: "[{path: \"e/%d.exr\"}, {path: \"p/%02d.png\"}, {path: out.gif}]")
        _ = try await Renderer(both.plan()).render()
        let alone = try workshop(
            output: "[{path: \"e/%d.exr\"}, {path: \"p/%02d.png\"}, {path: out.gif}]")
        let names = ["p/%02d.png", "out.gif"].map(alone.folder.path)
        _ = try await Renderer(alone.plan { $0.outputs = names }).render()
        #expect(try both.frames("p/%02d.png") == alone.frames("p/%02d.png"))
        #expect(try both.folder.read("out.gif") == alone.folder.read("out.gif"))
    }

    @Test func `light from −0.5 to 4 goes through a network and stored frames as it is`()
        async throws
    {
        let workshop = try Workshop()
        var image = try Image(width: 60, height: 40)
        for i in 0..<image.samples.count {
            image.samples[i] = -0.73 + 2.55 * Float(i) / Float(image.samples.count - 1)
        }
        let write = try #require(EXRFormat().pictureWriter)
        try write(image, workshop.folder.path("in.exr"), .refuse)
        try workshop.identityPreset(input: "in.exr", output: "[{path: \"%d.exr\"}]")
        for _ in 0..<2 {
            try await workshop.render {
                $0.overwrite = true
                $0.storage.isKept = true
                $0.storage.folder = workshop.folder.path("stored")
            }
            let found = try #require(try workshop.frames("0.exr").first)
            for (a, b) in zip(found.samples, image.samples) {
                try #require(abs(a - b) <= max(abs(b), 0.01) * 0x1p-10)
            }
        }
    }
}
