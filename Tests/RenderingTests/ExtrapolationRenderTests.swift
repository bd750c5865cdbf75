import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// Renders of weights below 0 and above 1, by networks whose images are known: a 1×1 convolution of a gain.
struct ExtrapolationRenderTests {
    /// Gains of 0.2 and 0.6: the mixture's is 0.2 + 0.4 λ.
    private func workshop(_ keys: String, more: String = "") throws -> Workshop {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: 0.2), "low.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: 0.6), "high.onnx")
        try workshop.preset(
            networks: "{low: low.onnx, high: high.onnx}",
            timeline: "{fps: 12, base: low, extrapolate: true, \(more) keys: [\(keys)]}",
            output: "[{path: \"f/%03d.png\", depth: 16}]")
        return workshop
    }

    private static let line = "{at: 0s, sliders: {high: -0.25}}, {at: 2s, sliders: {high: 1.75}}"

    @Test(arguments: [MixingMethod.networks, .crossFade], [0, 0.02])
    func `images are those of the gain, mixed, blended and with a tolerance`(
        mixing: MixingMethod, tolerance: Double
    ) async throws {
        let workshop = try workshop(Self.line)
        let report = try await workshop.render {
            $0.mixing = mixing
            $0.tolerance = tolerance
        }
        #expect(report.frames == 25)
        // The path is straight, so the ends and its middle are enough.
        if tolerance > 0 { #expect(report.blendedFrames == 22) }
        let picture = try PNGFile.read(workshop.folder.path("photo.png")).image
        for (index, frame) in try workshop.frames("f/%03d.png").enumerated() {
            var expected = picture
            let gain = 0.2 + 0.4 * (-0.25 + 2 * Float(index) / 24)
            expected.samples = picture.samples.map { $0 * gain }
            #expect(largestDifference(frame, expected) < 0.005, "\(index)")
        }
    }

    @Test(arguments: [0, 0.5])
    func `an easing that overshoots turns back where it does`(tolerance: Double) async throws {
        let workshop = try workshop(
            "{at: 0s, mix: low, ease: ease-in-out-back}, {at: 2s, mix: high}",
            more: "loop: pingpong,")
        _ = try await workshop.render { $0.tolerance = tolerance }
        let easing = try Easing.parse("ease-in-out-back")
        let picture = try PNGFile.read(workshop.folder.path("photo.png")).image
        let frames = try workshop.frames("f/%03d.png")
        #expect(frames.count == 48)
        for (index, frame) in frames.enumerated() {
            var expected = picture
            let progress = easing.progress(at: Double(min(index, 48 - index)) / 24)
            expected.samples = picture.samples.map { $0 * (0.2 + 0.4 * Float(progress)) }
            #expect(largestDifference(frame, expected) < Float(tolerance) + 0.005, "\(index)")
        }
    }

    @Test func `a contact sheet's captions have the signs`() throws {
        let plan = try workshop(Self.line).plan()
        #expect(plan.caption(ofFrame: 0) == "0.0 s   - high 25% + low 125%")
        #expect(plan.caption(ofFrame: 24) == "2.0 s   high 175% - low 75%")
    }

    @Test func `a rounded rate has a note`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 29.97, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}")
        let plan = try workshop.plan {
            $0.notices = ["--fps: frame rate 59.94 is read as 60000/1001"]
        }
        let file = workshop.folder.path("p.yaml")
        #expect(
            plan.allNotices.prefix(2) == [
                "\(file):4:17: frame rate 29.97 is read as 30000/1001",
                "--fps: frame rate 59.94 is read as 60000/1001",
            ])
    }
}
