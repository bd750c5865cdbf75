import Files
import Fixtures
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

struct MP4SinkTests {
    private let rate24 = FrameRate.film

    private func make(
        _ path: String, width: Int = 64, height: Int = 48, frames: Int = 10,
        _ configuration: FilmSink.Configuration
    ) throws {
        let sink = try FilmSink(path: path, configuration: configuration)
        for k in 0..<frames {
            try sink.write(
                makeRamp(width: width, height: height, phase: Float(k) / Float(frames)))
        }
        try sink.finish()
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffprobe"))
    func `the film is what its tags promise`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mp4")
        for (num, den) in [(24, 1), (24000, 1001), (25, 1), (60, 1), (1, 2)] {
            let rate = try FrameRate(Int64(num), Int64(den))
            try make(path, .init(frameRate: rate, existing: .replace))
            let fields = try Tool.probe(
                path,
                "stream=codec_name,width,height,pix_fmt,color_range,color_space,color_transfer,"
                    + "color_primaries,chroma_location,avg_frame_rate,nb_read_packets,start_pts")
            #expect(
                fields == [
                    "h264,64,48,yuv420p,tv,bt709,iec61966-2-1,bt709,left,\(num)/\(den),0,10"
                ])
        }
        #expect(try folder.contents == ["a.mp4"])
        let file = try Data(contentsOf: folder.url.appending(path: "a.mp4"))
        let index = try #require(file.firstRange(of: Data("moov".utf8)))
        let data = try #require(file.firstRange(of: Data("mdat".utf8)))
        #expect(index.lowerBound < data.lowerBound)
    }

    @Test(arguments: [(1, 1800), (1, 30), (30_000, 49_000_001)])
    func `frames may take half an hour`(num: Int, den: Int) throws {
        let folder = try TemporaryFolder()
        let rate = try FrameRate(Int64(num), Int64(den))
        try make(folder.path("a.mp4"), frames: 40, .init(frameRate: rate))
        let frames = try MediaInput.open(path: folder.path("a.mp4")).rest()
        let times = try (0..<40).map { try rate.time(ofFrame: $0) }
        #expect(frames.map(\.timestamp) == times)
    }

    @Test(arguments: [(1, 1801), (1, 1_000_000), (30_000, 60_000_001)])
    func `rates that the container cannot keep are refused before any work`(
        num: Int, den: Int
    ) throws {
        let folder = try TemporaryFolder()
        let rate = try FrameRate(Int64(num), Int64(den))
        #expect {
            try FilmSink(path: folder.path("a.mp4"), configuration: .init(frameRate: rate))
        } throws: { error in
            if case MediaError.unsuitable = error { true } else { false }
        }
        #expect(try folder.contents.isEmpty)
    }

    @Test(arguments: [(256, 144), (255, 143), (33, 17), (1, 1), (2, 2), (640, 2)])
    func `smooth pictures come back within 3 levels, and odd sizes work`(
        width: Int, height: Int
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mp4")
        try make(
            path, width: width, height: height, frames: 5,
            .init(MP4Format(quality: 10), frameRate: rate24))
        let source = try MediaInput.open(path: path)
        #expect(source.width == width + width % 2)
        #expect(source.height == height + height % 2)
        let frames = try source.rest()
        #expect(frames.count == 5)
        for (k, frame) in frames.enumerated() {
            let expected = try makeRamp(width: width, height: height, phase: Float(k) / 5)
            let found = try frame.image.cropped(x: 0, y: 0, width: width, height: height)
            let differences = Differences(found, expected)
            guard height > 100 else { continue }
            #expect(differences.mean < 0.7, "\(differences)")
            #expect(differences.share.over3 < 0.005, "\(differences)")
            #expect(try frame.timestamp == rate24.time(ofFrame: k))
        }
    }

    @Test func `odd sizes are said once, even ones need no words`() throws {
        let folder = try TemporaryFolder()
        let odd = try FilmSink(path: folder.path("a.mp4"), configuration: .init(frameRate: rate24))
        try odd.write(makeRamp(width: 33, height: 18))
        #expect(
            odd.notices == [
                "33×18 is written as 34×18, the edge repeated, because 4:2:0 needs even sizes"
            ])
        odd.cancel()
        let even = try FilmSink(path: folder.path("a.mp4"), configuration: .init(frameRate: rate24))
        try even.write(makeRamp(width: 34, height: 18))
        #expect(even.notices.isEmpty)
        even.cancel()
        #expect(try folder.contents == [])
    }

    @Test func `equal frames give equal bytes`() throws {
        let folder = try TemporaryFolder()
        for name in ["a.mp4", "b.mp4"] {
            try make(folder.path(name), width: 96, height: 64, frames: 60, .init(frameRate: rate24))
        }
        #expect(
            try Data(contentsOf: URL(filePath: folder.path("a.mp4")))
                == Data(contentsOf: URL(filePath: folder.path("b.mp4"))))
    }

    @Test(arguments: [0, 1, 7])
    func `whatever was written, cancelling leaves nothing and keeps the old file`(frames: Int)
        throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], "a.mp4")
        do {
            let sink = try FilmSink(
                path: path, configuration: .init(frameRate: rate24, existing: .replace))
            for _ in 0..<frames { try sink.write(makeRamp(width: 32, height: 32)) }
            #expect(try folder.contents.count == 2)
            sink.cancel()
            sink.cancel()
            #expect(try folder.contents == ["a.mp4"])
            #expect(throws: MediaError.self) { try sink.write(makeRamp(width: 32, height: 32)) }
        }
        do {
            let dropped = try FilmSink(
                path: path, configuration: .init(frameRate: rate24, existing: .replace))
            for _ in 0..<frames { try dropped.write(makeRamp(width: 32, height: 32)) }
        }
        #expect(try folder.contents == ["a.mp4"])
        #expect(try Data(contentsOf: URL(filePath: path)) == Data([1, 2, 3]))
    }

    @Test func `misuse is refused with one line each`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mp4")
        func line(_ body: () throws -> Void) -> String {
            do {
                try body()
                return "no error"
            } catch {
                return "\(error)".replacing(path, with: "…")
            }
        }
        #expect(
            line { try make(path, .init(MP4Format(quality: 52), frameRate: rate24)) }
                == "…: quality 52, expected 0…51")
        #expect(
            line {
                try make(path, .init(MP4Format(FilmSettings(.ffv1)), frameRate: rate24))
            } == "…: ffv1 in MP4, expected h264, h265 or av1")
        #expect(
            line { try make(path, frames: 0, .init(frameRate: rate24)) }
                == "…: no frames, expected at least one")
        #expect(
            line {
                let sink = try FilmSink(path: path, configuration: .init(frameRate: rate24))
                try sink.write(makeRamp(width: 32, height: 32))
                try sink.write(makeRamp(width: 32, height: 30))
            } == "…: frame 1 of 32×30, expected 32×32 as the first")
        #expect(try folder.contents == [])
        try make(path, .init(frameRate: rate24))
        #expect(
            line { try make(path, .init(frameRate: rate24)) }
                == "…: the file exists; pass --overwrite to replace it")
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make a film"))
    func `sound is copied packet by packet up to the film's end`() throws {
        let folder = try TemporaryFolder()
        let source = folder.path("source.mp4")
        try Tool.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=24:duration=3", "-f", "lavfi", "-i",
                "sine=duration=3:sample_rate=48000", "-c:v", "libx264", "-c:a", "aac",
            ], to: source)
        let path = folder.path("a.mp4")
        try make(path, frames: 48, .init(frameRate: rate24, sound: Sound(in: source)))
        let entries = "packet=pts_time,size"
        let original = try Tool.probe(source, entries, stream: "a:0").filter { $0.contains(".") }
        let copied = try Tool.probe(path, entries, stream: "a:0").filter { $0.contains(".") }
        // 48 frames are 2 s, and a packet is 1024 / 48000 s long; the first is the codec's delay.
        #expect(abs(copied.count - 95) <= 1)
        #expect(copied == Array(original.prefix(copied.count)))
        let silent = folder.path("silent.mp4")
        try make(silent, .init(frameRate: rate24))
        #expect(
            throws: MediaError.badInput(
                place: silent, found: "no sound", expected: "a film or file with sound")
        ) {
            try make(folder.path("b.mp4"), .init(frameRate: rate24, sound: Sound(in: silent)))
        }
    }

    @Test(
        .enabled(
            if: RealData.isThere && Tool.hasFFmpeg, "needs the shared films (SEGUE_DATA) and ffmpeg"
        ))
    func `a real film through the sink keeps its colours and stays in time`() throws {
        let folder = try TemporaryFolder()
        let original = RealData.path("video/cutBunny.mp4")
        let path = folder.path("a.mp4")
        let source = try MediaInput.open(path: original)
        let rate = try #require(source.frameRate)
        let sink = try FilmSink(
            path: path,
            configuration: .init(
                MP4Format(FilmSettings(.h264, quality: 1, options: ["preset": "veryfast"])),
                frameRate: rate))
        for _ in 0..<4 { try sink.write(try #require(try source.next()).image) }
        try sink.finish()
        let before = try MediaInput.open(path: original)
        let after = try MediaInput.open(path: path)
        for _ in 0..<4 {
            let differences = Differences(
                try #require(try before.next()).image, try #require(try after.next()).image)
            #expect(differences.mean < 1, "\(differences)")
            #expect(differences.share.over3 < 0.03, "\(differences)")
        }
    }
}
