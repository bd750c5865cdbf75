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

@testable import Segments

/// Segments that are rendered one by one from a frozen plan.
struct SegmentJobTests {
    private let timeline = """
        {fps: 12, keys: [{at: 0s, mix: a, hold: 0.25s}, {at: 1s, mix: {a: 0.25, b: 0.75}}, \
        {at: 2s, mix: b, hold: 0.25s}]}
        """

    /// A frozen plan of six segments, the last of three frames; and SHA-256 of the film that is rendered
    /// at once.
    private func frozen() async throws -> (Workshop, film: Digest, folder: String) {
        let workshop = try Workshop()
        try workshop.preset(timeline: timeline, output: "[{path: film.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("film.mp4"))
        try workshop.folder.remove("film.mp4")
        let plan = try workshop.plan { $0.storage.length = 5 }
        let (_, segments) = try SegmentJob.freeze(plan)
        #expect(segments.numbers == 0..<6)
        return (workshop, film, segments.folder)
    }

    private func missing(_ folder: String) throws -> [Int] {
        try SegmentJob(folder: folder).statuses().filter { !$0.isComplete }.map(\.number)
    }

    @Test func `segments in any order make the film of a single render`() async throws {
        let (workshop, film, folder) = try await frozen()
        #expect(try missing(folder) == [0, 1, 2, 3, 4, 5])
        #expect(try await SegmentJob(folder: folder).render([5, 2]) == [2, 5])
        #expect(try missing(folder) == [0, 1, 3, 4])
        await #expect(
            throws: RenderError.segmentsMissing(
                folder: folder, found: "segments 0, 1, 3, 4 are missing",
                expected: "all 6, by 'segue segments render'")
        ) { try await SegmentJob(folder: folder).stitch() }
        #expect(try await SegmentJob(folder: folder).render([2, 3]) == [3])
        #expect(try await SegmentJob(folder: folder).render() == [0, 1, 4])
        #expect(try await SegmentJob(folder: folder).render() == [])
        let report = try await SegmentJob(folder: folder).stitch()
        #expect(report?.restoredFrames == 28)
        #expect(try SHA256.digest(ofFile: workshop.folder.path("film.mp4")) == film)
        #expect(try await SegmentJob(folder: folder).stitch() == nil)
    }

    @Test func `a stitch that finds its film changed makes it again, with permission`() async throws
    {
        let (workshop, _, folder) = try await frozen()
        _ = try await SegmentJob(folder: folder).render()
        _ = try await SegmentJob(folder: folder).stitch()
        try workshop.folder.write(Data([1]), "film.mp4")
        await #expect(throws: RenderError.self) { try await SegmentJob(folder: folder).stitch() }
        _ = try await SegmentJob(folder: folder).render()
        await #expect(throws: FileError.self) { try await SegmentJob(folder: folder).stitch() }
    }

    @Test func `a damaged segment is missing as soon as somebody looks closely`() async throws {
        let (workshop, _, folder) = try await frozen()
        _ = try await SegmentJob(folder: folder).render()
        let segment = try #require(
            workshop.folder.contents.first { $0.contains("000003-") && $0.hasSuffix("gbrp16") })
        var bytes = try workshop.folder.read(segment)
        bytes[500] ^= 1
        try workshop.folder.write(bytes, segment)
        #expect(try missing(folder) == [])
        await #expect(
            throws: RenderError.segmentsMissing(
                folder: folder, found: "segment 3 is missing",
                expected: "all 6, by 'segue segments render'")
        ) { try await SegmentJob(folder: folder).stitch() }
        #expect(try missing(folder) == [3])
    }

    @Test func `what a plan was made of may not change`() async throws {
        let (workshop, _, folder) = try await frozen()
        // The preset may: its text is in the plan.
        try workshop.preset(timeline: "{keys: []}")
        #expect(try await SegmentJob(folder: folder).render([1]) == [1])
        try TinyNetwork.write(to: workshop.folder.path("b.safetensors"), seed: 5)
        await #expect(
            throws: RenderError.planDiffers(place: folder, fields: ["network b"])
        ) { try await SegmentJob(folder: folder).render([2]) }
        try PNGFile.write(
            Workshop.picture(width: 48, height: 32, blue: 0.9),
            to: workshop.folder.path("photo.png"), overwrite: true)
        await #expect(
            throws: RenderError.planDiffers(place: folder, fields: ["input", "network b"])
        ) { try await SegmentJob(folder: folder).render([2]) }
        #expect(throws: RenderError.planDiffers(place: folder, fields: ["plan 1234"])) {
            try SegmentJob(folder: folder, hash: "1234")
        }
    }

    @Test func `another machine's numerics are refused with what differs`() async throws {
        let (workshop, _, folder) = try await frozen()
        let job = try SegmentJob(folder: folder)
        #expect(try workshop.folder.contents.contains("film.mp4.segments/plan.json"))
        let own = job.frozen.identity.numerics
        let text = """
            {"instructions": "neon", "onednn": "\(own.onednn)", "libavcodec": "60.1.0", "probe": "0"}
            """
        let other = try JSONDecoder().decode(NumericsFingerprint.self, from: Data(text.utf8))
        #expect(
            own.differences(from: other) == [
                "instructions \(own.instructions) instead of neon",
                "libavcodec \(own.libavcodec) instead of 60.1.0",
            ])
        #expect(own.differences(from: own) == [])
        #expect(try NumericsFingerprint(job.plan) == own)
    }

    @Test func `a plan that was changed by hand is refused`() async throws {
        let (workshop, _, folder) = try await frozen()
        let name = String(folder.dropFirst(workshop.folder.path.count + 1)) + "/plan.json"
        let text = String(decoding: try workshop.folder.read(name), as: UTF8.self)
        try workshop.folder.write(
            text.replacingOccurrences(of: "\"segment_length\" : 5", with: "\"segment_length\" : 6")
                .utf8,
            name)
        #expect(
            throws: RenderError.badPlan(
                file: "\(folder)/plan.json", found: "a plan that was changed",
                expected: "the hash it states")
        ) { try SegmentJob(folder: folder) }
        for length in stride(from: 0, to: text.utf8.count, by: 97) {
            try workshop.folder.write(text.utf8.prefix(length), name)
            #expect(throws: (any Error).self) { try SegmentJob(folder: folder) }
        }
        try workshop.folder.remove(name)
        #expect(
            throws: RenderError.segmentsMissing(
                folder: folder, found: "no plan.json",
                expected: "a folder that 'segue farm' or 'segue render' made")
        ) { try SegmentJob(folder: folder) }
    }

    @Test func `a film that ends early has segments that are complete without frames`() async throws
    {
        let workshop = try Workshop()
        try workshop.identityPreset(
            input: "photo.png", timeline: "{keys: [{at: 0s, mix: same}], fps: 10, duration: 0.7s}",
            output: "[{path: in.mp4, quality: 0}]")
        try await workshop.render()
        try workshop.identityPreset(
            input: "in.mp4", timeline: "{keys: [{at: 0s, mix: same}], fps: 10, duration: 1.5s}",
            output: "[{path: out.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("out.mp4"))
        try workshop.folder.remove("out.mp4")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 3 })
        for number in [4, 3, 2, 1, 0] {
            #expect(try await SegmentJob(folder: segments.folder).render([number]) == [number])
        }
        #expect(try missing(segments.folder) == [])
        let report = try await SegmentJob(folder: segments.folder).stitch()
        #expect(report?.frames == 7)
        #expect(try SHA256.digest(ofFile: workshop.folder.path("out.mp4")) == film)
    }

    @Test func `a sequence's pictures are looked at one by one`() async throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for index in 0..<6 {
            try PNGFile.write(
                Workshop.picture(width: 16, height: 12, blue: Float(index) / 6),
                to: workshop.folder.path("in/\(index).png"))
        }
        try workshop.identityPreset(input: "\"in/%d.png\"", output: "[{path: out.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("out.mp4"))
        try workshop.folder.remove("out.mp4")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 2 })
        #expect(try await SegmentJob(folder: segments.folder).render([0, 2]) == [0, 2])
        #expect(try missing(segments.folder) == [1])
        try workshop.folder.write(try workshop.folder.read("in/0.png"), "in/3.png")
        await #expect(
            throws: RenderError.planDiffers(
                place: workshop.folder.path("in/3.png"), fields: ["content"])
        ) { try await SegmentJob(folder: segments.folder).render([1]) }
        try PNGFile.write(
            Workshop.picture(width: 16, height: 12, blue: 0.5),
            to: workshop.folder.path("in/3.png"), overwrite: true)
        #expect(try await SegmentJob(folder: segments.folder).render([1]) == [1])
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: workshop.folder.path("out.mp4")) == film)
    }

    @Test func `a farm's machines have the same rate and length`() async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: "{fps: 25, duration: 0.4s, keys: [{at: 0s, mix: a}]}")
        try await workshop.render { $0.outputs = [workshop.folder.path("film.mp4")] }
        try workshop.preset(
            timeline:
                "{fps: 12, duration: 2s, fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}")
        let plan = try workshop.plan {
            $0.input = workshop.folder.path("film.mp4")
            $0.frameRate = try? FrameRate(24_000, 1001)
            $0.duration = try? TimeExpression.parseLength("0.3s")
            $0.storage.folder = workshop.folder.path("segments")
        }
        let (hash, _) = try SegmentJob.freeze(plan)
        let job = try SegmentJob(
            folder: workshop.folder.path("segments"), hash: hash, resources: RenderResources())
        #expect(job.plan.timeline == plan.timeline)
        let other = try workshop.plan {
            $0.input = workshop.folder.path("film.mp4")
            $0.storage.folder = workshop.folder.path("segments")
        }
        #expect(try await PlanSummary(other).hash != hash)
    }
}
