import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Pictures that FFmpeg decodes.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"))
struct StillPictureTests {
    private func read(_ path: String) throws -> Image {
        let source = try MediaInput.open(path: path)
        #expect(source.isStill)
        #expect(source.frameRate == nil)
        #expect(source.frameCount == 1)
        let image = try #require(try source.next()).image
        #expect(try source.next() == nil)
        return image
    }

    @Test(arguments: [
        ("a.bmp", "bgr24"), ("a.tiff", "rgb24"), ("a.ppm", "rgb24"), ("a.tiff", "rgb48le"),
        ("a.qoi", "rgb24"), ("a.sgi", "rgb24"), ("a.pcx", "rgb24"),
    ])
    func `RGB without loss is exact`(name: String, format: String) throws {
        let folder = try TemporaryFolder()
        let original = try makeRamp(width: 37, height: 21)
        try PNGFile.write(original, to: folder.path("a.png"), depth: .sixteen)
        try Tool.make(["-i", folder.path("a.png"), "-pix_fmt", format], to: folder.path(name))
        let raw = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-i", folder.path(name), "-f", "rawvideo", "-pix_fmt",
                format == "rgb48le" ? "rgb48le" : "rgb24", "-",
            ])
        let expected = try raw.withUnsafeBytes { bytes in
            format == "rgb48le"
                ? try Image(width: 37, height: 21, rgb16: bytes, rowBytes: 37 * 6)
                : try Image(width: 37, height: 21, rgb8: bytes, rowBytes: 37 * 3)
        }
        #expect(try read(folder.path(name)) == expected)
    }

    @Test(arguments: [
        ("a.pgm", "gray", 255.0), ("a.tiff", "gray", 255), ("a.pgm", "gray16be", 65535),
    ])
    func `grey is of full range and exact`(name: String, format: String, top: Double) throws {
        let folder = try TemporaryFolder()
        let path = folder.path(name)
        let step = top > 255 ? 250 : 1
        try Tool.make(
            [
                "-f", "lavfi", "-i", "color=size=256x2:rate=1,format=\(format),geq=lum=X*\(step)",
                "-frames:v", "1", "-update", "1",
            ], to: path)
        let image = try read(path)
        var largest = 0.0
        for i in image.samples.indices {
            let expected = Double(i % 256 * step) / top
            largest = max(largest, abs(Double(image.samples[i]) - expected))
        }
        #expect(largest < 1e-6)
    }

    @Test(arguments: ["yuvj420p", "yuvj422p", "yuvj444p"])
    func `JPEG is BT.601 of full range`(format: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.jpg")
        let original = try makeRamp(width: 160, height: 96)
        try PNGFile.write(original, to: folder.path("a.png"))
        try Tool.make(
            ["-i", folder.path("a.png"), "-pix_fmt", format, "-q:v", "1", "-update", "1"], to: path)
        let differences = Differences(try read(path), original)
        #expect(differences.mean < 0.8, "\(differences)")
        #expect(differences.largest < 8, "\(differences)")
    }

    @Test(arguments: [("0", "yuva420p"), ("1", "bgra")])
    func `WebP's transparency is read, its opacity changes nothing`(
        lossless: String, format: String
    ) throws {
        let folder = try TemporaryFolder()
        for (alpha, weight) in [(255, Float(1)), (102, 0.4), (0, 0)] {
            // Where nothing is visible there is no colour.
            let path = folder.path("a.webp")
            try Tool.make(
                [
                    "-f", "lavfi", "-i",
                    "color=gray:size=32x32:rate=1,format=rgba,geq=r=120:g=120:b=120:a=\(alpha)",
                    "-frames:v", "1", "-c:v", "libwebp", "-lossless", lossless, "-quality", "95",
                    "-pix_fmt", format,
                ], to: path)
            let image = try read(path)
            let sample = image.samples[500] * 255
            #expect(abs(sample - (alpha > 0 ? 120 : 0)) < 2.1, "\(sample)")
            #expect(image.channels == (alpha == 255 ? 3 : 4))
            let laid = image.laid(over: .black).samples[500] * 255
            #expect(abs(laid - 120 * weight) < 2.1, "\(laid)")
        }
    }

    @Test func `one bit is black or white`() throws {
        let folder = try TemporaryFolder()
        // A set bit is black; rows begin on whole bytes (netpbm's description of PBM).
        let path = try folder.write(Array("P4\n9 2\n".utf8) + [0xA0, 0x80, 0x00, 0x00], "a.pbm")
        let image = try read(path)
        let expected: [Float] = [0, 1, 0, 1, 1, 1, 1, 1, 0] + [Float](repeating: 1, count: 9)
        // swscale's white is four 16-bit levels short.
        for (found, expected) in zip(image.samples, expected) {
            #expect(abs(found - expected) < 1e-4)
        }
    }

    @Test func `an animated GIF is a film`() throws {
        let folder = try TemporaryFolder()
        try Tool.make(
            ["-f", "lavfi", "-i", "testsrc2=size=32x32:rate=10:duration=0.5"],
            to: folder.path("a.gif"))
        let source = try MediaInput.open(path: folder.path("a.gif"))
        #expect(!source.isStill)
        #expect(try source.rest().count == 5)
    }

    /// FFmpeg shows the palette as pixels, and grey where the file has ended.
    @Test func `a BMP that is cut, or whose pixels begin too early, is refused`() throws {
        let folder = try TemporaryFolder()
        func little(_ values: [UInt32]) -> [UInt8] {
            values.flatMap { value in (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
        }
        func bmp(start: UInt32) -> [UInt8] {
            // 4×2 pixels of 8 bits, one plane, two colours.
            Array("BM".utf8) + little([70, 0, start, 40, 4, 2, 1 | 8 << 16, 0, 8, 0, 0, 2, 0])
                + little([0x00FF_0000, 0x0000_00FF]) + [0, 1, 0, 1, 1, 0, 1, 0]
        }
        let whole = try folder.write(bmp(start: 62), "a.bmp")
        let image = try #require(try MediaInput.open(path: whole).next()).image
        #expect(image.samples.prefix(4) == [0, 1, 0, 1])
        for (bytes, fault) in [
            (bmp(start: 54), "pixels that begin at byte 54, within what ends at 62"),
            (Array(bmp(start: 62).dropLast()), "cut short: 69 of 70 bytes"),
        ] {
            let path = try folder.write(bytes, "b.bmp")
            #expect(
                throws: MediaError.badInput(place: path, found: fault, expected: "a whole BMP")
            ) { try MediaInput.open(path: path) }
        }
    }
}
