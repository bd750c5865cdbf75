import Files
import Fixtures
import Foundation
import Presets
import RenderFixtures
import Rendering
import Segments
import Testing
import Timelines

/// Keys at the scene cuts of a film that ffmpeg makes.
@Suite(.enabled(if: FFmpeg.isThere, "ffmpeg is not installed"))
struct SceneCutTests {
    /// Ten frames at 10 fps of each of three pictures that move.
    private func workshop(_ keys: String) throws -> Workshop {
        let workshop = try Workshop()
        let scenes = ["testsrc2", "mandelbrot", "color=orange"].map { name in
            name + (name.contains("=") ? ":" : "=") + "s=64x48:r=10,trim=duration=1"
        }
        try FFmpeg.make(
            scenes.flatMap { ["-f", "lavfi", "-i", $0] } + [
                "-filter_complex", "[0][1][2]concat=n=3:v=1", "-c:v", "ffv1",
            ], to: workshop.folder.path("film.mkv"))
        try workshop.preset(
            input: "film.mkv", timeline: "{keys: [\(keys)]}",
            output: "[{path: out.mkv, codec: ffv1}]")
        return workshop
    }

    @Test func `keys lie at the first frames after the cuts`() throws {
        let plan = try workshop(
            "{at: 0s, mix: a, ease: hold}, {at: cut1, mix: b}, {at: cut2+0.5s, mix: a}"
        )
        .plan()
        #expect(plan.timeline.keyframes.map(\.time) == [.zero, Time(seconds: 1), try Time(5, 2)])
        #expect(plan.timeline.mixture(ofFrame: 9) == Mixture("a"))
        #expect(plan.timeline.mixture(ofFrame: 10) == Mixture("b"))
    }

    @Test func `a cut that is not there is a mistake at its place`() throws {
        let workshop = try workshop("{at: 0s, mix: a}, {at: cut3, mix: b}")
        let error = #expect(throws: PresetProblems.self) { try workshop.plan() }
        let message = "\(try #require(error))"
        #expect(
            message.contains("'cut3' of an input with 2 scene cuts, expected a time or a label"))
    }

    @Test func `a key's own label comes first, and then no film is read`() throws {
        let plan = try workshop(
            "{at: 0s, mix: a}, {at: 2s, mix: b, label: cut1}, {at: cut1+0.5s, mix: a}"
        ).plan()
        #expect(plan.timeline.keyframes[2].time == (try Time(5, 2)))
    }

    @Test func `a farm goes by the cuts that there were when its plan was made`() async throws {
        let workshop = try workshop(
            "{at: 0s, mix: a, ease: hold}, {at: cut1, mix: b}, {at: cut2, mix: a}")
        _ = try await Renderer(workshop.plan()).render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("out.mkv"))
        try workshop.folder.remove("out.mkv")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 10 })
        for segment in [2, 0, 1] {
            _ = try await SegmentJob(folder: segments.folder).render([segment])
        }
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: workshop.folder.path("out.mkv")) == film)
    }
}
