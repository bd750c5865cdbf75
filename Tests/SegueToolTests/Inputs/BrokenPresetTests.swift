import Fixtures
import Foundation
import Media
import Testing

/// Broken presets and inputs, each with its whole message and its exit code.
///
/// A table of every mistake that a preset can hold is with the tests of Presets; here is what a user
/// of the tool sees of each kind.
struct BrokenPresetTests {
    /// A preset, perhaps with files beside it, and what comes of rendering it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let preset: @Sendable (Workshop) throws -> Void
        let code: Int32
        let errors: String

        init(
            _ name: String, _ code: Int32, _ errors: String,
            _ preset: @escaping @Sendable (Workshop) throws -> Void
        ) {
            (self.name, self.preset, self.code, self.errors) = (name, preset, code, errors)
        }

        var testDescription: String { name }
    }

    @Test(arguments: presets + inputs + outputs)
    func `a mistake ends in its message`(broken: Case) throws {
        let workshop = try Workshop()
        try broken.preset(workshop)
        let before = try workshop.folder.contents
        let result = try workshop.segue(
            "render", "p.yaml", environment: ["SEGUE_NETWORKS": workshop.folder.path("nets")])
        let expected = broken.errors.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(" ") ? "\($0)\n" : "segue: error: \($0)\n" }.joined()
        #expect(result.errors == expected)
        #expect(result.output == "")
        #expect(result.code == broken.code)
        #expect(try workshop.folder.contents == before)
    }

    @Test func `a preset that is not there, or is no file`() throws {
        let workshop = try Workshop()
        let missing = try workshop.segue("render", "none.yaml")
        #expect(missing.errors == "segue: error: none.yaml: no such file, expected a preset\n")
        #expect(missing.code == 66)
        let folder = try workshop.segue("plan", ".")
        #expect(folder.errors == "segue: error: .: a folder, expected a regular file\n")
        #expect(folder.code == 65)
    }

    private static let presets = [
        Case(
            "syntax", 65,
            """
            p.yaml:4:9: no YAML (did not find expected ',' or '}' while parsing a flow mapping \
            from line 3), expected YAML 1.2
              timeline: {fps: 12, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}
                      ^
            """
        ) { try $0.preset(networks: "{a: a.safetensors") },
        Case("empty", 65, "p.yaml:1:1: empty, expected a preset") {
            try $0.folder.write([], "p.yaml")
        },
        Case(
            "several mistakes at once", 65,
            """
            p.yaml:4:17: frame rate '0', expected more than 0 and at most 1000
              timeline: {fps: 0, keys: [{at: 1, mix: a}]}
                              ^
            p.yaml:4:32: '1' has no unit, expected 1s (seconds) or 1f (frames)
              timeline: {fps: 0, keys: [{at: 1, mix: a}]}
                                             ^
            """
        ) { try $0.preset(timeline: "{fps: 0, keys: [{at: 1, mix: a}]}") },
        Case(
            "unknown key", 65,
            """
            p.yaml:4:11: no 'keys', expected a list of keys (or 'weights', 'from' or 'level')
              timeline: {fps: 12, kyes: []}
                        ^
            p.yaml:4:21: unknown key 'kyes', expected fps, keys, weights, from, loop, duration, ease, \
            fit, bpm, interpolation, extrapolate, base, pace, shutter or level \
            (did you mean 'keys'?)
              timeline: {fps: 12, kyes: []}
                                  ^
            """
        ) { try $0.preset(timeline: "{fps: 12, kyes: []}") },
        Case(
            "wrong type", 65,
            """
            p.yaml:3:11: a list, expected a mapping of names to networks
              networks: [a.safetensors]
                        ^
            """
        ) { try $0.preset(networks: "[a.safetensors]") },
        Case(
            "weights that do not add up", 65,
            """
            p.yaml:4:42: weights with the sum 0.75, expected the sum 1 (divide each by 0.75)
              timeline: {fps: 12, keys: [{at: 0s, mix: {a: 0.25, b: 0.5}}]}
                                                       ^
            """
        ) { try $0.preset(timeline: "{fps: 12, keys: [{at: 0s, mix: {a: 0.25, b: 0.5}}]}") },
        Case(
            "negative weight", 65,
            """
            p.yaml:4:52: weight '-0.5' of 'b', expected a number from 0 to 1 (or `extrapolate: true` in the timeline)
              timeline: {fps: 12, keys: [{at: 0s, mix: {a: 1, b: -0.5}}]}
                                                                 ^
            """
        ) { try $0.preset(timeline: "{fps: 12, keys: [{at: 0s, mix: {a: 1, b: -0.5}}]}") },
        Case(
            "a network that the preset lacks", 65,
            """
            p.yaml:4:42: 'c' is not a network of this preset, expected a or b
              timeline: {fps: 12, keys: [{at: 0s, mix: c}]}
                                                       ^
            """
        ) { try $0.preset(timeline: "{fps: 12, keys: [{at: 0s, mix: c}]}") },
        Case(
            "times out of order", 65,
            """
            p.yaml:4:51: key at 1s before the end of the previous key at 2s, expected it later
              timeline: {fps: 12, keys: [{at: 2s, mix: a}, {at: 1s, mix: b}]}
                                                                ^
            """
        ) { try $0.preset(timeline: "{fps: 12, keys: [{at: 2s, mix: a}, {at: 1s, mix: b}]}") },
        Case(
            "unknown built-in network", 65,
            """
            p.yaml:3:33: no built-in network 'zebar' (did you mean 'builtin:zebra'?)
              networks: {b: b.safetensors, a: builtin:zebar}
                                              ^
            """
        ) { workshop in
            try workshop.folder.makeFolder("nets/tiny")
            try TinyNetwork.write(
                to: workshop.folder.path("nets/tiny/zebra.safetensors"), seed: 1)
            try workshop.preset(networks: "{b: b.safetensors, a: builtin:zebar}")
        },
        Case(
            "networks that are not there, beside other mistakes", 65,
            """
            p.yaml:3:15: none/a.pth: no such file, expected a network file
              networks: {a: none/a.pth, b: {file: builtin:zebar, io: "rbg, 0..1"}, c: n.param}
                            ^
            p.yaml:3:37: no built-in network 'zebar' (did you mean 'builtin:zebra'?)
              networks: {a: none/a.pth, b: {file: builtin:zebar, io: "rbg, 0..1"}, c: n.param}
                                                  ^
            p.yaml:3:57: unknown channel order 'rbg' in 'rbg, 0..1' (did you mean 'rgb'?)
              networks: {a: none/a.pth, b: {file: builtin:zebar, io: "rbg, 0..1"}, c: n.param}
                                                                      ^
            p.yaml:3:73: n.bin: no such file, expected the weights of n.param; an ncnn network is both files
              networks: {a: none/a.pth, b: {file: builtin:zebar, io: "rbg, 0..1"}, c: n.param}
                                                                                      ^
            p.yaml:4:42: 'd' is not a network of this preset, expected a, b or c
              timeline: {fps: 12, keys: [{at: 0s, mix: d}]}
                                                       ^
            """
        ) { workshop in
            try workshop.folder.makeFolder("nets/tiny")
            try TinyNetwork.write(
                to: workshop.folder.path("nets/tiny/zebra.safetensors"), seed: 1)
            try workshop.folder.write("7767517\n".utf8, "n.param")
            try workshop.preset(
                networks: """
                    {a: none/a.pth, b: {file: builtin:zebar, io: "rbg, 0..1"}, c: n.param}
                    """, timeline: "{fps: 12, keys: [{at: 0s, mix: d}]}")
        },
        Case(
            "network files that are not there", 66,
            """
            p.yaml:3:15: none.pth: no such file, expected a network file
              networks: {a: none.pth, b: nine.pth}
                            ^
            p.yaml:3:28: nine.pth: no such file, expected a network file
              networks: {a: none.pth, b: nine.pth}
                                         ^
            """
        ) { try $0.preset(networks: "{a: none.pth, b: nine.pth}") },
        Case(
            "unknown extension of an output", 65,
            """
            p.yaml:5:17: output 'film.avi', expected a name in .mp4, .mov, .mxf, .mkv, .webm, .gif, .png, .tif, .tiff, .exr, .jpg, .jpeg, .webp, .apng or .y4m
              output: [{path: film.avi}]
                              ^
            """
        ) { try $0.preset(output: "[{path: film.avi}]") },
        Case(
            "a picture without a number", 65,
            """
            p.yaml:5:17: output 'a.png', expected one place for the frame's number such as %06d
              output: [{path: a.png}]
                              ^
            """
        ) { try $0.preset(output: "[{path: a.png}]") },
    ]

    private static let known =
        "expected PNG, JPEG, WebP, TIFF, MP4, MOV, MKV, WebM, GIF or the like"

    private static let inputs = [
        Case(
            "missing input", 66,
            "none.png: no such file, expected a picture or film that can be read"
        ) { try $0.preset(input: "none.png") },
        Case(
            "no picture of a sequence", 66,
            "f.%04d.png: no picture with a number, expected at least one, as f.0000.png"
        ) { try $0.preset(input: "f.%04d.png") },
        Case(
            "text as a picture", 65,
            "text.png: nothing that is known as a picture or film, \(known)"
        ) { workshop in
            try workshop.folder.write("no picture\n".utf8, "text.png")
            try workshop.preset(input: "text.png")
        },
        Case(
            "empty picture", 65,
            "empty.png: an empty file, expected a picture or film that can be read"
        ) { workshop in
            try workshop.folder.write([], "empty.png")
            try workshop.preset(input: "empty.png")
        },
        Case(
            "truncated picture", 65, "cut.png: the file ends early, expected a whole PNG picture"
        ) { workshop in
            try workshop.folder.write(workshop.folder.read("photo.png").dropLast(12), "cut.png")
            try workshop.preset(input: "cut.png")
        },
        Case("pipe as a picture", 65, "pipe.png: a pipe, expected a regular file") { workshop in
            #expect(mkfifo(workshop.folder.path("pipe.png"), 0o600) == 0)
            try workshop.preset(input: "pipe.png")
        },
        Case(
            "folder without pictures", 66,
            "nets: no pictures in this folder, expected names in .png, .jpg, .exr or the like"
        ) { workshop in
            try workshop.folder.makeFolder("nets")
            try workshop.preset(input: "nets")
        },
        Case("device as a picture", 65, "/dev/zero: a device, expected a regular file") {
            try $0.preset(input: "/dev/zero")
        },
        Case(
            "picture too small for the network", 65,
            "dot.png: 2×2 pixels are too few for the network ("
                + "a.safetensors[conv1.reflection_pad]: an input of 4×4 pixels, expected at least "
                + "5×5 for its reflection padding), expected a larger picture"
        ) { workshop in
            try workshop.writePicture("dot.png", width: 2, height: 2)
            try workshop.preset(input: "dot.png")
        },
        Case(
            "film backwards", 65,
            "film.gif: a film cannot run backwards, expected a still picture for loop: pingpong"
        ) { workshop in
            try workshop.preset()
            _ = try workshop.segue("render", "p.yaml", "-o", "film.gif")
            try workshop.preset(
                input: "film.gif", timeline: "{loop: pingpong, keys: [{at: 0s, mix: a}]}")
        },
        Case(
            "keys after a film's end", 65,
            """
            p.yaml:4:42: key at 9s after the end at 7/12s, expected it within (or `fit: \
            stretch` or `fit: cut` in the timeline)
              timeline: {keys: [{at: 0s, mix: a}, {at: 9s, mix: b}]}
                                                       ^
            """
        ) { workshop in
            try workshop.preset()
            _ = try workshop.segue("render", "p.yaml", "-o", "film.mp4")
            try workshop.preset(
                input: "film.mp4", timeline: "{keys: [{at: 0s, mix: a}, {at: 9s, mix: b}]}")
        },
    ]

    private static let outputs = [
        Case(
            "options of x264, which would complain itself", 65,
            """
            p.yaml:5:43: profile 'foo', expected baseline, main, high, high10, high422 or high444
              output: [{path: a.mp4, options: {profile: foo, crff: 3}}]
                                                        ^
            p.yaml:5:48: option 'crff', expected an option of FFmpeg's libx264 (did you mean 'crf'?); \
            'ffmpeg -h encoder=libx264' lists them
              output: [{path: a.mp4, options: {profile: foo, crff: 3}}]
                                                             ^
            """
        ) { try $0.preset(output: "[{path: a.mp4, options: {profile: foo, crff: 3}}]") },
        Case(
            "output that is the input", 65,
            "photo.0003.png: is the same file as photo.0003.png, expected an output of its own"
        ) { workshop in
            try FileManager.default.copyItem(
                atPath: workshop.folder.path("photo.png"),
                toPath: workshop.folder.path("photo.0003.png"))
            try workshop.preset(input: "photo.0003.png", output: "[{path: \"photo.%04d.png\"}]")
        },
        Case(
            "output through a link to the input", 65,
            "out.gif: is the same file as photo.png, expected an output of its own"
        ) { workshop in
            #expect(
                link(workshop.folder.path("photo.png"), workshop.folder.path("out.gif")) == 0)
            try workshop.preset()
        },
        Case(
            "folder of the output that is a file", 73,
            "photo.png/out.mp4: Not a directory, expected a folder that takes new files"
        ) { try $0.preset(output: "[{path: photo.png/out.mp4}]") },
        Case(
            "output that is a folder", 73,
            "out.gif: a folder, expected a free name or a regular file"
        ) { workshop in
            try workshop.folder.makeFolder("out.gif")
            try workshop.preset()
        },
        Case(
            "second output refused, first not left", 73,
            "nets/out.gif: a symbolic link, expected a free name or a regular file"
        ) { workshop in
            try workshop.folder.makeFolder("nets")
            #expect(symlink("nowhere", workshop.folder.path("nets/out.gif")) == 0)
            try workshop.preset(output: "[{path: film.mp4}, {path: nets/out.gif}]")
        },
        Case(
            "output too large", 65,
            """
            out.gif: a picture of 16384×16384 with 3 channels, expected at most 268435456 samples
            """
        ) { try $0.preset(output: "[{path: out.gif, width: 16384, height: 16384}]") },
    ]
}

extension Workshop {
    /// A picture of another size.
    func writePicture(_ name: String, width: Int, height: Int) throws {
        try PNGFile.write(Self.picture(width: width, height: height), to: folder.path(name))
    }
}
