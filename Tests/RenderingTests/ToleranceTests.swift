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

/// Renders of a still picture that blend some of their frames.
struct ToleranceTests {
    private let slow = """
        {fps: 24, keys: [{at: 0s, mix: a, hold: 0.25s, ease: ease-in-out}, {at: 3s, mix: b}]}
        """

    /// A 1×1 convolution is linear in its weights, and so are the pictures of its mixtures.
    @Test func `a linear network runs at the ends and once to make sure`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(), "one.onnx")
        try workshop.folder.write(TinyONNX.identity(gain: 0.25), "quarter.onnx")
        try workshop.preset(
            networks: "{one: one.onnx, quarter: quarter.onnx}",
            timeline: "{fps: 24, keys: [{at: 0s, mix: one}, {at: 4s, mix: quarter}]}",
            output: "[{path: \"f/%03d.png\", depth: 16}]")
        let report = try await workshop.render { $0.tolerance = 0.01 }
        #expect(report.frames == 97)
        #expect(report.inferences == 3)
        #expect(report.blendedFrames == 94)
        // Pictures have steps of 1/257 of a level: half of one for the middle, and as much for the blend.
        #expect(report.largestDifference < 0.004)
        let picture = try PNGFile.read(workshop.folder.path("photo.png")).image
        for (index, frame) in try workshop.frames("f/%03d.png").enumerated() {
            var expected = picture
            expected.samples = picture.samples.map { $0 * (1 - 0.75 * Float(index) / 96) }
            // Half a step is 0.002 levels: the ends are rounded, and so is what is blended from them.
            #expect(largestDifference(frame, expected) < 0.004)
        }
    }

    @Test(arguments: [2.0, 8, 30])
    func `blended frames are close to what the network makes of them`(
        tolerance: Double
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: slow, output: "[{path: \"f/%03d.png\", depth: 16}]")
        let plan = try workshop.plan { $0.tolerance = tolerance }
        let report = try await Renderer(plan).render()
        #expect(report.frames == 73)
        #expect(report.largestDifference <= tolerance)
        #expect(report.inferences < plan.inferenceCount)
        #expect(report.blendedFrames == plan.inferenceCount - report.inferences)
        let worker = try plan.prepared().family.makeFrameWorker()
        let picture = try PNGFile.read(workshop.folder.path("photo.png")).image
        var computed = 0
        for (index, frame) in try workshop.frames("f/%03d.png").enumerated() {
            let exact = try worker.render(picture, weights: plan.mixtures(ofFrame: index).main)
            let levels = try Image(width: 48, height: 32, rgb16: exact.rgb16())
            if frame == levels { computed += 1 }
            // The tolerance holds where it is looked at, at the middle of every interval.  Frames are
            // blended through it, which leaves a quarter of that to a picture that bends evenly.
            #expect(largestDifference(frame, levels) <= Float(tolerance))
        }
        // Seven frames show the picture of the hold.
        #expect(computed >= report.inferences + 6)
    }

    @Test func `workers, threads and memory change nothing`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: """
                {fps: 12, loop: pingpong, keys: [{at: 0s, mix: a}, {at: 2s, mix: b, hold: 0.5s}, \
                {at: 5s, mix: {a: 0.5, b: 0.5}, ease: ease-out}]}
                """, output: "[{path: \"f/%03d.png\", depth: 16}]")
        var first: [Data]?
        for (workers, threads, memory) in [(1, 1, nil), (2, 1, nil), (5, 1, nil), (2, 2, 0)] {
            let report = try await workshop.render {
                $0.resources.workers = workers
                $0.resources.threads = threads
                $0.pictureMemory = memory
                $0.tolerance = 10
                $0.overwrite = true
            }
            #expect(report.blendedFrames > 0)
            let files = try workshop.folder.contents.filter { $0.hasPrefix("f/") }
            let frames = try files.map(workshop.folder.read)
            #expect(frames == first ?? frames, "\(workers) workers of \(threads) threads")
            first = frames
        }
        #expect(first?.count == 120)
        // The files state their frames' keys, which follow from the way there and back.
        let frames = try workshop.frames("f/%03d.png")
        let other = (1..<60).filter { frames[$0] != frames[120 - $0] }
        #expect(other == [])
    }

    @Test func `what returns is not computed again, and without memory is`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, loop: pingpong, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}")
        #expect(try await workshop.render().inferences == 13)
        for (memory, count) in [(0, 24), (48 * 32 * 12 * 4, 20)] {
            let plan = try workshop.plan {
                $0.pictureMemory = memory
                $0.overwrite = true
            }
            #expect(plan.inferenceCount == count)
            #expect(try await Renderer(plan).render().inferences == count)
        }
    }

    @Test func `the frames of a film are not blended`() throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for index in 0..<2 {
            try PNGFile.write(
                Workshop.picture(width: 16, height: 12),
                to: workshop.folder.path("in/\(index).png"))
        }
        try workshop.preset(
            input: "\"in/%d.png\"", timeline: "{keys: [{at: 0%, mix: a}, {at: 100%, mix: b}]}")
        let error = #expect(throws: RenderError.self) {
            try workshop.plan { $0.tolerance = 1.5 }
        }
        #expect(
            error?.description
                == "--tolerance: 1.5 with the film \(workshop.folder.path("in/%d.png")), "
                + "expected a still picture, whose frames can be blended")
        #expect(throws: Never.self) { try workshop.plan() }
    }
}
