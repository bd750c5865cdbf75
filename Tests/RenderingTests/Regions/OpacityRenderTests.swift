import Files
import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// Opacities of regions and of the whole effect, generated masks, and their keys, against arithmetic on
/// rendered frames.
struct OpacityRenderTests {
    private let still = "{fps: 12, keys: [{at: 0s, mix: a, hold: 0.25s}]}"

    private func pictures(
        _ workshop: Workshop, _ timeline: String? = nil, regions: String? = nil,
        opacity: String? = nil, _ change: @Sendable (inout RenderOptions) -> Void = { _ in }
    ) async throws -> [Image] {
        try preset(workshop, timeline, regions: regions, opacity: opacity)
        try await workshop.render {
            $0.overwrite = true
            change(&$0)
        }
        return try workshop.frames("f/%02d.png")
    }

    private func preset(
        _ workshop: Workshop, _ timeline: String? = nil, regions: String? = nil,
        opacity: String? = nil
    ) throws {
        let output = "[{path: \"f/%02d.png\", depth: 16}]"
        try workshop.preset(
            timeline: timeline ?? still, regions: regions,
            output: output + (opacity.map { "\nopacity: \($0)" } ?? ""))
    }

    /// Whether a picture is below + m (above − below), where nothing of both is clipped.
    private func expect(
        _ found: Image, _ below: Image, _ above: Image, _ share: (_ pixel: Int) -> Float,
        _ place: SourceLocation = #_sourceLocation
    ) {
        var compared = 0
        for index in found.samples.indices {
            let (a, b) = (below.samples[index], above.samples[index])
            guard min(a, b) > 0, max(a, b) < 1 else { continue }
            compared += 1
            let m = share(index % found.planeCount)
            // Of three roundings to 16 bits.
            #expect(
                abs(found.samples[index] - (a + m * (b - a))) < 3 / 65_535, sourceLocation: place)
        }
        #expect(compared > 1000, sourceLocation: place)
    }

    @Test func `the effect's opacity mixes with the input, frame by frame`() async throws {
        let workshop = try Workshop()
        let whole = try await pictures(workshop)
        let input = try workshop.frames("photo.png")[0]
        let found = try await pictures(
            workshop, opacity: "[{at: 0s, value: 0}, {at: 3f, value: 1}]")
        #expect(found.count == 4)
        #expect(found[0] == input)
        #expect(found[3] == whole[3])
        expect(found[1], input, whole[1]) { _ in 1 / 3 }
        expect(found[2], input, whole[2]) { _ in 2 / 3 }
    }

    @Test func `all of it is the picture without the key, none of it costs nothing`() async throws {
        let workshop = try Workshop()
        let whole = try await pictures(workshop)
        #expect(try await pictures(workshop, opacity: "1") == whole)
        #expect(try workshop.plan().inferenceCount == 1)
        let input = try workshop.frames("photo.png")[0]
        #expect(try await pictures(workshop, opacity: "0") == whole.map { _ in input })
        #expect(try workshop.plan().inferenceCount == 0)
        #expect(try await workshop.render { $0.overwrite = true }.inferences == 0)
    }

    @Test func `a region's opacity is a factor of its mask, and without it costs nothing`()
        async throws
    {
        let workshop = try Workshop()
        let mask = "{linear: [[0, 0], [1, 0]]}"
        let a = try await pictures(workshop)
        let b = try await pictures(workshop, still.replacing("mix: a", with: "mix: b"))
        let found = try await pictures(
            workshop,
            regions:
                "[{mask: \(mask), mix: b, opacity: [{at: 0s, value: 0}, {at: 2f, value: 0.5}]}]"
        )
        #expect(found[0] == a[0])
        for (frame, opacity) in [(1, Float(0.25)), (2, 0.5), (3, 0.5)] {
            expect(found[frame], a[frame], b[frame]) { opacity * (Float($0 % 48) + 0.5) / 48 }
        }
        // Frame 0 takes a alone, two more images take both.
        #expect(try workshop.plan().inferenceCount == 1 + 2 + 2)
        #expect(try await workshop.render { $0.overwrite = true }.inferences == 5)
        #expect(try workshop.plan().caption(ofFrame: 1) == "0.1 s   a / b at 25%")
    }

    @Test func `a moved mask shows at its place`() async throws {
        let workshop = try Workshop()
        let a = try await pictures(workshop)
        let b = try await pictures(workshop, still.replacing("mix: a", with: "mix: b"))
        let plane: [Float] = (0..<48 * 32).map { $0 % 48 < 12 ? 1 : 0 }
        try PNGFile.write(
            Image(width: 48, height: 32, samples: plane + plane + plane),
            to: workshop.folder.path("mask.png"), overwrite: true)
        let move = "move: [{at: 0s, by: [0, 0]}, {at: 3f, by: [0.75, 0]}]"
        let found = try await pictures(
            workshop, regions: "[{mask: mask.png, mix: b, \(move)}]")
        for (frame, edge) in [12, 24, 36, 48].enumerated() {
            // What comes in at the left is the mask's edge, which is white.
            expect(found[frame], a[frame], b[frame]) { $0 % 48 < edge ? 1 : 0 }
        }
        let disc = try await pictures(
            workshop, regions: "[{mask: {radial: [0, 0.5, 0.1]}, mix: b, feather: 0.05, \(move)}]")
        let placed = try await pictures(
            workshop, regions: "[{mask: {radial: [0.5, 0.5, 0.1]}, mix: b, feather: 0.05}]")
        #expect(largestDifference(disc[2], placed[2]) < 0.02)
    }

    @Test func `inverted masks and their opposites make up the whole`() async throws {
        let workshop = try Workshop()
        let a = try await pictures(workshop)
        let b = try await pictures(workshop, still.replacing("mix: a", with: "mix: b"))
        for mask in [
            "{radial: [0.5, 0.5, 0.25]}", "{linear: [[0, 0], [0, 1]]}", "{luma: [0.5, 1]}",
        ] {
            let one = try await pictures(
                workshop, regions: "[{mask: \(mask), mix: b, feather: 0.03}]")
            let other = try await pictures(
                workshop, regions: "[{mask: \(mask), mix: b, feather: 0.03, invert: true}]")
            for index in one[0].samples.indices {
                let (below, above) = (a[0].samples[index], b[0].samples[index])
                guard min(below, above) > 0, max(below, above) < 1 else { continue }
                #expect(
                    abs(one[0].samples[index] + other[0].samples[index] - below - above) < 4
                        / 65_535)
            }
        }
    }

    @Test func `a mask of luma follows the input's frames`() async throws {
        let workshop = try Workshop()
        for (number, blue) in [Float(0.1), 0.9].enumerated() {
            try PNGFile.write(
                Workshop.picture(width: 48, height: 32, blue: blue),
                to: workshop.folder.path("in_\(number).png"), overwrite: true)
        }
        func render(_ network: String, _ regions: String?) async throws -> [Image] {
            try workshop.preset(
                input: "in_%d.png", timeline: "{fps: 12, keys: [{at: 0s, mix: \(network)}]}",
                regions: regions, output: "[{path: \"f/%02d.png\", depth: 16}]")
            try await workshop.render { $0.overwrite = true }
            return try workshop.frames("f/%02d.png")
        }
        let (a, b) = (try await render("a", nil), try await render("b", nil))
        let found = try await render("a", "[{mask: {luma: [0.5, 1, 0.2]}, mix: b}]")
        let inputs = try workshop.frames("in_%d.png")
        #expect(found.count == 2)
        for frame in 0..<2 {
            let (samples, plane) = (inputs[frame].samples, 48 * 32)
            expect(found[frame], a[frame], b[frame]) { pixel in
                let luma =
                    0.2126 * samples[pixel] + 0.7152 * samples[plane + pixel]
                    + 0.0722 * samples[2 * plane + pixel]
                return min(max((luma - 0.3) / 0.2, 0), 1)
            }
        }
    }

    @Test func `parts are the whole's frames, bit for bit`() async throws {
        let workshop = try Workshop()
        let regions = """
            [{mask: {radial: [0.2, 0.5, 0.2]}, feather: 0.04, mix: b, opacity: [{at: 0s, value: 0},
              {at: 3f, value: 1, ease: ease-in-out}], move: [{at: 0s, by: [0, 0]}, {at: 3f, by: [0.5, 0.1]}]}]
            """
        let opacity = "[{at: 0s, value: 1}, {at: 3f, value: 0.2}]"
        let whole = try await pictures(workshop, regions: regions, opacity: opacity)
        #expect(Set(whole.map(\.samples)).count == 4)
        for frame in 0..<4 {
            try workshop.folder.remove("f")
            try await workshop.render { $0.frames = frame...frame }
            #expect(try workshop.frames("f/%02d.png") == [whole[frame]])
        }
    }

    @Test func `frames are not blended where a mask moves, and are where an opacity does`()
        async throws
    {
        let workshop = try Workshop()
        let long = "{fps: 12, keys: [{at: 0s, mix: a, hold: 2s}]}"
        let opacity = "opacity: [{at: 0s, value: 0.1}, {at: 2s, value: 0.9}]"
        let move = "move: [{at: 0s, by: [0, 0]}, {at: 1s, by: [0.5, 0]}]"
        let region = "mask: {radial: [0.25, 0.5, 0.2]}, mix: b"
        let exact = try await pictures(
            workshop, long, regions: "[{\(region), \(opacity), \(move)}]")
        let report = try await workshop.render { ($0.overwrite, $0.tolerance) = (true, 4) }
        let found = try workshop.frames("f/%02d.png")
        // For a second all frames are computed, then the opacity's straight way is blended.
        #expect(Array(found[...12]) == Array(exact[...12]))
        #expect(report.blendedFrames > 0)
        #expect(report.blendedFrames <= 11)
        for (one, other) in zip(found, exact) { #expect(largestDifference(one, other) < 4) }
    }

    @Test func `frames of other opacities, places and masks have other keys`() throws {
        let workshop = try Workshop()
        func keys(_ region: String, _ opacity: String? = nil) throws -> [Digest] {
            try preset(
                workshop, "{fps: 12, keys: [{at: 0s, mix: a}]}",
                regions: "[{\(region), mix: b}]", opacity: opacity)
            let plan = try workshop.plan()
            let runs = plan.runs(of: plan.frames)
            let keys = try FrameCacheKeys(plan, RenderFingerprint(plan))
            return try runs.indices.map { try keys.key(of: $0, in: runs) }
        }
        let mask = "mask: {radial: [0.5, 0.5, 0.2]}"
        let all = try [
            keys(mask), keys("mask: {radial: [0.5, 0.5, 0.3]}"), keys("\(mask), feather: 0.1"),
            keys("\(mask), invert: true"), keys("\(mask), opacity: 0.5"), keys(mask, "0.5"),
            keys("\(mask), move: [{at: 0s, by: [0.5, 0]}]"), keys("mask: {luma: [0, 0.5]}"),
        ]
        #expect(Set(all.flatMap(\.self)).count == all.count)
    }

    @Test func `networks that enlarge show the enlarged input`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            networks: "{a: builtin:detail2}", timeline: "{fps: 12, keys: [{at: 0s, mix: a}]}",
            output: "[{path: \"f/%02d.png\", depth: 16}]\nopacity: 0.5")
        let half = try workshop.plan().image(ofFrame: 0)
        try workshop.preset(
            networks: "{a: builtin:detail2}", timeline: "{fps: 12, keys: [{at: 0s, mix: a}]}",
            output: "[{path: \"f/%02d.png\", depth: 16}]")
        let whole = try workshop.plan().image(ofFrame: 0)
        let input = try workshop.frames("photo.png")[0].resized(width: 96, height: 64)
        #expect(half.size == input.size)
        for index in half.samples.indices {
            let expected =
                input.samples[index] + 0.5 * (whole.samples[index] - input.samples[index])
            #expect(abs(half.samples[index] - expected) < 1e-6)
        }
    }

    @Test func `memory counts masks that are made anew and what lies beneath`() throws {
        let workshop = try Workshop()
        func bytes(_ region: String?, _ opacity: String? = nil) throws -> Int {
            try preset(workshop, regions: region.map { "[{\($0), mix: b}]" }, opacity: opacity)
            return try workshop.plan().prepared().memory.bytes
        }
        let (image, mask) = (48 * 32 * 3 * 4, "mask: {radial: [0.5, 0.5, 0.2]}")
        let none = try bytes(nil)
        #expect(try bytes(nil, "0.5") - none == 2 * image)
        let still = try bytes(mask)
        #expect(still - none >= image + image / 3)
        #expect(try bytes("\(mask), move: [{at: 0s, by: [0, 0]}]") - still == image)
        #expect(try bytes("mask: {luma: [0, 1]}") - still == image)
    }
}
