import Fixtures
import Imaging
import Inference
import Media
import Presets
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// Even paces and shutters by networks whose images are known: a 1×1 convolution of a gain.
struct PaceRenderTests {
    /// The eye sees less of a step between bright images than between dark ones: gains of 0.1 and 0.95.
    private func workshop(
        _ settings: String, keys: String = "{at: 0s, mix: low}, {at: 2s, mix: high}",
        regions: String? = nil
    ) throws -> Workshop {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: 0.1), "low.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: 0.95), "high.onnx")
        try workshop.preset(
            networks: "{low: low.onnx, high: high.onnx}",
            timeline: "{fps: 12, \(settings) keys: [\(keys)]}",
            regions: regions, output: "[{path: \"f/%03d.png\", depth: 16}]")
        return workshop
    }

    /// The largest step over the mean one.
    private func unevenness(_ workshop: Workshop) async throws -> Double {
        _ = try await workshop.render()
        let grids = try workshop.frames("f/%03d.png").map { ColourGrid($0) }
        let steps = zip(grids, grids.dropFirst()).map { $0.difference(to: $1) }
        return (steps.max() ?? 0) / (steps.reduce(0, +) / Double(steps.count))
    }

    @Test func `equal times are equal visible changes`() async throws {
        let plain = try await unevenness(workshop(""))
        let even = try await unevenness(workshop("pace: even,"))
        #expect(plain > 1.2, "\(plain)")
        #expect(even < 1.08, "\(even)")
    }

    @Test func `each way is measured by nine mixtures, and equal ways once`() throws {
        let workshop = try workshop(
            "pace: even,",
            keys:
                "{at: 0s, mix: low}, {at: 1s, mix: high}, {at: 2s, mix: high}, {at: 3s, mix: low, "
                + "ease: hold}, {at: 4s, mix: high}")
        let paces = try #require(try workshop.plan().paces)
        #expect(paces.count == 1 && paces[0].count == 5)
        // From high to high, at a jump and at the end there is nothing to retime.
        #expect(paces[0].map { $0 == nil } == [false, true, false, true, true])
        // The way back is the way there from its other end.
        let (there, back) = (try #require(paces[0][0]), try #require(paces[0][2]))
        #expect(there.points.count == 9)
        for (point, mirrored) in zip(there.points, back.points.reversed()) {
            #expect(abs(point.share - (1 - mirrored.share)) < 0.001)
            #expect(abs(point.place - (1 - mirrored.place)) < 1e-9)
        }
    }

    @Test func `what was measured first is kept`() throws {
        let workshop = try workshop("pace: even,")
        let given = try #require(Pace(PaceMeasure([1, 2, 3, 4, 5, 6])))
        let plan = try workshop.plan { $0.paces = [[given, nil]] }
        #expect(plan.paces == [[given, nil]])
        #expect(plan.timeline.paces == [given, nil])
    }

    @Test func `regions keep a pace of their own`() throws {
        let workshop = try workshop(
            "pace: even,", keys: "{at: 0s, mix: low}, {at: 2s, mix: low}",
            regions: "[{mask: {linear: [[0, 0], [1, 0]]}, keys: [{at: 0s, mix: low}, "
                + "{at: 2s, mix: high}]}]")
        let plan = try workshop.plan()
        #expect(plan.paces?.map { $0.map { $0 == nil } } == [[true, true], [false, true]])
        // The same as the timeline's own pace on such a way.
        let alone = try self.workshop("pace: even,").plan().mixtures(ofFrame: 12).main[1]
        #expect(plan.mixtures(ofFrame: 12).regions[0][1] == alone)
        #expect(abs(alone - 0.5) > 0.02)
    }

    @Test func `a thousand and one different ways are too many`() throws {
        let listed = (0...1001).map { index in
            let share = Double(index) / 2000
            return "{at: \(index)s, mix: {low: \(share), high: \(1 - share)}}"
        }
        let workshop = try workshop("pace: even,", keys: listed.joined(separator: ", "))
        #expect(throws: PresetProblems.self) { try workshop.plan() }
    }

    @Test func `with a shutter an image is that of the mean gain`() async throws {
        let workshop = try workshop("shutter: 180,")
        _ = try await workshop.render()
        let picture = try PNGFile.read(workshop.folder.path("photo.png")).image
        for (index, frame) in try workshop.frames("f/%03d.png").enumerated() {
            let share = index == 24 ? 1 : (Float(index) + 0.25) / 24
            var expected = picture
            expected.samples = picture.samples.map { $0 * (0.1 + 0.85 * share) }
            #expect(largestDifference(frame, expected) < 0.005, "\(index)")
        }
    }
}
