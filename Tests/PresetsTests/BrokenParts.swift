/// Broken parts of the networks and of the image, and their messages, without the file's name.
let layers: [(String, [String])] = [
    (
        make()
            + "\nlayers: [{mix: monet}, {depth: 40%-20%, mix: monet}, {depth: 0-1, mix: monet},\n"
            + " {depth: 0%-9%, parameters: a, mix: monet}, {parameters: [], mix: monet}, {depth: 0%-9%}]",
        [
            "5:10: no 'depth' and no 'parameters', expected one of them",
            "5:32: depth '40%-20%', expected two shares of the depth, the smaller one first, such as 0%-40%",
            "5:62: depth '0-1', expected two shares of the depth, the smaller one first, such as 0%-40%",
            "6:29: 'parameters' beside 'depth', expected one of them",
            "6:58: no pattern, expected a pattern of names such as res*.weight",
            "6:75: no 'mix' and no 'keys', expected one of them",
        ]
    ),
    (
        make() + "\nlayers: []",
        ["5:9: no layers, expected at least one"]
    ),
    (
        make() + "\nlayers: [{parameters: [\"\", 3], mix: monet}]",
        ["5:24: an empty pattern, expected a pattern of names such as res*.weight"]
    ),
]

let regions: [(String, [String])] = [
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
