import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// A kind of film that is written, and what `ffprobe` says of it.
struct FilmCase: CustomTestStringConvertible, Sendable {
    let ending: String
    let film: FilmSettings
    var hasAlpha = false
    let codec: String
    let profile: String
    /// As FFmpeg decodes it: ProRes 4444 as 12 bits, whatever was encoded.
    let pixelFormat: String
    /// The four letters of MP4's family; nil where the container has none.
    var tag: String?

    var testDescription: String {
        "\(film.codec.rawValue) \(film.bits) in \(ending)\(hasAlpha ? " with alpha" : "")"
    }

    /// Whether not a bit is lost.
    var isLossless: Bool { film.codec == .ffv1 }

    /// The format's sink's maker.
    var writer: any WritableFormat {
        switch ending {
        case "mp4": MP4Format(film)
        case "mov": MOVFormat(film)
        case "mxf": MXFFormat(film)
        case "mkv": MKVFormat(film)
        default: WebMFormat(film)
        }
    }

    /// Writes images as a film and answers its path.
    func write(
        _ images: [Image], in folder: TemporaryFolder, name: String = "a",
        rate: FrameRate = .film, sound: Sound? = nil
    ) throws -> String {
        let path = folder.path("\(name).\(ending)")
        let sink = try writer.makeSink(SinkOutput(path: path, frameRate: rate, sound: sound))
        for image in images { try sink.write(image) }
        try sink.finish()
        return path
    }

    /// The first frame as the `ffmpeg` program decodes it, with its own matrix.
    ///
    /// - Parameter filter: what converts it; else swscale does, which is up to 4 of 1023 levels wrong.
    func decoded(_ path: String, _ format: String, filter: String? = nil) throws -> Data {
        // FFmpeg's own decoder of VP9 does not know alpha.
        let decoder = hasAlpha && film.codec == .vp9 ? ["-c:v", "libvpx-vp9"] : []
        return try Tool.run(
            "ffmpeg",
            ["-v", "error"] + decoder + [
                "-i", path, "-frames:v", "1",
            ] + (filter.map { ["-vf", $0] } ?? []) + [
                "-sws_flags", "accurate_rnd+full_chroma_int+full_chroma_inp+bicubic", "-f",
                "rawvideo",
                "-pix_fmt", format, "-",
            ])
    }

    static let all: [FilmCase] =
        [
            FilmCase(
                ending: "mp4", film: .init(.h264), codec: "h264", profile: "High",
                pixelFormat: "yuv420p", tag: "avc1"),
            FilmCase(
                ending: "mp4", film: .init(.h265), codec: "hevc", profile: "Main",
                pixelFormat: "yuv420p", tag: "hvc1"),
            FilmCase(
                ending: "mp4", film: .init(.h265, bits: 10), codec: "hevc", profile: "Main 10",
                pixelFormat: "yuv420p10le", tag: "hvc1"),
            FilmCase(
                ending: "mp4", film: .init(.av1), codec: "av1", profile: "Main",
                pixelFormat: "yuv420p", tag: "av01"),
            FilmCase(
                ending: "mp4", film: .init(.av1, bits: 10), codec: "av1", profile: "Main",
                pixelFormat: "yuv420p10le", tag: "av01"),
            FilmCase(
                ending: "mov", film: .init(.h264), codec: "h264", profile: "High",
                pixelFormat: "yuv420p", tag: "avc1"),
            FilmCase(
                ending: "mov", film: .init(.h265, bits: 10), codec: "hevc", profile: "Main 10",
                pixelFormat: "yuv420p10le", tag: "hvc1"),
            FilmCase(
                ending: "mov", film: .init(.prores422HQ), codec: "prores", profile: "HQ",
                pixelFormat: "yuv422p10le", tag: "apch"),
            FilmCase(
                ending: "mov", film: .init(.prores4444), codec: "prores", profile: "4444",
                pixelFormat: "yuv444p12le", tag: "ap4h"),
            FilmCase(
                ending: "mov", film: .init(.prores4444), hasAlpha: true, codec: "prores",
                profile: "4444", pixelFormat: "yuva444p12le", tag: "ap4h"),
            FilmCase(
                ending: "mov", film: .init(.dnxhrHQ), codec: "dnxhd", profile: "DNXHR HQ",
                pixelFormat: "yuv422p", tag: "AVdh"),
            FilmCase(
                ending: "mov", film: .init(.dnxhrHQX), codec: "dnxhd", profile: "DNXHR HQX",
                pixelFormat: "yuv422p10le", tag: "AVdh"),
        ] + others

    private static let others = [
        FilmCase(
            ending: "mxf", film: .init(.dnxhrHQ), codec: "dnxhd", profile: "DNXHR HQ",
            pixelFormat: "yuv422p"),
        FilmCase(
            ending: "mxf", film: .init(.dnxhrHQX), codec: "dnxhd", profile: "DNXHR HQX",
            pixelFormat: "yuv422p10le"),
        FilmCase(
            ending: "mkv", film: .init(.ffv1), codec: "ffv1", profile: "unknown",
            pixelFormat: "bgr0"),
        FilmCase(
            ending: "mkv", film: .init(.ffv1), hasAlpha: true, codec: "ffv1", profile: "unknown",
            pixelFormat: "bgra"),
        FilmCase(
            ending: "mkv", film: .init(.ffv1, bits: 10), codec: "ffv1", profile: "unknown",
            pixelFormat: "gbrp10le"),
        FilmCase(
            ending: "mkv", film: .init(.ffv1, bits: 16), hasAlpha: true, codec: "ffv1",
            profile: "unknown", pixelFormat: "gbrap16le"),
        FilmCase(
            ending: "mkv", film: .init(.h264), codec: "h264", profile: "High",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "mkv", film: .init(.h265), codec: "hevc", profile: "Main",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "mkv", film: .init(.av1), codec: "av1", profile: "Main",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "mkv", film: .init(.vp9), codec: "vp9", profile: "Profile 0",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "webm", film: .init(.vp9), codec: "vp9", profile: "Profile 0",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "webm", film: .init(.vp9, bits: 10), codec: "vp9", profile: "Profile 2",
            pixelFormat: "yuv420p10le"),
        FilmCase(
            ending: "webm", film: .init(.vp9), hasAlpha: true, codec: "vp9",
            profile: "Profile 0", pixelFormat: "yuv420p"),
        FilmCase(
            ending: "webm", film: .init(.av1), codec: "av1", profile: "Main",
            pixelFormat: "yuv420p"),
        FilmCase(
            ending: "webm", film: .init(.av1, bits: 10), codec: "av1", profile: "Main",
            pixelFormat: "yuv420p10le"),
    ]
}
