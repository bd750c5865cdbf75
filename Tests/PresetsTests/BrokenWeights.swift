/// Broken weights that are no keys, and their messages, without the file's name.
let weightsFromElsewhere: [(String, [String])] = formulas + outside + levels

/// A preset of two seconds at 24 frames a second with these weights.
private func make(weights: String) -> String {
    make(timeline: "{fps: 24, duration: 2s, weights: \(weights)}")
}

private func make(from: String) -> String { make(timeline: "{from: \(from)}") }

private let names = "expected monet or vangogh"

private let formulas: [(String, [String])] = [
    (
        make(timeline: "{keys: [{at: 0s, mix: monet}], weights: {monet: 1}, from: {csv: a.csv}}"),
        [
            "3:51: 'weights' beside 'keys', expected one of them",
            "3:69: 'from' beside 'keys', expected one of them",
        ]
    ),
    (make(weights: "{}"), ["3:44: no weights, expected at least one"]),
    (
        make(weights: "[1]"),
        [
            "3:44: a list, expected a mapping of networks to expressions such as "
                + "\"0.5 + 0.5*sin(2*pi*t/4)\""
        ]
    ),
    (
        make(weights: "{monet: rest, vangogh: rest}"),
        ["3:67: a second 'rest', expected one"]
    ),
    (
        make(weights: "{mone: 1}"),
        [
            "3:45: 'mone' is not a network of this preset, \(names) (did you mean 'monet'?)"
        ]
    ),
    (
        make(weights: "{monet: [1], vangogh: rest}"),
        ["3:52: a list, expected an expression, or rest for what the others leave"]
    ),
    (
        make(weights: "{monet: 0.5 + , vangogh: \"0.5*sine(t)\"}"),
        [
            "3:57: the end, expected a number, a variable or a function",
            "3:74: unknown function 'sine', expected one of sin, cos, tan, abs, min, max, floor, "
                + "ceil, round, sqrt, exp, log, pow, mod, clamp, mix, lerp, step, smoothstep, sign, "
                + "fract, noise, random, if (did you mean 'sin'?)",
        ]
    ),
    (
        make(weights: "{monet: \"t\", vangogh: rest}"),
        [
            "3:52: weight 1.0416666666666667 of 'monet' at frame 25 (1.042 s), expected 0 to 1 "
                + "(clamp(x, 0, 1) keeps it there)"
        ]
    ),
    (
        make(weights: "{monet: \"0.5/(f - 12)^2\", vangogh: rest}"),
        [
            "3:56: a division by 0 at frame 12 (0.5 s), expected a weight from 0 to 1"
        ]
    ),
    (
        make(weights: "{monet: 0.5, vangogh: 0.25}"),
        [
            "3:44: weights with the sum 0.75 at frame 0 (0.0 s), expected 1 "
                + "(`rest` as one network's weight takes what is left)"
        ]
    ),
    (
        make(weights: "{monet: fract(beat), vangogh: rest}"),
        ["3:58: 'beat' without beats, expected `bpm` in the timeline, or seconds (t)"]
    ),
]

private let outside: [(String, [String])] = [
    (
        make(from: "{}"),
        ["3:18: no 'csv' and no 'sound', expected one of them"]
    ),
    (
        make(from: "{csv: a.csv, sound: a.wav}"),
        ["3:38: 'sound' beside 'csv', expected one of them"]
    ),
    (
        make(from: "{csv: a.csv, low: 20}"),
        ["3:36: 'low' beside 'csv', expected it with 'sound'"]
    ),
    (
        make(from: "{csv: a.csv, rest: van}"),
        [
            "3:37: 'van' is not a network of this preset, \(names)"
        ]
    ),
    (
        make(from: "{sound: a.wav}"),
        [
            "3:18: no 'feature', expected onset, rms or band",
            "3:18: no 'network', expected the network that the sound weighs",
            "3:18: no 'rest', expected the network that has the rest of the weight",
        ]
    ),
    (
        make(from: "{sound: a.wav, feature: beat, network: monet, rest: monet}"),
        [
            "3:42: feature 'beat', expected onset, rms or band",
            "3:70: 'monet' for 'network' and for 'rest', expected two networks",
        ]
    ),
    (
        make(from: "{sound: a.wav, feature: rms, low: 20, network: monet, rest: vangogh}"),
        ["3:52: 'low' without `feature: band`, expected it there alone"]
    ),
    (
        make(
            from: "{sound: a.wav, feature: band, low: 20, high: 20, network: monet, rest: vangogh}"
        ),
        ["3:63: high 20.0 is not above low 20.0"]
    ),
    (
        make(
            from: "{sound: a.wav, feature: band, low: -1, high: x, network: monet, rest: vangogh}"
        ),
        [
            "3:53: low '-1', expected a frequency in hertz, such as 200",
            "3:63: high 'x', expected a frequency in hertz, such as 200",
        ]
    ),
    (
        make(
            from:
                "{sound: a.wav, feature: rms, to: [0, 2], smooth: 0.1, network: monet, rest: vangogh}"
        ),
        [
            "3:51: to a list, expected two weights from 0 to 1, such as [0, 1]",
            "3:67: '0.1' has no unit, expected 0.1s (seconds) or 0.1f (frames)",
        ]
    ),
]

private let levels: [(String, [String])] = [
    (make(timeline: "{level: 5}"), ["3:19: level '5', expected auto"]),
    (make(timeline: "{level: [auto]}"), ["3:19: a list, expected auto"]),
    (
        make(timeline: "{level: auto, weights: {monet: 1}, from: {csv: a.csv}}"),
        [
            "3:34: 'weights' beside 'level', expected one of them",
            "3:52: 'from' beside 'level', expected one of them",
        ]
    ),
    (
        make(
            timeline: "{level: auto, fit: hold, ease: ease-in, interpolation: linear, "
                + "extrapolate: true, keys: [{at: 0s, mix: monet, ease: hold}]}"),
        [
            "3:30: 'fit' beside `level: auto`, expected none of it",
            "3:42: 'ease' beside `level: auto`, expected none of it",
            "3:66: 'interpolation' beside `level: auto`, expected none of it",
            "3:87: 'extrapolate' beside `level: auto`, expected none of it",
            "3:127: 'ease' beside `level: auto`, expected `hold` for how long the mixture stays",
        ]
    ),
    (
        make(timeline: "{level: auto, duration: 1s, keys: [{at: 2s, mix: monet}]}"),
        [
            "3:51: key at 2s after the end at 1s, expected it within (or `fit: stretch` or "
                + "`fit: cut` in the timeline)"
        ]
    ),
    (
        make(
            networks:
                "{monet: {file: a.pth, level: 256}, b: {file: a.pth, level: weak}, vangogh: c.pth}"),
        [
            "2:40: level '256', expected the σ of the noise that it removes, 0 to 255, or none",
            "2:70: level 'weak', expected the σ of the noise that it removes, 0 to 255, or none",
        ]
    ),
]
