import Files
import Formats
import Foundation
import Imaging
import Testing

@testable import Media

/// OpenEXR files of ours, read by FFmpeg's own decoder, against IEC 61966-2-1 computed here in double.
struct EXRFormatTests {
    private static func light(_ sample: Double) -> Double {
        let v = abs(sample)
        let light = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
        return sample < 0 ? -light : light
    }

    /// The planes R, G, B and A of a file.
    private func decoded(_ folder: TemporaryFolder, _ image: Image) throws -> [Float] {
        let path = folder.path("a.exr")
        let bytes = try EXRFormat().encoded(image, key: SHA256.digest(of: "a"), place: path)
        try folder.write(bytes, "a.exr")
        let form = image.hasAlpha ? "gbrapf32le" : "gbrpf32le"
        let raw = try Tool.run(
            "ffmpeg", ["-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", form, "-"])
        let planes = raw.withUnsafeBytes { raw in
            (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
        try #require(planes.count == image.samples.count)
        let plane = image.planeCount
        return [2, 0, 1, 3].prefix(image.channels).flatMap { planes[$0 * plane..<($0 + 1) * plane] }
    }

    /// Half a step of half floats near a value.
    private static func step(_ value: Double) -> Double {
        max(abs(value) * 0x1p-11, 0x1p-25) * 1.001
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg, another reader"))
    func `light from −0.5 to 4 is exact to half floats' precision`() throws {
        let folder = try TemporaryFolder()
        var image = try Image(width: 211, height: 67)
        for i in 0..<image.samples.count {
            image.samples[i] = -0.74 + 2.57 * Float(i) / Float(image.samples.count - 1)
        }
        image.samples[5] = .nan
        image.samples[6] = 1e9
        let found = try decoded(folder, image)
        #expect(found[5] == 0)
        #expect(found[6] == 65504)
        for i in 0..<found.count where i != 5 && i != 6 {
            let expected = Self.light(Double(image.samples[i]))
            try #require(abs(Double(found[i]) - expected) <= Self.step(expected), "\(i)")
        }
        #expect(found[0] < -0.5)
        #expect(found[found.count - 1] > 3.9)
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg, another reader"))
    func `colours are multiplied by alpha in light`() throws {
        let folder = try TemporaryFolder()
        var image = try Image(width: 32, height: 20, channels: 4)
        let plane = image.planeCount
        for i in 0..<plane {
            for c in 0..<3 { image.samples[c * plane + i] = Float(i % 97 + c) / 90 }
            image.samples[3 * plane + i] = Float(i % 32) / 31
        }
        let found = try decoded(folder, image)
        for i in 0..<plane {
            let alpha = Double(image.samples[3 * plane + i])
            #expect(abs(Double(found[3 * plane + i]) - alpha) <= Self.step(alpha))
            for c in 0..<3 {
                let expected = Self.light(Double(image.samples[c * plane + i])) * alpha
                #expect(abs(Double(found[c * plane + i]) - expected) <= Self.step(expected))
            }
        }
    }

    @Test func `our own reader has straight colours and alpha again`() throws {
        let folder = try TemporaryFolder()
        var image = try Image(width: 33, height: 19, channels: 4, filledWith: 0.5)
        for i in 0..<image.planeCount { image.samples[3 * image.planeCount + i] = 0.25 }
        try folder.write(EXRFormat().encoded(image, key: nil, place: ""), "a.exr")
        let found = try StillPicture(path: folder.path("a.exr")).image
        #expect(found.channels == 4)
        for (index, sample) in found.samples.enumerated() {
            #expect(abs(sample - (index < 3 * found.planeCount ? 0.5 : 0.25)) < 0.001)
        }
    }

    @Test func `our own reader has the samples again`() throws {
        let folder = try TemporaryFolder()
        var image = try Image(width: 40, height: 21)
        for i in 0..<image.samples.count { image.samples[i] = Float(i % 401) / 200 - 0.5 }
        try folder.write(EXRFormat().encoded(image, key: nil, place: ""), "a.exr")
        let found = try StillPicture(path: folder.path("a.exr"))
        #expect(found.notices == [])
        for (a, b) in zip(found.image.samples, image.samples) {
            #expect(abs(a - b) <= max(abs(b), 0.01) * 0x1p-11)
        }
    }
}
