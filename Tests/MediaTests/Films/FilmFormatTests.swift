import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// Every kind of film, as `ffprobe` describes it and `ffmpeg` decodes it.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg and ffprobe"))
struct FilmFormatTests {
    /// 32 patches of 32×32, with alpha from 0 to 1 where it is asked for.
    private struct Patches {
        static let (columns, rows) = (8, 4)
        let colours: [[Float]]
        let image: Image

        init(hasAlpha: Bool) throws {
            // Levels of 255: corners, greys, skin, and colours in between.
            colours = (0..<32).map { k in
                let levels: [Int] =
                    switch k {
                    case 0..<8: (0..<3).map { k >> $0 & 1 == 1 ? 255 : 0 }
                    case 8..<16: [Int](repeating: (k - 8) * 36, count: 3)
                    default: [37 * k % 256, 91 * k % 256, 53 * k % 256]
                    }
                let alpha = [0, 64, 128, 192, 255][k % 5]
                return (levels + (hasAlpha ? [alpha] : [])).map { Float($0) / 255 }
            }
            var samples: [Float] = []
            for c in colours[0].indices {
                for y in 0..<128 {
                    for x in 0..<256 { samples.append(colours[y / 32 * 8 + x / 32][c]) }
                }
            }
            image = try Image(
                width: 256, height: 128, channels: colours[0].count, samples: samples)
        }
    }

    @Test(arguments: FilmCase.all)
    func `a film is what its tags promise, and its colours come back`(kind: FilmCase) throws {
        let folder = try TemporaryFolder()
        let patches = try Patches(hasAlpha: kind.hasAlpha)
        let path = try kind.write([Image](repeating: patches.image, count: 5), in: folder)
        #expect(try folder.contents == ["a.\(kind.ending)"])
        try checkTags(of: path, kind)
        let channels = patches.image.channels
        let bytes = [UInt8](try kind.decoded(path, kind.hasAlpha ? "rgba" : "rgb24"))
        try #require(bytes.count == 256 * 128 * channels)
        for (k, colour) in patches.colours.enumerated() {
            let (x, y) = (k % 8 * 32, k / 8 * 32)
            for c in 0..<channels {
                // A flat patch but for its edges, where half of the colour differences come from outside.
                let inner = (8..<24).flatMap { dy in
                    (8..<24).map { dx in Int(bytes[((y + dy) * 256 + x + dx) * channels + c]) }
                }
                let expected = Double(colour[c] * 255)
                let mean = Double(inner.reduce(0, +)) / 256
                // FFmpeg cuts more bits off where it makes 8 of them.
                let tolerance = kind.isLossless ? kind.film.bits > 8 ? 1 : 0 : 2.0
                #expect(abs(mean - expected) <= tolerance, "patch \(k) channel \(c)")
            }
        }
    }

    private func checkTags(of path: String, _ kind: FilmCase) throws {
        let found = try Tool.fields(
            path,
            "stream=codec_name,profile,pix_fmt,color_range,color_space,color_transfer,"
                + "color_primaries,avg_frame_rate,nb_read_packets,start_time,width,height,"
                + "sample_aspect_ratio,codec_tag_string:stream_tags=alpha_mode:format=duration")
        let isRGB = kind.film.codec == .ffv1
        let isForEditors = ["mov", "mxf"].contains(kind.ending)
        var expected = [
            "codec_name": kind.codec, "profile": kind.profile, "pix_fmt": kind.pixelFormat,
            "color_range": isRGB ? "pc" : "tv", "color_space": isRGB ? "gbr" : "bt709",
            "color_transfer": isForEditors ? "bt709" : "iec61966-2-1",
            "color_primaries": "bt709",
            "avg_frame_rate": "24/1", "nb_read_packets": "5", "width": "256", "height": "128",
            "sample_aspect_ratio": "1:1",
        ]
        if let tag = kind.tag { expected["codec_tag_string"] = tag }
        if kind.film.codec == .vp9, kind.hasAlpha { expected["TAG:alpha_mode"] = "1" }
        for (key, value) in expected { #expect(found[key] == value, "\(key)") }
        // QuickTime's colr atom: primaries, transfer and matrix 1 of ISO/IEC 23091-2.
        if kind.ending == "mov" {
            let atom = Data("colrnclc".utf8) + [0, 1, 0, 1, 0, 1]
            #expect(try Data(contentsOf: URL(filePath: path)).firstRange(of: atom) != nil)
        }
        #expect(abs((Double(found["start_time"] ?? "") ?? 1)) < 1e-6)
        // Matroska counts milliseconds.
        #expect(abs((Double(found["duration"] ?? "") ?? 0) - 5.0 / 24) < 0.001)
    }

    /// A ramp of greys from left to right, and one of colours.
    private func ramp() throws -> Image {
        let (width, height) = (1024, 128)
        var samples: [Float] = []
        for c in 0..<3 {
            for y in 0..<height {
                for x in 0..<width {
                    let t = Float(x) / Float(width - 1)
                    let colour: [Float] = [0.2 + 0.6 * t, 0.5, 0.8 - 0.6 * t]
                    samples.append(y < height / 2 ? t : colour[c])
                }
            }
        }
        return try Image(width: width, height: height, samples: samples)
    }

    @Test(arguments: [
        (FilmCodec.prores422HQ, 1.0), (.prores4444, 1.0), (.dnxhrHQX, 1.0), (.dnxhrHQ, 6.0),
    ])
    func `smooth ramps come back without bands`(codec: FilmCodec, tolerance: Double) throws {
        let kind = try #require(FilmCase.all.first { $0.film.codec == codec && !$0.hasAlpha })
        let folder = try TemporaryFolder()
        let image = try ramp()
        let path = try kind.write([image], in: folder)
        let planes = try kind.decoded(
            path, "gbrp16le",
            filter: "zscale=matrixin=709:rangein=limited:matrix=gbr:range=full,format=gbrp16le"
        ).withUnsafeBytes { Array($0.bindMemory(to: UInt16.self)) }
        let (width, height) = (image.width, image.height)
        try #require(planes.count == 3 * width * height)
        var largest = 0.0
        for (plane, c) in [1, 2, 0].enumerated() {
            for row in [16, 16 + height / 2] {
                for x in stride(from: 16, to: width - 16, by: 16) {
                    // Means of the dither's squares, away from the edge between the halves: eight colour
                    // differences are on sixteen columns.
                    var (found, expected) = (0.0, 0.0)
                    for y in row..<row + 32 {
                        for column in x..<x + 16 {
                            let place = y * width + column
                            found += Double(planes[plane * width * height + place]) / 65535
                            expected += Double(image.samples[c * width * height + place])
                        }
                    }
                    largest = max(largest, abs(found - expected) / 512 * 1023)
                }
            }
        }
        #expect(largest <= tolerance, "\(largest)")
    }

    @Test(arguments: [(8, "bgr0", 0.5 / 255), (10, "gbrp10le", 0.5 / 1023), (16, "gbrp16le", 0)])
    func `FFV1 keeps the picture's own levels`(bits: Int, format: String, _: Double) throws {
        let kind = FilmCase(
            ending: "mkv", film: .init(.ffv1, bits: bits), codec: "", profile: "",
            pixelFormat: format)
        let folder = try TemporaryFolder()
        let image = try makeRamp(width: 67, height: 41, phase: 0.3)
        let path = try kind.write([image], in: folder)
        let planes = try VideoPlanes(image, VideoPlanes.Layout(.rgb, bits: bits)).planes
        let expected: [UInt16]
        if bits == 8 {
            expected = try image.rgb8().map(UInt16.init)
            let found = try kind.decoded(path, "rgb24").map(UInt16.init)
            #expect(found == expected)
        } else {
            expected = planes[1].codes + planes[2].codes + planes[0].codes
            let found = try kind.decoded(path, format).withUnsafeBytes {
                Array($0.bindMemory(to: UInt16.self))
            }
            #expect(found == expected)
        }
    }

    @Test(arguments: FilmCase.all.filter { $0.ending != "mkv" || $0.film.codec == .ffv1 })
    func `equal frames give equal bytes`(kind: FilmCase) throws {
        let folder = try TemporaryFolder()
        let images = try (0..<12).map { k in
            let ramp = try makeRamp(width: 256, height: 128, phase: Float(k) / 12)
            return kind.hasAlpha ? try ramp.withAlpha() : ramp
        }
        let paths = try ["a", "b"].map { try kind.write(images, in: folder, name: $0) }
        let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(files[0] == files[1])
    }

    @Test(arguments: [
        ("mp4", "24000/1001"), ("mov", "30000/1001"), ("mxf", "24000/1001"), ("mxf", "60"),
        ("mkv", "24000/1001"), ("webm", "30000/1001"), ("mkv", "1000"), ("webm", "1/4"),
        ("mkv", "12.5"),
    ])
    func `rates are kept`(ending: String, rate: String) throws {
        let codec: FilmCodec = ending == "mxf" ? .dnxhrHQ : ending == "mkv" ? .ffv1 : .h264
        let kind = FilmCase(
            ending: ending, film: .init(ending == "webm" ? .vp9 : codec), codec: "", profile: "",
            pixelFormat: "")
        let folder = try TemporaryFolder()
        let images = try (0..<30).map {
            try makeRamp(width: 256, height: 128, phase: Float($0) / 30)
        }
        let path = try kind.write(images, in: folder, rate: FrameRate.parse(rate))
        let source = try MediaInput.open(path: path)
        #expect(source.frameRate == (try FrameRate.parse(rate)))
        #expect(source.properties.frameCount == 30)
    }

    @Test func `rates that a container cannot keep are refused`() throws {
        let folder = try TemporaryFolder()
        let rate = try FrameRate(15, 1)
        #expect(
            throws: MediaError.unsuitable(
                place: folder.path("a.mxf"), found: "15 frames per second",
                expected: "24, 25, 30, 48, 50, 60, 100 or 120, or 1000/1001 of 24, 30, 48, 60 or "
                    + "120, for MXF")
        ) {
            try MXFFormat().makeSink(SinkOutput(path: folder.path("a.mxf"), frameRate: rate))
        }
        #expect(MKVFormat().fault(at: try FrameRate(1, 5)) != nil)
        #expect(MOVFormat().fault(at: try FrameRate(1, 1801)) != nil)
    }

    @Test(arguments: [
        (FilmCodec.prores422HQ, "mov", 33, 17, "34×17", "4:2:2 needs an even width"),
        (.prores4444, "mov", 33, 17, "33×17", ""), (.ffv1, "mkv", 33, 17, "33×17", ""),
        (.ffv1, "mkv", 1, 1, "1×1", ""), (.vp9, "webm", 33, 17, "34×18", "4:2:0 needs even sizes"),
        (.h265, "mp4", 65, 33, "66×34", "4:2:0 needs even sizes"),
        (.av1, "mp4", 65, 67, "66×68", "4:2:0 needs even sizes"),
        (.dnxhrHQX, "mxf", 257, 121, "258×121", "4:2:2 needs an even width"),
    ])
    func `odd sizes are padded where the sampling asks for it`(
        codec: FilmCodec, ending: String, width: Int, height: Int, size: String, reason: String
    ) throws {
        let kind = FilmCase(
            ending: ending, film: .init(codec), codec: "", profile: "", pixelFormat: "")
        let folder = try TemporaryFolder()
        let path = folder.path("a.\(ending)")
        let sink = try kind.writer.makeSink(SinkOutput(path: path, frameRate: .film))
        for _ in 0..<3 { try sink.write(makeRamp(width: width, height: height)) }
        #expect(
            sink.notices
                == (reason.isEmpty
                    ? []
                    : [
                        "\(width)×\(height) is written as \(size), the edge repeated, because \(reason)"
                    ]))
        try sink.finish()
        let found = try Tool.fields(path, "stream=width,height")
        #expect("\(found["width"] ?? "")×\(found["height"] ?? "")" == size)
    }

    /// The compiler asks neither for a container of a new codec nor for its case.
    @Test func `every codec has a container and a case here`() {
        let codecs = Set(FilmCodec.allCases)
        #expect(Set(FilmCase.all.map(\.film.codec)) == codecs)
        let held =
            MP4Container.codecs + MOVContainer.codecs + MXFContainer.codecs + MKVContainer.codecs
            + WebMContainer.codecs
        #expect(Set(held) == codecs)
    }

    @Test(arguments: [
        (FilmCodec.av1, 62, 64, "64×64"), (.dnxhrHQ, 254, 120, "256×120"),
        (.h265, 62, 64, "64×16"),
    ])
    func `sizes below the encoder's smallest are refused in words`(
        codec: FilmCodec, width: Int, height: Int, least: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.mov")
        let sink = try
            (codec == .av1
            ? MP4Format(FilmSettings(codec)) as any WritableFormat : MOVFormat(FilmSettings(codec)))
            .makeSink(
                SinkOutput(path: path, frameRate: .film))
        #expect(
            throws: MediaError.unsuitable(
                place: path, found: "\(width)×\(height) pixels",
                expected: "at least \(least) for \(codec.rawValue)")
        ) { try sink.write(makeRamp(width: width, height: height)) }
        sink.cancel()
        #expect(try folder.contents == [])
    }
}
