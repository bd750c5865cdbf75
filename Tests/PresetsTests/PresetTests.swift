import Files
import Formats
import Imaging
import Testing
import Timelines

@testable import Presets

private let example = """
    version: 1
    input: photo.jpg              # picture, video, or sequence frame_%04d.png
    networks:
      monet: builtin:monet        # or a path; .safetensors .pth .onnx .param
      vangogh: {file: nets/vg.onnx, io: "rgb, 0..1"}
    timeline:
      fps: 24000/1001
      keys:
        - {at: 0s, mix: monet}
        - {at: 2s, mix: {vangogh: 1}, ease: ease-in-out, hold: 0.5s}
        - {at: 4s, mix: {monet: 0.25, vangogh: 0.75}}
      loop: none                  # none | repeat | pingpong
    output:
      - {path: out.mp4, codec: h264, quality: 18}
      - {path: out.gif, width: 480}
      - {path: frames/out.%06d.png, depth: 16}
    """

@Suite struct PresetTests {
    @Test func `the example of the design is read with its values`() throws {
        let preset = try Preset.parse(example, file: "films/monet.yaml")
        #expect(preset.input?.file.value.written == "photo.jpg")
        #expect(preset.input?.file.value.resolved == "films/photo.jpg")
        #expect(preset.networks.map(\.name) == ["monet", "vangogh"])
        #expect(preset.networks[0].reference == .builtin("monet"))
        #expect(
            preset.networks[1].reference
                == .file(Preset.Path("nets/vg.onnx", inPreset: "films/monet.yaml")))
        #expect(preset.networks[1].convention == .unit)
        #expect(
            preset.outputs.map(\.format) == [
                .mp4(MP4Format(quality: 18)), .gif(GIFFormat()), .png(PNGFormat(depth: .sixteen)),
            ])
        #expect(preset.outputs.map(\.width) == [nil, 480, nil])
        #expect(preset.outputs[2].path.resolved == "films/frames/out.%06d.png")
    }

    @Test func `an input is a path, or a mapping with one`() throws {
        let plain = try Preset.parse(make() + "\ninput: a.png\nscale: .25", file: "films/p.yaml")
        #expect(plain.input?.width == nil)
        #expect(plain.input?.gaps == .error)
        #expect(plain.scale == 0.25)
        let preset = try Preset.parse(
            make() + "\ninput: {gaps: hold, file: f_%d.png, width: 640}", file: "films/p.yaml")
        let input = try #require(preset.input)
        #expect(input.file.value.written == "f_%d.png")
        #expect(input.file.value.resolved == "films/f_%d.png")
        #expect(input.file.mark == SourceText.Mark(line: 5, column: 27))
        #expect((input.width, input.gaps) == (640, .hold))
        #expect(preset.scale == nil)
        let film = try Preset.parse(
            make() + "\ninput: {file: a.mp4, start: 3s, end: -1s, speed: 1/2, damaged: hold, "
                + "sound: b.flac}", file: "films/p.yaml")
        let part = try #require(film.input)
        #expect(part.start?.value.text == "3s")
        #expect(part.end?.value.isFromEnd == true)
        #expect(part.speed == (try Speed.parse("0.5")))
        #expect(part.damaged == .hold)
        #expect(part.sound?.value.resolved == "films/b.flac")
    }

    @Test func `the example's timeline holds, eases and ends where it says`() throws {
        let timeline = try Preset.parse(example, file: "p.yaml").timeline()
        #expect(timeline.frameRate == (try FrameRate(24_000, 1001)))
        // 4 × 24000 / 1001 = 95.904…
        #expect(timeline.frameCount == 97)
        #expect(timeline.mixture(at: try Time(1, 1)).weight(of: "vangogh") == 0.5)
        #expect(timeline.mixture(at: try Time(9, 4)) == Mixture("vangogh"))
        // ease-in-out is halfway at half time, by its symmetry.
        let middle = timeline.mixture(at: try Time(13, 4))
        #expect(abs(middle.weight(of: "monet") - 0.125) < 1e-12)
        #expect(
            timeline.mixture(ofFrame: 96)
                == (try Mixture(weights: ["monet": 0.25, "vangogh": 0.75])))
    }

    @Test func `the timeline's ease is the default of its keys`() throws {
        let preset = try Preset.parse(
            make(
                timeline: """
                    {fps: 24, ease: "steps(2, start)", keys: [{at: 0s, mix: monet},
                      {at: 1s, mix: vangogh, ease: linear}, {at: 2s, mix: monet}]}
                    """), file: "p.yaml")
        let timeline = try preset.timeline()
        #expect(timeline.mixture(ofFrame: 1).weight(of: "vangogh") == 0.5)
        #expect(timeline.mixture(ofFrame: 36).weight(of: "vangogh") == 0.5)
    }

    @Test func `frames wait for the film's rate, and shares for its length`() throws {
        let text = make(
            timeline: "{keys: [{at: 12f, mix: monet}, {at: 50%, mix: vangogh}]}")
        let preset = try Preset.parse(text, file: "p.yaml")
        let timeline = try preset.timeline(
            defaultFrameRate: FrameRate(25), defaultDuration: Time(10, 1))
        #expect(timeline.keyframes.map(\.time) == [try Time(12, 25), try Time(5, 1)])
        #expect(timeline.frameCount == 250)
        #expect {
            try preset.timeline()
        } throws: { error in
            (error as? PresetProblems)?.headlines == [
                "p.yaml:3:47: '50%' without a duration to count from,"
                    + " expected `duration` in the timeline"
            ]
        }
    }

    @Test(arguments: [
        ("stretch", 1.0), ("loop", 0.5), ("cut", 0.5), ("hold", 0.5),
    ])
    func `a fit brings the path to the duration`(fit: String, weight: Double) throws {
        let length = fit == "hold" || fit == "loop" ? "10s" : "2s"
        let preset = try Preset.parse(
            make(
                timeline: """
                    {fps: 12, duration: \(length), fit: \(fit),
                      keys: [{at: 0s, mix: monet}, {at: 4s, mix: vangogh}]}
                    """), file: "p.yaml")
        #expect(preset.timeline.fit?.rawValue == fit)
        // 2 s of the film: the end of the path in half its time, half of it, and half of it.
        #expect(
            try preset.timeline().mixture(at: Time(2, 1)).weight(of: "vangogh") == weight)
    }

    @Test func `what the command line says replaces what the preset says`() throws {
        var preset = try Preset.parse(make(), file: "p.yaml")
        preset.input = InputSpec(file: Located(Preset.Path("other.png")))
        preset.outputs = [try OutputSpec(commandLine: "x/y.GIF")]
        preset.timeline.frameRate = Located(try FrameRate(12))
        #expect(preset.outputs[0].format == .gif(GIFFormat()))
        #expect(try preset.timeline().frameCount == 25)
        #expect(throws: PresetValueError.outputEnding("x.avi")) {
            try OutputSpec(commandLine: "x.avi")
        }
        #expect(throws: PresetValueError.sequenceNumber("x.png")) {
            try OutputSpec(commandLine: "x.png")
        }
    }

    @Test func `an output has the codec, bits and options that it says`() throws {
        let outputs =
            "[{path: a.mov}, {path: b.mov, codec: h265, bits: 10, quality: 30}, "
            + "{path: c.mkv}, {path: d.webm, options: {cpu-used: 4, row-mt: 'on'}}]"
        let preset = try Preset.parse(make(output: outputs), file: "p.yaml")
        let options = ["cpu-used": "4", "row-mt": "on"]
        #expect(
            preset.outputs.map(\.format) == [
                .mov(MOVFormat(.prores422HQ)),
                .mov(MOVFormat(FilmSettings(.h265, bits: 10, quality: 30))),
                .mkv(MKVFormat(.ffv1)), .webm(WebMFormat(FilmSettings(.vp9, options: options))),
            ])
    }

    @Test func `input and output may be left to the command line`() throws {
        let text = "version: 1\nnetworks: {a: builtin:a}\ntimeline: {keys: [{at: 0, mix: a}]}\n"
        let preset = try Preset.parse(text, file: "p.yaml")
        #expect(preset.input == nil)
        #expect(preset.outputs.isEmpty)
        #expect(try preset.timeline().frameCount == 1)
    }

    @Test(arguments: [
        ("a.png", "p.yaml", "a.png"), ("a.png", "x/p.yaml", "x/a.png"),
        ("../a.png", "x/p.yaml", "x/../a.png"), ("/a.png", "x/p.yaml", "/a.png"),
        ("~/a.png", "/x/p.yaml", "/x/~/a.png"), ("$HOME/a.png", "p.yaml", "$HOME/a.png"),
        ("a.png", "/p.yaml", "/a.png"),
    ])
    func `a path is relative to the preset and never expanded`(
        path: String, file: String, resolved: String
    ) {
        #expect(Preset.Path(path, inPreset: file).resolved == resolved)
    }

    @Test func `scalars are what the file says, whatever YAML 1.1 makes of them`() throws {
        let text = make(
            networks: "{no: builtin:on, '010': 1_000.onnx, y: 'C:&*[x]#.onnx', null: a&b*c.onnx}",
            timeline: "{keys: [{at: 0s, mix: {no: 1.0, 010: 0}}]}")
        let preset = try Preset.parse(text, file: "p.yaml")
        #expect(preset.networks.map(\.name) == ["no", "010", "y", "null"])
        #expect(
            preset.networks.map(\.reference) == [
                .builtin("on"), .file(Preset.Path("1_000.onnx")),
                .file(Preset.Path("C:&*[x]#.onnx")),
                .file(Preset.Path("a&b*c.onnx")),
            ])
    }

    @Test func `a byte-order mark and CR LF change nothing`() throws {
        let bytes =
            [0xEF, 0xBB, 0xBF] + example.split(separator: "\n").joined(separator: "\r\n").utf8
        let preset = try Preset.parse(bytes, file: "p.yaml")
        let plain = try Preset.parse(example, file: "p.yaml")
        #expect(preset.networks == plain.networks)
        #expect(preset.timeline == plain.timeline)
        #expect(preset.outputs == plain.outputs)
    }
}
