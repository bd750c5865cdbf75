import Formats
import Imaging
import Testing
import Timelines

/// What is known of the formats without the libraries that write them.
struct OutputFormatTests {
    @Test func `names are those of JSON documents, each once`() {
        #expect(OutputFormat.all.map { $0.name } == ["mp4", "gif", "png"])
        #expect(OutputFormat.endings == ".mp4, .gif or .png")
        #expect(OutputFormat.imageEndings == ".png")
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
        ("a.mp4", ["mp4"]), ("x/y.GIF", ["gif"]), ("%d.png", ["png"]), ("a.avi", []), (".mp4", []),
        ("x.mp4/", []), ("mp4", []),
    ])
    func `a path's ending tells its formats`(path: String, names: [String]) {
        #expect(OutputFormat.types(ofPath: path).map { $0.name } == names)
    }

    @Test func `settings reach their format`() {
        var values = SettingValues()
        values[MP4Format.qualitySetting] = 30
        values[PNGFormat.depthSetting] = 16
        #expect(MP4Format(codec: nil, values).quality == 30)
        #expect(PNGFormat(codec: nil, values).depth == .sixteen)
        #expect(OutputFormat.image(path: "a.png", values) == .png(PNGFormat(depth: .sixteen)))
        #expect(OutputFormat.image(path: "a.gif") == nil)
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
