import Fixtures
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Outputs that go to a pipe.
struct StandardOutputTests {
    @Test func `the standard output is alone, and not a farm's`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif}]")
        #expect(
            throws: RenderError.badOption(
                name: "--output", found: "'-' beside other outputs",
                expected: "'-' alone, or files alone")
        ) { try workshop.plan { $0.outputs = ["-", workshop.folder.path("a.gif")] } }
        let plan = try workshop.plan { $0.outputs = ["-"] }
        #expect(
            throws: RenderError.badOption(
                name: "--output", found: "'-'",
                expected: "files, as machines of a farm have no pipe")
        ) { try SegmentJob.freeze(plan) }
        // However long, it is not stored.
        #expect(SegmentPlan(ifStored: plan, operations: .max) == nil)
    }
}
