import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing

@testable import Rendering

/// What a plan says of its outputs' sizes, beside the outputs.
struct EstimateTests {
    @Test func `outputs of a still are about as large as they are said to be`() async throws {
        let workshop = try Workshop()
        try PNGFile.write(
            TestPictures(width: 320, height: 240).picture(ofFrame: 0),
            to: workshop.folder.path("leaves.png"))
        try workshop.preset(
            input: "leaves.png",
            timeline: """
                {fps: 24, ease: ease-in-out, loop: repeat, keys: [{at: 0s, mix: a, hold: 0.25s}, \
                {at: 1.5s, mix: b, hold: 0.25s}, {at: 3s, mix: a}]}
                """,
            output: """
                [{path: out.mp4}, {path: out.gif, width: 240}, {path: "eight/%d.png"}, \
                {path: "sixteen/%d.png", depth: 16}]
                """)
        let plan = try workshop.plan()
        let said = try await plan.estimate(plan.prepared()).outputBytes
        _ = try await Renderer(plan).render()
        let written = try ["out.mp4", "out.gif", "eight/", "sixteen/"].map(workshop.bytes)
        for (said, written) in zip(said, written) {
            let ratio = Double(said) / Double(written)
            #expect((0.75...1.33).contains(ratio), "\(said) of \(written)")
        }
    }

    @Test func `a film's pictures are rendered, too`() async throws {
        let workshop = try Workshop()
        let pictures = try TestPictures(width: 96, height: 64)
        for frame in 0..<40 {
            try PNGFile.write(
                pictures.picture(ofFrame: frame), to: workshop.folder.path("in\(frame).png"))
        }
        try workshop.preset(
            input: "in%d.png", timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: \"out/%d.png\"}]")
        let plan = try workshop.plan()
        let estimate = try await plan.estimate(plan.prepared())
        #expect(estimate.trialFrames >= 3)
        #expect(estimate.seconds > 0)
        _ = try await Renderer(plan).render()
        let ratio = Double(estimate.outputBytes[0]) / Double(try workshop.bytes("out/"))
        #expect((0.75...1.33).contains(ratio))
    }

    @Test func `scratch folders are removed`() throws {
        let path = try { try ScratchFolder().path }()
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

extension Workshop {
    /// Bytes of the files whose paths begin so.
    fileprivate func bytes(_ beginning: String) throws -> Int {
        try folder.contents.filter { $0.hasPrefix(beginning) && $0.contains(".") }
            .reduce(0) { $0 + (try folder.read($1).count) }
    }
}
