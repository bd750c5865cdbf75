import Fixtures
import Formats
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing

@testable import Rendering

/// Mixed networks and blended images beside one another.
struct SideBySideTests {
    /// A part of an image.
    private func part(_ image: Image, x: Int, y: Int, width: Int, height: Int) throws -> Image {
        var part = try Image(width: width, height: height, channels: image.channels)
        part.draw(image, x: -x, y: -y)
        return part
    }

    private func frames(_ workshop: Workshop, _ mixing: MixingMethod) async throws -> [Image] {
        try await workshop.render {
            $0.mixing = mixing
            $0.overwrite = true
        }
        return try workshop.frames("f/%d.png")
    }

    @Test func `each half is what its method makes alone, bit for bit`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f/%d.png\", depth: 16}]")
        let mixed = try await frames(workshop, .networks)
        let faded = try await frames(workshop, .crossFade)
        let both = try await frames(workshop, .sideBySide)
        #expect(both.count == 7)
        for (frame, image) in both.enumerated() {
            // 48×32 each, four columns between and twelve rows of labels.
            try #require(image.size == Size(width: 100, height: 44))
            #expect(try part(image, x: 0, y: 12, width: 48, height: 32) == mixed[frame])
            #expect(try part(image, x: 52, y: 12, width: 48, height: 32) == faded[frame])
        }
    }

    @Test func `labels are above the halves, letters larger over larger images`() throws {
        for (width, dot) in [(192, 1), (640, 3)] {
            let layout = SideBySide(of: Size(width: width, height: 360))
            #expect(
                layout.size == Size(width: 2 * width + 4 * dot, height: 360 + 12 * dot))
            let page = try layout.page()
            let ink = page.samples.prefix(page.planeCount).enumerated()
                .filter { $0.element > 0.8 }.map {
                    ($0.offset % page.width, $0.offset / page.width)
                }
            #expect(ink.allSatisfy { (3 * dot..<10 * dot).contains($0.1) })
            let halves = [ink.filter { $0.0 < width }, ink.filter { $0.0 >= width + 4 * dot }]
            #expect(halves.allSatisfy { $0.count > 100 * dot * dot })
            #expect(halves[0].count + halves[1].count == ink.count)
        }
    }

    @Test func `transparent halves stand on an opaque page`() async throws {
        let workshop = try Workshop()
        let picture = try Workshop.picture(width: 48, height: 32)
        let alpha = (0..<48 * 32).map { Float($0 % 48 * 5) / 255 }
        try PNGFile.write(
            Image(width: 48, height: 32, channels: 4, samples: picture.samples + alpha),
            to: workshop.folder.path("glass.png"))
        try workshop.preset(input: "glass.png", output: "[{path: \"f/%d.png\", depth: 16}]")
        let image = try await frames(workshop, .sideBySide)[3]
        let plane = image.samples.suffix(image.planeCount)
        #expect(plane.prefix(12 * 100).allSatisfy { $0 == 1 })
        let row = Array(plane.suffix(100))
        let expected = (0..<48).map { Float($0 * 5) / 255 }
        for (a, b) in zip(row, expected + [1, 1, 1, 1] + expected) {
            #expect(abs(a - b) < 1e-4)
        }
    }

    @Test func `a video, a GIF and a sheet are of the size of both`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}, {path: out.gif}]")
        let plan = try workshop.plan { $0.mixing = .sideBySide }
        #expect(try await Renderer(plan).render().frames == 7)
        for name in ["out.mp4", "out.gif"] {
            let found = try workshop.frames(name)
            #expect(found.count == 7)
            #expect(found[0].size == Size(width: 100, height: 44))
        }
        let sheet = try ContactSheet(tileWidth: 200, columns: 1, count: 2).image(of: plan)
        #expect(sheet.width == 200 + 24)
        #expect(sheet.height == 2 * (88 + 7 + 24) + 12)
    }

    @Test func `what a plan holds grows with the method`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let bytes = try [MixingMethod.networks, .crossFade, .sideBySide].map { mixing in
            try workshop.plan { $0.mixing = mixing }.prepared().memory.bytes
        }
        let image = 3 * 48 * 32 * 4
        #expect(bytes[1] - bytes[0] == image)
        #expect(bytes[2] > bytes[1] + 2 * image)
    }
}
