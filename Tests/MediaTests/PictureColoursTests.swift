import Foundation
import Imaging
import Testing

@testable import Media

/// What files say of their colours, against Little CMS through Pillow and the specifications' formulae.
struct PictureColoursTests {
    private static let converted = "the colours are converted to sRGB by the picture's profile"
    private static let mapped = "high dynamic range is mapped to that of sRGB"
    private static let tagged = "the colours are converted to sRGB by the picture's tags"

    private func read(_ bytes: [UInt8], _ name: String) throws -> (Image, [String]) {
        let folder = try TemporaryFolder()
        let picture = try StillPicture(path: folder.write(bytes, name))
        return (picture.image, picture.notices)
    }

    private func profile(_ base64: String) throws -> [UInt8] {
        try [UInt8](#require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters)))
    }

    /// The largest difference from levels, in levels of 255.
    private func difference(_ image: Image, _ levels: [[Float]]) -> Float {
        var largest: Float = 0
        for (x, colour) in levels.enumerated() {
            for c in 0..<3 {
                let sample = image.samples[c * image.planeCount + x] * 255
                largest = max(largest, abs(sample - colour[c]))
            }
        }
        return largest
    }

    @Test(arguments: [
        ("Adobe RGB", ICCFixtures.adobeRGB, ICCFixtures.adobeRGBConverted),
        ("Display P3", ICCFixtures.displayP3, ICCFixtures.displayP3Converted),
    ])
    func `a profile is applied as Little CMS does, in PNG, TIFF and WebP`(
        name: String, encoded: String, expected: [[Float]]
    ) throws {
        let profile = try profile(encoded)
        let png = PictureBytes.png(ICCFixtures.colours, [("iCCP", PictureBytes.iccp(profile))])
        var files = [("a.png", png)]
        files.append(("a.tiff", PictureBytes.tiff(ICCFixtures.colours, profile: profile)))
        if Tool.hasFFmpeg {
            let folder = try TemporaryFolder()
            try folder.write(PictureBytes.png(ICCFixtures.colours), "plain.png")
            try Tool.make(
                ["-i", folder.path("plain.png"), "-c:v", "libwebp", "-lossless", "1"],
                to: folder.path("plain.webp"))
            let webp = try PictureBytes.webp(
                [UInt8](folder.read("plain.webp")), width: ICCFixtures.colours.count, height: 1,
                profile: profile)
            files.append(("a.webp", webp))
        }
        for (file, bytes) in files {
            let (image, notices) = try read(bytes, file)
            // Pillow rounds to whole levels, on the way too.
            #expect(difference(image, expected) <= 1, "\(name) in \(file)")
            #expect(notices == [Self.converted], "\(name) in \(file)")
        }
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"), arguments: [100, 60000])
    func `a profile in several segments of a JPEG is put together`(segment: Int) throws {
        let folder = try TemporaryFolder()
        let colours = [[UInt8]](repeating: [200, 40, 60], count: 32 * 32)
        try folder.write(PictureBytes.png(colours, width: 32), "plain.png")
        try Tool.make(
            ["-i", folder.path("plain.png"), "-pix_fmt", "yuvj444p", "-q:v", "1", "-update", "1"],
            to: folder.path("plain.jpg"))
        let jpeg = try PictureBytes.jpeg(
            [UInt8](folder.read("plain.jpg")), profile: profile(ICCFixtures.adobeRGB),
            segment: segment)
        let (image, notices) = try read(jpeg, "a.jpg")
        #expect(difference(image, [[233, 35, 58]]) <= 4)
        #expect(notices == [Self.converted])
    }

    @Test func `a grey profile is applied to a grey picture`() throws {
        let grey = PictureBytes.png(
            ICCFixtures.colours.map { [$0[0]] },
            [("iCCP", PictureBytes.iccp(try profile(ICCFixtures.grey)))])
        let (image, notices) = try read(grey, "a.png")
        #expect(difference(image, ICCFixtures.greyConverted) <= 1)
        #expect(notices == [Self.converted])
    }

    @Test func `an sRGB profile changes no sample and is not mentioned`() throws {
        let profile = try profile(ICCFixtures.sRGB)
        let png = PictureBytes.png(ICCFixtures.colours, [("iCCP", PictureBytes.iccp(profile))])
        for (name, bytes) in [
            ("a.png", png), ("a.tiff", PictureBytes.tiff(ICCFixtures.colours, profile: profile)),
        ] {
            let (image, notices) = try read(bytes, name)
            let levels = ICCFixtures.colours.flatMap(\.self)
            #expect(try image.rgb8(.rounded) == levels, "\(name)")
            #expect(notices.isEmpty, "\(name)")
        }
    }

    @Test func `a profile that cannot be used is named and ignored`() throws {
        var profile = try profile(ICCFixtures.adobeRGB)
        profile.replaceSubrange(16..<20, with: Array("CMYK".utf8))
        let cases = [
            (profile, "the colour profile is for CMYK and is ignored, sRGB assumed"),
            (
                Array(profile.prefix(60)),
                "the colour profile is damaged and is ignored, sRGB assumed"
            ),
        ]
        for (profile, notice) in cases {
            let (image, notices) = try read(
                PictureBytes.tiff(ICCFixtures.colours, profile: profile), "a.tiff")
            #expect(difference(image, ICCFixtures.colours.map { $0.map(Float.init) }) < 0.001)
            #expect(notices == [notice])
        }
    }

    @Test func `no mutated profile traps`() throws {
        let profile = try profile(ICCFixtures.displayP3)
        for index in profile.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var mutated = profile
                mutated[index] = value
                var image = try Image(width: 1, height: 1, filledWith: 0.5)
                _ = mutated.withUnsafeBytes { ICCProfile.apply($0, to: &image) }
                #expect(image.samples.allSatisfy { (0...1).contains($0) })
            }
        }
        for count in stride(from: 0, to: profile.count, by: 7) {
            var image = try Image(width: 1, height: 1, filledWith: 0.5)
            _ = profile.prefix(count).withUnsafeBytes { ICCProfile.apply($0, to: &image) }
            #expect(image.samples.allSatisfy { (0...1).contains($0) })
        }
    }

    private static func chromaticities(_ values: [Double]) -> [UInt8] {
        values.flatMap { PictureBytes.big(Int(($0 * 100_000).rounded())) }
    }

    /// Chunks of a picture of one colour and the levels that it comes to.
    struct Tagged: Sendable {
        let colour: [UInt8]
        let chunks: [(String, [UInt8])]
        let expected: [Float]
        let notice: String?
    }

    private static let red: [UInt8] = [200, 40, 60]
    private static let brown: [UInt8] = [140, 130, 120]
    private static let p3Primaries = chromaticities([
        0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06,
    ])

    /// Computed in float64 by numpy from the formulae of IEC 61966-2-1, SMPTE ST 2084 and ITU-R BT.2100,
    /// with primaries by SMPTE RP 177; HDR with 203 cd/m² as white, then FFmpeg's curve `mobius` from a
    /// peak of 1,000 cd/m².
    @Test(arguments: [
        // Linear light.
        Tagged(
            colour: red, chunks: [("gAMA", PictureBytes.big(100_000))],
            expected: [229.10, 110.31, 133.19], notice: tagged),
        // sRGB's own values.
        Tagged(
            colour: red, chunks: [("gAMA", PictureBytes.big(45455))],
            expected: [200, 40, 60], notice: nil),
        Tagged(
            colour: red,
            chunks: [("cHRM", p3Primaries), ("gAMA", PictureBytes.big(55000))],
            expected: [228.52, 23.54, 71.42], notice: tagged),
        Tagged(
            colour: red, chunks: [("cHRM", p3Primaries)], expected: [218.22, 0, 53.79],
            notice: tagged),
        // cICP: sRGB, BT.709, Display P3, BT.2020, then PQ and HLG with BT.2020's primaries.
        Tagged(
            colour: red, chunks: [("cICP", [1, 13, 0, 1])], expected: [200, 40, 60], notice: nil),
        Tagged(
            colour: red, chunks: [("cICP", [1, 1, 0, 1])], expected: [200, 40, 60], notice: nil),
        Tagged(
            colour: red, chunks: [("cICP", [12, 13, 0, 1])], expected: [218.22, 0, 53.79],
            notice: tagged),
        Tagged(
            colour: red, chunks: [("cICP", [9, 14, 0, 1])], expected: [248.54, 0, 54.80],
            notice: tagged),
        Tagged(
            colour: brown, chunks: [("cICP", [9, 16, 0, 1])], expected: [210.63, 157.47, 130.47],
            notice: mapped),
        Tagged(
            colour: brown, chunks: [("cICP", [9, 18, 0, 1])], expected: [158.10, 138.60, 128.50],
            notice: mapped),
        // Codes that are not known, and primaries that span nothing.
        Tagged(
            colour: red, chunks: [("cICP", [200, 13, 0, 1])], expected: [200, 40, 60],
            notice: "colours by codes (cICP) that are not known, which are ignored"),
        Tagged(
            colour: red, chunks: [("cHRM", [UInt8](repeating: 0, count: 32))],
            expected: [200, 40, 60],
            notice: "the primaries are impossible and are ignored, sRGB assumed"),
    ])
    func `chunks of a PNG are honoured`(_ tagged: Tagged) throws {
        let chunks = tagged.chunks.map { (type: $0.0, data: $0.1) }
        let (image, notices) = try read(PictureBytes.png([tagged.colour], chunks), "a.png")
        #expect(
            difference(image, [tagged.expected]) < 0.02, "\(image.samples.map { $0 * 255 })")
        #expect(notices == [tagged.notice].compactMap(\.self))
    }

    @Test func `cICP goes before a profile, a profile before sRGB, sRGB before gAMA and cHRM`()
        throws
    {
        let p3 = ("iCCP", PictureBytes.iccp(try profile(ICCFixtures.displayP3)))
        let linear: (String, [UInt8]) = ("gAMA", [0, 1, 0x86, 0xA0])
        let primaries = (
            "cHRM", Self.chromaticities([0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046])
        )
        let sRGB: (String, [UInt8]) = ("sRGB", [0])
        let coded: (String, [UInt8]) = ("cICP", [1, 13, 0, 1])
        let cases: [([(String, [UInt8])], [Float])] = [
            ([coded, p3, linear, primaries], [200, 40, 60]),
            ([p3, linear, primaries], [218, 0, 54]),
            ([sRGB, linear, primaries], [200, 40, 60]),
        ]
        for (chunks, expected) in cases {
            let (image, _) = try read(
                PictureBytes.png([[200, 40, 60]], chunks.map { (type: $0.0, data: $0.1) }), "a.png")
            #expect(difference(image, [expected]) <= 1)
        }
    }

    @Test func `colours are converted before alpha weighs them`() throws {
        let p3 = PictureBytes.iccp(try profile(ICCFixtures.displayP3))
        let (image, _) = try read(PictureBytes.png([[200, 40, 60, 102]], [("iCCP", p3)]), "a.png")
        #expect(difference(image, [[218, 0, 54]]) <= 1)
        #expect(difference(image.laid(over: .black), [[218 * 0.4, 0, 54 * 0.4]]) <= 0.5)
    }
}
