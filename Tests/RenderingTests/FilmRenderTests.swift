import Fixtures
import Formats
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing
import Timelines

/// Films and sequences as inputs, seen through a network that changes nothing.
struct FilmRenderTests {
    /// Numbered pictures `in/NN.png`, each of its own blue.
    private func makeSequence(_ workshop: Workshop, count: Int) throws {
        try workshop.folder.makeFolder("in")
        for index in 0..<count {
            let blue = Float(index) / Float(count)
            try PNGFile.write(
                try Workshop.picture(width: 16, height: 12, blue: blue),
                to: workshop.folder.path("in/0\(index).png"), depth: .sixteen)
        }
    }

    @Test func `a sequence goes in and comes out`() async throws {
        let workshop = try Workshop()
        try makeSequence(workshop, count: 7)
        try workshop.identityPreset(input: "\"in/%02d.png\"")
        let plan = try workshop.plan { $0.resources.workers = 2 }
        #expect(plan.timeline.frameCount == 7)
        #expect(plan.timeline.frameRate == .film)
        #expect(try await Renderer(plan).render().notices == [])
        let (before, after) = (
            try workshop.frames("in/%02d.png"), try workshop.frames("out/%04d.png")
        )
        #expect(after.count == 7)
        for (a, b) in zip(before, after) { #expect(largestDifference(a, b) < 0.01) }
    }

    @Test func `a timeline of half the rate shows every other picture, of twice each twice`()
        async throws
    {
        let workshop = try Workshop()
        try makeSequence(workshop, count: 8)
        // A film of 24 frames per second without loss: numbered pictures have the timeline's rate.
        try workshop.identityPreset(
            input: "\"in/%02d.png\"", output: "[{path: in.mp4, quality: 0}]")
        try await workshop.render()
        let film = try workshop.frames("in.mp4")
        #expect(film.count == 8)
        for (rate, shown) in [
            (12, [0, 2, 4, 6]), (48, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]),
            (36, [0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7]), (24, Array(0...7)),
        ] {
            try workshop.identityPreset(
                input: "in.mp4", timeline: "{fps: \(rate), keys: [{at: 0s, mix: same}]}",
                output: "[{path: \"r\(rate)/%04d.png\", depth: 16}]")
            #expect(try await workshop.render().notices == [])
            let frames = try workshop.frames("r\(rate)/%04d.png")
            #expect(frames.count == shown.count, "\(rate) a second")
            for (frame, index) in zip(frames, shown) {
                #expect(largestDifference(frame, film[index]) < 0.01, "\(rate) a second, \(index)")
            }
        }
    }

    @Test func `frames of a part show the film's own at that place`() async throws {
        let workshop = try Workshop()
        try makeSequence(workshop, count: 8)
        try workshop.identityPreset(input: "\"in/%02d.png\"")
        try await workshop.render { $0.frames = 5...6 }
        let frames = try workshop.frames("out/%04d.png")
        let film = try workshop.frames("in/%02d.png")
        #expect(frames.count == 2)
        #expect(largestDifference(frames[0], film[5]) < 0.01)
        #expect(largestDifference(frames[1], film[6]) < 0.01)
    }

    @Test func `a film that ends before the timeline is said`() async throws {
        let workshop = try Workshop()
        try makeSequence(workshop, count: 5)
        try workshop.identityPreset(
            input: "\"in/%02d.png\"", timeline: "{duration: 8f, keys: [{at: 0s, mix: same}]}")
        let report = try await workshop.render()
        let input = workshop.folder.path("in/%02d.png")
        #expect(report.frames == 5)
        #expect(
            report.notices
                == ["\(input): the film ended 3 frames before the 8 planned; the result has 5"])
        #expect(try workshop.frames("out/%04d.png").count == 5)
    }

    @Test func `a part after the film's end is an error that leaves nothing`() async throws {
        let workshop = try Workshop()
        try makeSequence(workshop, count: 5)
        try workshop.identityPreset(
            input: "\"in/%02d.png\"", timeline: "{duration: 20f, keys: [{at: 0s, mix: same}]}",
            output: "[{path: out.mp4}, {path: out.gif}]")
        let before = try workshop.folder.contents
        await #expect(
            throws: RenderError.inputTooShort(
                file: workshop.folder.path("in/%02d.png"), firstFrame: 12)
        ) { try await workshop.render { $0.frames = 12...15 } }
        #expect(try workshop.folder.contents == before)
    }

    @Test(
        .enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"),
        arguments: [(24, 1), (25, 1), (30000, 1001), (24000, 1001), (60, 1), (240, 1)])
    func `times rounded to milliseconds lose no frame`(numerator: Int, denominator: Int)
        async throws
    {
        let workshop = try Workshop()
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x24:rate=\(numerator)/\(denominator)",
                "-frames:v", "100", "-c:v", "ffv1",
            ], to: workshop.folder.path("film.mkv"))
        try workshop.identityPreset(input: "film.mkv")
        let report = try await workshop.render { $0.resources.workers = 2 }
        #expect(report.frames == 100)
        #expect(report.notices == [])
        let (film, shown) = (try workshop.frames("film.mkv"), try workshop.frames("out/%04d.png"))
        #expect(film.count == 100 && shown.count == 100)
        for index in film.indices where index < shown.count {
            #expect(largestDifference(film[index], shown[index]) < 0.01, "frame \(index)")
        }
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `a film of changing rate is shown by its times`() async throws {
        let workshop = try Workshop()
        // 10 frames at 20 a second, of which 3 to 6 are left out: a gap of a quarter second.
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x24:rate=20:duration=0.5", "-vf",
                "select='not(between(n,3,6))'", "-fps_mode", "vfr", "-c:v", "ffv1",
            ], to: workshop.folder.path("film.mkv"))
        try workshop.identityPreset(
            input: "film.mkv",
            timeline: "{fps: 20, duration: 0.5s, keys: [{at: 0s, mix: same}]}")
        try await workshop.render()
        let (film, shown) = (try workshop.frames("film.mkv"), try workshop.frames("out/%04d.png"))
        #expect(film.count == 6)
        for (frame, index) in zip(shown, [0, 1, 2, 2, 2, 2, 2, 3, 4, 5]) {
            #expect(largestDifference(frame, film[index]) < 0.01)
        }
        #expect(shown.count == 10)
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `a part of a film is read at its speed, and other parts are other frames`() async throws {
        let workshop = try Workshop()
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x24:rate=12:duration=2", "-c:v", "ffv1",
            ], to: workshop.folder.path("film.mkv"))
        let film = try workshop.frames("film.mkv")
        for (part, expected) in [
            ("start: 6f, end: 1.5s, speed: 2", [6, 8, 10, 12, 14, 16]),
            ("start: 6f, end: 0.75s, speed: 1/2", [6, 6, 7, 7, 8, 8]),
            ("start: -0.25s", [21, 22, 23]),
        ] {
            try workshop.identityPreset(input: "{file: film.mkv, \(part)}")
            // The second and third are not taken for the first, whose images are there.
            let report = try await workshop.render { $0.overwrite = true }
            #expect(report.frames == expected.count)
            #expect(report.notices == [])
            let shown = try workshop.frames("out/%04d.png").prefix(expected.count)
            for (shown, index) in zip(shown, expected) {
                #expect(largestDifference(shown, film[index]) < 0.01, "\(part): \(index)")
            }
        }
        try workshop.identityPreset(input: "{file: film.mkv, start: 1s, end: 3s}")
        await #expect(
            throws: MediaError.badInput(
                place: workshop.folder.path("film.mkv"), found: "a part from 1s to 3s",
                expected: "one within the film, which ends at 2s")
        ) { try await workshop.render() }
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `sound is copied, of some frames their part`() async throws {
        let workshop = try Workshop()
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x24:rate=12:duration=2", "-f", "lavfi", "-i",
                "sine=duration=2", "-c:v", "libx264", "-c:a", "aac",
            ], to: workshop.folder.path("film.mp4"))
        try workshop.identityPreset(input: "film.mp4", output: "[{path: out.mp4}]")
        #expect(try await workshop.render().notices == [])
        let sound = try FFmpeg.probe(
            workshop.folder.path("film.mp4"), "packet=size,pts_time", stream: "a:0")
        #expect(
            try FFmpeg.probe(
                workshop.folder.path("out.mp4"), "packet=size,pts_time", stream: "a:0") == sound)
        let part = try await workshop.render {
            $0.frames = 6...11
            $0.overwrite = true
        }
        #expect(part.notices == [])
        // Frames 6 to 11 of 12 a second are half a second, 22,050 samples.
        let length = try FFmpeg.probe(
            workshop.folder.path("out.mp4"), "stream=duration_ts,sample_rate", stream: "a:0")
        #expect(length == ["44100,22050"])
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
    func `sound that MP4 cannot hold becomes AAC with a note, or is left out on request`()
        async throws
    {
        let workshop = try Workshop()
        let film = workshop.folder.path("film.mov")
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=32x24:rate=12:duration=1", "-f", "lavfi", "-i",
                "sine=duration=1", "-c:v", "libx264", "-c:a", "pcm_s16le",
            ], to: film)
        try workshop.identityPreset(input: "film.mov", output: "[{path: out.mp4}]")
        let report = try await workshop.render()
        #expect(
            report.notices == [
                "\(film): the sound is written as AAC, because MP4 cannot hold pcm_s16le"
            ])
        let output = workshop.folder.path("out.mp4")
        #expect(
            try FFmpeg.probe(output, "stream=codec_name,duration_ts", stream: "a:0") == [
                "aac,44100"
            ])
        let silent = try await workshop.render {
            $0.copiesSound = false
            $0.overwrite = true
        }
        #expect(silent.notices == [])
        #expect(try FFmpeg.probe(output, "stream=codec_name", stream: "a:0") == [])
    }

    @Test(
        .enabled(
            if: RealData.isThere && FFmpeg.isThere,
            "needs the shared films (SEGUE_DATA) and the programs ffmpeg and ffprobe"))
    func `a real film keeps its frames, its colours and its sound`() async throws {
        let workshop = try Workshop()
        let film = RealData.path("video/cutBunny.mp4")
        try workshop.identityPreset(
            input: "\(film)", timeline: "{keys: [{at: 0%, mix: same}, {at: 100%, mix: same}]}",
            output: "[{path: out.mp4, quality: 4}]")
        let report = try await workshop.render {
            $0.scale = 0.1
            $0.resources.workers = 2
        }
        #expect(report.frames == 240)
        #expect(report.notices == [])
        let out = workshop.folder.path("out.mp4")
        #expect(
            try FFmpeg.probe(out, "stream=width,height,r_frame_rate,nb_read_packets")
                == ["64,36,24/1,240"])
        #expect(
            try FFmpeg.probe(out, "packet=size", stream: "a:0")
                == FFmpeg.probe(film, "packet=size", stream: "a:0"))
        let source = try MediaInput.open(path: film)
        let result = try MediaInput.open(path: out)
        for index in 0..<24 {
            let (a, b) = (try #require(try source.next()), try #require(try result.next()))
            let small = try a.image.resized(width: 64, height: 36)
            #expect(meanDifference(small, b.image) < 3, "frame \(index)")
        }
    }
}
