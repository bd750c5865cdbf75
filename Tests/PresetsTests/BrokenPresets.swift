import Formats

/// Broken presets and their messages, without the file's name.
let broken: [(String, [String])] =
    structure + keysAndTimes + relativeTimes + ways + weightsFromElsewhere + mixtures + layers
    + regions + networksAndOutputs

private let sections =
    "version, input, scale, background, networks, timeline, layers, regions, opacity, output or bundle"
private let colour = "a colour in quotes, such as \"#ff8000\""

private let structure: [(String, [String])] = [
    ("", ["1:1: empty, expected a preset"]),
    ("# nothing\n\n# here\n", ["1:1: empty, expected a preset"]),
    ("just text", ["1:1: 'just text', expected a preset with \(sections)"]),
    ("[1, 2]", ["1:1: a list, expected a preset with \(sections)"]),
    ("---\nnull\n", ["2:1: 'null', expected a preset with \(sections)"]),
    (
        "version: 1\n",
        [
            "1:1: no 'networks', expected a mapping of names to networks",
            "1:1: no 'timeline', expected a mapping with keys",
        ]
    ),
    (
        make() + "\nbackground: #ff0000",
        ["5:12: nothing, expected \(colour)"]
    ),
    (
        make() + "\nbackground: red\ninput: {}",
        [
            "5:13: background 'red', expected \(colour)",
            "6:8: no 'file', expected the path of an image, a video or a sequence",
        ]
    ),
    (
        make() + "\nbackground: '#ff000'",
        ["5:13: background the text '#ff000', expected \(colour)"]
    ),
    (
        make() + "\n\toutput: x",
        ["5:1: a tab in the indentation, expected spaces"]
    ),
    (
        make(networks: "{a: ["),
        [
            "4:1: no YAML (did not find expected ',' or ']' while parsing a flow sequence"
                + " from line 2), expected YAML 1.2"
        ]
    ),
    (make() + "\n---\nversion: 1\n", ["5:1: a second document, expected one"]),
    (
        make() + "\nversion: 1\nversion: 1",
        [
            "5:1: a second 'version' (the first is on line 1), expected one",
            "6:1: a second 'version' (the first is on line 1), expected one",
        ]
    ),
    (
        make(networks: "{monet: a.onnx, vangogh: b.onnx, 'monet': c.onnx}") + "\nversion: 2",
        [
            "2:44: a second 'monet' (the first is on line 2), expected one",
            "5:1: a second 'version' (the first is on line 1), expected one",
        ]
    ),
    (
        make(networks: "{monet: &m a.onnx, vangogh: *m}"),
        [
            "2:19: an anchor or alias, expected the value itself",
            "2:39: an anchor or alias, expected the value itself",
        ]
    ),
    (
        make(networks: "&n {monet: a.onnx, vangogh: b.onnx}"),
        ["2:11: an anchor or alias, expected the value itself"]
    ),
    (
        make() + "\n<<: *base",
        [
            "5:1: unknown key '<<', expected \(sections)",
            "5:5: an anchor or alias, expected the value itself",
        ]
    ),
    (
        make(networks: "{monet: !!binary aGk=, vangogh: !own b.onnx}"),
        [
            "2:19: the tag tag:yaml.org,2002:binary, expected a value without one",
            "2:43: the tag !own, expected a value without one",
        ]
    ),
    (make() + "\n[a]: 1", ["5:1: a list as a key, expected a name"]),
    (
        "version: 2\n" + make().dropFirst(11),
        ["1:10: version '2', expected 1"]
    ),
    ("version: '1'\n" + make().dropFirst(11), ["1:10: version the text '1', expected 1"]),
    (make() + "\ninput:", ["5:7: nothing, expected a file"]),
    (make() + "\ninput: ~", ["5:8: nothing, expected a file"]),
    (make() + "\ninput: ''", ["5:8: path '', expected the path of a file"]),
    (make() + "\ninput: \"a\\0b\"", ["5:8: path 'a\\u{0}b', expected the path of a file"]),
    (make() + "\ninput: [a.png]", ["5:8: a list, expected a file"]),
    (
        make() + "\ninput: {}",
        ["5:8: no 'file', expected the path of an image, a video or a sequence"]
    ),
    (make() + "\ninput: {file: [a.png]}", ["5:15: a list, expected a file"]),
    (
        make() + "\ninput: {file: a.png, widht: 640}",
        [
            "5:22: unknown key 'widht', expected file, start, end, speed, width, gaps, damaged or sound (did you mean 'width'?)"
        ]
    ),
    (
        make() + "\ninput: {file: a.png, width: 16385}",
        ["5:29: width '16385', expected a whole number from 1 to 16384"]
    ),
    (
        make() + "\ninput: {file: a.png, gaps: holds}",
        ["5:28: gaps 'holds', expected error, hold or skip (did you mean 'hold'?)"]
    ),
    (
        make() + "\ninput: {file: a.mp4, start: 3, end: 1x, speed: 0, damaged: skip}",
        [
            "5:29: '3' has no unit, expected 3s (seconds) or 3f (frames)",
            "5:37: '1x' is not a time, expected one such as 2.5s, 500ms, 60f, 00:00:02:12, 50% or -1s",
            "5:48: speed '0', expected a number such as 2, 0.5 or 1/3, from 1/100 to 100",
            "5:60: damaged 'skip', expected error or hold",
        ]
    ),
    (
        make() + "\nscale: 0\ninput: {file: a.png, width: 0.5}",
        [
            "5:8: scale '0', expected a number above 0 and at most 8",
            "6:29: width '0.5', expected a whole number from 1 to 16384",
        ]
    ),
    (make() + "\nscale: 8.01", ["5:8: scale '8.01', expected a number above 0 and at most 8"]),
    (
        make() + "\nscale: '1'",
        ["5:8: scale the text '1', expected a number above 0 and at most 8"]
    ),
    (
        make() + "\ninput: {file: a.png, width: 640}\nscale: 0.5",
        ["6:8: 'scale' beside the 'width' of the input, expected one of them"]
    ),
]

private let mixtures: [(String, [String])] =
    [
        (
            make(keys: "at: 0s, mix: vangoh"),
            [
                "3:42: 'vangoh' is not a network of this preset, expected monet or vangogh"
                    + " (did you mean 'vangogh'?)"
            ]
        ),
        (
            make(keys: "at: 0s, mix: {monet: 0.5, vangogh: 0.25}"),
            ["3:42: weights with the sum 0.75, expected the sum 1 (divide each by 0.75)"]
        ),
        (
            make(keys: "at: 0s, mix: {monet: 0, vangogh: -0}"),
            ["3:42: weights with the sum 0, expected the sum 1"]
        ),
        (
            make(keys: "at: 0s, mix: {monet: 1.5, vangogh: -0.5}"),
            [
                "3:50: weight '1.5' of 'monet', expected a number from 0 to 1\(orExtrapolate)",
                "3:64: weight '-0.5' of 'vangogh', expected a number from 0 to 1\(orExtrapolate)",
            ]
        ),
        (make(keys: "at: 0s, mix: {}"), ["3:42: a mixture of no networks, expected at least one"]),
        (
            make(keys: "at: 0s, mix: [monet]"),
            ["3:42: a list, expected a network or a mapping of networks to weights"]
        ),
    ]
    + ["0x1", "1_0", "1e0", ".inf", ".nan", "'1'", "yes", "1e400", "[1]", "1:30"].map { text in
        let shown = text == "'1'" ? "the text '1'" : text == "[1]" ? "a list" : "'\(text)'"
        return (
            make(keys: "at: 0s, mix: {monet: \(text)}"),
            ["3:50: weight \(shown) of 'monet', expected a number from 0 to 1"]
        )
    }

private let networksAndOutputs: [(String, [String])] = [
    (
        make(networks: "{}"),
        [
            "2:11: no networks, expected at least one"
        ]
    ),
    (make(networks: "[a]"), ["2:11: a list, expected a mapping of names to networks"]),
    (
        make(networks: "{monet: 'builtin:', vangogh: {io: 'rgb, 0..1'}}"),
        [
            "2:19: the text 'builtin:', expected a name after builtin:",
            "2:40: no 'file', expected a path or builtin:NAME",
        ]
    ),
    (
        make(networks: "{monet: {file: a.onnx, io: 'rbg, 0..1'}, vangogh: b.onnx}"),
        [
            "2:39: unknown channel order 'rbg' in 'rbg, 0..1' (did you mean 'rgb'?)"
        ]
    ),
    (
        make(networks: "{monet: {file: a.onnx, norm: batch}, vangogh: {file: b, norm: pictur}}"),
        [
            "2:40: norm 'batch', expected picture or stored",
            "2:73: norm 'pictur', expected picture or stored (did you mean 'picture'?)",
        ]
    ),
    (
        make(
            networks: "{monet: {file: a.onnx, io: \"rgb, 1..0\"}, vangogh: {file: b, io: rgb 0-1}}"),
        [
            "2:44: range '1..0' in 'rgb, 1..0', expected black below white",
            "2:80: '-1' in 'rgb 0-1', expected '..'",
        ]
    ),
    (
        make(networks: "{monet: a.onnx, vangogh: b.onnx, 'x y': c.onnx}"),
        ["2:44: network name 'x y', expected letters, digits, _, - and ., at most 64"]
    ),
    (make(output: "out.mp4"), ["4:9: 'out.mp4', expected a list of outputs"]),
    (
        make(output: "[{width: 480}]"),
        ["4:10: no 'path', expected a path in \(OutputFormat.endings)"]
    ),
    (
        make(output: "[{path: out.png}]"),
        ["4:17: output 'out.png', expected one place for the frame's number such as %06d"]
    ),
    (
        make(output: "[{path: \"%s/%06d.png\"}]"),
        ["4:17: output '%s/%06d.png', expected one place for the frame's number such as %06d"]
    ),
    (make(output: "[{path: out/}]"), ["4:17: path 'out/', expected the path of a file"]),
    (
        make(output: "[{path: .mp4}]"),
        ["4:17: output '.mp4', expected a name in \(OutputFormat.endings)"]
    ),
    (
        make(output: "[{path: a.mp4, quality: 52}]"),
        ["4:33: quality '52', expected a whole number from 0 to 51"]
    ),
    (
        make(output: "[{path: a.gif, quality: 18, depth: 8}]"),
        [
            "4:33: quality for a .gif, expected it for a .mp4, .mov, .mxf, .mkv, .webm, .jpg, .jpeg or "
                + ".webp only",
            "4:44: depth for a .gif, expected it for a .png, .tif or .tiff only",
        ]
    ),
    (
        make(output: "[{path: a.mp4, codec: hevc}]"),
        ["4:31: codec 'hevc' for a .mp4, expected h264, h265 or av1"]
    ),
    (
        make(output: "[{path: a.webm, codec: h264}]"),
        ["4:32: codec 'h264' for a .webm, expected vp9 or av1"]
    ),
    (
        make(output: "[{path: a.mov, codec: prores-422}]"),
        [
            "4:31: codec 'prores-422' for a .mov, expected prores-422-hq, prores-4444, dnxhr-hq, "
                + "dnxhr-hqx, h264 or h265 (did you mean 'prores-422-hq'?)"
        ]
    ),
    (
        make(output: "[{path: a.mov, quality: 18, bits: 8}]"),
        [
            "4:33: quality for prores-422-hq, expected it for h264, h265, av1 or vp9 only",
            "4:43: bits 8 for prores-422-hq, expected 10",
        ]
    ),
    (
        make(output: "[{path: a.mp4, bits: 10}]"), ["4:30: bits 10 for h264, expected 8"]
    ),
    (
        make(output: "[{path: a.mp4, bits: 12, codec: h265}]"),
        ["4:30: bits '12', expected 8, 10 or 16"]
    ),
    (
        make(output: "[{path: a.mp4, options: fast}]"),
        ["4:33: 'fast', expected a mapping of options to values"]
    ),
    (
        make(output: "[{path: a.mp4, options: {preset: [fast], g: 1, g: 2}}]"),
        [
            "4:42: a list, expected a number or a word for 'preset'",
            "4:56: a second 'g' (the first is on line 4), expected one",
        ]
    ),
    (
        make(output: "[{path: a.mp4, start: 1001}]"),
        ["4:31: start for a video, expected it for numbered images only"]
    ),
    (
        make(output: "[{path: a.gif, max_size: 8XB}]"),
        ["4:34: max_size '8XB', expected a size such as 8MB or 500kB"]
    ),
    (
        make(output: "[{path: '%d.png', fps: 12}]"),
        ["4:32: fps for a sequence of images, expected it for videos and animations only"]
    ),
    (
        make(output: "[{path: '####.png', start: -1}]"),
        ["4:36: start '-1', expected a whole number from 0 to 999999999"]
    ),
    (
        make(output: "[{path: '##%%.png'}, {path: '#.png'}]"),
        [
            "4:17: output '##%%.png', expected one place for the frame's number such as %06d",
            "4:37: output '#.png', expected one place for the frame's number such as %06d",
        ]
    ),
    (
        make(output: "[{path: 'f%04d.png'}, {path: 'f####.png'}]"),
        ["4:38: a second output 'f####.png' (the first is on line 4), expected another path"]
    ),
    (
        make(output: "[{path: '%d.png', depth: 12}]"),
        ["4:34: depth '12', expected 8 or 16"]
    ),
    (
        make(output: "[{path: a.mp4}, {path: a.mp4}]"),
        ["4:32: a second output 'a.mp4' (the first is on line 4), expected another path"]
    ),
    (
        make(output: "[{path: a.gif, width: 70000, height: -1}]"),
        [
            "4:31: width '70000', expected a whole number from 1 to 16384",
            "4:46: height '-1', expected a whole number from 1 to 16384",
        ]
    ),
]
