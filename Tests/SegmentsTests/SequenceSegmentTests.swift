import Fixtures
import Foundation
import RenderFixtures
import Rendering
import Segments
import Testing

/// Numbered images that are rendered part by part, with segments beside them.
struct SequenceSegmentTests {
    private func pictures(_ workshop: Workshop) throws -> [String: Data] {
        let names = try workshop.folder.contents.filter { $0.hasPrefix("f/") }
        return Dictionary(
            uniqueKeysWithValues: try names.map { ($0, try workshop.folder.read($0)) })
    }

    @Test(arguments: [1, 2, 3])
    func `files are the same whatever the workers, the segments and the parts`(
        workers: Int
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f/%02d.png\"}]")
        try await workshop.render()
        let whole = try pictures(workshop)
        try workshop.folder.remove("f")
        for frames in [0...2, 3...3, 4...6] {
            try await workshop.render { options in
                options.frames = frames
                options.resources.workers = workers
                options.storage.length = workers
                options.storage.folder = workshop.folder.path("s")
            }
        }
        #expect(try pictures(workshop) == whole)
    }
}
