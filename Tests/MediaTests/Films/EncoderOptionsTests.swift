import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// `options` of an output, as the encoder takes them.
struct EncoderOptionsTests {
    /// What making the sink says.
    private func message(_ codec: FilmCodec, _ options: [String: String]) throws -> String {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mkv")
        do {
            let film = FilmSettings(codec, options: options)
            let format: any WritableFormat =
                MKVContainer.codecs.contains(codec) ? MKVFormat(film) : MOVFormat(film)
            try format.makeSink(SinkOutput(path: path, frameRate: .film)).cancel()
            return ""
        } catch {
            #expect(try folder.contents == [])
            return "\(error)".replacing(path, with: "…")
        }
    }

    @Test(arguments: [
        (FilmCodec.h264, ["preset": "veryfast", "tune": "film", "g": "12", "bf": "0"]),
        (.h264, ["x264-params": "keyint=24:ref=2", "color_trc": "iec61966-2-1"]),
        (.h265, ["preset": "ultrafast", "x265-params": "keyint=24"]),
        (.av1, ["preset": "10", "svtav1-params": "tune=0"]), (.vp9, ["cpu-used": "5"]),
        (.ffv1, ["context": "0", "coder": "range_tab"]), (.prores422HQ, ["profile": "lt"]),
        (.dnxhrHQ, ["profile": "dnxhr_sq"]),
    ])
    func `options that the encoder has are taken`(
        codec: FilmCodec, options: [String: String]
    ) throws {
        #expect(try message(codec, options) == "")
    }

    @Test(arguments: [
        (
            FilmCodec.h264, ["pressett": "fast"],
            "…: option 'pressett', expected an option of FFmpeg's libx264 (did you mean 'preset'?); "
                + "'ffmpeg -h encoder=libx264' lists them"
        ),
        (
            .h264, ["threads": "1"],
            "…: option 'threads', expected another: the program sets this one itself"
        ),
        (
            .vp9, ["cpu-use": "1"],
            "…: option 'cpu-use', expected an option of FFmpeg's libvpx-vp9 (did you mean 'cpu-used'?); "
                + "'ffmpeg -h encoder=libvpx-vp9' lists them"
        ),
    ])
    func `others are refused before any frame, with the nearest name`(
        codec: FilmCodec, options: [String: String], expected: String
    ) throws {
        #expect(try message(codec, options) == expected)
    }

    @Test(arguments: [
        (FilmCodec.h264, ["preset": "slowest"]), (.h265, ["preset": "slowest"]),
        (.vp9, ["cpu-used": "fast"]), (.h264, ["x264-params": "keyints=24"]),
        (.h265, ["x265-params": "keyints=24"]), (.av1, ["svtav1-params": "keyints=24"]),
        (.av1, ["preset": "99"]), (.ffv1, ["context": "9"]),
    ])
    func `values that the encoder refuses are refused before any frame`(
        codec: FilmCodec, options: [String: String]
    ) throws {
        let found = try message(codec, options)
        #expect(found.hasPrefix("…: ") && found.contains(", expected "), "\(found)")
        #expect(found.contains(options.first?.key ?? ""), "\(found)")
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffprobe"))
    func `options reach the film, and win over the settings`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mp4")
        let film = FilmSettings(
            .h264, quality: 51,
            options: ["g": "2", "bf": "0", "crf": "1", "color_trc": "iec61966-2-1"])
        let images = try (0..<6).map { try makeRamp(width: 64, height: 48, phase: Float($0) / 6) }
        let sink = try MP4Format(film).makeSink(SinkOutput(path: path, frameRate: .film))
        for image in images { try sink.write(image) }
        try sink.finish()
        #expect(
            try Tool.probe(path, "packet=flags").filter { !$0.isEmpty }.map { $0.prefix(1) } == [
                "K", "_", "K", "_", "K", "_",
            ])
        let fields = try Tool.fields(path, "stream=color_transfer,has_b_frames")
        #expect(fields == ["color_transfer": "iec61966-2-1", "has_b_frames": "0"])
        let text = String(decoding: try folder.read("a.mp4"), as: UTF8.self)
        #expect(text.contains("crf=1.0"))
    }

    @Test(arguments: [
        ("preset", "fast", ""), ("preset", "3", ""), ("tune", "film,fastdecode", ""),
        ("preset", "10", "preset '10', expected ultrafast, "),
        ("tune", "films", "tune 'films', expected film, animation, "),
        ("tune", "film,grain", "tune 'film,grain', expected one of film, "),
        ("profile", "main10", "profile 'main10', expected baseline, main, "),
    ])
    func `words of x264's lists are looked up before x264 sees them`(
        option: String, value: String, expected: String
    ) throws {
        let found = try message(.h264, [option: value])
        #expect(expected.isEmpty ? found == "" : found.hasPrefix("…: \(expected)"), "\(found)")
    }

    @Test func `all faults are found at once`() throws {
        let film = FilmSettings(
            .h265, options: ["presets": "fast", "preset": "slowest", "crf": "abc", "g": "12"])
        let faults = OutputFormat.mkv(MKVFormat(film)).optionFaults(at: .film)
        #expect(faults.map(\.place) == [.name("presets"), .value("crf"), .value("preset")])
    }
}
