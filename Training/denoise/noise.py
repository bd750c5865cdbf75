"""The noise of pictures, as `level: auto` finds it, in numpy: `python -m denoise.noise PICTURE …`, or without pictures the
figures that Tests/ImagingTests/NoiseTests.swift compares with.

Sources/Imaging/Noise/PlaneNoise.swift says how it is found.
"""
import argparse

import numpy as np
from PIL import Image
from scipy.special import ndtr
from scipy.stats import chi2, norm

SIDE, FREEDOM = 5, 24
LIMIT = 1 + 2 * np.sqrt(2 / FREEDOM)
MEAN_BELOW_LIMIT = chi2.cdf(LIMIT * FREEDOM, FREEDOM + 2) / chi2.cdf(LIMIT * FREEDOM, FREEDOM)
LEAST_SHARE, PATCHES, LEAST_UNCLIPPED, LEAST_KEPT = 0.6, 40_000, 500, 200


def clipped(deviation):
    """Means that are seen, and the shares of the variance that clipping to 0…255 leaves there."""
    mean = np.linspace(-4 * deviation, 255 + 4 * deviation, 1025)
    a, b = -mean / deviation, (255 - mean) / deviation
    inside = ndtr(b) - ndtr(a)
    seen = mean * inside + deviation * (norm.pdf(a) - norm.pdf(b)) + 255 * (1 - ndtr(b))
    square = ((mean ** 2 + deviation ** 2) * inside + deviation * (mean * norm.pdf(a) - (mean + 255) * norm.pdf(b))
              + 255 ** 2 * (1 - ndtr(b)))
    return seen, np.maximum(square - seen ** 2, 0) / deviation ** 2


def plane_noise(plane):
    """σ of a plane of 0…255, and what clipping has left of it."""
    height, width = plane.shape
    step = 2
    while ((height - SIDE) // step + 1) * ((width - SIDE) // step + 1) > PATCHES:
        step += 1
    patches = np.lib.stride_tricks.sliding_window_view(plane, (SIDE, SIDE))[::step, ::step].reshape(-1, SIDE ** 2)
    means = patches.mean(1)
    rest = patches - means[:, None]
    variances = (rest ** 2).sum(1) / FREEDOM
    changing = variances > 0
    means, rest, variances = means[changing], rest[changing], variances[changing]
    deviation = max(np.sqrt(np.median(variances)), 0.1)
    for _ in range(40):
        last, deviation = deviation, better(means, rest, variances, deviation)
        if abs(deviation - last) < 0.005:
            break
    return deviation, deviation * np.sqrt(np.interp(means, *clipped(deviation)).mean())


def better(means, rest, variances, deviation):
    shares = np.interp(means, *clipped(deviation))
    usable = shares >= LEAST_SHARE
    if usable.sum() < min(LEAST_UNCLIPPED, len(shares)):
        usable = shares >= np.sort(shares)[-min(LEAST_UNCLIPPED, len(shares))]
    scaled = variances / shares
    least = min(LEAST_KEPT, usable.sum())
    kept = usable & (scaled <= max(deviation ** 2 * LIMIT, np.sort(scaled[usable])[least - 1]))
    noise = rest[kept] / np.sqrt(shares[kept])[:, None]
    smallest = np.linalg.eigvalsh(noise.T @ noise / len(noise))[1:1 + FREEDOM // 3]
    spread = max(0.5, 1 - 1.10 * np.sqrt(FREEDOM / len(noise)))
    return max(np.sqrt(np.median(smallest) / MEAN_BELOW_LIMIT / spread), 0.1)


def picture_noise(pixels):
    """Of H×W×3 pixels of 0…255."""
    planes = np.array([plane_noise(pixels[..., c].astype(float)) for c in range(3)])
    return np.sqrt((planes ** 2).mean(0))


def test_picture(deviation, width=160, height=120):
    """The picture of NoiseTests.swift."""
    golden = np.uint64(0x9E3779B97F4A7C15)
    with np.errstate(over="ignore"):
        z = golden + np.arange(1, 36 * width * height + 1, dtype=np.uint64) * golden
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    uniform = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0 ** -53
    noise = (uniform.reshape(-1, 12).sum(1) - 6).reshape(3, height, width)
    x, y = np.arange(width)[None], np.arange(height)[:, None]
    base = 30 + 190 * x / width + np.where(y < 60, 24 * ((x // 7 + y // 5) % 2), 0)
    return np.clip(np.rint(base + deviation * noise), 0, 255).transpose(1, 2, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pictures", nargs="*")
    pictures = parser.parse_args().pictures
    for name in pictures:
        print(name, *picture_noise(np.asarray(Image.open(name).convert("RGB"))).round(2))
    for deviation in () if pictures else (2, 5, 20, 50):
        print(deviation, *picture_noise(test_picture(deviation)).round(4))


if __name__ == "__main__":
    main()
