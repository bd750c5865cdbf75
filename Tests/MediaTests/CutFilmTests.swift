import Fixtures
import Foundation
import Imaging
import Testing

@testable import Media

/// Films that end early, in the containers that FFmpeg takes for whole then.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct CutFilmTests {
    private static let h264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p"]
    /// With one thread: libvpx's VP8 has threads that wait for each other in a loop, on a busy machine for ever.
    private static let vp8 = ["-c:v", "libvpx", "-deadline", "realtime", "-threads", "1"]
    private static let source = ["-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=1"]

    /// Containers that say their length, or where they end.
    private static let lengths: [(name: String, options: [String])] = [
        ("a.mkv", h264), ("a.webm", vp8),
        ("a.avi", ["-c:v", "mpeg4"]), ("a.wmv", ["-c:v", "wmv2"]), ("a.ts", h264),
        ("m2ts.ts", h264 + ["-mpegts_m2ts_mode", "1"]), ("a.ogv", ["-c:v", "libtheora"]),
        ("a.gif", []), ("a.mp4", h264 + ["-movflags", "+faststart"]),
        ("a.mov", ["-c:v", "prores_ks", "-movflags", "+faststart"]),
    ]

    private func make(
        _ folder: TemporaryFolder, _ name: String, _ options: [String]
    ) throws -> [UInt8] {
        let path = folder.path(name)
        try Tool.make(Self.source + options, to: path)
        return try [UInt8](Data(contentsOf: URL(filePath: path)))
    }

    /// The error of opening a film, or of reading it to its end.
    private func error(_ path: String, isReadToEnd: Bool = true) -> String? {
        do {
            let source = try MediaInput.open(path: path)
            while isReadToEnd, try source.next() != nil {}
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: lengths)
    func `a film cut anywhere is refused before its first frame`(
        name: String, options: [String]
    ) throws {
        let folder = try TemporaryFolder()
        let bytes = try make(folder, name, options)
        #expect(error(folder.path(name)) == nil, "whole")
        for share in [0.5, 0.7, 0.9, 0.97] {
            // Not at a packet's border by chance: 188 and 192 are even.
            let count = Int(Double(bytes.count) * share) | 1
            let message = error(
                try folder.write(bytes.prefix(count), "cut-\(name)"), isReadToEnd: false)
            #expect(message?.contains("cut short: ") ?? false, "\(share): \(message ?? "nothing")")
        }
    }

    @Test(
        arguments: [
            ("a.y4m", []), ("a.flv", h264), ("a.mpg", ["-c:v", "mpeg2video"]),
            ("a.ivf", vp8), ("a.h264", h264),
            ("frag.mp4", h264 + ["-movflags", "+frag_keyframe+empty_moov", "-g", "5"]),
        ] as [(String, [String])])
    func `a film that says no length is refused where it ends`(
        name: String, options: [String]
    ) throws {
        let folder = try TemporaryFolder()
        let bytes = try make(folder, name, options)
        #expect(error(folder.path(name)) == nil, "whole")
        for share in [0.5, 0.7, 0.9] {
            let count = Int(Double(bytes.count) * share) | 1
            #expect(error(try folder.write(bytes.prefix(count), "cut-\(name)")) != nil, "\(share)")
        }
    }

    @Test func `a recording that was written to a pipe says no length and is whole`() throws {
        let folder = try TemporaryFolder()
        for (format, options) in [
            ("matroska", Self.h264), ("webm", Self.vp8),
            ("avi", ["-c:v", "mpeg4"]), ("mpegts", Self.h264), ("flv", Self.h264),
        ] {
            let data = try Tool.run(
                "ffmpeg", ["-v", "error"] + Self.source + options + ["-f", format, "-"])
            let path = try folder.write(data, "piped.\(format)")
            #expect(error(path) == nil, "\(format)")
        }
    }

    @Test func `an MP4 whose index is missing says so`() throws {
        let folder = try TemporaryFolder()
        let bytes = try make(folder, "a.mp4", Self.h264)
        let path = try folder.write(bytes.prefix(bytes.count / 2), "cut.mp4")
        #expect(
            error(path)
                == "\(path): an MP4 or MOV that is damaged or cut short, expected a whole film, "
                + "its index (moov) included")
    }

    @Test func `bytes behind the end of a GIF or a Segment are no cut`() throws {
        let folder = try TemporaryFolder()
        for (name, options) in [("a.gif", []), ("a.mkv", Self.h264)] as [(String, [String])] {
            let bytes = try make(folder, name, options)
            let path = try folder.write(bytes + [UInt8](repeating: 0, count: 100), "longer-\(name)")
            #expect(error(path, isReadToEnd: false) == nil, "\(name)")
        }
    }
}
