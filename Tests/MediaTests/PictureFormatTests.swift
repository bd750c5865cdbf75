import Files
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Every format of single pictures: read by other programs, stated keys, what happens to files that are
/// there.
struct PictureFormatTests {
    /// A format, how far its samples may be from the image's (levels of 255), and its ending.
    struct Case: CustomTestStringConvertible, Sendable {
        let format: any PictureFormat
        let tolerance: Float
        var ending: String { type(of: format).endings[0] }
        var testDescription: String { "\(format.frameKey ?? "")" }
        var holdsAlpha: Bool { format.holdsAlpha }

        func statement(of file: [UInt8]) -> FrameStatement? {
            type(of: format).statement(inBeginning: file, end: file)
        }

        func content(of file: [UInt8]) -> Digest? { type(of: format).content(of: file) }

        func canResume(_ folder: TemporaryFolder) -> Bool? {
            type(of: format).canResume(path: folder.path("f.%04d.\(ending)"), firstNumber: 0)
        }
    }

    static let cases = [
        Case(format: PNGFormat(), tolerance: 1),
        Case(format: PNGFormat(depth: .sixteen), tolerance: 0.01),
        Case(format: TIFFFormat(), tolerance: 1),
        Case(format: TIFFFormat(depth: .sixteen), tolerance: 0.01),
        Case(format: EXRFormat(), tolerance: 0.1),
        Case(format: JPEGFormat(quality: 0), tolerance: 5),
        Case(format: JPEGFormat(), tolerance: 12),
        Case(format: WebPFormat(quality: 0), tolerance: 1),
        Case(format: WebPFormat(), tolerance: 24),
    ]

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A smooth picture, and an alpha from 0.2 to 1.
    private static func picture(hasAlpha: Bool, phase: Float = 0) throws -> Image {
        let (width, height) = (50, 38)
        var image = try Image(width: width, height: height, channels: hasAlpha ? 4 : 3)
        for i in 0..<image.samples.count {
            let (c, x, y) = (i / image.planeCount, Float(i % width), Float(i / width % height))
            image.samples[i] =
                c == 3
                ? 0.2 + 0.8 * x / 49
                : 0.5 + 0.4 * sin(x / 11 + y / (9 + 3 * Float(c)) + 2 * Float(c) + phase)
        }
        return image
    }

    private func write(
        _ format: any PictureFormat, _ images: [Image], keys: [Digest]? = nil,
        existing: ExistingOutput = .acceptEqual, first: Int = 0
    ) throws {
        let path = folder.path("f.%04d.\(type(of: format).endings[0])")
        let sink = try format.makeSink(
            SinkOutput(path: path, frameRate: .oneASecond, firstNumber: first, existing: existing))
        for (index, image) in images.enumerated() {
            try sink.write(image, key: keys?[index])
        }
        try sink.finish()
    }

    private static func keys(_ count: Int) throws -> [Digest] {
        try (0..<count).map { try SHA256.digest(of: "frame \($0)") }
    }

    // MARK: Other readers

    /// The samples as FFmpeg decodes them, as RGBA of a depth: it converts 8 bits to 16 inexactly.
    private func decoded(_ name: String, bits: Int) throws -> [Float] {
        let form = bits == 8 ? "rgba" : "rgba64le"
        let bytes = try Tool.run(
            "ffmpeg",
            ["-v", "error", "-i", folder.path(name), "-f", "rawvideo", "-pix_fmt", form, "-"])
        guard bits == 16 else { return bytes.map { Float($0) / 255 } }
        return bytes.withUnsafeBytes { raw in
            (0..<raw.count / 2).map {
                Float(raw.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) / 65535
            }
        }
    }

    @Test(
        .enabled(if: Tool.hasFFmpeg, "needs ffmpeg, another reader"),
        arguments: cases.filter { $0.ending != "exr" }, [false, true])
    func `FFmpeg finds the picture with its alpha`(_ given: Case, hasAlpha: Bool) throws {
        guard given.holdsAlpha || !hasAlpha else { return }
        let image = try Self.picture(hasAlpha: hasAlpha)
        try write(given.format, [image], keys: Self.keys(1))
        let found = try decoded(
            "f.0000.\(given.ending)", bits: given.tolerance < 0.1 ? 16 : 8)
        try #require(found.count == 4 * image.planeCount)
        var largest: Float = 0
        for i in 0..<image.planeCount {
            for c in 0..<image.channels {
                let difference = abs(found[4 * i + c] - image.samples[c * image.planeCount + i])
                largest = max(largest, difference * 255)
            }
        }
        if !hasAlpha { #expect((0..<image.planeCount).allSatisfy { found[4 * $0 + 3] == 1 }) }
        #expect(largest <= given.tolerance)
    }

    @Test(.enabled(if: Tool.hasPillow, "needs python3 with Pillow, another reader"))
    func `Pillow finds modes, compression, text and no fault`() throws {
        for hasAlpha in [false, true] {
            for given in Self.cases where given.ending != "exr" && (given.holdsAlpha || !hasAlpha) {
                let image = try Self.picture(hasAlpha: hasAlpha)
                try write(given.format, [image], keys: Self.keys(1), existing: .replace)
                let program = """
                    import sys
                    from PIL import Image
                    with Image.open(sys.argv[1]) as p:
                        p.load()
                        extra = p.tag_v2.get(338) if p.format == "TIFF" else None
                        text = (p.tag_v2[270] if p.format == "TIFF" else
                                p.text["Segue frame"] if p.format == "PNG" else
                                p.info["comment"].decode() if p.format == "JPEG" else
                                p.info["xmp"].decode())
                        print(p.format, p.size, p.mode, extra, "Segue frame" in text or p.format == "PNG")
                    """
                let printed = String(
                    decoding: try Tool.run(
                        "python3", ["-c", program, folder.path("f.0000.\(given.ending)")]),
                    as: UTF8.self)
                let name =
                    ["tif": "TIFF", "jpg": "JPEG"][given.ending] ?? given.ending.uppercased()
                let expected = name == "WEBP" ? "WEBP" : name
                let extra = name == "TIFF" && hasAlpha ? "(2,)" : "None"
                #expect(
                    printed == "\(expected) (50, 38) \(hasAlpha ? "RGBA" : "RGB") \(extra) True\n")
            }
        }
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffprobe"))
    func `JPEG is 4:4:4 where the quality is high, in full range`() throws {
        for (quality, format) in [(0, "yuvj444p"), (12, "yuvj444p"), (18, "yuvj420p")] {
            try write(
                JPEGFormat(quality: quality), [Self.picture(hasAlpha: false)], existing: .replace)
            let printed = try Tool.run(
                "ffprobe",
                [
                    "-v", "error", "-show_entries", "stream=pix_fmt", "-of", "csv=p=0",
                    folder.path("f.0000.jpg"),
                ])
            #expect(String(decoding: printed, as: UTF8.self).hasPrefix(format))
        }
    }

    // MARK: Keys

    @Test(arguments: cases)
    func `a file states its key, and the same sequence goes on over it`(_ given: Case) throws {
        let images = try (0..<4).map {
            try Self.picture(hasAlpha: given.holdsAlpha, phase: Float($0))
        }
        let keys = try Self.keys(4)
        try write(given.format, Array(images[..<2]), keys: Array(keys[..<2]))
        let name = "f.0001.\(given.ending)"
        let bytes = try [UInt8](folder.read(name))
        let statement = try #require(given.statement(of: bytes))
        #expect(statement.frame == keys[1])
        #expect(given.content(of: bytes) == statement.content)
        #expect(given.canResume(folder) == true)
        // On over its own files, and the whole at once gives the same bytes.
        try write(given.format, images, keys: keys)
        let parts = try (0..<4).map { try folder.read("f.000\($0).\(given.ending)") }
        #expect(parts[1] == Data(bytes))
        try write(given.format, images, keys: keys, existing: .replace)
        #expect(try (0..<4).map { try folder.read("f.000\($0).\(given.ending)") } == parts)
        // Another key, and a file without one, are refused.
        #expect(throws: FileError.self) {
            try write(given.format, [images[1]], keys: [keys[3]])
        }
        try write(given.format, [images[1]], existing: .replace)
        #expect(throws: FileError.self) { try write(given.format, [images[0]], keys: [keys[0]]) }
        #expect(given.canResume(folder) == false)
    }

    @Test(arguments: cases.filter { $0.ending != "png" })
    func `a damaged file is written again, another picture is kept and refused`(_ given: Case)
        throws
    {
        let images = try (0..<2).map {
            try Self.picture(hasAlpha: given.holdsAlpha, phase: Float($0))
        }
        let keys = try Self.keys(1)
        try write(given.format, [images[0]], keys: keys)
        let name = "f.0000.\(given.ending)"
        let whole = try [UInt8](folder.read(name))
        let own = try #require(given.statement(of: whole))
        // The statement alone, and nothing that could be decoded.
        let text = "\(FrameStatement.keyword) \(own.digests)"
        let place = try #require(whole.firstRange(of: Array(text.utf8)))
        var damaged = [UInt8](repeating: 0, count: whole.count)
        damaged.replaceSubrange(place, with: text.utf8)
        try folder.write(damaged, name)
        try write(given.format, [images[0]], keys: keys)
        #expect(try folder.read(name) == Data(whole))
        // Retouched: it states the frame, and shows something else.
        var retouched = try given.format.encoded(images[1], key: keys[0], place: "")
        let other = try #require(given.statement(of: retouched))
        let digests = try #require(retouched.firstRange(of: Array(other.digests.utf8)))
        retouched.replaceSubrange(digests, with: own.digests.utf8)
        try folder.write(retouched, name)
        #expect(throws: FileError.exists(path: folder.path(name))) {
            try write(given.format, [images[0]], keys: keys)
        }
        #expect(try folder.read(name) == Data(retouched))
    }

    @Test func `sides that a format cannot have are errors in words`() throws {
        let wide = try Image(width: 65_501, height: 1)
        for (format, limit) in [
            (JPEGFormat() as any PictureFormat, "65500×65500 for JPEG"),
            (WebPFormat(), "16383×16383 for WebP"),
        ] {
            #expect(
                throws: MediaError.unsuitable(
                    place: "out", found: "65501×1", expected: "at most \(limit)")
            ) { try format.encoded(wide, key: nil, place: "out") }
        }
    }
}
