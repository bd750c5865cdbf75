/// What is said of everything that goes beyond the networks of a path.
let orExtrapolate = " (or `extrapolate: true` in the timeline)"

private let times = "expected one such as 2.5s, 500ms, 60f, 00:00:02:12, 50% or -1s"

/// Broken times, and what is wrong between keys, with their messages, without the file's name.
let keysAndTimes: [(String, [String])] = [
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

let relativeTimes: [(String, [String])] = [
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

let ways: [(String, [String])] = [
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
        make(timeline: "{pace: evn, shutter: 361, keys: [{at: 0s, mix: monet}]}"),
        [
            "3:18: pace 'evn', expected none or even (did you mean 'even'?)",
            "3:32: shutter '361', expected degrees from 0 to 360 such as 180 or 172.8, with at most three places",
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
