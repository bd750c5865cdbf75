import Files
import Formats
import Foundation
import Imaging
import Testing

@testable import Media

struct PNGTests {
    @Test(arguments: [(1, 1), (33, 17), (2, 300), (257, 3)])
    func `8 and 16 bits come back exactly, also by another decoder's reading`(
        width: Int, height: Int
    ) throws {
        let folder = try TemporaryFolder()
        let rgb8 = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let image8 = try Image(width: width, height: height, rgb8: rgb8)
        try PNGFile.write(image8, to: folder.path("8.png"))
        #expect(try PNGFile.read(folder.path("8.png")).image == image8)

        let rgb16 = (0..<width * height * 3).map { UInt16(truncatingIfNeeded: $0 &* 9973) }
        let image16 = try Image(width: width, height: height, rgb16: rgb16)
        try PNGFile.write(image16, to: folder.path("16.png"), depth: .sixteen)
        #expect(try PNGFile.read(folder.path("16.png")).image == image16)

        guard Tool.hasFFmpeg else { return }
        let arguments = ["-f", "rawvideo", "-v", "error", "-"]
        let decoded8 = try Tool.run(
            "ffmpeg", ["-i", folder.path("8.png"), "-pix_fmt", "rgb24"] + arguments)
        #expect(Array(decoded8) == rgb8)
        let decoded16 = try Tool.run(
            "ffmpeg", ["-i", folder.path("16.png"), "-pix_fmt", "rgb48le"] + arguments)
        #expect(Array(decoded16) == rgb16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }

    @Test func `a written file says that it is sRGB and leaves no part behind`() throws {
        let folder = try TemporaryFolder()
        try PNGFile.write(makeRamp(width: 8, height: 8), to: folder.path("a.png"))
        #expect(try folder.contents == ["a.png"])
        let file = try [UInt8](Data(contentsOf: folder.url.appending(path: "a.png")))
        let chunks = try #require(PNGChunks(file))
        #expect(chunks.isSRGB)
        #expect(!chunks.hasProfile)
        #expect(chunks.trailing == 0)
    }

    @Test(
        .enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"),
        arguments: [
            ("gray", 1, 1), ("gray16be", 1, 2), ("ya8", 2, 1), ("ya16be", 2, 2), ("rgb24", 3, 1),
            ("rgb48be", 3, 2), ("rgba", 4, 1), ("rgba64be", 4, 2),
        ])
    func `every kind of PNG that another encoder writes has that encoder's samples`(
        format: String, channels: Int, bytes: Int
    ) throws {
        let folder = try TemporaryFolder()
        let source = [
            "-f", "lavfi", "-i", "testsrc2=size=50x38:rate=1:alpha=120,format=rgba", "-frames:v",
            "1",
            "-pix_fmt", format,
        ]
        try Tool.make(source, to: folder.path("a.png"))
        try Tool.make(source + ["-f", "rawvideo"], to: folder.path("a.raw"))
        let raw = try [UInt8](Data(contentsOf: folder.url.appending(path: "a.raw")))
        let image = try PNGFile.read(folder.path("a.png")).image
        func sample(_ pixel: Int, _ c: Int) -> Double {
            let at = (pixel * channels + c) * bytes
            return bytes == 1
                ? Double(raw[at]) / 255 : Double(Int(raw[at]) << 8 | Int(raw[at + 1])) / 65535
        }
        // Of grey, ffmpeg may lose the alpha that its source has.
        let hasAlpha =
            channels % 2 == 0 && (0..<50 * 38).contains { sample($0, channels - 1) < 1 }
        #expect(image.channels == (hasAlpha ? 4 : 3))
        for pixel in 0..<50 * 38 {
            if hasAlpha {
                let (found, expected) = (
                    image.samples[3 * 50 * 38 + pixel], sample(pixel, channels - 1)
                )
                try #require(abs(Double(found) - expected) < 1e-6)
            }
            for c in 0..<3 {
                let expected = sample(pixel, channels > 2 ? c : 0)
                try #require(abs(Double(image.samples[c * 50 * 38 + pixel]) - expected) < 1e-6)
            }
        }
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"))
    func `palettes and single bits are expanded`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.png")
        for (format, brightest) in [("pal8", 252), ("monob", 255)] {
            // Red passes through Y'CbCr on its way and loses three levels.
            let colour = format == "pal8" ? "red" : "white"
            try Tool.make(
                [
                    "-f", "lavfi", "-i",
                    "color=\(colour):size=9x5:rate=1,format=rgb24,format=\(format)",
                    "-frames:v", "1",
                ], to: path)
            let rgb = try PNGFile.read(path).image.rgb8().map(Int.init)
            let expected = format == "pal8" ? [brightest, 0, 0] : [255, 255, 255]
            for i in rgb.indices { #expect(abs(rgb[i] - expected[i % 3]) <= 3) }
        }
    }

    @Test func `an interlaced picture is put together`() throws {
        guard Tool.hasFFmpeg else { return }
        let folder = try TemporaryFolder()
        try PNGFile.write(makeRamp(width: 21, height: 13), to: folder.path("plain.png"))
        try Tool.make(
            ["-i", folder.path("plain.png"), "-flags", "+ildct", "-pred", "mixed"],
            to: folder.path("adam7.png"))
        let file = try [UInt8](Data(contentsOf: folder.url.appending(path: "adam7.png")))
        try #require(file[28] == 1, "the other encoder did not interlace")
        #expect(
            try PNGFile.read(folder.path("adam7.png")).image
                == PNGFile.read(folder.path("plain.png")).image)
    }

    @Test(
        .enabled(if: Tool.hasFFmpeg, "needs ffmpeg to read pictures"),
        arguments: [(SampleDepth.eight, "rgba"), (.sixteen, "rgba64le")])
    func `a picture with alpha is written as RGBA, which another decoder reads`(
        depth: SampleDepth, format: String
    ) throws {
        let folder = try TemporaryFolder()
        var image = try Image(width: 3, height: 2, channels: 4)
        image.samples = (0..<24).map { Float(($0 * 2711) % 256) / 255 }
        try PNGFile.write(image, to: folder.path("a.png"), depth: depth)
        #expect(try PNGFile.read(folder.path("a.png")).image.alpha == image.alpha)
        let raw = [UInt8](
            try Tool.run(
                "ffmpeg",
                [
                    "-v", "error", "-i", folder.path("a.png"), "-f", "rawvideo", "-pix_fmt", format,
                    "-",
                ]))
        let levels = (0..<24).map { place in
            (Int((image.samples[place % 4 * 6 + place / 4] * 255).rounded()))
        }
        #expect(
            raw.map(Int.init)
                == (depth == .eight ? levels : levels.flatMap { [$0, $0] }))
    }

    @Test func `a picture that is opaque after all has three channels`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            PictureBytes.png([[1, 2, 3, 255], [4, 5, 6, 255]]), "opaque.png")
        let image = try PNGFile.read(path).image
        #expect(image.channels == 3)
        #expect(try image.rgb8(.rounded) == [1, 2, 3, 4, 5, 6])
        #expect(try !MediaInput.open(path: path).properties.hasAlpha)
    }

    @Test func `an existing picture is replaced only when that is asked for`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], "a.png")
        let image = try makeRamp(width: 4, height: 4)
        #expect(throws: FileError.exists(path: path)) {
            try PNGFile.write(image, to: path)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data([1, 2, 3]))
        try PNGFile.write(image, to: path, overwrite: true)
        #expect(try PNGFile.read(path).image.width == 4)
        #expect(try folder.contents == ["a.png"])
    }
}
