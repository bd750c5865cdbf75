import Files
import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// Parts of a picture with mixtures of their own.
struct RegionRenderTests {
    private let timeline = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.25s, mix: {a: 0.5, b: 0.5}}]}"

    /// A workshop with a mask, white where a pixel's column is at least `edge` of 48.
    private func workshop(edge: Int = 24, white: Float = 1) throws -> Workshop {
        let workshop = try Workshop()
        let plane = (0..<48 * 32).map { $0 % 48 >= edge ? white : 0 }
        let mask = try Image(width: 48, height: 32, samples: plane + plane + plane)
        try PNGFile.write(mask, to: workshop.folder.path("mask.png"), overwrite: true)
        return workshop
    }

    private func preset(_ workshop: Workshop, _ regions: String?, _ timeline: String? = nil) throws
    {
        try workshop.preset(
            timeline: timeline ?? self.timeline, regions: regions,
            output: "[{path: \"f/%02d.png\", depth: 16}]")
    }

    private func pictures(_ workshop: Workshop) async throws -> [Image] {
        try await workshop.render { $0.overwrite = true }
        return try workshop.frames("f/%02d.png")
    }

    @Test func `each part is its mixture's picture, bit for bit`() async throws {
        let workshop = try workshop()
        try preset(workshop, nil)
        let left = try await pictures(workshop)
        try preset(workshop, nil, "{fps: 12, keys: [{at: 0s, mix: b}, {at: 0.25s, mix: a}]}")
        let right = try await pictures(workshop)
        try preset(
            workshop, "[{mask: mask.png, keys: [{at: 0s, mix: b}, {at: 0.25s, mix: a}]}]")
        let both = try await pictures(workshop)
        #expect(both.count == 4)
        for (frame, picture) in both.enumerated() {
            let expected = left[frame].samples.indices.map {
                $0 % 48 >= 24 ? right[frame].samples[$0] : left[frame].samples[$0]
            }
            #expect(picture.samples == expected)
        }
    }

    @Test func `a grey mask mixes the pictures, and regions lie over one another`() async throws {
        let workshop = try workshop(edge: 0, white: Float(51) / 255)
        try preset(workshop, nil, "{fps: 12, keys: [{at: 0s, mix: a}]}")
        let a = try await pictures(workshop)[0]
        try preset(workshop, nil, "{fps: 12, keys: [{at: 0s, mix: b}]}")
        let b = try await pictures(workshop)[0]
        let region = "{mask: mask.png, mix: b}"
        try preset(workshop, "[\(region), \(region)]", "{fps: 12, keys: [{at: 0s, mix: a}]}")
        let found = try await pictures(workshop)[0]
        // A fifth over a fifth: 0.8² of what lies beneath is left.
        let pairs = zip(a.samples, b.samples)
        var compared = 0
        // What the networks make outside 0…1 is clipped only in the end.
        for (sample, (below, above)) in zip(found.samples, pairs)
        where min(below, above) > 0 && max(below, above) < 1 {
            compared += 1
            #expect(abs(sample - (0.64 * below + 0.36 * above)) < 4 / 65_535)
        }
        #expect(compared > 1000)
    }

    @Test func `a mixture that occurs twice runs once`() async throws {
        let workshop = try workshop()
        try preset(workshop, "[{mask: mask.png, mix: a}, {mask: mask.png, mix: b}]")
        // Four frames of a and b; all but the first, where the timeline has a too, of a third.
        let plan = try workshop.plan()
        #expect(plan.inferenceCount == 2 + 3 * 3)
        #expect(try await Renderer(plan).render().inferences == 11)
    }

    @Test func `the mask may have another size of the same proportions`() async throws {
        let workshop = try workshop()
        try preset(workshop, "[{mask: mask.png, mix: b}]")
        let large = try await pictures(workshop)
        let plane = [Float](repeating: 0, count: 12) + [Float](repeating: 1, count: 12)
        let rows = (0..<16).flatMap { _ in plane }
        try PNGFile.write(
            Image(width: 24, height: 16, samples: rows + rows + rows),
            to: workshop.folder.path("mask.png"), overwrite: true)
        let small = try await pictures(workshop)
        // Enlarged, only the two columns beside the edge are neither black nor white.
        for (one, other) in zip(large, small) {
            let differing = Set(
                one.samples.indices.filter { one.samples[$0] != other.samples[$0] }.map { $0 % 48 })
            #expect(differing == [23, 24])
        }
    }

    @Test(arguments: [(32, 32, "a mask of 32×32 pixels"), (48, 30, "a mask of 48×30 pixels")])
    func `a mask of other proportions is refused`(
        width: Int, height: Int, found: String
    ) throws {
        let workshop = try workshop()
        try PNGFile.write(
            Image(width: width, height: height), to: workshop.folder.path("mask.png"),
            overwrite: true)
        try preset(workshop, "[{mask: mask.png, mix: b}]")
        let (mask, photo) = (workshop.folder.path("mask.png"), workshop.folder.path("photo.png"))
        let error = RenderError.badMask(
            file: mask, found: found, expected: "the proportions of \(photo), 48×32")
        #expect(throws: error) { try workshop.plan() }
        #expect(Failure(error).kind == .badData)
    }

    @Test func `a missing mask is a missing input`() throws {
        let workshop = try workshop()
        try preset(workshop, "[{mask: none.png, mix: b}]")
        #expect { try workshop.plan() } throws: { Failure($0).kind == .inputMissing }
    }

    /// A workshop with masks `m_0.png`…, each white from its edge on, and a video of them in the same places.
    private func workshop(movingEdges edges: [Int]) throws -> Workshop {
        let workshop = try Workshop()
        for (number, edge) in edges.enumerated() {
            let plane = (0..<48 * 32).map { $0 % 48 >= edge ? Float(1) : 0 }
            try PNGFile.write(
                Image(width: 48, height: 32, samples: plane + plane + plane),
                to: workshop.folder.path("m_\(number).png"), overwrite: true)
        }
        try FFmpeg.make(
            [
                "-framerate", "12", "-start_number", "0", "-i", workshop.folder.path("m_%d.png"),
                "-c:v", "ffv1", "-pix_fmt", "gbrp",
            ], to: workshop.folder.path("mask.mkv"))
        return workshop
    }

    @Test(arguments: ["m_%d.png", "mask.mkv"])
    func `a mask may move over a still, and holds its last image`(mask: String) async throws {
        let edges = [12, 40, 24]
        let workshop = try workshop(movingEdges: edges)
        let held = "{fps: 12, keys: [{at: 0s, mix: MIX, hold: 0.25s}]}"
        var parts: [[Image]] = []
        for mix in ["a", "b"] {
            try preset(workshop, nil, held.replacingOccurrences(of: "MIX", with: mix))
            parts.append(try await pictures(workshop))
        }
        try preset(
            workshop, "[{mask: \"\(mask)\", mix: b}]",
            held.replacingOccurrences(of: "MIX", with: "a"))
        let plan = try workshop.plan { $0.overwrite = true }
        let notices = try await Renderer(plan).render().notices
        let path = workshop.folder.path(mask)
        #expect(notices.contains { $0.hasPrefix("\(path): the mask ends at") })
        let found = try workshop.frames("f/%02d.png")
        #expect(found.count == 4)
        for (frame, picture) in found.enumerated() {
            let edge = edges[min(frame, edges.count - 1)]
            let (left, right) = (parts[0][frame].samples, parts[1][frame].samples)
            #expect(
                picture.samples
                    == left.indices.map { $0 % 48 >= edge ? right[$0] : left[$0] })
        }
    }

    @Test func `a gap in a mask's sequence is held where the input's would be`() async throws {
        let workshop = try workshop(movingEdges: [12, 40, 24])
        try FileManager.default.removeItem(atPath: workshop.folder.path("m_1.png"))
        try preset(workshop, "[{mask: m_%d.png, mix: b}]")
        #expect { try workshop.plan() } throws: { "\($0)".contains("no picture of number 1") }
        #expect(throws: Never.self) { try workshop.plan { $0.gaps = .hold } }
    }

    @Test func `what needs a still picture needs still masks`() throws {
        let workshop = try workshop(movingEdges: [12, 40])
        let region = "[{mask: mask.mkv, mix: b}]"
        try preset(
            workshop, region,
            "{fps: 12, loop: pingpong, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}")
        let mask = workshop.folder.path("mask.mkv")
        #expect(throws: RenderError.pingpongNeedsStill(input: mask)) { try workshop.plan() }
        try preset(workshop, region)
        #expect { try workshop.plan { $0.tolerance = 1 } } throws: {
            "\($0)".contains("1 with the film \(mask)")
        }
    }

    @Test func `keys of frames depend on what a mask shows`() throws {
        let workshop = try workshop(movingEdges: [12, 40, 24, 24])
        try preset(
            workshop, "[{mask: m_%d.png, mix: b}]",
            "{fps: 12, keys: [{at: 0s, mix: a, hold: 0.25s}]}")
        func keys() throws -> [Digest] {
            let plan = try workshop.plan()
            let keys = try FrameCacheKeys(plan, RenderFingerprint(plan))
            let runs = plan.runs(of: plan.frames)
            return try runs.indices.map { try keys.key(of: $0, in: runs) }
        }
        let before = try keys()
        #expect(Set(before).count == 4)
        try workshop.folder.write(workshop.folder.read("m_1.png"), "m_2.png")
        #expect(try Set(keys()).isDisjoint(with: before))
    }

    @Test func `an output in the place of a mask is refused`() throws {
        let workshop = try workshop()
        try workshop.preset(
            regions: "[{mask: mask.png, mix: b}]", output: "[{path: \"%dmask.png\"}]")
        #expect(throws: Never.self) { try workshop.plan() }
        try workshop.folder.write(workshop.folder.read("mask.png"), "0mask.png")
        try workshop.preset(
            regions: "[{mask: 0mask.png, mix: b}]", output: "[{path: \"%dmask.png\"}]")
        let mask = workshop.folder.path("0mask.png")
        #expect(throws: RenderError.outputCollides(path: mask, with: mask)) {
            try workshop.plan()
        }
    }

    @Test func `a tolerance holds for the whole picture`() async throws {
        let workshop = try workshop()
        let region = "[{mask: mask.png, keys: [{at: 0s, mix: b}, {at: 2s, mix: a}]}]"
        try preset(workshop, region, "{fps: 12, keys: [{at: 0s, mix: a}, {at: 2s, mix: b}]}")
        let exact = try await pictures(workshop)
        let report = try await workshop.render { ($0.overwrite, $0.tolerance) = (true, 16) }
        #expect(report.blendedFrames > 0)
        #expect(report.largestDifference <= 16)
        // A quarter of slack: only an interval's middle is looked at.
        for (found, expected) in zip(try workshop.frames("f/%02d.png"), exact) {
            #expect(largestDifference(found, expected) <= 20)
        }
    }

    @Test func `regions are captioned, and warned of as the timeline is`() throws {
        let workshop = try workshop()
        try TinyNetwork.write(to: workshop.folder.path("b.safetensors"), seed: 9, kinship: 0)
        try preset(
            workshop, "[{mask: mask.png, mix: {a: 0.25, b: 0.75}}]",
            "{fps: 12, keys: [{at: 0s, mix: a}]}")
        let plan = try workshop.plan()
        #expect(plan.caption(ofFrame: 0) == "0.0 s   a / a 25% + b 75%")
        #expect { try plan.mixingWarnings() } throws: { Failure($0).kind == .badData }
    }
}
