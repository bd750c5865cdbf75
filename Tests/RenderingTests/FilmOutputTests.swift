import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Rendering
import Testing

/// Outputs of other codecs than MP4's, from the preset to the film.
struct FilmOutputTests {
    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `what is transparent stays so in codecs that hold it`() async throws {
        let workshop = try Workshop()
        var image = try Workshop.picture(width: 48, height: 32).withAlpha()
        for i in 0..<image.planeCount {
            image.samples[3 * image.planeCount + i] = Float(1 + i % 48 * 5) / 255
        }
        try PNGFile.write(image, to: workshop.folder.path("in.png"))
        let input = try PNGFile.read(workshop.folder.path("in.png")).image
        try workshop.identityPreset(
            input: "in.png", output: "[{path: out.mkv}, {path: out.mov, codec: prores-4444}]")
        let report = try await workshop.render()
        #expect(report.notices == [])
        for (name, tolerance) in [("out.mkv", 0.01), ("out.mov", 2.0)] as [(String, Float)] {
            // Raw: a PNG would carry the film's tags, by which our reader converts its colours.
            let raw = "\(name).rgba"
            try FFmpeg.make(
                [
                    "-i", workshop.folder.path(name), "-frames:v", "1", "-f", "rawvideo",
                    "-pix_fmt",
                    "rgba",
                ], to: workshop.folder.path(raw))
            let bytes = try workshop.folder.read(raw)
            try #require(bytes.count == 4 * input.planeCount)
            var found = input
            for (index, byte) in bytes.enumerated() {
                found.samples[index % 4 * input.planeCount + index / 4] = Float(byte) / 255
            }
            let alpha = 3 * input.planeCount..<4 * input.planeCount
            for i in alpha {
                #expect(abs(found.samples[i] - input.samples[i]) * 255 <= tolerance)
            }
            // Colours at the edge of the square are not smooth.
            let mean = zip(found.samples, input.samples).reduce(Float(0)) { $0 + abs($1.0 - $1.1) }
            #expect(mean / Float(input.samples.count) * 255 <= tolerance)
        }
    }

    @Test func `an encoder's options are checked when the plan is made`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4, options: {pressett: slow}}]")
        let error = #expect(throws: PresetProblems.self) { try workshop.plan() }
        #expect(
            error?.problems.map { "\($0.line):\($0.column): \($0.message)" } == [
                "5:36: option 'pressett', expected an option of FFmpeg's libx264 "
                    + "(did you mean 'preset'?); 'ffmpeg -h encoder=libx264' lists them"
            ])
        #expect(try !workshop.folder.contents.contains { $0.hasPrefix("out") })
    }
}
