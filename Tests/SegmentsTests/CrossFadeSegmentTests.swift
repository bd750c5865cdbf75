import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Stored frames and plans of blended images.
struct CrossFadeSegmentTests {
    private static let others: [MixingMethod] = [.crossFade, .sideBySide]

    @Test(arguments: others) func `stored frames of one method are not taken for another's`(
        mixing: MixingMethod
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset()
        for (method, restored) in [(.networks, 0), (mixing, 0), (.networks, 7), (mixing, 7)] {
            let report = try await workshop.render {
                $0.mixing = method
                $0.overwrite = true
                $0.storage.isKept = true
                $0.storage.folder = workshop.folder.path("stored")
            }
            #expect(report.restoredFrames == restored)
        }
    }

    @Test(arguments: others) func `numbered images of one method are not taken for another's`(
        mixing: MixingMethod
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f/%d.png\"}]")
        try await workshop.render()
        await #expect(throws: FileError.self) { try await workshop.render { $0.mixing = mixing } }
        #expect(try await workshop.render().restoredFrames == 7)
    }

    @Test(arguments: others) func `a farm makes the same bytes from the frozen plan`(
        mixing: MixingMethod
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset()
        try await workshop.render { $0.mixing = mixing }
        let whole = try workshop.folder.read("out.gif")
        try workshop.folder.remove("out.gif")
        let change: (inout RenderOptions) -> Void = {
            $0.mixing = mixing
            $0.storage.length = 3
            $0.storage.folder = workshop.folder.path("farm")
        }
        let (hash, segments) = try SegmentJob.freeze(workshop.plan(change))
        #expect(try SegmentJob(folder: segments.folder).plan.mixing == mixing)
        _ = try await SegmentJob(folder: segments.folder).render([1])
        _ = try await SegmentJob(folder: segments.folder).render()
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try workshop.folder.read("out.gif") == whole)
        let plain = try SegmentJob.freeze(
            workshop.plan {
                change(&$0)
                $0.mixing = .networks
            })
        #expect(plain.hash != hash)
    }
}
