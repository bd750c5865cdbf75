import Files
import Fixtures
import Imaging
import Inference
import Media
import Presets
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// The contact sheet: where its pictures lie, and what stands below them.
struct ContactSheetTests {
    @Test(arguments: [(5, 3, 3, 2), (1, 3, 1, 1), (4, 2, 2, 2), (100, 4, 4, 2)])
    func `pictures lie in rows`(count: Int, columns: Int, across: Int, down: Int) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let sheet = ContactSheet(tileWidth: 24, columns: columns, count: count)
        let image = try sheet.image(of: workshop.plan())
        // A gap of 12 all around, a caption of 7 rows with 12 below it.
        #expect(image.width == across * (24 + 12) + 12)
        #expect(image.height == down * (16 + 7 + 24) + 12)
    }

    @Test func `the first and the last picture are the path's ends`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let plan = try workshop.plan()
        let image = try ContactSheet(tileWidth: 48, columns: 2, count: 2).image(of: plan)
        let photo = try PNGFile.read(workshop.folder.path("photo.png")).image
        let worker = try plan.prepared().family.makeFrameWorker()
        for (x, weights) in [(12, [1, 0]), (72, [0, 1])] as [(Int, [Float])] {
            let expected = try worker.render(photo, weights: weights)
            #expect(try image.cropped(x: x, y: 12, width: 48, height: 32) == expected)
        }
    }

    @Test func `captions give time and mixture`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: """
                {fps: 24000/1001, keys: [{at: 0s, mix: a}, {at: 2s, mix: {a: 0.25, b: 0.75}}, \
                {at: 3s, mix: b}]}
                """)
        let plan = try workshop.plan()
        #expect(plan.caption(ofFrame: 0) == "0.0 s   a")
        #expect(plan.caption(ofFrame: 24) == "1.0 s   a 62% + b 38%")
        #expect(plan.caption(ofFrame: plan.timeline.frameCount - 1) == "3.0 s   b")
    }

    @Test func `a caption is written below its picture, as far as it fits`() throws {
        var page = try ContactSheetPage(count: 1, columns: 3, tileWidth: 20, tileHeight: 4)
        let tile = try Image(width: 20, height: 4, filledWith: 0.5)
        page.place(tile, caption: "II IIIIII", at: 0)
        let ink = page.image.samples.prefix(page.image.planeCount).enumerated()
            .filter { $0.element > 0.8 }.map {
                ($0.offset % page.image.width, $0.offset / page.image.width)
            }
        // Three letters of 6 columns fit into 20: two and a blank.
        #expect(ink.count == 2 * (3 + 5 + 3))
        #expect(ink.allSatisfy { (12..<24).contains($0.0) && (22..<29).contains($0.1) })
    }

    @Test func `a sheet too large to hold is refused`() {
        #expect(throws: RenderError.self) {
            try ContactSheetPage(count: 1000, columns: 1, tileWidth: 4096, tileHeight: 4096)
        }
    }

    @Test func `a sheet is not rendered for a name that is taken`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let path = try workshop.folder.write("mine".utf8, "s.png")
        #expect(throws: FileError.exists(path: path)) {
            try ContactSheet().write(workshop.plan(), to: path) { _ in
                Issue.record("a picture was rendered")
            }
        }
    }
}
