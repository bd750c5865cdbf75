import CLCMS
import Files
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// sRGB's profile in files that have no shorter way to say that they are sRGB.
struct PictureProfileTests {
    private static let formats: [any WritableFormat] = [
        TIFFFormat(), TIFFFormat(depth: .sixteen), JPEGFormat(), WebPFormat(),
        WebPFormat(quality: 0), AnimatedWebPFormat(),
    ]

    private func write(_ format: any WritableFormat, in folder: TemporaryFolder) throws -> String {
        let ending = type(of: format).endings[0]
        let path = folder.path(type(of: format).isNumbered ? "%d.\(ending)" : "0.\(ending)")
        let sink = try format.makeSink(
            SinkOutput(path: path, frameRate: .oneASecond, existing: .replace))
        for phase in [Float(0), 0.5] {
            try sink.write(makeRamp(width: 64, height: 48, phase: phase), key: nil)
        }
        try sink.finish()
        return folder.path("0.\(ending)")
    }

    /// The profile that a file's own reader finds; empty for none.
    private func pillow(_ path: String) throws -> (profile: [UInt8], largest: Int) {
        let program = """
            import io, sys
            from PIL import Image, ImageCms
            with Image.open(sys.argv[1]) as p:
                data = p.info["icc_profile"]
                p = p.convert("RGB")
                own = ImageCms.ImageCmsProfile(io.BytesIO(data))
                other = ImageCms.profileToProfile(p, own, ImageCms.createProfile("sRGB"))
                print(max(abs(a - b) for a, b in zip(p.tobytes(), other.tobytes())), data.hex())
            """
        let text = String(
            decoding: try Tool.run("python3", ["-c", program, path]), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let digits = Array(words[1].utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
        }
        return (bytes, Int(words[0]) ?? 255)
    }

    @Test(
        .enabled(if: Tool.hasPillow, "needs python3 with Pillow, another reader"),
        arguments: [0, 2, 3, 4, 5])
    func `Pillow reads the profile, and it is sRGB's`(number: Int) throws {
        let folder = try TemporaryFolder()
        let found = try pillow(write(Self.formats[number], in: folder))
        #expect(found.profile == (try SRGBProfile.bytes(place: "")))
        #expect(found.largest <= 1)
    }

    @Test(arguments: formats.indices)
    func `files have it once, in the same bytes, and are read as they were`(number: Int) throws {
        let folder = try TemporaryFolder()
        let path = try write(Self.formats[number], in: folder)
        let file = try Data(contentsOf: URL(filePath: path))
        let profile = Data(try SRGBProfile.bytes(place: ""))
        let place = try #require(file.firstRange(of: profile))
        #expect(file[place.upperBound...].firstRange(of: profile) == nil)
        let again = try TemporaryFolder()
        #expect(
            try Data(contentsOf: URL(filePath: write(Self.formats[number], in: again))) == file)
        let source = try MediaInput.open(path: path)
        #expect(source.notices == [])
        #expect(try source.next()?.image.size == Size(width: 64, height: 48))
    }

    @Test func `the profile is small, and states no time of the day`() throws {
        let bytes = try SRGBProfile.bytes(place: "")
        #expect((500...3000).contains(bytes.count))
        #expect(Array(bytes[24..<36]) == [7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
        // Little CMS itself takes it for one of RGB.
        let profile = try #require(cmsOpenProfileFromMem(bytes, cmsUInt32Number(bytes.count)))
        defer { cmsCloseProfile(profile) }
        #expect(cmsGetColorSpace(profile) == cmsSigRgbData)
    }
}
