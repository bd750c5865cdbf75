import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Segments
import Testing
import Timelines

/// `level: auto` in stored frames, farms and recipes.
struct LevelSegmentTests {
    @Test func `a farm and a check of the recipe go by the noise that the plan found`() async throws
    {
        let workshop = try Workshop()
        for (name, gain) in [("a", Float(1)), ("b", 0.25)] {
            try workshop.folder.write(TinyONNX.identity(gain: gain), "\(name).onnx")
        }
        let clean = try Workshop.picture(width: 64, height: 48)
        try PNGFile.write(clean.noisy(20, seed: 1), to: workshop.folder.path("noisy.png"))
        try workshop.preset(
            input: "noisy.png",
            networks: "{a: {file: a.onnx, level: 2}, b: {file: b.onnx, level: 90}}",
            timeline:
                "{fps: 12, duration: 1s, level: auto, keys: [{at: 0s, mix: b}, {at: 11f, mix: a}]}",
            output: "[{path: film.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("film.mp4"))
        let path = workshop.folder.path("film.mp4")
        let verification = try RecipeVerification(
            Recipe(inFile: path), file: path, resources: RenderResources())
        try await verification.run { #expect($0.difference == nil, "\($0.subject)") }
        try workshop.folder.remove("film.mp4")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 3 })
        _ = try await SegmentJob(folder: segments.folder).render([0])
        _ = try await SegmentJob(folder: segments.folder).render()
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: path) == film)
    }
}
