import Files
import Fixtures
import Foundation
import RenderFixtures
import Rendering
import Segments
import Testing

/// Even paces, shutters and layers in stored frames and farms.
struct PaceSegmentTests {
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, pace: even, shutter: 180, loop: pingpong, "
                + "keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}",
            output: "[{path: film.mp4}]\nlayers: [{depth: 50%-100%, keys: [{at: 0s, mix: b}, "
                + "{at: 0.25s, mix: a}]}]")
        return workshop
    }

    @Test func `a farm's film is that of one process, byte for byte`() async throws {
        let workshop = try workshop()
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("film.mp4"))
        try workshop.folder.remove("film.mp4")
        let plan = try workshop.plan { $0.storage.length = 3 }
        #expect(plan.paces?.count == 2)
        let (_, segments) = try SegmentJob.freeze(plan)
        for segment in [2, 0, 3, 1] {
            _ = try await SegmentJob(folder: segments.folder).render([segment])
        }
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: workshop.folder.path("film.mp4")) == film)
    }

    @Test func `tasks take the pace of the plan, and measure none`() throws {
        let workshop = try workshop()
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 3 })
        let text = try String(
            decoding: workshop.folder.read("film.mp4.segments/plan.json"), as: UTF8.self)
        let frozen = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let paces = try #require(frozen?["paces"] as? [[Any]])
        #expect(paces.count == 2 && paces[0].count == 2)
        let first = try #require(paces[0][0] as? [[Double]])
        #expect(first.count == 9 && first.first == [0, 0] && first.last == [1, 1])
        _ = segments
    }
}
