import Foundation
import Imaging
import Testing

@testable import Media

/// OpenEXR pictures written by FFmpeg, against IEC 61966-2-1 computed here in double.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"))
struct EXRTests {
    private static let size = (width: 45, height: 37)

    /// Light from below 0 to beyond 1, green, blue, red, as FFmpeg's gbrpf32le.
    private static let light: [Float] = (0..<3 * 45 * 37).map { index in
        Float(index % 251) / 200 - 0.1
    }

    private func encoded(_ light: Double) -> Double {
        let v = abs(light)
        let sample = v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055
        return light < 0 ? -sample : sample
    }

    private func make(_ folder: TemporaryFolder, _ options: [String]) throws -> String {
        let bytes = Self.light.withUnsafeBytes { Array($0) }
        try folder.write(bytes, "a.raw")
        let path = folder.path("a.exr")
        try Tool.make(
            [
                "-f", "rawvideo", "-pix_fmt", "gbrpf32le", "-s",
                "\(Self.size.width)x\(Self.size.height)", "-i", folder.path("a.raw"), "-c:v", "exr",
            ] + options, to: path)
        return path
    }

    private func read(_ path: String) throws -> Image {
        let source = try MediaInput.open(path: path)
        #expect(source.isStill)
        return try #require(try source.next()).image
    }

    private func error(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> String? {
        let path = try folder.write(bytes, "b.exr")
        do {
            _ = try read(path)
            return nil
        } catch {
            return "\(error)".replacing(path, with: "…")
        }
    }

    @Test(arguments: ["none", "rle", "zip1", "zip16"], ["half", "float"])
    func `linear light becomes sRGB-encoded, odd below 0 and going on beyond 1`(
        compression: String, format: String
    ) throws {
        let folder = try TemporaryFolder()
        let image = try read(
            make(folder, ["-compression", compression, "-format", format]))
        #expect((image.width, image.height) == Self.size)
        let plane = image.planeCount
        // A half float has 11 bits.
        let tolerance = format == "half" ? 1e-3 : 2e-6
        for (c, place) in [2, 0, 1].enumerated() {
            for i in 0..<plane {
                let expected = encoded(Double(Self.light[place * plane + i]))
                let found = Double(image.samples[c * plane + i])
                try #require(abs(found - expected) < tolerance, "\(c), \(i)")
            }
        }
    }

    @Test func `premultiplied colours become straight ones beside their alpha`() throws {
        let folder = try TemporaryFolder()
        let count = Self.size.width * Self.size.height
        let alpha = (0..<count).map { Float($0 % 9) / 8 }
        // FFmpeg writes the samples as they are: green, blue, red, alpha.
        let straight = (0..<3 * count).map { Float($0 % 83) / 100 }
        let planes = straight.indices.map { straight[$0] * alpha[$0 % count] } + alpha
        try folder.write(planes.withUnsafeBytes { Array($0) }, "a.raw")
        let path = folder.path("a.exr")
        try Tool.make(
            [
                "-f", "rawvideo", "-pix_fmt", "gbrapf32le", "-s",
                "\(Self.size.width)x\(Self.size.height)", "-i", folder.path("a.raw"), "-c:v", "exr",
                "-format", "float",
            ], to: path)
        let image = try read(path)
        #expect(image.channels == 4)
        #expect(Array(image.samples.suffix(count)) == alpha)
        for (c, place) in [2, 0, 1].enumerated() {
            for i in 0..<count where alpha[i] > 0 {
                let expected = encoded(Double(straight[place * count + i]))
                try #require(abs(Double(image.samples[c * count + i]) - expected) < 2e-6)
            }
        }
    }

    @Test func `the display window is the picture, and what is not stored is black`() throws {
        let folder = try TemporaryFolder()
        var bytes = try [UInt8](
            Data(
                contentsOf: URL(
                    filePath: make(folder, ["-compression", "none", "-format", "float"]))))
        let name = Array("displayWindow\0box2i\0".utf8)
        let start = try #require(bytes.firstRange(of: name)).upperBound + 4
        let window = [-5, 2, 9, 40].flatMap { PictureBytes.little($0) }
        bytes.replaceSubrange(start..<start + 16, with: window)
        let image = try read(folder.write(bytes, "b.exr"))
        #expect((image.width, image.height) == (15, 39))
        #expect(image.samples[4] == 0)
        #expect(image.samples[38 * 15 + 8] == 0)
        let plane = Self.size.width * Self.size.height
        let expected = encoded(Double(Self.light[2 * plane + 2 * Self.size.width]))
        #expect(abs(Double(image.samples[5]) - expected) < 2e-6)
    }

    @Test func `a cut or mutated file is an error or a picture, and never a trap`() throws {
        let folder = try TemporaryFolder()
        let bytes = try [UInt8](
            Data(contentsOf: URL(filePath: make(folder, ["-compression", "zip16"]))))
        #expect(try error(bytes, folder) == nil)
        for count in stride(from: 4, to: bytes.count, by: 97) {
            #expect(try error(Array(bytes.prefix(count)), folder) != nil, "cut to \(count)")
        }
        for index in 0..<600 {
            var mutated = bytes
            mutated[index] ^= 0x81
            _ = try error(mutated, folder)
        }
    }

    @Test func `what cannot be read is refused in words`() throws {
        let folder = try TemporaryFolder()
        let bytes = try [UInt8](
            Data(contentsOf: URL(filePath: make(folder, ["-compression", "none"]))))
        var large = bytes
        let name = Array("dataWindow\0box2i\0".utf8)
        let start = try #require(bytes.firstRange(of: name)).upperBound + 4
        large.replaceSubrange(
            start..<start + 16, with: [0, 0, 99_999, 99_999].flatMap { PictureBytes.little($0) })
        let message = try #require(try error(large, folder))
        #expect(message.hasPrefix("…: damaged data: "))
        var other = bytes
        let channel = try #require(other.firstRange(of: Array("\0R\0".utf8)))
        other[channel.lowerBound + 1] = UInt8(ascii: "S")
        #expect(
            try error(other, folder)
                == "…: channels B, G, S, expected R, G and B, or Y, and perhaps A, of half or float "
                + "and in full resolution")
        let float = try [UInt8](
            Data(contentsOf: URL(filePath: make(folder, ["-format", "float"]))))
        let attribute = Array("compression\0compression\0".utf8)
        let value = try #require(float.firstRange(of: attribute)).upperBound + 4
        for (code, message) in [
            (
                UInt8(6),
                "channels of float compressed by B44, expected channels of half, or another "
                    + "compression"
            ),
            (
                8,
                "a compression that this OpenEXR does not decode, expected none, RLE, ZIP, PIZ, "
                    + "PXR24 or B44"
            ),
        ] {
            var compressed = float
            compressed[value] = code
            #expect(try error(compressed, folder) == "…: \(message)")
        }
    }
}
