import Files
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// WebP through libwebp: files written by Pillow, and by FFmpeg where it is there.
struct WebPTests {
    private func source(_ name: String) throws -> (any FrameSource, TemporaryFolder) {
        let folder = try TemporaryFolder()
        let path = try folder.write(CodedPictures.bytes(name), "a.webp")
        return (try MediaInput.open(path: path), folder)
    }

    @Test func `an animation is a film with its own times`() throws {
        let (source, _) = try source("animatedWebP")
        #expect((source.width, source.height, source.isStill) == (6, 4, false))
        // 100, 200 and 50 ms: the rate of 50 ms shows every frame.
        #expect(source.frameRate == (try FrameRate(20)))
        #expect(source.frameCount == 7)
        #expect(
            source.notices == [
                "the pictures come at unequal times and are shown at 20 frames per second: "
                    + "4 of 7 frames show the picture before again"
            ])
        let frames = try source.rest()
        #expect(frames.map(\.timestamp) == [.zero, try Time(1, 10), try Time(3, 10)])
        // The third is blue with an alpha of 51, over black.
        let expected: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 0, 0.2]]
        for (frame, colour) in zip(frames, expected) {
            for c in 0..<3 {
                let shown = frame.image.laid(over: .black)
                #expect(abs(shown.samples[c * 24 + 7] - colour[c]) < 0.004)
            }
        }
    }

    @Test func `EXIF turns a picture`() throws {
        let (source, _) = try source("turnedWebP")
        #expect((source.width, source.height, source.isStill) == (16, 32, true))
        let image = try #require(try source.next()).image
        // Orientation 6: a quarter to the right, so that the third quarter is at the top left.
        for (pixel, quarter) in [(0, 2), (15, 0), (31 * 16, 3), (31 * 16 + 15, 1)] {
            for c in 0..<3 {
                let found = image.samples[c * image.planeCount + pixel] * 255
                #expect(abs(found - CodedPictures.quarters[quarter][c]) < 0.01)
            }
        }
    }

    @Test func `alpha is kept`() throws {
        let (source, _) = try source("alphaWebP")
        let image = try #require(try source.next()).image.laid(over: .black)
        for c in 0..<3 {
            let last = image.samples[(c + 1) * image.planeCount - 1] * 255
            #expect(abs(last - CodedPictures.quarters[3][c] * 0.4) < 0.01)
            #expect(image.samples[c * image.planeCount] * 255 == CodedPictures.quarters[0][c])
        }
    }

    @Test(arguments: ["animatedWebP", "turnedWebP", "alphaWebP"])
    func `a file that is cut anywhere is refused`(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try CodedPictures.bytes(name)
        for count in 1..<bytes.count {
            let path = try folder.write(bytes.prefix(count), "a.webp")
            #expect(throws: MediaError.self) { try MediaInput.open(path: path).rest() }
        }
    }

    @Test func `flipped bits end nothing`() throws {
        let folder = try TemporaryFolder()
        for name in ["animatedWebP", "alphaWebP"] {
            let bytes = try CodedPictures.bytes(name)
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1 << (index % 8)
                let path = try folder.write(changed, "a.webp")
                _ = try? MediaInput.open(path: path).rest()
            }
        }
    }

    @Test func `a canvas beyond what is held is refused before it is made`() throws {
        let folder = try TemporaryFolder()
        var bytes = try CodedPictures.bytes("animatedWebP")
        // Width and height less one, of 24 bits (VP8X).
        for (offset, byte) in [0xFF, 0x3F, 0, 0xFF, 0x3F, 0].enumerated() {
            bytes[24 + offset] = UInt8(byte)
        }
        let path = try folder.write(bytes, "a.webp")
        #expect(throws: MediaError.self) { try MediaInput.open(path: path) }
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make an animation"))
    func `an animation of FFmpeg's comes back frame by frame`() throws {
        let folder = try TemporaryFolder()
        for number in 0..<6 {
            try PNGFile.write(
                makeRamp(width: 40, height: 24, phase: Float(number) / 6),
                to: folder.path("f\(number).png"))
        }
        try Tool.make(
            [
                "-framerate", "25", "-i", folder.path("f%d.png"), "-c:v", "libwebp_anim",
                "-lossless", "1", "-pix_fmt", "bgra",
            ], to: folder.path("a.webp"))
        let film = try MediaInput.open(path: folder.path("a.webp"))
        #expect(film.frameRate == (try FrameRate(25)))
        #expect(film.frameCount == 6)
        let frames = try film.rest()
        let pictures = try MediaInput.open(path: folder.path("f%d.png")).rest()
        #expect(frames.count == 6)
        for (frame, picture) in zip(frames, pictures) {
            #expect(frame.image == picture.image)
        }
    }
}
