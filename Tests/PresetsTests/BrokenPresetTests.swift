import Formats
import Testing

@testable import Presets

@Suite struct BrokenPresetTests {
    @Test(arguments: broken)
    func `a broken preset says what is wrong and where`(text: String, expected: [String]) {
        #expect(messages(of: text) == expected.map { "p.yaml:" + $0 })
    }

    @Test func `a preset without mistakes has none`() {
        #expect(messages(of: make()).isEmpty)
    }

    @Test func `every mistake is listed at once, in reading order, with line and caret`() throws {
        let text = """
            version: 1
            inptu: photo.jpg
            networks:
              monet: builtin:monet
              vangogh: {fil: vg.onnx}
            timeline:
              fps: 2997
              keys:
                - {at: 1:30, mix: monte}
                - {at: 2s, mix: {monet: 0.5, vangogh: ten}, ease: ease-inn}
              loop: forever
            output:
              - {path: out.avi, width: 0}
            """
        let error = try #require(throws: PresetProblems.self) {
            try Preset.parse(text, file: "films/p.yaml")
        }
        #expect(
            error.description == """
                films/p.yaml:2:1: unknown key 'inptu', expected version, input, scale, background, \
                networks, timeline, layers, regions, opacity, output or bundle (did you mean 'input'?)
                  inptu: photo.jpg
                  ^
                films/p.yaml:5:12: no 'file', expected a path or builtin:NAME
                    vangogh: {fil: vg.onnx}
                             ^
                films/p.yaml:5:13: unknown key 'fil', expected file, io, norm or level \
                (did you mean 'file'?)
                    vangogh: {fil: vg.onnx}
                              ^
                films/p.yaml:7:8: frame rate '2997', expected more than 0 and at most 1000
                    fps: 2997
                         ^
                films/p.yaml:9:12: '1:30' is not a time, expected one such as 2.5s, 500ms, 60f, \
                00:00:02:12, 50% or -1s
                      - {at: 1:30, mix: monte}
                             ^
                films/p.yaml:9:23: 'monte' is not a network of this preset, expected monet or vangogh \
                (did you mean 'monet'?)
                      - {at: 1:30, mix: monte}
                                        ^
                films/p.yaml:10:43: weight 'ten' of 'vangogh', expected a number from 0 to 1
                      - {at: 2s, mix: {monet: 0.5, vangogh: ten}, ease: ease-inn}
                                                            ^
                films/p.yaml:10:55: unknown easing 'ease-inn' (did you mean 'ease-in'?)
                      - {at: 2s, mix: {monet: 0.5, vangogh: ten}, ease: ease-inn}
                                                                        ^
                films/p.yaml:11:9: loop 'forever', expected none, repeat or pingpong
                    loop: forever
                          ^
                films/p.yaml:13:12: output 'out.avi', expected a name in \(OutputFormat.endings)
                    - {path: out.avi, width: 0}
                             ^
                films/p.yaml:13:28: width '0', expected a whole number from 1 to 16384
                    - {path: out.avi, width: 0}
                                             ^
                """)
    }

    @Test func `a caret finds its place in a long line`() throws {
        let name = String(repeating: "é", count: 300)
        let text = make(networks: "{monet: '\(name)', vangogh: 7, 'a b': x}")
        let error = try #require(throws: PresetProblems.self) {
            try Preset.parse(text, file: "p.yaml")
        }
        let lines = error.problems[0].excerpt.split(separator: "\n").map(Array.init)
        let caret = try #require(lines[1].firstIndex(of: "^"))
        #expect(String(lines[0][caret...].prefix(5)) == "'a b'")
    }

    @Test func `beyond a hundred mistakes the rest is counted`() throws {
        let keys = (0..<250).map { "k\($0): 1" }.joined(separator: ", ")
        let error = try #require(throws: PresetProblems.self) {
            try Preset.parse(make(output: "[{path: a.mp4, \(keys)}]"), file: "p.yaml")
        }
        #expect(error.problems.count == 100)
        #expect(error.omitted == 150)
        #expect(error.description.hasSuffix("and 150 more"))
    }

    @Test func `more repeated keys than can be told apart are named by their first places`() {
        let outputs = (0..<20).map { _ in "{path: a.mp4, path: b.mp4}" }.joined(separator: ", ")
        let found = messages(of: make(output: "[\(outputs)]"))
        #expect(found.count == 17)
        #expect(found.first == "p.yaml:4:11: 'path' more than once, expected it once")
        #expect(found.last == "p.yaml:4:459: 'path' more than once, expected it once")
    }
}
