import Bundles
import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing
import Timelines

/// Plots and tables of a path.
struct PathExportTests {
    private static let timeline =
        "{fps: 24000/1001, keys: [{at: 0s, mix: a}, {at: 1s, mix: {a: 0.3, b: 0.7}, ease: ease-in}, "
        + "{at: 2s, mix: b}]}"

    private func workshop(_ timeline: String = timeline, regions: String? = nil) throws -> Workshop
    {
        let workshop = try Workshop()
        try workshop.preset(timeline: timeline, regions: regions)
        return workshop
    }

    private func text(_ name: String, of workshop: Workshop) throws -> String {
        let path = workshop.folder.path(name)
        try PathExport(workshop.plan()).write(to: path, existing: .replace)
        return String(decoding: try workshop.folder.read(name), as: UTF8.self)
    }

    @Test func `a table that is read back gives the same mixtures`() throws {
        let workshop = try workshop(regions: "[{mask: photo.png, mix: b}]")
        let plan = try workshop.plan()
        _ = try text("w.csv", of: workshop)
        try workshop.preset(
            timeline: "{fps: 24000/1001, from: {csv: w.csv}}",
            regions: "[{mask: photo.png, mix: b}]", name: "q.yaml")
        var options = RenderOptions()
        options.resources.workers = 1
        let again = try RenderPlan(
            ShippedPreset.read(fileOrName: workshop.folder.path("q.yaml")), options: options)
        #expect(again.timeline.frameCount == plan.timeline.frameCount)
        for frame in 0..<plan.timeline.frameCount {
            #expect(again.mixtures(ofFrame: frame) == plan.mixtures(ofFrame: frame), "\(frame)")
            #expect(
                again.timeline.mixture(ofFrame: frame) == plan.timeline.mixture(ofFrame: frame))
        }
    }

    @Test func `a drawing has a line for each network and a lane for each region`() throws {
        let workshop = try workshop(regions: "[{mask: photo.png, mix: b}]")
        let svg = try text("p.svg", of: workshop)
        let texts = svg.matches(of: /<text [^>]*>([^<]*)<\/text>/).map { String($0.output.1) }
        for expected in [
            "p.yaml", "a", "b", "region 1: photo.png", "0.5", "1.2", "45", "frame", "s",
        ] {
            #expect(texts.contains(expected), "\(expected)")
        }
        // Two lines of the timeline, one of the region.
        let wide = svg.matches(of: /<polyline points="([^"]*)"[^>]* stroke-width="2.6"/).map {
            $0.output.1.split(separator: " ").map { place in
                place.split(separator: ",").compactMap { Double($0) }
            }
        }
        #expect(wide.count == 3)
        // 49 frames, from the upper left to the lower right.
        let points = try #require(wide.first)
        #expect(points.count == 49)
        #expect(points.first?[0] == 96 && points.last?[0] == 1164)
        let (top, bottom) = (try #require(points.first?[1]), try #require(points.last?[1]))
        #expect(bottom - top == 320)
        // b has 0.7 after a second, which is frame 24 but for a thousandth.
        let second = try #require(wide.dropFirst().first)[24]
        #expect(abs(second[1] - (bottom - 0.7 * 320)) < 1)
    }

    @Test func `the image shows what the drawing says`() throws {
        let workshop = try workshop()
        _ = try text("p.png", of: workshop)
        let source = try MediaInput.open(path: workshop.folder.path("p.png"))
        let image = try #require(try source.next()).image
        #expect(image.width == 1200 && image.height > 400)
        func pixel(_ x: Int, _ y: Int) -> [Int] {
            (0..<3).map { channel in
                Int((image.samples[(channel * image.height + y) * image.width + x] * 255).rounded())
            }
        }
        #expect(pixel(0, 0) == [255, 255, 255])
        // The top of the lane is 46 below the only row of names.  One line falls from it, the other rises to it;
        // at both ends a diamond around them marks a key.
        let (top, bottom) = (74 + 26 + 46 - 3, 74 + 26 + 46 + 320 - 1)
        let (blue, orange) = ([0x00, 0x72, 0xB2], [0xD5, 0x5E, 0x00])
        for (x, y, colour) in [
            (97, top, blue), (97, bottom, orange), (1162, top, orange), (1162, bottom, blue),
        ] {
            #expect(zip(pixel(x, y), colour).allSatisfy { abs($0 - $1) < 12 }, "\(x), \(y)")
        }
    }

    @Test func `a long path is drawn with few points, a single frame too`() throws {
        let long = try workshop(
            "{fps: 100, duration: 600s, weights: {a: 0.5 + 0.5*sin(t*5), b: rest}}")
        let svg = try text("p.svg", of: long)
        #expect(svg.utf8.count < 2_000_000 && !svg.contains("nan"))
        let one = try workshop("{fps: 24, keys: [{at: 0s, mix: a}]}")
        #expect(try !text("p.svg", of: one).contains("nan"))
        #expect(try text("p.csv", of: one).split(separator: "\r\n").count == 2)
    }

    @Test func `what is there is not replaced unasked, and other endings are refused`() throws {
        let workshop = try workshop()
        _ = try text("p.svg", of: workshop)
        let export = try PathExport(workshop.plan())
        #expect(throws: FileError.self) {
            try export.write(to: workshop.folder.path("p.svg"), existing: .refuse)
        }
        #expect(throws: RenderError.self) {
            try export.write(to: workshop.folder.path("p.pdf"), existing: .replace)
        }
    }
}
