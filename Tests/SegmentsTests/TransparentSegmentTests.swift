import Fixtures
import Formats
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Stored frames of a transparent input.
struct TransparentSegmentTests {
    @Test func `stored frames keep alpha, and a render that takes them has the same bytes`()
        async throws
    {
        let workshop = try Workshop()
        let picture = try Workshop.picture(width: 48, height: 32)
        let alpha = (0..<48 * 32).map { Float($0 % 48 * 5) / 255 }
        try PNGFile.write(
            Image(width: 48, height: 32, channels: 4, samples: picture.samples + alpha),
            to: workshop.folder.path("glass.png"))
        try workshop.preset(
            input: "glass.png", output: "[{path: out.gif}, {path: \"f/%02d.png\", depth: 16}]")
        var whole: [Data]?
        for restored in [0, 7] {
            let report = try await workshop.render {
                $0.overwrite = true
                $0.storage.isKept = true
                $0.storage.folder = workshop.folder.path("stored")
            }
            #expect(report.restoredFrames == restored)
            let names = try workshop.folder.contents.filter {
                $0 == "out.gif" || $0.hasPrefix("f/") && $0.hasSuffix("png")
            }
            #expect(names.count == 8)
            let files = try names.map(workshop.folder.read)
            let isEqual = files == whole ?? files
            #expect(isEqual)
            whole = files
        }
        let plan = try workshop.plan()
        #expect(plan.storedForm == StoredForm(size: Size(width: 48, height: 32), channels: 4))
        let stored = try workshop.folder.contents.first { $0.hasSuffix(".gbrp16") }
        let bytes = try stored.map(workshop.folder.read)?.count
        #expect(bytes == 7 * 48 * 32 * 8)
        let frame = try PNGFile.read(workshop.folder.path("f/06.png")).image
        for (found, expected) in zip(frame.samples.suffix(48 * 32), alpha) {
            #expect(abs(found - expected) < 0.0001)
        }
    }
}
