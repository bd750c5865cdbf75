"""Renders harbour.png, a harbour town on a warm day: `blender -b -P harbour.py -- OUT.png [WIDTH [SAMPLES]]`.

Everything is made here: no texture, model or photo is read.  Units are metres; x is right, y away from the
camera, z up; the water is z = 0.
"""
import math
import random
import sys

import bpy
from mathutils import Matrix, noise

from masonry import Builder
from materials import MATERIALS, make_material, make_sky, make_water
from studio import render, set_up

WALLS = ["rose", "ochre", "cream", "coral", "mint", "sky", "lemon", "terracotta", "lilac", "white"]
SHUTTERS = ["green", "blue", "red", "teal", "brown"]
HULLS = ["red", "blue", "white", "teal", "lemon", "green"]
draw = random.Random(11)


def window(b, x, y, z, width, height, shutters):
    """A window in a wall that faces -y, its centre at x, z."""
    b.box("white", (x, y - 0.03, z), (width + 0.3, 0.12, height + 0.3))
    b.box("glass", (x, y - 0.08, z), (width, 0.1, height))
    b.box("white", (x, y - 0.12, z), (0.07, 0.08, height))
    b.box("stone", (x, y - 0.15, z - height / 2 - 0.2), (width + 0.5, 0.35, 0.12))
    for side in (-1, 1) if shutters else ():
        b.box(shutters, (x + side * (width * 0.78 + 0.1), y - 0.08, z), (width * 0.5, 0.1, height + 0.15))


def house(b, x, y, z, width, depth, floors, wall, gable):
    """A house whose front stands at `y`, its left corner at `x`, its foot at `z`."""
    height = floors * 2.7 + 0.4
    middle = x + width / 2
    b.box(wall, (middle, y + depth / 2, z + height / 2), (width, depth, height))
    b.box("stone", (middle, y - 0.04, z + 0.35), (width, 0.16, 0.7))
    b.roof("tile" if draw.random() < 0.75 else "slate", (middle, y + depth / 2, z + height),
           (width + 0.2, depth + 0.7), 1.6 + draw.random() * 1.4, gable, wall)
    shutters = draw.choice(SHUTTERS) if draw.random() < 0.8 else None
    columns = max(2, round(width / 1.9))
    for floor in range(1, floors):
        for column in range(columns):
            window(b, x + (column + 0.5) * width / columns, y, z + floor * 2.7 + 1.5, 0.75, 1.35, shutters)
    ground_floor(b, x, y, z, width, columns)
    chimney = x + width * draw.choice([0.2, 0.8])
    b.box("coral", (chimney, y + depth * 0.55, z + height + 1.5), (0.6, 0.6, 2.6))


def ground_floor(b, x, y, z, width, columns):
    """A door, shop windows, and over some an awning."""
    door = draw.randrange(columns)
    for column in range(columns):
        middle = x + (column + 0.5) * width / columns
        if column == door:
            b.box("white", (middle, y - 0.05, z + 1.15), (1.2, 0.15, 2.4))
            b.box(draw.choice(SHUTTERS), (middle, y - 0.1, z + 1.1), (0.9, 0.15, 2.15))
        else:
            window(b, middle, y, z + 1.35, 1.0, 1.2, None)
    if draw.random() < 0.6:
        colour = draw.choice(["red", "lemon", "teal", "white"])
        stripes = max(4, round(width / 0.6))
        for stripe in range(stripes):
            left = x + 0.2 + stripe * (width - 0.4) / stripes
            right = left + (width - 0.4) / stripes
            b.polygon(colour if stripe % 2 else "white",
                      [(left, y, z + 2.75), (right, y, z + 2.75), (right, y - 1.5, z + 2.2), (left, y - 1.5, z + 2.2)])


def row(b, left, right, y, z, floors, sizes):
    """Houses side by side, no two neighbours of one colour."""
    x, before = left, None
    while x < right:
        width = draw.uniform(*sizes)
        wall = draw.choice([w for w in WALLS if w != before])
        house(b, x, y + draw.uniform(-0.25, 0.25), z, width, 7, draw.randint(*floors), wall, draw.random() < 0.35)
        x, before = x + width + (0 if draw.random() < 0.8 else 0.8), wall


def church(b, x, y, z):
    """A white church with a tall tower and a green spire: what the eye finds first."""
    b.box("cream", (x + 5, y + 4, z + 3.5), (9, 7, 7))
    b.roof("tile", (x + 5, y + 4, z + 7), (9.4, 7.8), 3, False, "cream")
    b.box("white", (x, y + 3, z + 7), (3.6, 3.6, 14))
    for level in (9.5, 12.2):
        b.box("glass", (x, y + 1.18, z + level), (0.8, 0.12, 1.5))
    b.box("stone", (x, y + 3, z + 14.1), (4.1, 4.1, 0.4))
    b.cone("copper", (x, y + 3, z + 14.3), 2.3, 0.0, 6.5, 4, math.pi / 4)
    b.cone("gold", (x, y + 3, z + 20.5), 0.1, 0.1, 1.2, 6)


def quay(b):
    b.box("stone", (-2, 4.5, 0.2), (74, 13, 2.2))
    b.box("paving", (-2, 4.5, 1.35), (74, 12.6, 0.1))
    for x in range(-38, 35, 3):
        b.box("darkstone", (x, -2.05, 0.3), (0.35, 0.2, 2.0))
        b.cone("iron", (x + 1, -1.5, 1.4), 0.18, 0.22, 0.6, 8)
    for x in range(-34, 32, 9):
        b.cone("iron", (x, -1.0, 1.4), 0.07, 0.05, 3.6, 6)
        b.sphere("white", (x, -1.0, 5.1), 0.25)
    for _ in range(26):
        x, y = draw.uniform(-32, 31), draw.uniform(-0.8, 2.6)
        b.cone(draw.choice(SHUTTERS + ["white", "coral"]), (x, y, 1.4), 0.28, 0.18, 1.2, 8)
        b.sphere("skin", (x, y, 2.75), 0.17)


def lighthouse(b, x, y):
    b.box("darkstone", (x - 1, y, 0.4), (17, 4, 1.8))
    b.cone("stone", (x + 3, y, 1.2), 1.9, 1.7, 1.2, 16)
    for band in range(5):
        radius = 1.3 - band * 0.13
        b.cone("red" if band % 2 else "white", (x + 3, y, 2.2 + band * 1.7), radius, radius - 0.13, 1.7, 20)
    b.cone("iron", (x + 3, y, 10.7), 1.05, 1.05, 0.2, 16)
    b.cone("lamp", (x + 3, y, 10.9), 0.5, 0.5, 1.1, 12)
    b.cone("red", (x + 3, y, 12.0), 0.85, 0.0, 0.9, 16)


def boat(b, length, hull, sail):
    """A boat at the origin that heads for +x: hull, cabin, mast, rigging and, if `sail`, its sails up."""
    half = length * 0.16
    sections = [(-0.5, 0.75), (-0.25, 1.0), (0.1, 0.95), (0.35, 0.6), (0.52, 0.04)]
    rim = [(s * length, w * half, 0.75 + 0.9 * max(0, s) ** 2 * length / 5) for s, w in sections]
    for (x0, w0, z0), (x1, w1, z1) in zip(rim, rim[1:]):
        for side in (-1, 1):
            b.polygon(hull, [(x0, side * w0 * 0.6, -0.2), (x1, side * w1 * 0.6, -0.2), (x1, side * w1, z1 - 0.15), (x0, side * w0, z0 - 0.15)])
            b.polygon("white", [(x0, side * w0, z0 - 0.15), (x1, side * w1, z1 - 0.15), (x1, side * w1 * 1.03, z1), (x0, side * w0 * 1.03, z0)])
        b.polygon("wood", [(x0, -w0, z0 - 0.08), (x1, -w1, z1 - 0.08), (x1, w1, z1 - 0.08), (x0, w0, z0 - 0.08)])
    x, w, z = rim[0]
    b.polygon(hull, [(x, -w * 0.6, -0.2), (x, w * 0.6, -0.2), (x, w, z), (x, -w, z)])
    if length < 4:
        return
    b.box("white", (-length * 0.12, 0, 1.15), (length * 0.3, half * 1.1, 0.9))
    b.box("glass", (-length * 0.12, -half * 0.56, 1.25), (length * 0.24, 0.05, 0.35))
    mast, top = length * 0.14, length * 1.25
    b.cone("wood", (mast, 0, 0.6), 0.09, 0.05, top, 6)
    b.rod("wood", (mast, 0, 1.9), (-length * 0.42, 0, 2.0), 0.06)
    for end in ((0.5 * length, 0, 0.9), (-0.48 * length, 0, 0.8), (mast, half, 0.8), (mast, -half, 0.8)):
        b.rod("iron", (mast, 0, top + 0.4), end, 0.015)
    if sail:
        b.sail(sail, (mast - 0.1, 0, 2.1), (-length * 0.42, 0, 2.2), (mast - 0.1, 0, top + 0.3), length * 0.09)
        b.sail("white", (mast + 0.1, 0, top), (mast + 0.5, 0, 1.6), (length * 0.5, 0, 1.1), length * 0.06)
    else:
        b.rod(draw.choice(["cream", "blue", "red"]), (mast - 0.3, 0, 2.1), (-length * 0.4, 0, 2.15), 0.16)


def boats(b):
    moored = [(-19, -7.6, 7, 8), (-12.5, -5.2, 6, -6), (-9.5, -12.5, 3.2, 30), (-4.5, -6.2, 7.5, 172), (3, -4.4, 6, 4),
              (8.5, -9.2, 7, 195), (2, -16.5, 3.4, -20), (14, -3.6, 6.5, 0), (21, -4.2, 7, 176), (-17, -15, 6.6, 24)]
    for index, (x, y, length, heading) in enumerate(moored):
        b.at(Matrix.Translation((x, y, 0)) @ Matrix.Rotation(math.radians(heading), 4, "Z"))
        boat(b, length, HULLS[index % len(HULLS)], None)
    for x, y, sail, heading in ((24, -7, "coral", 205), (34, 30, "white", 170), (52, 62, "cream", 150), (30, 90, "white", 30)):
        b.at(Matrix.Translation((x, y, 0)) @ Matrix.Rotation(math.radians(heading), 4, "Z"))
        boat(b, 7.5, draw.choice(HULLS), sail)
    b.at(Matrix())


def hill_height(x, y):
    """The ground: a hill behind the town on the left, low at the right where the sea opens."""
    rise = 44 * math.exp(-((x + 34) / 38) ** 2) * max(0.0, min(1.0, (y - 13) / 42)) ** 0.8
    return rise + 2.2 * noise.noise((x / 14, y / 14, 0)) * min(1, rise / 6) - 0.6


def hills(b):
    b.surface("grass", -120, 26, 12, 110, 2.5, hill_height)
    for _ in range(420):
        x, y = draw.uniform(-85, 8), draw.uniform(30, 90)
        z = hill_height(x, y)
        if z < 2.5 or (noise.noise((x / 11, y / 11, 5)) < -0.05):
            continue
        if draw.random() < 0.22:
            b.cone("cypress", (x, y, z - 0.3), 0.9, 0.0, draw.uniform(4, 7), 7)
        else:
            b.sphere(draw.choice(["leaf", "olive", "leaf"]), (x, y, z + 0.9), draw.uniform(1.1, 2.2))
    ridge = lambda height, seed: lambda x, y: height * (0.55 + 0.75 * noise.fractal((x / 95, seed, 0), 1.0, 2.0, 5)) * math.sin(
        math.pi * min(1, max(0, (y % 100) / 60))) - 1
    b.surface("farhill", -420, 420, 300, 360, 6, ridge(30, 3.7))
    b.surface("mountain", -700, 700, 600, 660, 9, ridge(78, 8.2))


def town(b):
    """Four rows, each higher up the hill than the one before it."""
    b.at(Matrix.Translation((0, 4, 0)) @ Matrix.Rotation(math.radians(10), 4, "Z"))
    quay(b)
    row(b, -36, 20, 3.2, 1.4, (2, 4), (3.6, 5.6))
    row(b, -38, 8, 13, 6.0, (2, 3), (4, 6))
    church(b, -8, 19, 8.5)
    row(b, -40, -15, 21, 10.5, (2, 3), (4, 6))
    row(b, -46, -22, 29, 15, (2, 3), (4, 6.5))
    lighthouse(b, 38, 10)
    for x in (22.5, 25.5, 28.5, 31.5):
        b.cone("wood", (x, 4.5, 1.4), 0.16, 0.12, 1.8, 6)
        for _ in range(5):
            b.sphere("leaf", (x + draw.uniform(-0.7, 0.7), 4.5 + draw.uniform(-0.6, 0.6), 3.6 + draw.uniform(0, 1.3)), draw.uniform(0.8, 1.1))
    for z, y in ((3.4, 14), (5.4, 22), (8, 30)):
        b.box("stone", (-24, y + 5, z / 1.2), (66 - z * 4, 9, z * 1.6))
    b.at(Matrix())


def main():
    arguments = sys.argv[sys.argv.index("--") + 1:]
    width, samples = (int(v) for v in (arguments[1:] + ["640", "128"][len(arguments) - 1:]))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    b = Builder()
    town(b)
    hills(b)
    boats(b)
    b.finish({name: make_material(name, *MATERIALS[name]) for name in b.materials()})
    make_water(900)
    make_sky()
    set_up(width, samples, eye=(9, -50, 11), target=(3, 10, 8.2), lens=30, sun=(52, 8, -42), energy=4.2,
           colour=(1.0, 0.80, 0.56), exposure=-0.3, bounces=5)
    render(arguments[0])


if __name__ == "__main__":
    main()
