import Formats
import Imaging
import Testing
import Timelines

/// What is known of the formats without the libraries that write them.
struct OutputFormatTests {
    @Test func `names are those of JSON documents, each once`() {
        #expect(
            OutputFormat.all.map { $0.name } == [
                "mp4", "mov", "mxf", "mkv", "webm", "gif", "png", "tiff", "exr", "jpeg", "webp",
                "webp-animation", "apng", "y4m",
            ])
        #expect(
            OutputFormat.endings
                == ".mp4, .mov, .mxf, .mkv, .webm, .gif, .png, .tif, .tiff, .exr, .jpg, .jpeg, .webp, "
                + ".apng or .y4m")
        #expect(OutputFormat.imageEndings == ".png, .tif, .tiff, .exr, .jpg, .jpeg or .webp")
    }

    @Test func `every format in the list is made with its standard settings`() {
        for type in OutputFormat.all {
            let format = type.init(codec: nil, SettingValues()).format
            #expect(format.name == type.name)
            #expect(!type.endings.isEmpty)
            for setting in type.settings {
                #expect(setting.standard.map { setting.allows($0) } ?? true)
            }
            #expect(type.faults(codec: nil, SettingValues()) == [])
        }
    }

    @Test(arguments: [
        ("a.mp4", ["mp4"]), ("x/y.GIF", ["gif"]), ("%d.png", ["png"]), ("a.avi", []),
        ("a.MOV", ["mov"]), ("a.mkv", ["mkv"]), ("a.webm", ["webm"]),
        ("a.mxf", ["mxf"]), (".mp4", []),
        ("x.mp4/", []), ("mp4", []),
    ])
    func `a path's ending tells its formats`(path: String, names: [String]) {
        #expect(OutputFormat.types(ofPath: path).map { $0.name } == names)
    }

    @Test func `settings reach their format`() {
        var values = SettingValues()
        values[MP4Format.qualitySetting] = 30
        values[PNGFormat.depthSetting] = 16
        #expect(MP4Format(codec: nil, values).film.quality == 30)
        #expect(PNGFormat(codec: nil, values).depth == .sixteen)
        #expect(OutputFormat.image(path: "a.png", values) == .png(PNGFormat(depth: .sixteen)))
        #expect(OutputFormat.image(path: "a.gif") == nil)
        #expect(OutputFormat.types(ofPath: "-").map { $0.name } == ["y4m"])
        #expect(
            (0...51).map { JPEGFormat(quality: $0).libraryQuality }
                == (0...51).map {
                    JPEGFormat(quality: $0).libraryQuality
                }.sorted(by: >))
        #expect(JPEGFormat(quality: 12).libraryQuality == 88)
        #expect(JPEGFormat(quality: 15).libraryQuality == 79)
        #expect(WebPFormat(quality: 0).libraryQuality == nil)
        #expect(AnimatedWebPFormat().libraryQuality == 77)
    }

    @Test func `an ending has the codec that people expect`() {
        let usual = OutputFormat.all.compactMap { $0.codecs.first }
        #expect(usual == ["h264", "prores-422-hq", "dnxhr-hq", "ffv1", "vp9"])
    }

    @Test(arguments: FilmCodec.allCases)
    func `a codec's encoder has a number for every quality, or none`(codec: FilmCodec) {
        let numbers = (0...51).map { codec.encoderQuality($0) }
        #expect(numbers.contains(nil) != codec.hasQuality)
        guard codec.hasQuality else { return }
        let known = numbers.compactMap(\.self)
        #expect(known == known.sorted() && known.count == 52)
        if codec == .h264 { #expect(known == Array(0...51)) }
    }

    @Test func `what a codec does not have is a fault`() {
        var values = SettingValues()
        values[MOVFormat.qualitySetting] = 20
        values[MOVFormat.bitsSetting] = 8
        #expect(
            MOVFormat.faults(codec: nil, values) == [
                SettingFault(
                    key: "bits", FormatFault(found: "bits 8 for prores-422-hq", expected: "10")),
                SettingFault(
                    key: "quality",
                    FormatFault(
                        found: "quality for prores-422-hq",
                        expected: "it for h264, h265, av1 or vp9 only")),
            ])
        #expect(MOVFormat.faults(codec: "h264", values) == [])
        values[MOVFormat.bitsSetting] = 10
        #expect(MOVFormat.faults(codec: "h265", values) == [])
        #expect(MOVFormat(codec: "h265", values).film == FilmSettings(.h265, bits: 10, quality: 20))
    }

    @Test func `alpha is a matter of the codec`() {
        #expect(!MOVFormat().holdsAlpha && MOVFormat(.prores4444).holdsAlpha)
        #expect(WebMFormat().holdsAlpha && !WebMFormat(.av1).holdsAlpha)
        #expect(MKVFormat().holdsAlpha && !MP4Format().holdsAlpha && !MXFFormat().holdsAlpha)
    }

    @Test func `rates that a container cannot keep are faults`() throws {
        #expect(try MP4Format().fault(at: FrameRate(1, 1801)) != nil)
        #expect(try MP4Format().fault(at: FrameRate(24_000, 1001)) == nil)
        #expect(
            try GIFFormat().fault(at: FrameRate(120))
                == FormatFault(found: "120 frames per second", expected: "at most 100 for GIF"))
        #expect(try GIFFormat().fault(at: FrameRate(1, 655)) == nil)
        #expect(try PNGFormat().fault(at: FrameRate(1, 1_000_000)) == nil)
    }

    @Test func `an MP4 needs no room beside it, a GIF its frames`() {
        let size = Size(width: 40, height: 30)
        #expect(MP4Format().spoolBytes(of: size) == 0)
        #expect(GIFFormat().spoolBytes(of: size) == 3600)
        let png = PNGFormat(depth: .sixteen)
        #expect(png.memory(of: size, images: 1, hasAlpha: false) == 14_400)
        #expect(png.memory(of: size, images: 1, hasAlpha: true) == 19_200)
    }
}
