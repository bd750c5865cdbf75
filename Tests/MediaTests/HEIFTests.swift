import Files
import Foundation
import Imaging
import Testing

@testable import Media

/// AVIF written by Pillow, and HEIC written by heif-enc.
struct HEIFTests {
    private func read(_ name: String) throws -> (image: Image, properties: SourceProperties) {
        let folder = try TemporaryFolder()
        let path = try folder.write(CodedPictures.bytes(name), "a")
        let source = try MediaInput.open(path: path)
        #expect(source.isStill)
        let size = try PictureHeader.size(of: RegularFile.media(path))
        #expect(size == Size(width: source.width, height: source.height))
        return (try #require(try source.next()).image, source.properties)
    }

    /// The middles of the four quarters, row by row, are these quarters of the original's.
    private func check(_ image: Image, _ order: [Int], alpha: Bool = false) {
        #expect(image.hasAlpha == alpha)
        let image = image.laid(over: .black)
        for (place, quarter) in order.enumerated() {
            let x = image.width * (place % 2 * 2 + 1) / 4
            let y = image.height * (place / 2 * 2 + 1) / 4
            for c in 0..<3 {
                let found = image.samples[c * image.planeCount + y * image.width + x] * 255
                let colour = CodedPictures.quarters[quarter]
                let expected = colour[c] * (alpha ? colour[3] / 255 : 1)
                #expect(abs(found - expected) < 2.5, "quarter \(quarter): \(found)")
            }
        }
    }

    @Test(arguments: [
        ("avif", 32, [0, 1, 2, 3]), ("heic", 32, [0, 1, 2, 3]), ("turnedAVIF", 16, [2, 0, 3, 1]),
        ("mirroredAVIF", 32, [1, 0, 3, 2]), ("deepHEIC", 32, [0, 1, 2, 3]),
        // Turned to the left.
        ("gridHEIC", 100, [1, 3, 0, 2]),
    ])
    func `a picture has its colours, turned as the file says`(
        name: String, width: Int, order: [Int]
    ) throws {
        let (image, properties) = try read(name)
        #expect(image.width == width)
        #expect(properties.notices == [])
        check(image, order)
    }

    /// Across the edges of the quarters, where repeated chroma is 30 levels off.
    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to compare with"))
    func `chroma is interpolated`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(CodedPictures.bytes("halvedAVIF"), "a.avif")
        let image = try read("halvedAVIF").image
        let filter =
            "scale=flags=bilinear+accurate_rnd+full_chroma_int+full_chroma_inp"
            + ":in_h_chr_pos=128:in_v_chr_pos=128,format=gbrp"
        let levels = try [UInt8](
            Tool.run(
                "ffmpeg",
                [
                    "-v", "error", "-i", path, "-vf", filter, "-f", "rawvideo", "-pix_fmt",
                    "rgb24", "-",
                ]))
        #expect(levels.count == 3 * image.planeCount)
        for index in 0..<image.planeCount {
            for c in 0..<3 {
                let found = image.samples[c * image.planeCount + index] * 255
                #expect(abs(found - Float(levels[3 * index + c])) < 3)
            }
        }
    }

    @Test func `alpha is kept`() throws {
        check(try read("alphaAVIF").image, [0, 1, 2, 3], alpha: true)
    }

    @Test(arguments: ["avif", "heic", "alphaAVIF"])
    func `a file that is cut anywhere is refused`(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try CodedPictures.bytes(name)
        for count in stride(from: 1, to: bytes.count, by: 3) {
            let path = try folder.write(bytes.prefix(count), "a.heic")
            #expect(throws: MediaError.self, "\(count)") { try MediaInput.open(path: path).rest() }
        }
    }

    @Test(arguments: ["avif", "heic", "alphaAVIF"])
    func `flipped bits end nothing`(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try CodedPictures.bytes(name)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << (index % 8)
            let path = try folder.write(changed, "a.heic")
            _ = try? MediaInput.open(path: path).rest()
        }
    }

    @Test func `a size beyond what is held is refused before decoding`() throws {
        let folder = try TemporaryFolder()
        var bytes = try CodedPictures.bytes("avif")
        // The box of the size: its type, version and flags, then width and height.
        let box = try #require(bytes.firstRange(of: Data("ispe".utf8)))
        for offset in [8, 12] { bytes[box.lowerBound + offset + 2] = 0x7F }
        let path = try folder.write(bytes, "a.avif")
        #expect(throws: MediaError.self) { try MediaInput.open(path: path) }
    }
}
