import Files
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// APNG and animated WebP, read by FFmpeg and Pillow.
struct AnimationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let formats: [any WritableFormat] = [
        APNGFormat(), AnimatedWebPFormat(quality: 0), AnimatedWebPFormat(),
    ]

    /// Frames of which the second equals the first, and the others differ in a small part.
    private static func frames(hasAlpha: Bool) throws -> [Image] {
        let (width, height) = (48, 30)
        return try [0, 0, 1, 2, 3, 4].map { step in
            var image = try Image(width: width, height: height, channels: hasAlpha ? 4 : 3)
            for i in 0..<image.samples.count {
                let (c, x, y) = (i / image.planeCount, i % width, i / width % height)
                let isInside = (10..<16).contains(x - 5 * step) && (8..<14).contains(y)
                image.samples[i] =
                    c == 3
                    ? (isInside ? 1 : Float(1 + x % 4) / 5)
                    : (isInside ? Float(c) / 2 : Float((x * 3 + y * 2 + 40 * c) % 255) / 255)
            }
            return image
        }
    }

    private func write(
        _ format: any WritableFormat, _ frames: [Image], _ rate: FrameRate
    ) throws -> String {
        let path = folder.path("a.\(type(of: format).endings[0])")
        let sink = try format.makeSink(
            SinkOutput(path: path, frameRate: rate, existing: .replace))
        for frame in frames { try sink.write(frame) }
        try sink.finish()
        return path
    }

    /// What Pillow makes of every frame, RGBA, and how long it is shown, in milliseconds.
    private func decoded(_ path: String) throws -> (frames: [[UInt8]], delays: [Double], loops: Int)
    {
        let program = """
            import sys
            from PIL import Image
            with Image.open(sys.argv[1]) as p:
                print(p.n_frames, p.info.get("loop"))
                for k in range(p.n_frames):
                    p.seek(k)
                    data = p.convert("RGBA").tobytes()
                    print(p.info["duration"], data.hex())
            """
        let text = String(
            decoding: try Tool.run("python3", ["-c", program, path]), as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        let frames = lines.dropFirst().map { line in
            stride(from: 0, to: line[1].utf8.count, by: 2).map { place in
                UInt8(
                    String(
                        Array(line[1].utf8)[place..<place + 2].map { Character(UnicodeScalar($0)) }),
                    radix: 16) ?? 0
            }
        }
        return (
            Array(frames), lines.dropFirst().map { Double($0[0]) ?? -1 }, Int(lines[0][1]) ?? -1
        )
    }

    @Test(
        .enabled(if: Tool.hasPillow, "needs python3 with Pillow, another reader"),
        arguments: 0..<3, [false, true])
    func `every frame is read again, with its alpha`(number: Int, hasAlpha: Bool) throws {
        let format = Self.formats[number]
        let frames = try Self.frames(hasAlpha: hasAlpha)
        let path = try write(format, frames, FrameRate(25))
        let found = try decoded(path)
        #expect(found.loops == 0)
        // libwebp joins frames that are equal.
        let isJoined = type(of: format).name != "apng"
        let expected = isJoined ? Array(frames.dropFirst()) : frames
        try #require(found.frames.count == expected.count)
        #expect(found.delays == (isJoined ? [80, 40, 40, 40, 40] : [40, 40, 40, 40, 40, 40]))
        // Sharp edges of colour are what a lossy WebP keeps worst.
        let limit = number == 2 ? 5.0 : 0
        for (levels, frame) in zip(found.frames, expected) {
            let wanted = try frame.withAlpha().rgba8()
            let sum = zip(levels, wanted).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            #expect(Double(sum) / Double(wanted.count) <= limit)
        }
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffprobe"))
    func `an APNG has exact times at a rate of television`() throws {
        let path = try write(APNGFormat(), Self.frames(hasAlpha: false), FrameRate(24_000, 1001))
        let printed = try Tool.run(
            "ffprobe",
            [
                "-v", "error", "-count_frames", "-show_entries",
                "stream=codec_name,pix_fmt,nb_read_frames,r_frame_rate", "-of", "csv=p=0", path,
            ])
        #expect(
            String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                == "apng,rgb24,24000/1001,6")
        let bytes = try [UInt8](folder.read("a.apng"))
        let control = try #require(bytes.firstRange(of: Array("fcTL".utf8)))
        #expect(bytes[control.upperBound + 20..<control.upperBound + 24] == [3, 0xE9, 0x5D, 0xC0])
        #expect(
            try StillPicture(path: path).notices == ["an animation, only its first picture is read"]
        )
    }

    @Test func `milliseconds of a WebP never add up to a drift`() throws {
        let clock = AnimationClock(rate: try FrameRate(24_000, 1001), ticks: 1000)
        #expect((0..<4).map(clock.time) == [0, 42, 83, 125])
        #expect(clock.time(ofFrame: 24_000) == 1_001_000)
        let source = try MediaInput.open(
            path: write(
                AnimatedWebPFormat(quality: 0), Self.frames(hasAlpha: true), FrameRate(24_000, 1001)
            ))
        var times: [Time] = []
        while let frame = try source.next() { times.append(frame.timestamp) }
        #expect(try times == [0, 83, 125, 167, 209].map { try Time($0, 1000) })
    }

    @Test func `rates that a format cannot have are faults in words`() throws {
        #expect(
            try APNGFormat().fault(at: FrameRate(120_000, 1001))
                == FormatFault(
                    found: "120000/1001 frames per second",
                    expected:
                        "a fraction whose terms are at most 65535, such as 24000/1001, for APNG"))
        #expect(try APNGFormat().fault(at: FrameRate(60_000, 1001)) == nil)
        #expect(
            try AnimatedWebPFormat().fault(at: FrameRate(120))
                == FormatFault(
                    found: "120 frames per second", expected: "at most 90 for an animated WebP"))
        #expect(try AnimatedWebPFormat().fault(at: FrameRate(1, 14_401)) != nil)
    }

    @Test func `a cancelled animation leaves nothing, and one without frames is an error`() throws {
        for format in Self.formats {
            let path = folder.path("b.\(type(of: format).endings[0])")
            let sink = try format.makeSink(SinkOutput(path: path, frameRate: .oneASecond))
            try sink.write(Self.frames(hasAlpha: true)[0])
            sink.cancel()
            let empty = try format.makeSink(SinkOutput(path: path, frameRate: .oneASecond))
            #expect(throws: MediaError.self) { try empty.finish() }
        }
        #expect(try folder.contents == [])
    }
}
