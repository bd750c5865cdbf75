import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Every kind of input as cameras and editors leave it, made by FFmpeg's own sources: what is shown, at which rate and
/// size, in which colour, with which sound, and what is said of it.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films and pictures"))
struct InputKindsTests {
    /// A way to make an input, and what it has to be.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        /// Runs of `ffmpeg`, each to the name that follows its arguments.
        var steps: [(arguments: String, name: String)] = []
        /// What is opened; nil for the last step's.
        var input: String?
        var frames = 10
        /// Frames a second; nil for a still.
        var rate: String? = "25"
        var size = "96×64"
        /// Red, green and blue of the first frame's middle, of 255; nil where it is not one colour.
        var colour: [Float]? = [64, 128, 192]
        var sound: String?
        /// Further tracks of sound, chapters, the timecode, and what is left out.
        var accompaniment = ""
        /// How its notices begin.
        var notices: [String] = []
        var hasAlpha = false

        var testDescription: String { name }
    }

    private static let flat = "-f lavfi -i color=c=0x4080c0:size=96x64:rate=25:duration=0.4"
    private static let beep = "-f lavfi -i sine=d=0.4:sample_rate=48000"
    private static let still = "\(flat) -frames:v 1"

    private static func film(
        _ name: String, _ options: String, _ file: String, size: String = "96×64",
        colour: [Float]? = [64, 128, 192], sound: String? = nil, notices: [String] = [],
        hasAlpha: Bool = false, frames: Int = 10
    ) -> Kind {
        let source = sound == nil ? flat : "\(flat) \(beep)"
        return Kind(
            name: name, steps: [("\(source) \(options)", file)], frames: frames, size: size,
            colour: colour, sound: sound, notices: notices, hasAlpha: hasAlpha)
    }

    private static func picture(
        _ name: String, _ options: String, _ file: String, colour: [Float]? = [64, 128, 192],
        notices: [String] = [], hasAlpha: Bool = false
    ) -> Kind {
        Kind(
            name: name, steps: [("\(still) \(options)", file)], frames: 1, rate: nil,
            colour: colour, notices: notices, hasAlpha: hasAlpha)
    }

    private static func sequence(_ name: String, _ input: String) -> Kind {
        Kind(
            name: name, steps: [("\(flat) -start_number 8", "f/p_%03d.png")], input: input,
            rate: "24")
    }

    private static let mp4 = "-c:v libx264 -pix_fmt yuv420p"
    private static let grey: [Float] = [119, 119, 119]

    static let films: [Kind] = [
        Kind(
            name: "held sideways",
            steps: [
                ("\(flat) \(mp4)", "flat.mov"),
                ("-i flat.mov -c copy -metadata:s:v rotate=90", "up.mov"),
            ], size: "64×96"),
        film(
            "anamorphic", "-vf setsar=3/2 \(mp4)", "a.mp4", size: "144×64",
            notices: ["pixels of aspect 3:2 are made square"]),
        film(
            "interlaced", "-vf setfield=tff -flags +ilme+ildct \(mp4) -x264-params tff=1", "i.mp4",
            notices: ["the film is interlaced"]),
        film("BT.709", "-vf scale=out_color_matrix=bt709 \(mp4) -colorspace bt709", "b.mp4"),
        film("full range", "-c:v mjpeg -pix_fmt yuvj420p -q:v 2", "j.avi"),
        film("10 bits", "-c:v libx265 -x265-params log-level=none -pix_fmt yuv420p10le", "h.mp4"),
        film("grey", "-c:v ffv1 -pix_fmt gray", "g.mkv", colour: nil),
        film("RGB", "-c:v ffv1 -pix_fmt gbrp", "r.mkv"),
        film("4:1:1 in DV's place", "-c:v mpeg2video -pix_fmt yuv422p -q:v 2", "m.ts"),
        film(
            "alpha in ProRes", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le", "p.mov",
            hasAlpha: true),
        film(
            "PQ",
            "-vf format=yuv420p10le -c:v libx265 -x265-params log-level=none -color_trc smpte2084 "
                + "-color_primaries bt2020 -colorspace bt2020nc", "q.mp4", colour: nil,
            notices: ["high dynamic range is mapped"]),
        film("odd sizes", "-vf scale=95:63 -c:v ffv1 -pix_fmt yuv444p", "o.mkv", size: "95×63"),
        film("an animation of one colour", "", "g.gif", colour: nil),
        film("a bare stream", "-c:v libx264 -bf 2", "b.h264"),
        film("AAC", "\(mp4) -c:a aac", "s.mp4", sound: "aac"),
        film("PCM", "\(mp4) -c:a pcm_s16le", "s.mov", sound: "pcm_s16le"),
        film("FLAC", "\(mp4) -c:a flac", "s.mkv", sound: "flac"),
        film("AC-3", "\(mp4) -c:a ac3", "s.ts", sound: "ac3"),
        film("MP3", "-c:v mpeg4 -q:v 2 -c:a libmp3lame", "s.avi", sound: "mp3"),
        film("Opus", "-c:v libvpx-vp9 -cpu-used 8 -c:a libopus", "s.webm", sound: "opus"),
        film(
            "Vorbis", "-c:v libvpx -threads 1 -crf 4 -b:v 2M -c:a libvorbis", "v.webm",
            sound: "vorbis"),
        Kind(
            name: "two sound tracks, chapters and a timecode",
            steps: [
                ("\(flat) \(beep) -map 0 -map 1 -map 1 \(mp4) -timecode 01:00:00:00", "t.mov"),
                ("-i t.mov -i chapters.txt -map 0:v -map 0:a -map_chapters 1 -c copy", "c.mov"),
            ], sound: "aac", accompaniment: "1, 0, 2, 01:00:00:00, "),
        Kind(
            name: "subtitles",
            steps: [
                ("\(flat) \(mp4)", "v.mp4"),
                ("-i v.mp4 -i words.srt -map 0 -map 1 -c:v copy -c:s srt", "w.mkv"),
            ], accompaniment: "0, 1, 0, , "),
    ]

    static let pictures: [Kind] = [
        picture("PNG", "", "p.png"),
        picture("PNG of 16 bits", "-pix_fmt rgb48be", "p.png"),
        picture("PNG of 8 bits with a palette", "-pix_fmt pal8", "p.png", colour: nil),
        picture("opaque PNG with alpha", "-pix_fmt rgba", "p.png"),
        picture(
            "transparent PNG", "-vf format=rgba,colorchannelmixer=aa=0.5", "p.png", hasAlpha: true),
        picture("grey PNG", "-vf format=gray,geq=lum=119", "p.png", colour: grey),
        picture("JPEG", "-q:v 1 -pix_fmt yuvj444p", "p.jpg"),
        picture("WebP", "-c:v libwebp -lossless 1", "p.webp"),
        picture("TIFF", "-compression_algo lzw", "p.tiff"),
        picture("BMP", "", "p.bmp"),
        picture("PPM", "", "p.ppm"),
        picture("QOI", "", "p.qoi"),
        // FFmpeg says of both that their samples are light; 64 of 255 is that of 137.
        picture(
            "DPX", "-pix_fmt gbrp10be", "p.dpx", colour: [137.0, 187.8, 224.8],
            notices: ["the colours are converted to sRGB by the picture's tags"]),
        picture("OpenEXR", "-pix_fmt gbrpf32le", "p.exr", colour: [137.0, 187.8, 224.8]),
    ]

    static let sequences: [Kind] = [
        sequence("a pattern", "f/p_%03d.png"), sequence("hashes", "f/p_###.png"),
        sequence("a folder", "f"), sequence("a glob", "f/*.png"),
    ]

    @Test(arguments: films + pictures + sequences)
    func `an input is what it shows`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("f")
        try folder.write(
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/10\nSTART=0\nEND=2\n[CHAPTER]\nTIMEBASE=1/10\nSTART=2\nEND=4\n"
                .utf8, "chapters.txt")
        try folder.write("1\n00:00:00,000 --> 00:00:00,300\nWords\n".utf8, "words.srt")
        let made = try folder.make(kind.steps)
        let path = kind.input.map(folder.path) ?? made
        let source = try MediaInput.open(
            path: path, sequenceRate: try FrameRate.parse("24"))
        #expect(source.frameCount == kind.frames)
        #expect(source.isStill == (kind.rate == nil))
        let rate = try kind.rate.map { try FrameRate.parse($0) }
        #expect(source.frameRate == rate)
        #expect("\(source.width)×\(source.height)" == kind.size)
        #expect(source.properties.sound?.codec == kind.sound)
        #expect(source.properties.hasAlpha == kind.hasAlpha)
        let others = source.properties.accompaniment
        let counts =
            "\(others.sounds.count), \(others.subtitles.count), \(others.chapters.count)"
        let rest = "\(others.timecode ?? ""), \(others.others.joined(separator: ", "))"
        #expect(
            "\(counts), \(rest)"
                == (kind.accompaniment.isEmpty ? "0, 0, 0, , " : kind.accompaniment))
        #expect(source.notices.count == kind.notices.count, "\(source.notices)")
        for (notice, start) in zip(source.notices, kind.notices) {
            #expect(notice.hasPrefix(start))
        }
        let frames = try source.rest()
        #expect(frames.count == kind.frames)
        guard let colour = kind.colour, let image = frames.first?.image else { return }
        let middle = image.height / 2 * image.width + image.width / 2
        for (c, expected) in colour.enumerated() {
            let found = image.samples[c * image.planeCount + middle] * 255
            #expect(abs(found - expected) < 3, "\(c): \(found)")
        }
    }
}
