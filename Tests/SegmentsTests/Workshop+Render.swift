import Fixtures
import RenderFixtures
import Rendering
import Segments

extension Workshop {
    /// Renders the preset `p.yaml`, and stores images as its options say.
    @discardableResult
    func render(_ change: (inout RenderOptions) -> Void = { _ in }) async throws -> RenderReport {
        try await ResumableRenderer(plan(change)).render()
    }
}
