import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Which pictures a film has, when, and at which rate, against what `ffprobe` decodes.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct FilmIndexTests {
    /// A way to make a film, and what it has to be.
    struct Film: CustomTestStringConvertible {
        let name: String
        /// Runs of `ffmpeg`, each to the name that follows its arguments.
        let steps: [(arguments: String, name: String)]
        let rate: String
        let frames: Int
        var notices: [String] = []
        var testDescription: String { name }

        init(
            _ name: String, _ steps: [(String, String)], _ rate: String, _ frames: Int,
            notices: [String] = []
        ) {
            (self.name, self.rate, self.frames) = (name, rate, frames)
            self.steps = steps.map { ($0.0, $0.1) }
            self.notices = notices
        }
    }

    private static let clip =
        (
            "-f lavfi -i testsrc2=size=96x64:rate=25:duration=5 -f lavfi -i sine=d=5 -c:v libx264 "
                + "-bf 3 -g 50 -pix_fmt yuv420p -c:a aac", "clip.mp4"
        )

    private static func test(_ rate: String, _ seconds: Double) -> String {
        "-f lavfi -i testsrc2=size=96x64:rate=\(rate):duration=\(seconds)"
    }

    private static func repeating(_ frames: Int, of total: Int, at rate: String) -> String {
        "the pictures come at unequal times and are shown at \(rate) frames per second: "
            + "\(frames) of \(total) frames show the picture before again"
    }

    static let films: [Film] = [
        Film("plain", [clip], "25", 125),
        // An edit list leaves out what stands before the cut.
        Film(
            "cut", [clip, ("-ss 1.3 -i clip.mp4 -c copy -t 2", "cut.mp4")], "25", 53,
            notices: [repeating(1, of: 53, at: "25")]),
        Film(
            "cut in MKV", [clip, ("-ss 1.3 -i clip.mp4 -an -c copy -t 2", "cut.mkv")], "25", 86,
            notices: [repeating(1, of: 86, at: "25")]),
        // The container is longer than its pictures.
        Film(
            "late sound",
            [
                clip, ("-t 2 -i clip.mp4 -c copy", "two.mp4"),
                ("-i two.mp4 -itsoffset 0.7 -i two.mp4 -map 0:v -map 1:a -c copy", "late.mkv"),
            ], "25", 55, notices: [repeating(3, of: 55, at: "25")]),
        Film(
            "long sound",
            [clip, ("-t 1 -i clip.mp4 -i clip.mp4 -map 0:v -map 1:a -c copy", "long.mkv")], "25",
            30, notices: [repeating(3, of: 30, at: "25")]),
        Film(
            "a recording", [clip, ("-i clip.mp4 -c copy -f matroska -live 1", "live.mkv")], "25",
            125),
        Film(
            "fragments",
            [clip, ("-i clip.mp4 -c copy -movflags frag_keyframe+empty_moov", "f.mp4")],
            "25", 125),
        Film(
            "one frame dropped",
            [
                (
                    "\(test("30000/1001", 4)) -vf select='not(eq(n,50))' -fps_mode vfr -c:v libx264",
                    "drop.mp4"
                )
            ], "30000/1001", 120, notices: [repeating(1, of: 120, at: "30000/1001")]),
        Film(
            "one in ten dropped",
            [
                (
                    "\(test("30000/1001", 4)) -vf select='mod(n,10)' -fps_mode vfr -c:v libx264",
                    "drops.mp4"
                )
                // The first is dropped, too.
            ], "30000/1001", 119, notices: [repeating(11, of: 119, at: "30000/1001")]),
        Film(
            "one in ten dropped, a clock of milliseconds",
            [
                (
                    "\(test("30000/1001", 4)) -vf select='mod(n,10)' -fps_mode vfr -c:v ffv1",
                    "drops.mkv"
                )
            ], "30000/1001", 119, notices: [repeating(11, of: 119, at: "30000/1001")]),
        Film("cinema in MKV", [("\(test("24000/1001", 2)) -c:v ffv1", "c.mkv")], "24000/1001", 48),
        Film("24 in MKV", [("\(test("24", 2)) -c:v ffv1", "c.mkv")], "24", 48),
        Film(
            "59.94 in MPEG-TS", [("\(test("60000/1001", 1)) -c:v libx264", "c.ts")], "60000/1001",
            60),
        Film("13 a second", [("\(test("13", 2)) -c:v libx264", "c.mp4")], "13", 26),
        Film("120 a second", [("\(test("120", 1)) -c:v libx264", "c.mp4")], "120", 120),
        Film(
            "a GIF of unequal delays",
            [
                (
                    "\(test("20", 1)) -vf select='not(eq(mod(n,5),1)+eq(mod(n,5),3))' -fps_mode vfr",
                    "u.gif"
                )
            ], "20", 21, notices: [repeating(9, of: 21, at: "20")]),
        Film("MPEG-4 in AVI", [("\(test("25", 1)) -c:v mpeg4 -bf 2", "p.avi")], "25", 25),
        Film("H.264 in AVI", [("\(test("25", 1)) -c:v libx264 -bf 2", "h.avi")], "25", 25),
        Film("a bare H.264 stream", [("\(test("25", 1)) -c:v libx264 -bf 2", "h.h264")], "25", 25),
        Film(
            "VP8",
            [
                (
                    "\(test("25", 1)) -c:v libvpx -threads 1 -auto-alt-ref 1 -lag-in-frames 10",
                    "v.webm"
                )
            ],
            "25", 25),
        Film("VP9", [("\(test("30", 1)) -c:v libvpx-vp9 -cpu-used 8", "v.webm")], "30", 30),
        Film("AV1", [("\(test("24", 0.5)) -c:v libsvtav1 -preset 12", "a.mp4")], "24", 12),
        Film(
            "HEVC", [("\(test("50", 0.5)) -c:v libx265 -x265-params log-level=none", "h.mov")],
            "50", 25),
        Film("ProRes", [("\(test("25", 0.5)) -c:v prores_ks", "p.mov")], "25", 13),
        Film("MJPEG", [("\(test("15", 1)) -c:v mjpeg", "m.avi")], "15", 15),
        Film("Theora", [("\(test("25", 1)) -c:v libtheora", "t.ogv")], "25", 25),
        Film("MPEG-2", [("\(test("25", 1)) -c:v mpeg2video -bf 2", "m.mpg")], "25", 25),
        Film("WMV", [("\(test("25", 1)) -c:v wmv2", "w.wmv")], "25", 25),
        Film("y4m", [("\(test("25", 1))", "y.y4m")], "25", 25),
        Film("one picture", [("\(test("25", 0.04)) -c:v libx264", "o.mp4")], "25", 1),
    ]

    @Test(arguments: films)
    func `a film has the pictures that are shown, and the rate that is meant`(film: Film) throws {
        let folder = try TemporaryFolder()
        let path = try folder.make(film.steps)
        let source = try MediaInput.open(path: path)
        #expect(try source.frameRate == FrameRate.parse(film.rate))
        #expect(source.frameCount == film.frames)
        #expect(source.notices == film.notices)
        // The same pictures as FFmpeg's own program decodes, at the same times.
        let times = try Tool.probe(path, "frame=best_effort_timestamp_time").map {
            Double($0.split(separator: ",").first ?? "")
        }
        let found = try source.rest().map(\.timestamp.seconds)
        try #require(found.count == times.count)
        for (found, time) in zip(found, times) {
            guard let time, let first = times[0] else { continue }
            #expect(abs(found - (time - first)) < 1.5e-3)
        }
    }

    @Test(arguments: [
        ("-c:v libx264 -bf 3 -g 12", "a.mp4"),
        ("-c:v libx264 -bf 3 -g 12 -x264-params open-gop=1", "a.mkv"),
        ("-c:v libx264 -bf 3 -g 12 -x264-params open-gop=1", "a.ts"),
        ("-c:v libx264 -bf 3 -g 12 -x264-params open-gop=1:intra-refresh=1", "r.mp4"),
        ("-c:v libx264 -flags +ilme+ildct -vf tinterlace=interleave_top,setfield=tff", "i.mp4"),
        ("-c:v libx265 -x265-params log-level=none:keyint=12:open-gop=1", "h.mp4"),
        ("-c:v libvpx-vp9 -cpu-used 8 -g 12", "v.webm"),
        ("-c:v libsvtav1 -preset 12 -g 12", "v.mp4"),
        ("-c:v mpeg2video -bf 2 -g 12", "m.mpg"),
        ("-c:v mpeg4 -bf 2 -g 12", "m.avi"),
        ("-c:v prores_ks", "p.mov"),
        ("-c:v ffv1 -g 5", "f.mkv"),
        ("-c:v libtheora -g 12", "t.ogv"),
        ("", "g.gif"),
    ])
    func `from any frame on, a film shows what it shows from its beginning`(
        options: String, name: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path(name)
        try Tool.make(
            "\(Self.test("25", 2)) \(options)".split(separator: " ").map(String.init), to: path)
        let all = try MediaInput.open(path: path).rest()
        #expect(all.count >= 25)
        for wanted in [1, 7, 12, 13, all.count / 2, all.count - 2, all.count - 1] {
            let source = try MediaInput.open(path: path)
            try source.advance(to: all[wanted].timestamp)
            for expected in all[wanted...].prefix(3) {
                let frame = try #require(try source.next(), "frame \(wanted) of \(all.count)")
                #expect(frame.timestamp == expected.timestamp)
                #expect(frame.image == expected.image, "frame at \(expected.timestamp)")
            }
            // What has been given does not come again.
            let next = try source.next()
            try source.advance(to: .zero)
            #expect(try source.next()?.timestamp != next?.timestamp || next == nil)
        }
    }
}
