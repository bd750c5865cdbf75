import Fixtures
import Foundation
import Imaging
import Inference
import Media
import Presets
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// `level: auto`: what the noise of the input chooses.
struct LevelTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let builtin =
        "{zero: builtin:denoise0, weak: builtin:denoise15, middle: builtin:denoise25, "
        + "strong: builtin:denoise50}"

    private static func picture(_ name: String) throws -> Image {
        try PNGFile.read("\(package)/Examples/Pictures/\(name).png").image.withoutAlpha
    }

    @Test(arguments: ["balloons", "flowers", "village"], [10, 15, 20, 25, 30, 40, 50])
    func `σ is within 2 of the true one`(name: String, deviation: Float) throws {
        let noise = try #require(try Self.picture(name).noisy(deviation, seed: 7).noise)
        #expect(abs(noise.deviation - Double(deviation)) < 2, "\(noise)")
    }

    /// The six photos on which the program's figures were measured.
    @Test(
        .enabled(if: RealData.isThere, "needs the shared data (SEGUE_DATA)"),
        arguments: [1, 3, 5, 8, 10, 12])
    func `σ is within 2 of the true one on photos`(number: Int) throws {
        let name = String(format: "photos/kodim%02d.png", number)
        let photo = try PNGFile.read(RealData.path(name)).image
        for deviation: Float in [10, 15, 20, 25, 30, 40, 50] {
            let noise = try #require(photo.noisy(deviation, seed: number).noise)
            #expect(abs(noise.deviation - Double(deviation)) < 2, "\(deviation): \(noise)")
        }
    }

    @Test(arguments: ["balloons", "village"], [12, 20, 38])
    func `the mixture is within 0.1 dB of the best one by search`(
        name: String, deviation: Float
    ) throws {
        let workshop = try Workshop()
        let whole = try Self.picture(name)
        let clean = try whole.cropped(
            x: whole.width / 4, y: whole.height / 4, width: 160, height: 160)
        let noisy = clean.noisy(deviation, seed: 3)
        try PNGFile.write(noisy, to: workshop.folder.path("noisy.png"))
        try workshop.preset(
            input: "noisy.png", networks: Self.builtin, timeline: "{level: auto}",
            output: "[{path: \"f/%d.png\"}]")
        let plan = try workshop.plan()
        func decibels(_ mixture: Mixture) throws -> Double {
            try PictureApplication(family: plan.family, mixture: mixture).image(of: noisy)
                .decibels(to: clean)
        }
        let pairs = [("zero", "weak"), ("weak", "middle"), ("middle", "strong")]
        var best = 0.0
        for (weaker, stronger) in pairs {
            for step in 0...8 {
                let mixture = Mixture(weaker).interpolated(
                    to: Mixture(stronger), at: Double(step) / 8)
                best = max(best, try decibels(mixture))
            }
        }
        let shot = try #require(plan.noisyShots?.first)
        #expect(plan.timeline.frameCount == 1)
        #expect(plan.timeline.mixture(ofFrame: 0) == shot.mixture)
        #expect(try decibels(shot.mixture) > best - 0.1, "\(shot)")
    }

    /// Networks f(y) = g y: the least square error is that of Wiener's gain 1 − σ² / mean y².
    @Test(arguments: [Float(0.2), 0.3, 0.45])
    func `shares are those of the closed form`(grey: Float) throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: 1), "all.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: 0), "none.onnx")
        let image = try Image(width: 96, height: 96, filledWith: grey).noisy(20, seed: 5)
        try PNGFile.write(image, to: workshop.folder.path("grey.png"))
        try workshop.preset(
            input: "grey.png",
            networks: "{all: {file: all.onnx, level: 1}, none: {file: none.onnx, level: 90}}",
            timeline: "{level: auto}", output: "[{path: \"f/%d.png\"}]")
        let square = image.samples.reduce(0) { $0 + Double($1 * $1) } / Double(image.samples.count)
        let share = pow(20 / 255, 2) / square
        let found = try #require(try workshop.plan().noisyShots?.first).mixture.weight(of: "none")
        #expect(abs(found - share) < 1.0 / 16, "\(found) \(share)")
    }

    /// Ten images of weak noise, then ten of strong noise of another picture.
    private static func film(_ workshop: Workshop) throws {
        try workshop.folder.makeFolder("in")
        let (first, second) = (
            try picture("balloons").resized(width: 96, height: 64),
            try picture("village").resized(width: 96, height: 64)
        )
        for number in 0..<20 {
            let clean = number < 10 ? first : second.blended(with: first, share: 0.1)
            let image = clean.noisy(number < 10 ? 4 : 40, seed: number)
            try PNGFile.write(
                image, to: workshop.folder.path(String(format: "in/%02d.png", number)))
        }
        for (name, gain) in [("a", 1), ("b", 0.5)] {
            try workshop.folder.write(TinyONNX.identity(gain: Float(gain)), "sigma-\(name).onnx")
        }
    }

    private static let levelled =
        "{a: {file: sigma-a.onnx, level: 10}, b: {file: sigma-b.onnx, level: 30}, "
        + "c: {file: sigma-b.onnx, level: none}}"

    @Test func `each shot has its own mixture, and keys override it`() throws {
        let workshop = try Workshop()
        try Self.film(workshop)
        try workshop.preset(
            input: "in/%02d.png", networks: Self.levelled, timeline: "{fps: 10, level: auto}",
            output: "[{path: \"f/%02d.png\"}]")
        let plan = try workshop.plan()
        let shots = try #require(plan.noisyShots)
        #expect(shots.map(\.start) == [.zero, Time(seconds: 1)])
        #expect(plan.timeline.frameCount == 20)
        for frame in 0..<20 {
            #expect(plan.timeline.mixture(ofFrame: frame) == Mixture(frame < 10 ? "a" : "b"))
        }
        #expect(plan.notices == [])
        try workshop.preset(
            input: "in/%02d.png", networks: Self.levelled,
            timeline: "{fps: 10, level: auto, keys: [{at: 0.5s, mix: c, hold: 2f}]}",
            output: "[{path: \"f/%02d.png\"}]")
        let keyed = try workshop.plan().timeline
        for (frame, share) in [(0, 0), (1, 0.2), (4, 0.8), (5, 1), (7, 1), (8, 0.8), (12, 0)] {
            #expect(abs(keyed.mixture(ofFrame: frame).weight(of: "c") - share) < 1e-9, "\(frame)")
        }
        #expect(abs(keyed.mixture(ofFrame: 9).weight(of: "a") - 0.4) < 1e-9)
        #expect(abs(keyed.mixture(ofFrame: 10).weight(of: "b") - 0.6) < 1e-9)
        // Of a shorter film the second shot is not looked at.
        let short = try workshop.plan { $0.duration = try? TimeExpression.parseLength("0.8s") }
        #expect(short.noisyShots?.count == 1)
        // At another rate the cut is where its image is shown.
        let fast = try workshop.plan { $0.frameRate = try? FrameRate(24) }
        #expect(fast.timeline.frameRate == (try FrameRate(24)))
    }

    @Test func `the choice is the same for any number of threads`() throws {
        let workshop = try Workshop()
        let noisy = try Self.picture("flowers").resized(width: 160, height: 120)
            .noisy(20, seed: 9)
        try PNGFile.write(noisy, to: workshop.folder.path("noisy.png"))
        try workshop.preset(
            input: "noisy.png", networks: Self.builtin, timeline: "{level: auto}",
            output: "[{path: \"f/%d.png\"}]")
        let plans = try [1, 3].map { threads in
            try workshop.plan { $0.resources.threads = threads }
        }
        #expect(plans[0].noisyShots == plans[1].noisyShots)
        #expect(plans[0].weightSamples == plans[1].weightSamples)
    }

    @Test func `levels are read from the preset, the name and nowhere else`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: 1), "x_sigma7.5.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: 0.5), "noise30.onnx")
        func message(_ networks: String, _ timeline: String = "{level: auto}") throws -> String {
            try workshop.preset(networks: networks, timeline: timeline)
            let error = #expect(throws: (any Error).self) { try workshop.plan() }
            return "\(error.map { "\($0)" } ?? "")"
        }
        try workshop.preset(
            networks: "{a: x_sigma7.5.onnx, b: {file: noise30.onnx, level: 30}}",
            timeline: "{level: auto}")
        _ = try workshop.plan()
        #expect(
            try message("{a: x_sigma7.5.onnx, b: noise30.onnx}").contains(
                "p.yaml:3:35: the noise that 'b' removes is not known, which `level: auto` needs, "
                    + "expected its σ such as `{file: noise30.onnx, level: 25}`"))
        #expect(
            try message("{a: x_sigma7.5.onnx, b: {file: noise30.onnx, level: 7.5}}").contains(
                "level 7.5 of 'b', which 'a' has, expected another one"))
        #expect(
            try message("{a: x_sigma7.5.onnx, b: {file: noise30.onnx, level: none}}").contains(
                "p.yaml:4:19: `level: auto` over fewer than two denoisers"))
    }
}
