import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Sound in every container, copied and written anew, as `ffmpeg` decodes it.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct FilmSoundTests {
    private let sounds = SoundTests()

    private static func writer(_ ending: String) -> any WritableFormat {
        let h264 = FilmSettings(.h264, options: ["preset": "ultrafast"])
        return switch ending {
        case "mov": MOVFormat(h264)
        case "mkv": MKVFormat(h264)
        case "webm": WebMFormat(FilmSettings(.vp9, options: ["cpu-used": "8"]))
        case "mxf": MXFFormat()
        default: MP4Format(h264)
        }
    }

    @Test(arguments: [
        ("aac", "a.mp4", "mov", "aac"), ("pcm_s16le", "a.mov", "mov", "pcm_s16le"),
        ("libmp3lame", "a.mp4", "mov", "mp3"), ("alac", "a.mov", "mov", "alac"),
        ("flac", "a.mkv", "mov", "pcm_s24le"), ("libopus", "a.mkv", "mov", "pcm_s24le"),
        ("aac", "a.mp4", "mkv", "aac"), ("libopus", "a.webm", "mkv", "opus"),
        ("pcm_s24le", "a.mov", "mkv", "pcm_s24le"), ("pcm_s16be", "a.mov", "mkv", "flac"),
        ("libvorbis", "a.mkv", "mkv", "vorbis"), ("libopus", "a.webm", "webm", "opus"),
        ("libvorbis", "a.mkv", "webm", "vorbis"), ("aac", "a.mp4", "webm", "opus"),
        ("aac", "a.mp4", "mxf", "pcm_s24le"), ("pcm_s16le -ar 44100", "a.mov", "mxf", "pcm_s24le"),
    ])
    func `a flash and a beep stay together`(
        codec: String, name: String, ending: String, expected: String
    ) throws {
        let folder = try TemporaryFolder()
        let video = name.hasSuffix(".webm") ? "libvpx-vp9 -cpu-used 8" : "libx264"
        let scale = ending == "mxf" ? " -s 256x128" : ""
        let path = try sounds.make(folder, "-c:v \(video)\(scale) -c:a \(codec)", name)
        let result = folder.path("result.\(ending)")
        try sounds.copy(MediaInput.open(path: path), result, as: Self.writer(ending))
        #expect(
            try Tool.fields(result, "stream=codec_name", stream: "a:0")["codec_name"] == expected)
        #expect(try abs(sounds.flash(result) - 2) < 1e-9)
        #expect(try abs(sounds.beep(result) - 2) < 0.03)
        // The film's four seconds, but for what a last packet holds more.
        let count = try sounds.samples(result).count
        #expect(count >= 191_000 && count < 192_000 + 4608, "\(count)")
    }

    @Test(arguments: [
        ("aac", "mkv"), ("libopus", "webm"), ("flac", "mkv"), ("pcm_s16le", "mov"),
        ("libmp3lame", "mkv"), ("aac", "webm"), ("pcm_s16le", "mxf"),
    ])
    func `a part begins and ends with its pictures`(codec: String, ending: String) throws {
        let folder = try TemporaryFolder()
        let scale = ending == "mxf" ? " -s 256x128" : ""
        let name = codec == "pcm_s16le" ? "a.mov" : "a.mkv"
        let path = try sounds.make(folder, "-c:v libx264 -g 10\(scale) -c:a \(codec)", name)
        let part = folder.path("part.\(ending)")
        let clip = try Clip(
            start: TimeExpression.parse("1.2s"), end: TimeExpression.parse("2.6s"))
        try sounds.copy(
            ClippedSource(MediaInput.open(path: path), clip), part, as: Self.writer(ending))
        #expect(try abs(sounds.flash(part) - 0.8) < 1e-9)
        #expect(try abs(sounds.beep(part) - 0.8) < 0.03)
        let count = try sounds.samples(part).count
        #expect(abs(count - 67_200) < 4608, "\(count)")
    }
}
