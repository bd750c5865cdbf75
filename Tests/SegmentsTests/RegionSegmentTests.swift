import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Segments
import Testing

/// Stored images of frames with regions.
struct RegionSegmentTests {
    private let timeline = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.25s, mix: {a: 0.5, b: 0.5}}]}"

    /// A workshop with a mask, white where a pixel's column is at least `edge` of 48.
    private func workshop(edge: Int = 24) throws -> Workshop {
        let workshop = try Workshop()
        let plane: [Float] = (0..<48 * 32).map { $0 % 48 >= edge ? 1 : 0 }
        let mask = try Image(width: 48, height: 32, samples: plane + plane + plane)
        try PNGFile.write(mask, to: workshop.folder.path("mask.png"), overwrite: true)
        return workshop
    }

    @Test func `stored pictures of another mask are not taken over`() async throws {
        let workshop = try workshop()
        try workshop.preset(
            timeline: timeline, regions: "[{mask: mask.png, mix: b}]",
            output: "[{path: \"f/%02d.png\", depth: 16}]")
        let storing: @Sendable (inout RenderOptions) -> Void = { options in
            (options.storage.isKept, options.overwrite) = (true, true)
        }
        #expect(try await workshop.render(storing).inferences == 8)
        #expect(try await workshop.render(storing).inferences == 0)
        _ = try self.workshop(edge: 12).folder.read("mask.png").write(
            to: URL(filePath: workshop.folder.path("mask.png")))
        #expect(try await workshop.render(storing).restoredFrames == 0)
    }

    @Test func `a farm's segments make the film of a single render, unless the mask is another`()
        async throws
    {
        let workshop = try workshop()
        try workshop.preset(
            timeline: timeline, regions: "[{mask: mask.png, mix: b}]", output: "[{path: film.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("film.mp4"))
        try workshop.folder.remove("film.mp4")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 2 })
        #expect(try await SegmentJob(folder: segments.folder).render([1]) == [1])
        #expect(try await SegmentJob(folder: segments.folder).render() == [0])
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: workshop.folder.path("film.mp4")) == film)
        try workshop.folder.write(self.workshop(edge: 12).folder.read("mask.png"), "mask.png")
        await #expect(
            throws: RenderError.planDiffers(place: segments.folder, fields: ["masks"])
        ) { try await SegmentJob(folder: segments.folder).render([0]) }
    }

    @Test func `whole, farm and resumed render agree where masks move and opacities change`()
        async throws
    {
        let workshop = try workshop()
        let regions = """
            [{mask: mask.png, feather: 0.05, mix: b, opacity: [{at: 0s, value: 0}, {at: 3f, value: 1}],
              move: [{at: 0s, by: [0, 0]}, {at: 3f, by: [-0.3, 0.2]}]}, {mask: {luma: [0, 0.4]}, mix: b}]
            """
        let output =
            "[{path: \"f/%02d.png\", depth: 16}]\nopacity: [{at: 0s, value: 0.25}, {at: 3f, value: 1}]"
        try workshop.preset(timeline: timeline, regions: regions, output: output)
        try await workshop.render()
        let whole = try workshop.frames("f/%02d.png")
        try workshop.folder.remove("f")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 2 })
        #expect(try await SegmentJob(folder: segments.folder).render([1]) == [1])
        #expect(try await SegmentJob(folder: segments.folder).render() == [0])
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try workshop.frames("f/%02d.png") == whole)
        try workshop.folder.remove("f")
        let storing: @Sendable (inout RenderOptions) -> Void = { options in
            (options.storage.isKept, options.overwrite) = (true, true)
        }
        try await workshop.render(storing)
        #expect(try await workshop.render(storing).inferences == 0)
        #expect(try workshop.frames("f/%02d.png") == whole)
        // Another opacity: nothing stored is taken over.
        try workshop.preset(
            timeline: timeline, regions: regions,
            output: output.replacing("value: 0.25", with: "value: 0.5"))
        #expect(try await workshop.render(storing).restoredFrames <= 1)
    }
}
