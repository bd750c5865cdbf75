"""Renders balloons.png, balloons over a lake on a summer morning: `blender -b -P balloons.py -- OUT.png [WIDTH [SAMPLES]]`.

Everything is made here, as in harbour.py.  Units are metres; x is right, y away from the camera, z up; the
lake is z = 0.
"""
import math
import random
import sys

import bpy
from mathutils import Matrix, noise

from masonry import Builder
from materials import MATERIALS, make_material, make_sky, make_water
from studio import render, set_up

# Colours that only this picture has: linear RGB, roughness, variation and its scale, as in materials.py.
FIELDS = {
    "wheat": ((0.72, 0.45, 0.08), 1, 0.25, 0.5), "meadow": ((0.16, 0.36, 0.05), 1, 0.3, 0.4),
    "clover": ((0.08, 0.24, 0.07), 1, 0.3, 0.5), "lavender": ((0.33, 0.18, 0.50), 1, 0.3, 0.6),
    "soil": ((0.38, 0.17, 0.07), 1, 0.3, 0.6), "rape": ((0.80, 0.66, 0.04), 1, 0.15, 0.5),
}
CLOTH = {
    "scarlet": ((0.72, 0.03, 0.03), 0.7, 0, 1), "orange": ((0.85, 0.25, 0.02), 0.7, 0, 1),
    "yellow": ((0.90, 0.62, 0.04), 0.7, 0, 1), "azure": ((0.03, 0.22, 0.62), 0.7, 0, 1),
    "violet": ((0.28, 0.06, 0.42), 0.7, 0, 1), "jade": ((0.02, 0.36, 0.24), 0.7, 0, 1),
    "chalk": ((0.88, 0.86, 0.80), 0.7, 0, 1),
}
# x, y, height of the basket, radius, the colours of its gores in turn.
BALLOONS = [
    (-15, 24, 17, 8.2, ("scarlet", "chalk", "azure", "chalk")),
    (13, 8, 9.5, 5.6, ("yellow", "orange")),
    (33, 62, 34, 8, ("jade", "chalk")),
    (5, 92, 44, 8, ("violet", "yellow", "scarlet")),
    (-56, 110, 33, 8, ("orange", "azure")),
    (78, 150, 38, 8, ("scarlet", "yellow")),
    (-27, 190, 33, 8, ("azure", "chalk")),
]
GORES = 16
draw = random.Random(5)


def profile(part):
    """Radius and height of an envelope of radius 1, from its mouth at 0 to its crown at 1."""
    if part < 0.35:
        rise = part / 0.35
        return 0.16 + 0.80 * math.sin(rise * math.pi / 2) ** 1.15, 1.25 * rise
    turn = (part - 0.35) / 0.65 * math.pi * 0.58
    return 0.96 * max(0.0, math.cos(turn - 0.08 * math.pi)) / math.cos(0.08 * math.pi), 1.25 + 1.05 * math.sin(turn) / 1.05


def balloon(b, x, y, z, radius, colours):
    b.at(Matrix.Translation((x, y, z)))
    rings = [profile(i / 22) for i in range(23)]
    foot = 0.55 * radius
    point = lambda ring, angle: (radius * ring[0] * math.cos(angle), radius * ring[0] * math.sin(angle), foot + radius * ring[1])
    for index, (low, high) in enumerate(zip(rings, rings[1:])):
        for gore in range(GORES):
            colour = colours[gore % len(colours)]
            if index in (12, 13):
                colour = colours[(gore + 1) % len(colours)]
            for half in (0, 0.5):
                start, end = (2 * math.pi * (gore + half + step + 0.3) / GORES for step in (0, 0.5))
                b.polygon(colour, [point(low, start), point(low, end), point(high, end), point(high, start)])
    b.box("wood", (0, 0, 0), (0.26 * radius, 0.26 * radius, 0.22 * radius))
    for angle in (0.8, 2.4, 4.0, 5.5):
        mouth = (0.16 * radius * math.cos(angle), 0.16 * radius * math.sin(angle), foot)
        b.rod("iron", (0.12 * radius * math.cos(angle), 0.12 * radius * math.sin(angle), 0), mouth, 0.012 * radius)


def ground(x, y):
    """The land: two shores that rise away from a lake which winds into the distance."""
    middle = 16 * math.sin(y / 60) + 6
    shore = abs(x - middle) - 20 - 5 * noise.noise((x / 30, y / 30, 1))
    rise = 0.34 * max(0.0, shore) ** 0.93 - 0.8 + 0.05 * min(0.0, shore)
    return rise + (5 * noise.noise((x / 45, y / 45, 2)) if shore > 0 else 0) * min(1, max(0, shore) / 25)


def fields(b):
    """The land in strips of crops, each strip of one colour and at an angle of its own district."""
    names, step = list(FIELDS), 2.0
    for i in range(-80, 80):
        for j in range(-18, 150):
            x, y = i * step, j * step
            district = math.floor((x + 7 * noise.noise((y / 20, 3, 0))) / 34) * 31 + math.floor((y + 0.3 * x) / 38)
            angle = random.Random(district).uniform(0, math.pi)
            strip = math.floor((x * math.cos(angle) + y * math.sin(angle)) / 11)
            colour = random.Random(district * 97 + strip).choice(names)
            corners = [(x, y), (x + step, y), (x + step, y + step), (x, y + step)]
            b.polygon(colour, [(u, v, ground(u, v)) for u, v in corners])


def trees(b):
    for _ in range(620):
        x, y = draw.uniform(-110, 110), draw.uniform(-10, 220)
        z = ground(x, y)
        if z < 0.6 or noise.noise((x / 24, y / 24, 9)) < 0.02:
            continue
        if draw.random() < 0.3:
            b.cone("cypress", (x, y, z - 0.3), 1.0, 0.0, draw.uniform(5, 8), 7)
        else:
            b.sphere(draw.choice(["leaf", "olive"]), (x, y, z + 1.0), draw.uniform(1.3, 2.4))


def cottages(b):
    for _ in range(60):
        x, y = draw.uniform(-70, 80), draw.uniform(12, 130)
        z = ground(x, y)
        if not 0.5 < z < 9:
            continue
        b.at(Matrix.Translation((x, y, z - 0.4)) @ Matrix.Rotation(draw.uniform(-0.6, 0.6), 4, "Z"))
        wall = draw.choice(["cream", "white", "rose"])
        b.box(wall, (0, 0, 1.6), (5, 3.6, 3.2))
        b.roof("tile", (0, 0, 3.2), (5.4, 4.2), 2.0, False, wall)
        for side in (-1.2, 1.2):
            b.box("glass", (side, -1.85, 1.8), (0.7, 0.1, 1.1))
    b.at(Matrix())


def mountains(b):
    ridge = lambda height, seed: lambda x, y: height * (0.5 + 0.8 * noise.fractal((x / 110, seed, 0), 1.0, 2.0, 5)) * math.sin(
        math.pi * min(1, max(0, (y % 100) / 60))) - 1
    b.surface("farhill", -420, 420, 300, 360, 6, ridge(52, 1.3))
    b.surface("mountain", -700, 700, 600, 660, 9, ridge(150, 4.9))


def main():
    arguments = sys.argv[sys.argv.index("--") + 1:]
    width, samples = (int(v) for v in (arguments[1:] + ["640", "96"][len(arguments) - 1:]))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    b = Builder()
    fields(b)
    trees(b)
    cottages(b)
    mountains(b)
    for place in BALLOONS:
        balloon(b, *place)
    kinds = MATERIALS | FIELDS | CLOTH
    b.finish({name: make_material(name, *kinds[name]) for name in b.materials()})
    make_water(900)
    make_sky()
    set_up(width, samples, eye=(2, -44, 17), target=(3, 20, 20.5), lens=27, sun=(56, 4, -48), energy=4.0,
           colour=(1.0, 0.84, 0.62), exposure=-0.25)
    render(arguments[0])


main()
