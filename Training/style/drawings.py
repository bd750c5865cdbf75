"""Style pictures drawn by script: `python -m style.drawings FOLDER` writes them all to look at.

Each function draws one, `SIZE` pixels large, always the same.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

SIZE = (768, 576)
FINE = 2    # Drawn this much larger, then shrunk.


def fields(seed, count, blur):
    """`count` smooth random fields over the picture at the fine size, each 0…1 and evenly spread."""
    draw = np.random.default_rng(seed)
    width, height = (side * FINE for side in SIZE)
    result = []
    for _ in range(count):
        small = gaussian_filter(draw.standard_normal((height // 8, width // 8)), blur * FINE / 8, mode="wrap")
        order = np.empty(small.size)
        order[small.ravel().argsort()] = np.linspace(0, 1, small.size)
        even = Image.fromarray(order.reshape(small.shape).astype(np.float32))
        result.append(np.asarray(even.resize((width, height), Image.BICUBIC)).clip(0, 1))
    return result


def colours(*codes):
    return np.array([[int(code[i:i + 2], 16) for i in (0, 2, 4)] for code in codes], dtype=np.float64)


def finished(levels, blur=0.0):
    picture = Image.fromarray(levels.clip(0, 255).round().astype(np.uint8))
    picture = picture.resize(SIZE, Image.LANCZOS)
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def cells(points):
    """For every pixel the nearest point, and by how much farther the second one is: thin at the borders of cells."""
    width, height = (side * FINE for side in SIZE)
    y, x = np.mgrid[:height, :width]
    distances, nearest = cKDTree(points).query(np.stack([x.ravel(), y.ravel()], 1), k=2, workers=1)
    return nearest[:, 0].reshape(height, width), (distances[:, 1] - distances[:, 0]).reshape(height, width)


def scattered(spacing, seed, disorder):
    """Points of a staggered grid, each moved by up to `disorder` of its spacing; fine pixels."""
    draw = np.random.default_rng(seed)
    width, height = (side * FINE for side in SIZE)
    rows = np.arange(-spacing, height + spacing, spacing * 0.9)
    points = [(x + spacing / 2 * (index % 2), y) for index, y in enumerate(rows)
              for x in np.arange(-spacing, width + spacing, spacing)]
    return np.array(points) + draw.uniform(-disorder, disorder, (len(points), 2)) * spacing


def value_at(field, points):
    x, y = (points[:, axis].astype(int).clip(0, field.shape[1 - axis] - 1) for axis in (0, 1))
    return field[y, x]


def mosaic():
    """Tesserae of terracotta, gold, cream, sea green and deep blue, in grey mortar."""
    draw = np.random.default_rng(1)
    points = scattered(13 * FINE, 2, 0.22)
    tiles = colours("1d3557", "2a6f7f", "5fa8a0", "f1e3c4", "e0b04c", "c8643c", "7d2e2a", "efe9dc")
    which, shade = fields(3, 2, 45)
    index = (value_at(which, points) * len(tiles) + draw.normal(0, 0.45, len(points))).astype(int)
    tint = tiles[index.clip(0, len(tiles) - 1)] * (0.8 + 0.35 * value_at(shade, points))[:, None]
    tint += draw.normal(0, 13, (len(points), 1)) + draw.normal(0, 5, (len(points), 3))
    nearest, border = cells(points)
    tile = np.clip((border - 2.4 * FINE) / (0.9 * FINE), 0, 1)[..., None]
    bevel = np.gradient(gaussian_filter(np.clip(border, 0, 6 * FINE), FINE))[0][..., None] * 22
    return finished(tile * (tint[nearest] + bevel) + (1 - tile) * np.array([88, 82, 76]))


def glass():
    """Stained glass: pure glowing colours in black lead, lighter towards the middle of each pane."""
    draw = np.random.default_rng(11)
    points = scattered(30 * FINE, 12, 0.42)
    panes = colours("d8123c", "ff4f9a", "ff8a1f", "ffd23e", "3fc35a", "18a7c9", "2948d8", "7a2bd0", "ffe9b8")
    which, = fields(13, 1, 60)
    index = (value_at(which, points) * len(panes) + draw.normal(0, 1.6, len(points))).astype(int) % len(panes)
    nearest, border = cells(points)
    streak = gaussian_filter(draw.standard_normal(nearest.shape), (2 * FINE, 14 * FINE)) * 9 * FINE
    glow = 0.72 + 0.34 * np.clip(border / (18 * FINE), 0, 1) + 0.05 * streak
    lead = np.clip((border - 3.0 * FINE) / (1.2 * FINE), 0, 1)[..., None]
    return finished(lead * panes[index][nearest] * glow[..., None] + (1 - lead) * np.array([18, 15, 20]))


def de_stijl():
    """Red, blue, yellow and white rectangles between black bars."""
    draw = np.random.default_rng(23)
    width, height = (side * FINE for side in SIZE)
    picture = Image.new("RGB", (width, height), "#12110f")
    paint, paints = ImageDraw.Draw(picture), ["#f4f0e4"] * 9 + ["#d5281e"] * 4 + ["#1f3f9e"] * 4 + ["#f2c71d"] * 4
    bar, smallest = 5 * FINE, 18 * FINE

    def divide(left, top, right, bottom):
        wide, tall = right - left, bottom - top
        if max(wide, tall) < 3 * smallest and (draw.random() < 0.6 or max(wide, tall) < 2 * smallest):
            paint.rectangle((left, top, right, bottom), fill=paints[draw.integers(len(paints))])
        elif wide > tall:
            cut = left + wide * draw.uniform(0.25, 0.75)
            divide(left, top, cut - bar / 2, bottom)
            divide(cut + bar / 2, top, right, bottom)
        else:
            cut = top + tall * draw.uniform(0.25, 0.75)
            divide(left, top, right, cut - bar / 2)
            divide(left, cut + bar / 2, right, bottom)

    divide(0, 0, width, height)
    return finished(np.asarray(picture, dtype=np.float64), 0.4)


def woodcut():
    """Black lines cut in cream along a flow, thick in the dark parts and thin in the light ones."""
    warp, tone, turn = fields(31, 3, 55)
    height, width = tone.shape
    y, x = np.mgrid[:height, :width] / FINE
    phase = (0.35 * x + 0.94 * y + 150 * (warp - 0.5) + 60 * (turn - 0.5)) / 7.5
    wobble = gaussian_filter(np.random.default_rng(32).standard_normal(tone.shape), 3 * FINE) * 4 * FINE
    line = 0.5 + 0.5 * np.cos(2 * np.pi * phase + 0.5 * wobble)
    dark = np.clip(1.25 * tone - 0.12, 0, 1.05)
    ink = np.clip((dark - line) * 12 + 0.5, 0, 1)[..., None]
    return finished(ink * np.array([26, 20, 18]) + (1 - ink) * np.array([240, 226, 196]), 0.5)


def dabs(width):
    """A canvas of oblong dabs of paint, `width` pixels wide and three times as long, following a flow."""
    draw = np.random.default_rng(41)
    paints = colours("0f2b46", "1f5c7a", "3f9a8f", "a9c66c", "f0cf63", "e98b3a", "c8452f", "7c2650", "f5ead0")
    which, turn, shade = fields(42, 3, 60)
    height, across = which.shape
    picture = Image.fromarray(np.full((height, across, 3), 60, dtype=np.uint8))
    for _ in range(round(9 * height * across / (3 * (width * FINE) ** 2))):
        x, y = draw.uniform(0, across), draw.uniform(0, height)
        here = np.array([[x, y]])
        index = int(value_at(which, here)[0] * len(paints) + draw.normal(0, 0.9)) % len(paints)
        level = paints[index] * (0.75 + 0.4 * value_at(shade, here)[0]) + draw.normal(0, 10, 3)
        angle = np.pi * (2.5 * value_at(turn, here)[0]) + draw.normal(0, 0.12)
        dab(picture, x, y, angle, width * FINE * draw.uniform(0.85, 1.15), level)
    return finished(np.asarray(picture, dtype=np.float64), 0.5)


def dab(picture, x, y, angle, width, level):
    """One dab of three bristle tracks: the middle of its colour, one edge lighter, one darker."""
    along, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    paint = ImageDraw.Draw(picture)
    for shift, brightness, breadth in ((0.0, 0.86, 1.0), (-0.12, 1.12, 0.62), (0.05, 1.0, 0.5)):
        middle = np.array([x, y]) + aside * shift * width
        colour = tuple(int(v) for v in np.clip(level * brightness, 0, 255))
        ends = [tuple(middle + sign * along * width) for sign in (-1, 1)]
        paint.line(ends, fill=colour, width=max(1, round(width * breadth)))
        for cx, cy in ends:
            radius = width * breadth / 2
            paint.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=colour)


DRAWINGS = {"mosaic": mosaic, "glass": glass, "destijl": de_stijl, "woodcut": woodcut,
            "dabs-small": lambda: dabs(5), "dabs-medium": lambda: dabs(9), "dabs-large": lambda: dabs(16)}

if __name__ == "__main__":
    for name, drawing in DRAWINGS.items():
        drawing().save(Path(sys.argv[1]) / f"{name}.png")
