import Files
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// What a GIF shows, as other readers decode it.
struct GIFPictureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A soft picture over which a small square moves, with noise in it that no palette has.
    private static func frames(_ count: Int, width: Int = 96, height: Int = 64) throws -> [Image] {
        try (0..<count).map { k in
            var image = try Image(width: width, height: height)
            for i in 0..<image.samples.count {
                let (c, x, y) = (i / image.planeCount, i % width, i / width % height)
                let isInside = (0..<12).contains(x - 3 * k) && (20..<32).contains(y)
                image.samples[i] =
                    isInside
                    ? Float((x * 37 + y * 91 + k * 13 + c * 50) % 256) / 255
                    : 0.5 + 0.45 * sin(Float(x) / 19 + Float(c)) * cos(Float(y) / 13 - Float(c))
            }
            return image
        }
    }

    private func write(
        _ frames: [Image], _ rate: FrameRate, maxSize: Int? = nil
    ) throws -> (path: String, notices: [String]) {
        let path = folder.path("a.gif")
        let sink = try GIFFormat(maxSize: maxSize).makeSink(
            SinkOutput(path: path, frameRate: rate, existing: .replace))
        for frame in frames { try sink.write(frame) }
        try sink.finish()
        return (path, sink.notices)
    }

    private func decoded(_ path: String) throws -> [SourceFrame] {
        let source = try MediaInput.open(path: path)
        var frames: [SourceFrame] = []
        while let frame = try source.next() { frames.append(frame) }
        return frames
    }

    @Test func `what is still stays as it is, and what moves is near`() throws {
        let frames = try Self.frames(8)
        let found = try decoded(write(frames, FrameRate(25)).path).map(\.image)
        try #require(found.count == 8)
        for k in 1..<8 {
            var moved = 0
            for y in 0..<64 {
                for x in 0..<96 {
                    let place = y * 96 + x
                    let isStill = (0..<3).allSatisfy {
                        frames[k].samples[$0 * 6144 + place]
                            == frames[k - 1].samples[$0 * 6144 + place]
                    }
                    let stays = (0..<3).allSatisfy {
                        found[k].samples[$0 * 6144 + place]
                            == found[k - 1].samples[$0 * 6144 + place]
                    }
                    if !isStill { moved += 1 }
                    #expect(stays || !isStill)
                }
            }
            #expect(moved > 0)
            #expect(Differences(found[k], frames[k]).mean < 4)
        }
    }

    @Test func `sixty frames per second are fifty that play at their speed`() throws {
        let (path, notices) = try write(Self.frames(12), FrameRate(60))
        #expect(
            notices == [
                "50 of 60 frames per second are shown, the most that players of GIF keep up with; it plays "
                    + "at its true speed"
            ])
        let found = try decoded(path)
        // Of each six one is left out: 12 frames of 1/60 s are 10 of 1/50 s.
        #expect(try found.map(\.timestamp) == (0..<10).map { try Time(Int64($0), 50) })
    }

    @Test func `a size is met, and what was given up is said`() throws {
        let frames = try Self.frames(12)
        let whole = try folder.read(
            URL(filePath: write(frames, FrameRate(24)).path).lastPathComponent
        ).count
        for part in [2, 5, 12] {
            let (path, notices) = try write(frames, FrameRate(24), maxSize: whole / part)
            let size = try folder.read("a.gif").count
            #expect(size <= whole / part)
            #expect(size > whole / part / 4)
            #expect(notices.count == 1)
            #expect(notices[0].hasPrefix("max_size is met by giving up: "))
            let found = try decoded(path)
            #expect(try #require(found.last).timestamp < Time(1, 2))
        }
        #expect(try write(frames, FrameRate(24), maxSize: whole).notices == [])
        #expect(
            throws: MediaError.unsuitable(
                place: folder.path("a.gif"),
                found: "more than 100 bytes with the fewest colours and pixels",
                expected: "a larger max_size, or fewer frames")
        ) { try write(frames, FrameRate(24), maxSize: 100) }
    }

    @Test(.enabled(if: Tool.hasPillow, "needs python3 with Pillow, another reader"))
    func `scenes have palettes of their own, and another reader shows the same`() throws {
        var frames = try Self.frames(6)
        // A cut to other colours.
        frames += try Self.frames(6).map { image in
            var image = image
            for i in 0..<image.planeCount { image.samples[i] *= 0.2 }
            return image
        }
        let (path, _) = try write(frames, FrameRate(10))
        let program = """
            import sys
            from PIL import Image
            with Image.open(sys.argv[1]) as p:
                for k in range(p.n_frames):
                    p.seek(k)
                    print(p.info["duration"], p.convert("RGB").tobytes().hex())
            """
        let lines = String(
            decoding: try Tool.run("python3", ["-c", program, path]), as: UTF8.self
        ).split(separator: "\n")
        let found = try decoded(path)
        try #require(lines.count == 12 && found.count == 12)
        for (line, frame) in zip(lines, found) {
            let bytes = try frame.image.rgb8(.rounded).map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }.joined()
            #expect(line == "100 \(bytes)")
        }
        #expect(Differences(found[11].image, frames[11]).mean < 4)
    }

    @Test(arguments: [
        (24, 12, [0, 2, 4, 6, 8]), (24, 10, [0, 2, 4, 7, 9]), (10, 10, Array(0..<10)),
    ])
    func `a lower rate shows the frames of its times`(rate: Int, lower: Int, shown: [Int]) throws {
        let digests = DigestSink()
        let sink = try ThinnedSink(
            digests, from: FrameRate(Int64(rate)), to: FrameRate(Int64(lower)))
        let frames = try (0..<10).map { try Image(width: 2, height: 1, filledWith: Float($0)) }
        for frame in frames { try sink.write(frame) }
        try sink.finish()
        #expect(try digests.digests == shown.map { try DigestSink.digest(of: frames[$0]) })
    }
}
