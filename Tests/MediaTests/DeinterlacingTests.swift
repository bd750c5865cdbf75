import Files
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Interlaced films against `ffmpeg -vf bwdif`, frame by frame.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct DeinterlacingTests {
    private static let notice =
        "the film is interlaced: whole frames are made of its fields (bwdif)"

    /// A moving picture of 25 interlaced frames a second, in FFmpeg's notation.
    private static func interlaced(
        seconds: Double = 0.4, first: String = "top", format: String = "yuv420p"
    ) -> String {
        "testsrc2=size=96x64:rate=50:duration=\(seconds),format=\(format),"
            + "tinterlace=interleave_\(first),setfield=\(first == "top" ? "tff" : "bff")"
    }

    /// A film made by `ffmpeg` of one of its sources.
    private func make(
        _ folder: TemporaryFolder, _ name: String, _ source: String, _ options: [String]
    ) throws -> String {
        let path = folder.path(name)
        try Tool.make(["-f", "lavfi", "-i", source] + options, to: path)
        return path
    }

    /// The frames as `ffmpeg` deinterlaces them, read by us from a lossless film.
    private func expected(_ folder: TemporaryFolder, _ path: String, _ first: String = "") throws
        -> [SourceFrame]
    {
        let plain = folder.path("expected.mkv")
        try Tool.make(
            [
                "-i", path, "-vf", first + "bwdif=mode=send_frame:deint=interlaced,setfield=prog",
                "-c:v", "ffv1", "-fps_mode", "passthrough",
            ], to: plain)
        let source = try MediaInput.open(path: plain)
        #expect(source.properties.notices.isEmpty)
        return try source.rest()
    }

    /// Seconds from the first frame on, as `ffprobe` lists the stored frames; nil where it has none.
    private func times(_ path: String) throws -> [Double?] {
        let times = try Tool.probe(path, "frame=best_effort_timestamp_time").map {
            Double($0.split(separator: ",").first ?? "")
        }
        let first = (times.first ?? nil) ?? 0
        return times.map { time in time.map { $0 - first } }
    }

    private func check(_ path: String, against expected: [SourceFrame]) throws {
        let source = try MediaInput.open(path: path)
        #expect(source.properties.notices == [Self.notice])
        let frames = try source.rest()
        #expect(frames.count == expected.count)
        for (index, (frame, expected)) in zip(frames, expected).enumerated() {
            let isEqual = frame.image == expected.image
            #expect(isEqual, "frame \(index): \(Differences(frame.image, expected.image))")
        }
        let times = try times(path)
        #expect(frames.count == times.count)
        for (frame, time) in zip(frames, times) {
            if let time { #expect(abs(frame.timestamp.seconds - time) < 0.001) }
        }
    }

    @Test(arguments: [
        ("a.mpg", "top", "yuv420p", ["-c:v", "mpeg2video", "-q:v", "3", "-flags", "+ilme+ildct"]),
        (
            "a.mts", "bottom", "yuv420p",
            ["-c:v", "mpeg2video", "-bf", "2", "-flags", "+ilme+ildct"]
        ),
        ("a.mp4", "top", "yuv420p", ["-c:v", "libx264", "-flags", "+ilme+ildct"]),
        (
            "b.mp4", "bottom", "yuv420p",
            ["-c:v", "libx264", "-flags", "+ilme+ildct", "-x264opts", "bff=1"]
        ),
        ("a.mov", "top", "yuv422p10le", ["-c:v", "prores_ks", "-flags", "+ildct"]),
    ])
    func `interlaced frames are FFmpeg's bwdif, one for each, at their times`(
        name: String, first: String, format: String, options: [String]
    ) throws {
        let folder = try TemporaryFolder()
        let path = try make(
            folder, name, Self.interlaced(first: first, format: format), options)
        let expected = try expected(folder, path)
        #expect(expected.count == 10)
        try check(path, against: expected)
    }

    /// Codecs that say nothing of fields: the container does.
    @Test(arguments: [
        ("a.mov", "yuv422p10le", "v210"), ("b.mov", "uyvy422", "rawvideo"),
        ("a.mkv", "yuv422p", "huffyuv"), ("b.mkv", "yuv420p10le", "ffv1"),
        ("c.mkv", "gray", "ffv1"),
    ])
    func `the container's word counts where the codec has none`(
        name: String, format: String, codec: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = try make(
            folder, name, Self.interlaced(format: format),
            ["-c:v", codec, "-pix_fmt", format, "-field_order", "tt"])
        try check(path, against: expected(folder, path, "setfield=tff,"))
    }

    @Test(arguments: [1, 2, 3]) func `a film of very few frames keeps them all`(count: Int) throws {
        let folder = try TemporaryFolder()
        let path = try make(
            folder, "a.mkv", Self.interlaced(seconds: Double(count) * 0.04),
            ["-c:v", "ffv1", "-field_order", "tt"])
        let expected = try expected(folder, path, "setfield=tff,")
        #expect(expected.count == count)
        try check(path, against: expected)
    }

    @Test func `progressive frames of a mixed film stay as they are, before and after`() throws {
        let folder = try TemporaryFolder()
        let still = "testsrc2=size=96x64:rate=25:duration=0.16,format=yuv420p,setfield=prog"
        let codec = ["-c:v", "mpeg2video", "-q:v", "2"]
        _ = try make(folder, "still.mts", still, codec)
        _ = try make(
            folder, "moving.mts", Self.interlaced(seconds: 0.2),
            codec + ["-flags", "+ilme+ildct"])
        let list = ["still", "moving", "still"].map { "file \($0).mts\n" }.joined()
        try folder.write(list.utf8, "list.txt")
        let path = folder.path("a.mkv")
        try Tool.make(["-f", "concat", "-i", folder.path("list.txt"), "-c", "copy"], to: path)
        let expected = try expected(folder, path).map(\.image)
        #expect(expected.count == 13)
        let source = try MediaInput.open(path: path)
        // What begins as a progressive film is not known as interlaced at the beginning.
        #expect(source.properties.notices.isEmpty)
        let frames = try source.rest()
        #expect(frames.count == 13)
        for (frame, expected) in zip(frames, expected) {
            let isEqual = frame.image == expected
            #expect(isEqual, "\(Differences(frame.image, expected))")
        }
        let times = try times(path)
        for (frame, time) in zip(frames, times) {
            #expect(abs(frame.timestamp.seconds - (time ?? -1)) < 0.001)
        }
        try Tool.make(
            ["-i", path, "-vf", "setfield=prog", "-c:v", "ffv1"], to: folder.path("plain.mkv"))
        let plain = try MediaInput.open(path: folder.path("plain.mkv")).rest().map(\.image)
        let isUnchanged = zip(frames, plain).map { $0.image == $1 }
        #expect(isUnchanged == (0..<13).map { !(4..<9).contains($0) })
    }

    @Test func `PNG's interlacing is another thing`() throws {
        let folder = try TemporaryFolder()
        let source = "testsrc2=size=96x64:rate=25:duration=0.12,format=rgb24"
        let options = ["-c:v", "png", "-flags", "+ildct", "-field_order", "progressive"]
        let plain = try MediaInput.open(
            path: make(folder, "plain.mkv", source, ["-c:v", "png"])
        ).rest().map(\.image)
        let adam = try MediaInput.open(path: make(folder, "adam.mkv", source, options))
        #expect(adam.properties.notices.isEmpty)
        let isEqual = try adam.rest().map(\.image) == plain
        #expect(isEqual)
    }

    @Test func `a damaged film gives the frames before the damage`() throws {
        let folder = try TemporaryFolder()
        let path = try make(
            folder, "a.mkv", Self.interlaced(seconds: 0.8),
            ["-c:v", "ffv1", "-level", "3", "-field_order", "tt"])
        let whole = try MediaInput.open(path: path).rest().map(\.image)
        var bytes = try [UInt8](folder.read("a.mkv"))
        for place in bytes.count * 5 / 8..<bytes.count * 5 / 8 + 8 { bytes[place] ^= 0x55 }
        let file = try RegularFile.media(folder.write(bytes, "damaged.mkv"))
        let damaged = try FilmSource(file)
        var frames: [Image] = []
        #expect(throws: MediaError.self) {
            while let frame = try damaged.next() { frames.append(frame.image) }
        }
        #expect(frames.count > 5)
        // The last has no neighbour behind it.
        let isEqual = frames.dropLast() == whole.prefix(frames.count).dropLast()
        #expect(isEqual)
    }
}
