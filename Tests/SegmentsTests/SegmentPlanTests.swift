import Fixtures
import Inference
import RenderFixtures
import Rendering
import Testing

@testable import Segments

struct SegmentPlanTests {
    @Test func `segments need what is not stored yet`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}]")
        let plan = try workshop.plan { $0.storage.isKept = true }
        let operations = try plan.prepared().family.operationCount
        let segments = try #require(SegmentPlan(ifStored: plan, operations: operations))
        let before = segments.diskNeed
        #expect(before.folder == workshop.folder.path("out.mp4.segments"))
        // Seven pictures, three planes of two bytes.
        #expect(before.rendering == 7 * 48 * 32 * 6)
        #expect(before.kept == before.rendering)
        _ = try await ResumableRenderer(plan).render()
        #expect(segments.diskNeed.rendering == 0)
    }
}
