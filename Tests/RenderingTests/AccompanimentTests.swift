import Fixtures
import Foundation
import Media
import RenderFixtures
import Rendering
import Testing

/// What goes with a film beside its pictures and its first sound, from a film into outputs.
@Suite(.enabled(if: FFmpeg.isThere, "needs ffmpeg to make films"))
struct AccompanimentTests {
    /// Five seconds with two tracks of sound, of 440 and 880 Hz, chapters from 1 to 3 and 3 to 5 s, and a timecode.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        func path(_ name: String) -> String { workshop.folder.path(name) }
        try workshop.folder.write(
            (";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=3\ntitle=one\n"
                + "[CHAPTER]\nTIMEBASE=1/1\nSTART=3\nEND=5\ntitle=two\n").utf8, "chapters.txt")
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "color=c=0x4080c0:size=64x48:rate=25:duration=5", "-f",
                "lavfi",
                "-i", "sine=440:d=5", "-f", "lavfi", "-i", "sine=880:d=5", "-i",
                path("chapters.txt"), "-map", "0", "-map", "1", "-map", "2", "-map_chapters", "3",
                "-c:v", "libx264", "-g", "5", "-pix_fmt", "yuv420p", "-c:a", "aac", "-timecode",
                "01:00:00:00",
            ], to: path("film.mov"))
        return workshop
    }

    private func render(_ workshop: Workshop, _ input: String, _ output: String) async throws
        -> [String]
    {
        try workshop.identityPreset(
            input: input, timeline: "{keys: [{at: 0s, mix: same}]}", output: "[{path: \(output)}]")
        return try await Renderer(workshop.plan()).render().notices
    }

    private func chapters(_ workshop: Workshop, _ output: String) throws -> [String] {
        let program = try #require(Program(named: "ffprobe"))
        return try program.run(
            [
                "-v", "error", "-show_chapters", "-show_entries",
                "chapter=start_time,end_time:chapter_tags=title", "-of", "csv=p=0",
                workshop.folder.path(output),
            ]
        ).output.split(separator: "\n").map(String.init)
    }

    /// How loud a tone is in the second track of sound, dB.
    private func level(_ workshop: Workshop, _ output: String, hertz: Int) throws -> Double {
        let program = try #require(Program(named: "ffmpeg"))
        let result = try program.run([
            "-hide_banner", "-nostats", "-i", workshop.folder.path(output), "-map", "0:a:1", "-af",
            "bandpass=f=\(hertz):width_type=h:w=40,volumedetect", "-f", "null", "-",
        ])
        let match = try #require(result.errors.firstMatch(of: /mean_volume: (-?[0-9.]+) dB/))
        return try #require(Double(match.output.1))
    }

    @Test(arguments: ["mp4", "mov"]) func `a film keeps all of it`(ending: String) async throws {
        let workshop = try workshop()
        let output = "out.\(ending)"
        let codec = ending == "mov" ? "out.mov, codec: h264" : output
        let notices = try await render(workshop, "film.mov", codec)
        #expect(notices == [])
        // QuickTime's chapters have no gap before the first.
        let expected = try chapters(workshop, "film.mov")
        #expect(expected == ["0.000000,3.000000,one", "3.000000,5.000000,two"])
        #expect(try chapters(workshop, output) == expected)
        let timecode = try FFmpeg.probe(
            workshop.folder.path(output), "stream_tags=timecode")
        #expect(timecode == ["01:00:00:00"])
        let (high, low) = try (
            level(workshop, output, hertz: 880), level(workshop, output, hertz: 440)
        )
        #expect(high > low + 10)
    }

    @Test func `a part has its chapters and its timecode`() async throws {
        let workshop = try workshop()
        let input = "{file: film.mov, start: 2s, end: 4s}"
        #expect(try await render(workshop, input, "out.mp4") == [])
        #expect(
            try chapters(workshop, "out.mp4") == ["0.000000,1.000000,one", "1.000000,2.000000,two"])
        #expect(
            try FFmpeg.probe(workshop.folder.path("out.mp4"), "stream_tags=timecode")
                == ["01:00:02:00"])
    }

    @Test func `what an output does not hold is named in one note`() async throws {
        let workshop = try workshop()
        let notices = try await render(workshop, "film.mov", "out.gif")
        let path = workshop.folder.path("film.mov")
        #expect(
            notices.contains(
                "\(path): not taken over: 1 more sound track, 2 chapters, the timecode 01:00:00:00")
        )
        let webm = try await render(workshop, "film.mov", "out.webm")
        #expect(webm.contains("\(path): not taken over: the timecode 01:00:00:00"))
    }

    @Test func `Matroska has the timecode as a tag`() async throws {
        let workshop = try workshop()
        #expect(try await render(workshop, "film.mov", "out.mkv, codec: h264") == [])
        #expect(
            try FFmpeg.probe(workshop.folder.path("out.mkv"), "stream_tags=timecode")
                .contains("01:00:00:00"))
    }

    /// Five seconds with subtitles of two languages, shown from 1 to 2.5 s and from 3 to 4.6 s.
    private func subtitled() throws -> Workshop {
        let workshop = try Workshop()
        func path(_ name: String) -> String { workshop.folder.path(name) }
        for (name, text) in [("en", "hello"), ("it", "ciao")] {
            try workshop.folder.write(
                ("1\n00:00:01,000 --> 00:00:02,500\n\(text)\n\n"
                    + "2\n00:00:03,000 --> 00:00:04,600\n<i>\(text)</i> again\n").utf8,
                "\(name).srt")
        }
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "color=c=0x4080c0:size=64x48:rate=25:duration=5", "-i",
                path("en.srt"), "-i", path("it.srt"), "-map", "0", "-map", "1", "-map", "2",
                "-c:v", "libx264", "-g", "5", "-pix_fmt", "yuv420p", "-c:s", "copy",
                "-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=ita",
            ], to: path("film.mkv"))
        return workshop
    }

    /// The lines of an output's track of subtitles, as ffmpeg writes them for SubRip.
    private func lines(_ workshop: Workshop, _ output: String, track: Int) throws -> [String] {
        let program = try #require(Program(named: "ffmpeg"))
        let result = try program.run([
            "-v", "error", "-i", workshop.folder.path(output), "-map", "0:s:\(track)", "-f", "srt",
            "-",
        ])
        return result.output.split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test(arguments: [
        ("out.mp4", "mov_text"), ("out.mov, codec: h264", "mov_text"),
        ("out.mkv, codec: h264", "subrip"), ("out.webm", "webvtt"),
    ]) func `subtitles are kept`(output: String, codec: String) async throws {
        let workshop = try subtitled()
        let notices = try await render(workshop, "film.mkv", output)
        #expect(!notices.contains { $0.contains("not taken over") })
        let name = String(output.prefix { $0 != "," })
        #expect(
            try FFmpeg.probe(workshop.folder.path(name), "stream=codec_name", stream: "s") == [
                codec, codec,
            ])
        #expect(
            try FFmpeg.probe(workshop.folder.path(name), "stream_tags=language", stream: "s")
                == ["eng", "ita"])
        for (track, text) in ["hello", "ciao"].enumerated() {
            #expect(
                try lines(workshop, name, track: track) == [
                    "1", "00:00:01,000 --> 00:00:02,500", text,
                    "2", "00:00:03,000 --> 00:00:04,600", "<i>\(text)</i> again",
                ])
        }
    }

    @Test(arguments: [
        ("start: 2s, end: 4s", "00:00:00,000 --> 00:00:00,500", "00:00:01,000 --> 00:00:02,000"),
        ("speed: 2", "00:00:00,500 --> 00:00:01,250", "00:00:01,500 --> 00:00:02,300"),
    ]) func `a part has its subtitles`(part: String, first: String, second: String) async throws {
        let workshop = try subtitled()
        _ = try await render(workshop, "{file: film.mkv, \(part)}", "out.mp4")
        let times = try lines(workshop, "out.mp4", track: 1).filter { $0.contains("-->") }
        #expect(times == [first, second])
    }

    @Test func `subtitles that a GIF cannot hold are named`() async throws {
        let workshop = try subtitled()
        let notices = try await render(workshop, "film.mkv", "out.gif")
        let path = workshop.folder.path("film.mkv")
        #expect(notices.contains("\(path): not taken over: 2 subtitle tracks"))
    }
}
