import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Sound beside pictures, as `ffmpeg` decodes both.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct SoundTests {
    /// A flash in frame 50 of 25 a second.
    private static let picture =
        "color=size=64x48:rate=25:duration=4,format=yuv420p,"
        + "geq=lum='if(eq(N,50),235,16)':cb=128:cr=128"

    /// A beep that begins with it.
    private static let beep = "aevalsrc='if(between(t,2,2.3),sin(2*PI*1000*t)/2,0)':s=48000:d=4"

    func make(_ folder: TemporaryFolder, _ options: String, _ name: String) throws -> String {
        let path = folder.path(name)
        try Tool.make(
            ["-f", "lavfi", "-i", Self.picture, "-f", "lavfi", "-i", Self.beep]
                + options.split(separator: " ").map(String.init), to: path)
        return path
    }

    /// Writes what a source shows, with its sound, as an MP4 or another film.
    func copy(
        _ source: any FrameSource, _ path: String,
        as writer: any WritableFormat = MP4Format(
            FilmSettings(.h264, options: ["preset": "ultrafast"]))
    ) throws {
        let properties = source.properties
        let rate = try #require(properties.frameRate)
        let sink = try writer.makeSink(
            SinkOutput(path: path, frameRate: rate, sound: properties.sound))
        let frames = try source.rest()
        for frame in 0..<properties.frameCount {
            let start = try rate.latestStart(ofFrame: frame)
            let shown = frames.last { $0.timestamp <= start } ?? frames[0]
            try sink.write(shown.image)
        }
        try sink.finish()
    }

    /// Samples of one channel, 48,000 a second, from the first picture on.
    func samples(_ path: String) throws -> [Float] {
        let data = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-i", path, "-vn", "-af", "aresample=48000:async=1:first_pts=0",
                "-ac", "1", "-f", "f32le", "-",
            ])
        return data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    /// How many samples the container says that there are, 48,000 a second.
    func samplesStated(_ path: String) throws -> Int {
        let seconds = try Tool.probe(path, "stream=duration", stream: "a:0")
        return Int((try #require(Double(seconds[0])) * 48000).rounded())
    }

    /// When the beep begins, in seconds.
    func beep(_ path: String) throws -> Double {
        let samples = try samples(path)
        return Double(try #require(samples.firstIndex { abs($0) > 0.1 })) / 48000
    }

    /// When the flash is shown, in seconds from the first picture on.
    func flash(_ path: String) throws -> Double {
        let frames = try MediaInput.open(path: path).rest()
        let flash = try #require(frames.first { $0.image.samples[100] > 0.5 })
        return flash.timestamp.seconds
    }

    @Test(arguments: [
        ("-c:v libx264 -c:a aac", "a.mp4"), ("-c:v libx264 -bf 3 -c:a libmp3lame", "b.mp4"),
        ("-c:v libx264 -c:a pcm_s16le", "c.mov"), ("-c:v prores_ks -c:a pcm_s24le", "d.mov"),
        ("-c:v libx264 -bf 2 -c:a flac", "e.mkv"), ("-c:v ffv1 -c:a libvorbis", "f.mkv"),
        ("-c:v libvpx-vp9 -cpu-used 8 -c:a libopus", "g.webm"),
        ("-c:v mpeg4 -c:a pcm_s16le", "h.avi"), ("-c:v libx264 -c:a ac3", "i.ts"),
        ("-c:v mpeg2video -c:a mp2", "j.mpg"), ("-c:v mpeg2video -c:a pcm_s16le", "k.mxf"),
        ("-c:v wmv2 -c:a wmav2", "l.wmv"), ("-c:v libtheora -c:a libvorbis", "m.ogv"),
        ("-c:v flv1 -c:a aac", "n.flv"), ("-c:v libx264 -c:a alac", "o.mov"),
        ("-c:v libx264 -c:a aac -output_ts_offset 7", "p.ts"),
        ("-c:v libx264 -c:a aac -ac 6 -ar 44100", "q.mp4"),
        ("-c:v libx264 -c:a pcm_u8 -ar 11025", "r.mov"),
    ])
    func `a flash and a beep stay together`(options: String, name: String) throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, options, name)
        let result = folder.path("result.mp4")
        try copy(MediaInput.open(path: path), result)
        #expect(try abs(flash(result) - 2) < 1e-9)
        #expect(try abs(beep(result) - 2) < 0.03)
    }

    @Test(arguments: ["aac", "libmp3lame", "flac", "alac", "libopus"])
    func `a copied part begins and ends at its sample`(codec: String) throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, "-c:v libx264 -g 10 -strict -2 -c:a \(codec)", "a.mp4")
        let part = folder.path("part.mp4")
        let clip = try Clip(
            start: TimeExpression.parse("1.22s"), end: TimeExpression.parse("2.62s"))
        try copy(ClippedSource(MediaInput.open(path: path), clip), part)
        #expect(try abs(flash(part) - 0.8) < 1e-9)
        let (whole, found) = (try samples(path), try samples(part))
        // 1.22 s are 58,560 samples; 1.4 s are 67,200.
        let expected = whole[58_560..<58_560 + 67_200]
        // FFmpeg's program plays the last packet whole; the container says where the sound ends.
        #expect(found.count >= expected.count && found.count < expected.count + 4608)
        #expect(try samplesStated(part) == 67_200)
        // A decoder of lossy sound has settled after its first packets.
        let settled = codec == "flac" || codec == "alac" ? 0 : 6000
        let differences = zip(found, expected).map { abs($0 - $1) }
        #expect(differences.dropFirst(settled).max() ?? 1 < 1e-3)
        #expect(differences.max() ?? 1 < 0.1)
    }

    @Test func `sound that is written anew begins and ends at its sample, at its speed`() throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, "-c:v prores_ks -c:a pcm_f32le", "a.mov")
        let part = folder.path("part.mp4")
        let times = (try TimeExpression.parse("1.2s"), try TimeExpression.parse("3.2s"))
        try copy(
            ClippedSource(MediaInput.open(path: path), Clip(start: times.0, end: times.1)), part)
        let found = try samples(part)
        #expect(try samplesStated(part) == 96_000)
        #expect(try abs(beep(part) - 0.8) < 0.012)
        // The same waveform, as near as AAC keeps it.
        let (whole, middle) = (try samples(path), 40_000..<50_000)
        let error = middle.reduce(Float(0)) { max($0, abs(found[$1] - whole[$1 + 57_600])) }
        #expect(error < 0.05)
        let fast = folder.path("fast.mp4")
        try copy(
            ClippedSource(
                MediaInput.open(path: path),
                Clip(start: times.0, end: times.1, speed: Speed.parse("2"))), fast)
        #expect(try samplesStated(fast) == 48_000)
        #expect(try abs(beep(fast) - 0.4) < 0.03)
        #expect(try abs(flash(fast) - 0.4) < 1e-9)
    }
}
