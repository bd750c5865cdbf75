import Fixtures
import RenderFixtures
import Rendering

extension Workshop {
    /// Renders the preset `p.yaml`, and stores nothing.
    @discardableResult
    func render(_ change: (inout RenderOptions) -> Void = { _ in }) async throws -> RenderReport {
        try await Renderer(plan(change)).render()
    }
}
