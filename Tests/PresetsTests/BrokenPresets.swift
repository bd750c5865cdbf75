import Formats

/// Broken presets and their messages, without the file's name.
let broken: [(String, [String])] =
    structure + keysAndTimes + relativeTimes + ways + weightsFromElsewhere + mixtures + regions
    + networksAndOutputs

private let sections =
    "version, input, scale, background, networks, timeline, layers, regions, opacity, output or bundle"
private let colour = "a colour in quotes, such as \"#ff8000\""
/// What is said of everything that goes beyond the networks of a path.
private let orExtrapolate = " (or `extrapolate: true` in the timeline)"
private let times = "expected one such as 2.5s, 500ms, 60f, 00:00:02:12, 50% or -1s"

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

private let keysAndTimes: [(String, [String])] = [
    (
        make(timeline: "{fps: 24}"),
        ["3:11: no 'keys', expected a list of keys (or 'weights', 'from' or 'level')"]
    ),
    (make(timeline: "{keys: []}"), ["3:18: no keys, expected at least one"]),
    (make(timeline: "{keys: {at: 0s}}"), ["3:18: a mapping, expected a list of keys"]),
    (make(keys: "mix: monet"), ["3:28: no 'at', expected a time such as 2.5s, 60f or 50%"]),
    (
        make(keys: "at: 0s"),
        ["3:28: no 'mix', expected a network or a mapping of networks to weights"]
    ),
    (
        make(keys: "at: 0s, aplha: 1, mix: monet"),
        ["3:37: unknown key 'aplha', expected at, label, mix, sliders, ease or hold"]
    ),
    (
        make(keys: "at: 0s, mixx: monet, mix: monet"),
        [
            "3:37: unknown key 'mixx', expected at, label, mix, sliders, ease or hold (did you mean 'mix'?)"
        ]
    ),
    (
        make(keys: "at: 2, mix: monet"),
        ["3:33: '2' has no unit, expected 2s (seconds) or 2f (frames)"]
    ),
    (make(keys: "at: ten, mix: monet"), ["3:33: 'ten' is not a time, \(times)"]),
    (make(keys: "at: 1:30, mix: monet"), ["3:33: '1:30' is not a time, \(times)"]),
    (make(keys: "at: .nan, mix: monet"), ["3:33: '.nan' is not a time, \(times)"]),
    (make(keys: "at: 1e400s, mix: monet"), ["3:33: '1e400s' is not a time, \(times)"]),
    (
        make(keys: "at: 9223372036854775808f, mix: monet"),
        [
            "3:33: '9223372036854775808f' is not a time, \(times)"
        ]
    ),
    (
        make(keys: "at: 00:00:01:24, mix: monet"),
        ["3:33: timecode '00:00:01:24', expected frames below 24"]
    ),
    (
        make(keys: "at: 50%, mix: monet", "at: 1s, mix: monet", fps: "no"),
        ["3:17: 'no' is not a frame rate, expected one such as 24, 12.5 or 24000/1001"]
    ),
    (
        make(keys: "at: 0s, mix: monet", fps: "-24"),
        ["3:17: frame rate '-24', expected more than 0 and at most 1000"]
    ),
    (
        make(keys: "at: 0s, mix: monet", fps: "24000/0"),
        ["3:17: frame rate '24000/0', expected more than 0 and at most 1000"]
    ),
    (
        make(keys: "at: 0s, mix: monet", fps: "1000000000"),
        ["3:17: frame rate '1000000000', expected more than 0 and at most 1000"]
    ),
    (
        make(keys: "at: 0s, mix: monet", "at: 2s, mix: monet", "at: 1s, mix: vangogh"),
        ["3:77: key at 1s before the end of the previous key at 2s, expected it later"]
    ),
    (
        make(keys: "at: 0s, mix: monet", "at: 24f, mix: monet", "at: 1s, mix: vangogh"),
        [
            "3:78: a second, different key at 1s (the first is on line 3),"
                + " expected another time (for a cut, give the key before `ease: hold`)"
        ]
    ),
    (
        make(keys: "at: 0s, mix: monet, hold: 2s", "at: 1s, mix: vangogh"),
        ["3:65: key at 1s before the end of the previous key at 2s, expected it later"]
    ),
    (
        make(keys: "at: 0s, mix: monet, hold: -1s"),
        ["3:55: '-1s', expected a length such as 2.5s, 60f or 00:00:02:12"]
    ),
    (
        make(timeline: "{duration: 3s, keys: [{at: 0s, mix: monet}, {at: 4s, mix: vangogh}]}"),
        [
            "3:60: key at 4s after the end at 3s, expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        ]
    ),
    (
        make(timeline: "{duration: 3s, keys: [{at: -4s, mix: monet}]}"),
        ["3:38: '-4s' is before the start, expected 0s or later"]
    ),
    (
        make(timeline: "{duration: 0s, keys: [{at: 0s, mix: monet}]}"),
        ["3:22: duration 0s holds no frame at 24 frames per second, expected at least one"]
    ),
    (
        make(timeline: "{duration: 100000000s, keys: [{at: 0s, mix: monet}]}"),
        ["3:22: a timeline of 2400000000 frames, expected at most 10000000"]
    ),
    (
        make(timeline: "{duration: 50%, keys: [{at: 0s, mix: monet}]}"),
        ["3:22: '50%', expected a length such as 2.5s, 60f or 00:00:02:12"]
    ),
    (
        make(timeline: "{loop: no, keys: [{at: 0s, mix: monet}]}"),
        ["3:18: loop 'no', expected none, repeat or pingpong"]
    ),
    (
        make(timeline: "{fit: strech, duration: 1s, keys: [{at: 4s, mix: monet}]}"),
        ["3:17: fit 'strech', expected stretch, hold, loop or cut (did you mean 'stretch'?)"]
    ),
    (
        make(
            timeline:
                "{fit: hold, duration: 3s, keys: [{at: 0s, mix: monet}, {at: 4s, mix: vangogh}]}"),
        [
            "3:71: key at 4s after the end at 3s, expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        ]
    ),
    (
        make(
            timeline:
                "{fit: loop, duration: 9s, keys: [{at: 0s, mix: monet}, {at: 4s, mix: vangogh}]}",
            regions: "[{mask: m.png, keys: [{at: 5s, mix: monet}]}]"),
        ["4:37: key at 5s after the end of the path at 4s, expected it within"]
    ),
    (
        make(keys: "at: 0s, mix: monet, ease: \"cubic-bezier(2, 0, 0, 1)\""),
        [
            "3:55: easing 'cubic-bezier(2, 0, 0, 1)',"
                + " expected cubic-bezier(x1, y1, x2, y2) with x1 and x2 from 0 to 1"
        ]
    ),
    (
        make(keys: "at: 0s, mix: monet, ease: ease-in-elastic"),
        [
            "3:55: easing 'ease-in-elastic' overshoots, expected one that stays between its two keys"
                + orExtrapolate
        ]
    ),
]

private let relativeTimes: [(String, [String])] = [
    (
        make(
            keys: "at: +2s, mix: monet", "at: chorsu+1s, mix: vangogh",
            "at: 4s, label: chorus, mix: monet"),
        [
            "3:33: '+2s' in the first key, expected a time that counts from the start",
            "3:56: no key has the label 'chorsu', expected chorus (did you mean 'chorus'?)",
        ]
    ),
    (
        make(
            keys: "at: 0s, label: a, mix: monet", "at: b+1s, label: c, mix: vangogh",
            "at: c-1s, label: b, mix: monet"),
        [
            "3:101: 'c-1s' counts from a key whose time counts from this one, expected a key with a"
                + " time of its own"
        ]
    ),
    (
        make(
            keys: "at: 0s, label: 2s, mix: monet", "at: 1s, label: a, mix: monet",
            "at: 2s, label: a, mix: monet", "at: a-9s, mix: monet"),
        [
            "3:44: label '2s', expected a letter, then letters, digits and '_', at most 64",
            "3:109: a second label 'a' (the first is on line 3), expected another name",
            "3:130: 'a-9s' is before the start, expected 0s or later",
        ]
    ),
    (
        make(keys: "at: 1s, label: a, mix: monet", "at: a-9s, mix: monet"),
        ["3:65: 'a-9s' is before the start, expected 0s or later"]
    ),
    (
        make(keys: "at: 1s, label: a, mix: monet", "at: a+2, mix: monet"),
        ["3:65: 'a+2' has no unit, expected a+2s (seconds) or a+2f (frames)"]
    ),
    (
        make(keys: "at: 4b, mix: monet", "at: 8s, mix: monet, hold: 1b"),
        [
            "3:33: '4b' counts beats, expected `bpm` in the timeline",
            "3:77: '1b' counts beats, expected `bpm` in the timeline",
        ]
    ),
    (
        make(timeline: "{bpm: fast, keys: [{at: 4b, mix: monet}]}"),
        ["3:17: bpm 'fast', expected a number above 0 and at most 1000"]
    ),
    (
        make(timeline: "{bpm: {rate: 0, offset: 2b, swing: 1}, keys: [{at: 4b, mix: monet}]}"),
        [
            "3:35: offset '2b', expected seconds, frames or timecode",
            "3:39: unknown key 'swing', expected rate or offset",
        ]
    ),
    (
        make(timeline: "{bpm: {offset: 1s}, keys: [{at: 4b, mix: monet}]}"),
        ["3:17: no 'rate', expected beats a minute such as 120"]
    ),
    (
        make(keys: "at: 00:00:10;02, mix: monet"),
        [
            "3:33: drop-frame timecode '00:00:10;02' at 24 frames per second, expected a colon before the"
                + " frames (only 30000/1001 and 60000/1001 leave out numbers)"
        ]
    ),
    (
        make(keys: "at: 00:01:00;01, mix: monet", fps: "29.97"),
        [
            "3:36: timecode '00:01:00;01' is a number that drop-frame timecode leaves out, expected"
                + " 00:01:00;02 for the first frame of this minute"
        ]
    ),
    (
        make() + "\ninput: {file: a.mp4, start: 4b}",
        ["5:29: '4b' of the input, expected seconds or frames (beats are for keys)"]
    ),
]

private let ways: [(String, [String])] = [
    (
        make(keys: "at: 0s, mix: monet, ease: steps"),
        [
            "3:55: easing 'steps', expected steps(n) or steps(n, jump-start|jump-end|jump-none|jump-both)"
                + " with n from 1 (from 2 for jump-none) to 1000000"
        ]
    ),
    (
        make(keys: "at: 0s, mix: monet, ease: \"spring(100)\""),
        [
            "3:55: easing 'spring(100)', expected spring(stiffness, damping) with both above 0 and a"
                + " damping from 0.02 to 200 times the square root of the stiffness"
        ]
    ),
    (
        make(keys: "at: 0s, mix: monet, ease: \"linear(0)\""),
        [
            "3:55: easing 'linear(0)', expected linear(…) with two or more shares of the way, each with"
                + " none, one or two shares of the time, such as linear(0, 0.25 75%, 1)"
        ]
    ),
    (
        make(keys: "at: 0s, mix: monet, ease: easeInOutCubik"),
        ["3:55: unknown easing 'easeInOutCubik' (did you mean 'ease-in-out-cubic'?)"]
    ),
    (
        make(
            timeline:
                "{ease: easeOutBack, interpolation: bezier, extrapolate: maybe, keys: [{at: 0s, mix: monet}]}"
        ),
        [
            "3:18: easing 'easeOutBack' overshoots, expected one that stays between its two keys"
                + orExtrapolate,
            "3:46: interpolation 'bezier', expected linear or smooth",
            "3:67: extrapolate 'maybe', expected true or false",
        ]
    ),
    (
        make()
            + "\nlayers: [{mix: monet}, {depth: 40%-20%, mix: monet}, {depth: 0-1, mix: monet},\n"
            + " {depth: 0%-9%, parameters: a, mix: monet}, {parameters: [], mix: monet}, {depth: 0%-9%}]",
        [
            "5:10: no 'depth' and no 'parameters', expected one of them",
            "5:32: depth '40%-20%', expected shares of the depth such as 0%-40%",
            "5:62: depth '0-1', expected shares of the depth such as 0%-40%",
            "6:29: 'parameters' beside 'depth', expected one of them",
            "6:58: no pattern, or one of more than 200 bytes, expected a pattern of names such as res*.weight",
            "6:75: no 'mix' and no 'keys', expected one of them",
        ]
    ),
    (
        make(timeline: "{pace: evn, shutter: 361, keys: [{at: 0s, mix: monet}]}"),
        [
            "3:18: pace 'evn', expected none or even (did you mean 'even'?)",
            "3:32: shutter '361', expected degrees from 0 to 360 such as 180",
        ]
    ),
    (
        make(timeline: "{pace: even, shutter: [180], duration: 1s, weights: {monet: 1}}"),
        [
            "3:18: 'pace: even' beside weights that are given for every time, expected keys",
            "3:33: a list, expected degrees such as 180",
        ]
    ),
    (
        make(
            timeline: "{ease: ease-in, interpolation: smooth, keys: [{at: 0s, mix: monet}]}"),
        [
            "3:18: 'ease' beside `interpolation: smooth`, expected one of them (single keys may have an"
                + " `ease`)"
        ]
    ),
    (
        make(
            keys: "at: 0s, mix: monet, ease: \"cubic-bezier(0.3, -0.5, 0.7, 1)\"",
            "at: 1s, mix: vangogh, ease: \"spring(100, 5)\"",
            "at: 2s, mix: monet, ease: \"linear(0, 1.2, 1)\""),
        [
            "3:55: easing 'cubic-bezier(0.3, -0.5, 0.7, 1)' overshoots, expected one that stays between its"
                + " two keys" + orExtrapolate,
            "3:120: easing 'spring(100, 5)' overshoots, expected one that stays between its two keys"
                + orExtrapolate,
            "3:166: easing 'linear(0, 1.2, 1)' overshoots, expected one that stays between its two keys"
                + orExtrapolate,
        ]
    ),
    // Five mistakes give five messages.
    (
        make(
            timeline: """
                {bpm: 0, base: monte, keys: [{at: 0s, label: 1, mix: monet},
                  {at: 1s, sliders: {vangogh: 0.5}, mix: monet},
                  {at: 2s, mix: {monet: 1.5}, ease: ease-in-back}]}
                """),
        [
            "3:17: bpm '0', expected a number above 0 and at most 1000",
            "3:26: 'monte' is not a network of this preset, expected monet or vangogh (did you mean 'monet'?)",
            "3:56: label '1', expected a letter, then letters, digits and '_', at most 64",
            "4:42: 'mix' beside 'sliders', expected one of them",
            "5:25: weight '1.5' of 'monet', expected a number from 0 to 1\(orExtrapolate)",
            "5:37: easing 'ease-in-back' overshoots, expected one that stays between its two keys\(orExtrapolate)",
        ]
    ),
    (
        make(timeline: "{keys: [{at: 0s, sliders: {vangogh: 0.5}}]}"),
        ["3:37: sliders without a base, expected `base: NETWORK` in the timeline"]
    ),
    (
        make(
            timeline: """
                {base: monet, keys: [{at: 0s, sliders: {monet: 0.5}}, {at: 1s, sliders: monet},
                  {at: 2s, sliders: {vangogh: 1.2}}, {at: 3s, sliders: {vango: 0.5}}]}
                """),
        [
            "3:51: a slider of the base 'monet', expected other networks (the base has the rest)",
            "3:83: 'monet', expected a mapping of networks to numbers",
            "4:31: slider '1.2' of 'vangogh', expected a number from 0 to 1\(orExtrapolate)",
            "4:57: 'vango' is not a network of this preset, expected monet or vangogh"
                + " (did you mean 'vangogh'?)",
        ]
    ),
    (
        make(
            networks: "{a: a.pth, b: b.pth, c: c.pth}",
            timeline: "{base: a, keys: [{at: 0s, sliders: {b: 0.7, c: 0.6}}]}"),
        ["3:46: sliders with the sum 1.3, expected at most 1\(orExtrapolate)"]
    ),
    (
        make(timeline: "{extrapolate: true, keys: [{at: 0s, mix: {monet: 101, vangogh: -100}}]}"),
        ["3:60: weight '101' of 'monet', expected a number from -100 to 100"]
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

private let regions: [(String, [String])] = [
    (make(regions: "m.png"), ["4:10: 'm.png', expected a list of regions"]),
    (make(regions: "[]"), ["4:10: no regions, expected at least one"]),
    (
        make(regions: "[{mask: m.png}, {mix: monet}]"),
        [
            "4:11: no 'mix' and no 'keys', expected one of them",
            "4:26: no 'mask', expected a grey image, video or sequence, white where the region is",
        ]
    ),
    (
        make(regions: "[{mask: m.png, mix: monet, keys: [{at: 0s, mix: monet}]}]"),
        ["4:30: 'mix' beside 'keys', expected one of them"]
    ),
    (
        make(regions: "[{mask: m.png, mix: {monet: 0.5, manet: 0.5}}]"),
        [
            "4:43: 'manet' is not a network of this preset, expected monet or vangogh"
                + " (did you mean 'monet'?)"
        ]
    ),
    (
        make(regions: "[{mask: m.png, keys: [{at: 0s, mix: monet}, {at: 60f, mix: vangogh}]}]"),
        [
            "4:59: key at 2.5s after the end at 2s, expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        ]
    ),
    (make(regions: "[{mask: m.png, keys: []}]"), ["4:31: no keys, expected at least one"]),
    (
        make(regions: "[{maks: m.png, mix: monet}]"),
        [
            "4:11: no 'mask', expected a grey image, video or sequence, white where the region is",
            "4:12: unknown key 'maks', expected mask, feather, invert, opacity, move, mix or keys"
                + " (did you mean 'mask'?)",
        ]
    ),
    (
        make(
            regions:
                "[{mask: {radial: [0.5, 0.5]}, feather: 1, invert: maybe, opacity: 1.5, move: 0.2, mix: monet}]"
        ),
        [
            "4:27: radial a list, expected [x, y, radius] such as [0.5, 0.5, 0.3], the radius above 0 and"
                + " in shares of the width",
            "4:49: feather '1', expected a number from 0 to 0.25",
            "4:60: invert 'maybe', expected true or false",
            "4:76: opacity '1.5', expected a number from 0 to 1 or a list of keys",
            "4:87: '0.2', expected a list of keys",
        ]
    ),
    (
        make(regions: "[{mask: {linear: [[0, 0], [0, 0]]}, mix: monet}, {mask: {}, mix: monet}]"),
        [
            "4:27: linear a list, expected two different points such as [[0, 0], [0, 1]], from black to"
                + " white, in shares of the image's width and height from -10 to 10",
            "4:66: a mask of nothing, expected linear, radial or luma",
        ]
    ),
    (
        make(
            regions:
                "[{mask: {luma: [0.5, 0.2]}, mix: monet}, {mask: {luma: [0, 1], radial: [0, 0, 1]}, mix: monet}]"
        ),
        [
            "4:25: luma a list, expected [from, to] such as [0.6, 1], or [from, to, softness],"
                + " from 0 to 1",
            "4:65: 'luma' beside 'radial', expected one of them",
        ]
    ),
    (
        make(regions: "[{mask: {luma: [0, 1]}, move: [{at: 0s, by: [0, 0]}], mix: monet}]"),
        [
            "4:40: 'move' beside a mask of luma, which lies where the image is bright, expected another mask"
        ]
    ),
    (
        make(
            regions:
                "[{mask: m.png, opacity: [{at: 0s, value: 2}, {at: 1s}], move: [{at: 0s, by: [1]}], mix: monet}]"
        ),
        [
            "4:51: value '2', expected a number from 0 to 1",
            "4:55: no 'value', expected a number from 0 to 1",
            "4:86: by a list, expected two numbers from -10 to 10 such as [0.25, 0], shares of the image's"
                + " width and height",
        ]
    ),
    (
        make(
            regions:
                "[{mask: m.png, opacity: [{at: 0s, value: 0}, {at: 60f, value: 1}], mix: monet}]"),
        [
            "4:60: key at 2.5s after the end at 2s, expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        ]
    ),
    (
        make(
            regions:
                "[{mask: m.png, move: [{at: 0s, by: [0, 0]}, {at: 0s, by: [1, 0]}], mix: monet}]"),
        [
            "4:59: a second, different key at 0s (the first is on line 4), expected another time"
                + " (for a cut, give the key before `ease: hold`)"
        ]
    ),
    (
        make() + "\nopacity: [{at: 0s, value: 0}, {at: 3s, value: 1, by: [0, 0]}]",
        ["5:50: unknown key 'by', expected at, value, ease or hold"]
    ),
    (
        make() + "\nopacity: [{at: 3s, value: 1}]",
        [
            "5:16: key at 3s after the end at 2s, expected it within"
                + " (or `fit: stretch` or `fit: cut` in the timeline)"
        ]
    ),
]

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
