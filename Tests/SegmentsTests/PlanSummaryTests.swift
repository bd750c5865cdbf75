import Fixtures
import RenderFixtures
import Rendering
import Segments
import Testing

struct PlanSummaryTests {
    @Test func `a single frame is all there is to try`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}, {path: \"%d.png\"}]")
        let plan = try workshop.plan { $0.frames = 3...3 }
        let summary = try await PlanSummary(plan)
        #expect(summary.outputs.map { $0.bytes > 0 } == [true, true])
        #expect(summary.folders.map(\.path) == [workshop.folder.path])
        #expect(summary.fileSystems.count == 1)
        #expect(try workshop.folder.contents.contains { $0.contains("out.mp4") } == false)
    }
}
