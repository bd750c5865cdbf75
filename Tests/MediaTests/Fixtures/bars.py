"""What films of ICCFixtures.colours come to as sRGB, in levels of 255: float64, from the formulae of IEC
61966-2-1, SMPTE RP 177, SMPTE ST 2084, ITU-R BT.2100 and, for tones, FFmpeg's curve `mobius`.

Prints the Swift of ColourBars.swift.  Needs numpy."""
import numpy as np

COLOURS = np.array([
    [0, 0, 0], [255, 255, 255], [128, 128, 128], [16, 16, 16], [200, 40, 60], [60, 150, 90],
    [70, 60, 180], [230, 200, 170], [90, 110, 130], [33, 99, 66]])
# As zimg widens them to 10 bits of full range.
CODES = np.rint(COLOURS / 255 * 1023) / 1023

BT709 = [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)]
BT2020 = [(0.708, 0.292), (0.170, 0.797), (0.131, 0.046)]
P3 = [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)]
D65 = (0.3127, 0.3290)
WHITE, PEAK, KNEE = 203.0, 1000 / 203.0, 0.3


def to_xyz(primaries):
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    white = np.array([D65[0] / D65[1], 1, (1 - D65[0] - D65[1]) / D65[1]])
    return columns * np.linalg.solve(columns, white)


def converted(light, primaries):
    return light @ (np.linalg.inv(to_xyz(BT709)) @ to_xyz(primaries)).T


def srgb_light(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def srgb_levels(light):
    light = np.clip(light, 0, 1)
    return 255 * np.where(
        light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def pq(v):
    p = v ** (1 / 78.84375)
    return 10000 / WHITE * (np.maximum(p - 0.8359375, 0) / (18.8515625 - 18.6875 * p)) ** (
        1 / 0.1593017578125)


def hlg(v):
    a = 0.17883277
    b, c = 1 - 4 * a, 0.5 - a * np.log(4 * a)
    scene = np.where(v <= 0.5, v * v / 3, (np.exp((v - c) / a) + b) / 12)
    luminance = scene @ [0.2627, 0.6780, 0.0593]
    return PEAK * scene * luminance[:, None] ** 0.2


def mobius(light):
    a = -KNEE * KNEE * (PEAK - 1) / (KNEE * KNEE - 2 * KNEE + PEAK)
    b = (KNEE * KNEE - 2 * KNEE * PEAK + PEAK) / (PEAK - 1)
    signal = np.maximum(light.max(axis=1, keepdims=True), 1e-6)
    mapped = (b * b + 2 * b * KNEE + KNEE * KNEE) / (b - a) * (signal + a) / (signal + b)
    return light * np.where(signal > KNEE, mapped, signal) / signal


def show(name, text, levels):
    print(f"\n    /// {text}")
    print(f"    static let {name}: [[Float]] = [")
    for r, g, b in levels:
        print(f"        [{r:.2f}, {g:.2f}, {b:.2f}],")
    print("    ]")


if __name__ == "__main__":
    print("/// Levels of 255 that films of ``ICCFixtures/colours`` come to; made by `Fixtures/bars.py`.")
    print("enum ColourBars {", end="")
    show("bt2020", "SDR of BT.2020's primaries.", srgb_levels(converted(srgb_light(CODES), BT2020)))
    show("displayP3", "SDR of Display P3's.", srgb_levels(converted(srgb_light(CODES), P3)))
    show("pq", "PQ of BT.2020's.", srgb_levels(mobius(converted(pq(CODES), BT2020))))
    show("hlg", "HLG of BT.2020's.", srgb_levels(mobius(converted(hlg(CODES), BT2020))))
    print("}")
