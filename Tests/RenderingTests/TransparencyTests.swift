import Fixtures
import Formats
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Rendering
import Testing

/// Inputs that are transparent, through networks and without one between.
struct TransparencyTests {
    /// A disc of two colours on nothing, its edge soft, and blue where nothing is seen.
    private static func disc(width: Int = 48, height: Int = 32) throws -> Image {
        var image = try Image(width: width, height: height, channels: 4)
        let plane = image.planeCount
        for y in 0..<height {
            for x in 0..<width {
                let (dx, dy) = (Float(x) - Float(width) / 2, Float(y) - Float(height) / 2)
                let distance = Float(height) / 3 - (dx * dx + dy * dy).squareRoot()
                let alpha = (max(0, min(1, distance / 4 + 0.5)) * 255).rounded() / 255
                let colour: [Float] =
                    alpha == 0 ? [0, 0, 1] : dx < 0 ? [1, 0.4, 0] : [0.2, 0.6, 0]
                for (c, value) in (colour + [alpha]).enumerated() {
                    image.samples[c * plane + y * width + x] = value
                }
            }
        }
        return image
    }

    private func workshop(_ input: String = "disc.png") throws -> Workshop {
        let workshop = try Workshop()
        try PNGFile.write(Self.disc(), to: workshop.folder.path("disc.png"), depth: .sixteen)
        return workshop
    }

    /// The visible colours and the alpha, hidden colours left out.
    private func visible(_ image: Image) -> [Float] {
        let plane = image.planeCount
        return image.samples.enumerated().map { index, sample in
            image.samples[3 * plane + index % plane] > 0 ? sample : 0
        }
    }

    @Test(arguments: [8, 16]) func `alpha and colours come out of PNG as they went in`(
        depth: Int
    ) async throws {
        let workshop = try workshop()
        try workshop.identityPreset(
            input: "disc.png", output: "[{path: \"out/%d.png\", depth: \(depth)}]")
        let report = try await workshop.render()
        #expect(report.notices == [])
        let found = try PNGFile.read(workshop.folder.path("out/0.png")).image
        #expect(found.channels == 4)
        let expected = visible(try Self.disc())
        for (a, b) in zip(visible(found), expected) {
            #expect(abs(a - b) * 255 <= (depth == 8 ? 1 : 0.01))
        }
        #expect(found.samples.suffix(found.planeCount) == expected.suffix(found.planeCount)[...])
    }

    @Test func `an output without alpha has the result on the background, with a note`()
        async throws
    {
        let workshop = try workshop()
        try workshop.identityPreset(
            input: "disc.png\nbackground: \"#30a0f0\"", output: "[{path: out.gif}]")
        let report = try await workshop.render()
        #expect(
            report.notices == [
                "\(workshop.folder.path("out.gif")): what is transparent is laid on #30a0f0; "
                    + "'background' in the preset sets it, and PNG keeps it transparent"
            ])
        let frame = try #require(try workshop.frames("out.gif").first)
        let disc = try Self.disc()
        let background: [Float] = [0x30, 0xA0, 0xF0].map { Float($0) / 255 }
        for i in 0..<disc.planeCount {
            let alpha = disc.samples[3 * disc.planeCount + i]
            for c in 0..<3 {
                let expected =
                    disc.samples[c * disc.planeCount + i] * alpha + background[c] * (1 - alpha)
                // A GIF has 256 colours.
                #expect(abs(frame.samples[c * disc.planeCount + i] - expected) * 255 < 12)
            }
        }
    }

    @Test func `networks see what is visible, never what is hidden`() async throws {
        let workshop = try workshop()
        var other = try Self.disc()
        for i in 0..<other.planeCount where other.samples[3 * other.planeCount + i] == 0 {
            for c in 0..<3 { other.samples[c * other.planeCount + i] = 0.37 }
        }
        try PNGFile.write(other, to: workshop.folder.path("other.png"), depth: .sixteen)
        let output = "[{path: \"f/%02d.png\", depth: 16}]"
        try workshop.preset(input: "disc.png", output: output)
        try await workshop.render()
        let first = try workshop.frames("f/%02d.png")
        try workshop.preset(input: "other.png", output: output)
        try await workshop.render { $0.overwrite = true }
        #expect(try workshop.frames("f/%02d.png") == first)
        // The colours are those of the networks over the straight picture.
        let straight = try PNGFile.read(workshop.folder.path("disc.png")).image
        let last = try #require(first.last)
        #expect(first.count == 7)
        #expect(last.channels == 4)
        let alpha = last.samples.suffix(last.planeCount)
        #expect(Array(alpha) == Array(straight.samples.suffix(straight.planeCount)))
        // Apply sees the same.
        _ = try PictureApplication([
            WeightedReference(
                reference: .init(workshop.folder.path("b.safetensors")), weight: 1)
        ]).run(
            input: workshop.folder.path("disc.png"), output: workshop.folder.path("one.png"),
            sixteenBits: true)
        #expect(try PNGFile.read(workshop.folder.path("one.png")).image == last)
    }

    @Test func `alpha is scaled as the picture is`() async throws {
        let workshop = try workshop()
        try workshop.identityPreset(
            input: "disc.png", output: "[{path: \"out/%d.png\", depth: 16, width: 24}]")
        try await workshop.render { $0.scale = 2 }
        let found = try PNGFile.read(workshop.folder.path("out/0.png")).image
        #expect(found.size == Size(width: 24, height: 16) && found.channels == 4)
        let expected = try Self.disc().resized(width: 96, height: 64).resized(width: 24, height: 16)
        let plane = found.planeCount
        for i in 0..<plane {
            #expect(abs(found.samples[3 * plane + i] - expected.samples[3 * plane + i]) < 0.001)
        }
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs ffmpeg to make films"))
    func `a film with alpha has it in every frame, opaque ones included`() async throws {
        let workshop = try workshop()
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i",
                "color=red:size=48x32:rate=12:duration=0.25,format=rgba,"
                    + "geq=r=200:g=100:b=50:a='if(eq(N,1),255,X*5)'",
                "-c:v", "qtrle",
            ], to: workshop.folder.path("film.mov"))
        try workshop.identityPreset(input: "film.mov")
        try await workshop.render()
        for k in 0..<3 {
            let image = try PNGFile.read(workshop.folder.path("out/000\(k).png")).image
            let levels = try image.withAlphaOrOpaque().rgba8(.rounded)
            for x in 0..<48 {
                #expect(levels[4 * x + 3] == (k == 1 ? 255 : UInt8(x * 5)))
                if x > 0 { #expect(levels[4 * x] == 200) }
            }
        }
    }
}

extension Image {
    /// With a fourth channel of 1 where there is none, as files of opaque frames are read.
    fileprivate func withAlphaOrOpaque() throws -> Image {
        try Image(
            width: width, height: height, channels: 4,
            samples: samples.prefix(3 * planeCount)
                + (channels == 4
                    ? Array(samples.suffix(planeCount))
                    : [Float](repeating: 1, count: planeCount)))
    }
}
