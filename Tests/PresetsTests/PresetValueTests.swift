import Formats
import Testing

@testable import Presets

@Suite struct PresetValueTests {
    @Test(arguments: [
        ("12", 12), ("-1", -1), ("0.25", 0.25), (".5", 0.5), ("-0", 0), ("010", 10), ("-.5", -0.5),
        ("99999999999999999", 1e17),
    ])
    func `a number is decimal`(text: String, value: Double) {
        #expect(PresetParser.StrictNumber.decimal(text) == value)
    }

    @Test(arguments: [
        "", "-", ".", "-.", "1.", "1e3", "0x10", "0o7", "1_000", "1:30", "+1", ".inf", ".nan",
        "inf",
        "nan", "--1", "1.2.3", "1,5", " 1", "1 ", "١", "yes", "999999999999999999",
    ])
    func `what YAML 1.1 or C would take for a number is none`(text: String) {
        #expect(PresetParser.StrictNumber.decimal(text) == nil)
    }

    @Test(arguments: ["a.mp4", "x/%d/a.GIF", "%d.png", "a%04d.png", "-x.mp4", "take:1.mp4"])
    func `an output of the command line has a known ending`(path: String) throws {
        #expect(try OutputSpec(commandLine: path).path.resolved == path)
    }

    @Test(arguments: [
        ("f.####.png", "f.%04d.png"), ("a##/x_##.exr", "a##/x_%02d.exr"), ("##.mp4", "##.mp4"),
    ])
    func `hashes stand for the digits of a number`(path: String, resolved: String) throws {
        let output = try OutputSpec(commandLine: path)
        #expect(output.path.resolved == resolved)
        #expect(output.path.written == path)
    }

    @Test func `a name with a number is a sequence's, without one an animation's`() throws {
        #expect(try OutputSpec(commandLine: "a.webp").format == .animatedWebP(AnimatedWebPFormat()))
        #expect(try OutputSpec(commandLine: "a.%d.webp").format == .webp(WebPFormat()))
        #expect(throws: PresetValueError.sequenceNumber("a.tif")) {
            try OutputSpec(commandLine: "a.tif")
        }
    }

    @Test(arguments: ["%5d.png", "%0d.png", "%010d.png", "%d%d.png", "%x.png", "%.png", "a%%d.png"])
    func `a sequence has one place for its number`(path: String) {
        #expect(throws: PresetValueError.sequenceNumber(path)) {
            try OutputSpec(commandLine: path)
        }
    }

    @Test func `a later stage reports at a value's place`() throws {
        let preset = try Preset.parse(make(), file: "p.yaml")
        let problem = preset.problem(
            "no built-in network 'monet', expected one", at: preset.networks[0].mark)
        #expect(
            problem.description == """
                p.yaml:2:19: no built-in network 'monet', expected one
                  networks: {monet: builtin:monet, vangogh: nets/vg.onnx}
                                    ^
                """)
    }
}
