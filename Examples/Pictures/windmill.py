"""Renders a windmill in a meadow, full of small things: `blender -b -P windmill.py -- OUT.png [WIDTH [SAMPLES]]`.

Everything is made here: no texture, model or photo is read.  Beside OUT.png it writes OUT-mask.png, black where
the sky is and white elsewhere.  Units are metres; x is right, y away from the camera, z up.
"""
import math
import random
import sys

import bpy
from mathutils import Matrix, Vector, noise

from masonry import Builder
from materials import MATERIALS, make_material, make_sky
from studio import render, set_up

STONES = ["stone", "stone", "paving", "cream", "darkstone"]
BRICKS = ["terracotta", "terracotta", "coral", "brown", "rose"]
TILES = ["slate", "slate", "darkstone", "brown"]
HUB = Vector((-3.4, -2.9, 9.0))
draw = random.Random(23)


def ground(x, y):
    return 0.5 * noise.noise((x / 9, y / 9, 0)) + 0.012 * max(0.0, y) ** 1.2 - 0.2


def turned(x, y, z, heading, pitch=0.0):
    return Matrix.Translation((x, y, z)) @ Matrix.Rotation(heading, 4, "Z") @ Matrix.Rotation(pitch, 4, "X")


def tower(b, x, y, foot, radius, top, height):
    """A round tower of stones in courses, each course turned half a stone."""
    course = 0.36
    for level in range(int(height / course)):
        z = foot + level * course
        r = radius + (top - radius) * level * course / height
        count = round(2 * math.pi * r / 0.75)
        for i in range(count):
            angle = 2 * math.pi * (i + level % 2 / 2) / count
            b.at(turned(x + r * math.cos(angle), y + r * math.sin(angle), z, angle))
            b.box(draw.choice(STONES), (draw.uniform(-0.03, 0.03), 0, course / 2),
                  (0.3, 2 * math.pi * r / count - draw.uniform(0.03, 0.07), course - draw.uniform(0.02, 0.05)))
    b.at(Matrix())
    b.cone("darkstone", (x, y, foot), radius - 0.06, top - 0.06, height, 32)


def cap(b, x, y, foot, radius, height):
    """A pointed roof of shingles in overlapping rows."""
    rows = 16
    for row in range(rows):
        share = row / rows
        r, z = radius * (1 - share) ** 0.8 + 0.05, foot + height * share
        count = max(5, round(2 * math.pi * r / 0.3))
        for i in range(count):
            angle = 2 * math.pi * (i + row % 2 / 2) / count
            b.at(turned(x + r * math.cos(angle), y + r * math.sin(angle), z, angle + math.pi / 2, 0.5))
            b.box(draw.choice(["brown", "wood", "slate"]), (0, 0, 0.12),
                  (2 * math.pi * r / count * 0.94, 0.06, height / rows * 1.7))
    b.at(Matrix())
    b.cone("brown", (x, y, foot - 0.1), radius, 0.0, height, 24)


def sails(b):
    """Four lattices around the hub, cloth on the half of each."""
    for arm in range(4):
        b.at(Matrix.Translation(HUB) @ Matrix.Rotation(math.radians(-12), 4, "Z")
             @ Matrix.Rotation(math.radians(40 + 90 * arm), 4, "Y"))
        b.box("wood", (0, 0, 2.7), (0.16, 0.14, 5.4))
        for bar in range(12):
            b.box("wood", (0.5, -0.05, 1.2 + bar * 0.37), (1.15, 0.05, 0.06))
        for lath in (0.28, 0.55, 0.82, 1.08):
            b.box("wood", (lath, -0.05, 3.2), (0.05, 0.05, 4.2))
        b.polygon("cream", [(0.1, -0.1, 1.2), (0.8, -0.14, 1.3), (0.8, -0.14, 4.6), (0.1, -0.1, 5.2)])
    b.at(Matrix.Translation(HUB))
    b.sphere("iron", (0, -0.1, 0), 0.28)
    b.rod("wood", (0, 0, 0), (0.3, 2.2, 0.1), 0.2)
    b.at(Matrix())


def mill(b):
    x, y = -3, 0
    tower(b, x, y, ground(x, y) - 0.3, 2.9, 2.1, 8.9)
    cap(b, x, y, 8.7, 2.4, 2.8)
    sails(b)
    for z, width in ((5.6, 0.7), (2.9, 0.8)):
        b.box("white", (x - 0.5, -2.62 + z * 0.06, z), (width + 0.25, 0.3, 1.35))
        b.box("glass", (x - 0.5, -2.75 + z * 0.06, z), (width, 0.14, 1.1))
        b.box("white", (x - 0.5, -2.8 + z * 0.06, z), (0.06, 0.12, 1.1))
    for plank in range(6):
        b.box("teal", (x + 1.0 + plank * 0.19, -2.72 + plank * 0.05, 0.9), (0.175, 0.3, 2.0))


def bricks(b, left, right, y, foot, top, gaps):
    """A wall that faces -y, left open where `gaps`, (left, right, foot, top), are."""
    high, long = 0.17, 0.5
    for level in range(int((top - foot) / high)):
        z, x = foot + (level + 0.5) * high, left - (level % 2) * long / 2
        while x < right:
            a, c = max(left, x), min(right, x + long)
            if c - a > 0.05 and not any(g[0] < (a + c) / 2 < g[1] and g[2] < z < g[3] for g in gaps):
                b.box(draw.choice(BRICKS), ((a + c) / 2, y + draw.uniform(-0.02, 0.02), z),
                      (c - a - 0.03, 0.2, high - 0.03))
            x += long
    b.box("stone", ((left + right) / 2, y + 0.12, (foot + top) / 2), (right - left, 0.2, top - foot))


def cottage(b):
    left, right, y, foot = 3.2, 10.8, 3.0, ground(7, 3) - 0.3
    windows = [(4.1, 5.3, foot + 1.2, foot + 2.5), (7.9, 9.1, foot + 1.2, foot + 2.5)]
    bricks(b, left, right, y, foot, foot + 3.2, [*windows, (6.0, 7.0, foot, foot + 2.4)])
    for a, c, low, high in windows:
        b.box("white", ((a + c) / 2, y - 0.02, (low + high) / 2), (c - a, 0.15, high - low))
        for pane in (0.27, 0.73):
            b.box("glass", (a + (c - a) * pane, y - 0.06, (low + high) / 2), (0.48, 0.15, high - low - 0.2))
        for side in (a - 0.3, c + 0.3):
            for slat in range(8):
                b.box("blue", (side, y - 0.15, low + 0.08 + slat * 0.16), (0.5, 0.06, 0.12))
    for plank in range(5):
        b.box("green", (6.1 + plank * 0.2, y - 0.05, foot + 1.2), (0.18, 0.15, 2.35))
    rows, run, rise = 15, 2.6, 2.3
    slope = math.atan2(rise, run)
    for row in range(rows):
        for i in range(34):
            b.at(turned(left - 0.3 + (i + row % 2 / 2) * 0.24, y - 0.5 + run * row / rows,
                        foot + 3.1 + rise * row / rows, draw.uniform(-0.03, 0.03), slope - 0.1))
            b.box(draw.choice(["tile", "tile", "terracotta", "coral"]), (0, 0.1, 0), (0.22, 0.3, 0.06))
    b.at(Matrix())
    b.box("brown", ((left + right) / 2, y + 2.4, foot + 3.6), (right - left, 3.6, 1.2))
    bricks(b, 9.2, 10.0, y + 1.3, foot + 4.0, foot + 6.4, [])


def wall(b):
    """A dry stone wall with a gap for the path."""
    for level in range(4):
        x = -14.0
        while x < 14:
            length = draw.uniform(0.35, 0.8)
            if not 0.6 < x < 2.6:
                b.at(turned(x, -5.5 + 0.3 * math.sin(x / 3), ground(x, -5.5) + level * 0.27, draw.uniform(-0.15, 0.15)))
                b.box(draw.choice(STONES), (0, 0, 0.12), (length - 0.05, 0.5, 0.25 + draw.uniform(-0.03, 0.03)))
            x += length
    b.at(Matrix())


def path(b):
    for _ in range(420):
        y = draw.uniform(-13, 1)
        x = 1.6 + 0.8 * math.sin(y / 4) + draw.gauss(0, 0.5)
        b.at(turned(x, y, ground(x, y) + 0.02, draw.uniform(0, 3)))
        b.box(draw.choice(["paving", "stone", "cream"]), (0, 0, 0), (draw.uniform(0.2, 0.45), draw.uniform(0.15, 0.3), 0.06))
    b.at(Matrix())


def meadow(b):
    """Grass in blades and flowers, thicker near the camera, none on the path."""
    b.surface("grass", -80, 80, -20, 62, 0.8, ground)
    for _ in range(42000):
        y = -16 + 22 * draw.random() ** 1.6
        x = draw.uniform(-1, 1) * (3 + (y + 20) * 0.75)
        if abs(x - 1.6 - 0.8 * math.sin(y / 4)) < 0.8 and y < 1:
            continue
        z, height, lean, turn = ground(x, y), draw.uniform(0.15, 0.42), draw.gauss(0, 0.1), draw.uniform(0, 3)
        dx, dy = 0.014 * math.cos(turn), 0.014 * math.sin(turn)
        b.polygon(draw.choice(["leaf", "olive", "grass", "grass", "lemon"][:4 if y < 0 else 5]),
                  [(x - dx, y - dy, z), (x + dx, y + dy, z), (x + lean, y + lean / 2, z + height)])
    for _ in range(1500):
        y = -15 + 20 * draw.random() ** 1.4
        x = draw.uniform(-1, 1) * (3 + (y + 20) * 0.7)
        if noise.noise((x / 2.5, y / 2.5, 7)) > 0.02 and abs(x - 1.6) > 1.8:
            b.sphere(draw.choice(["red", "red", "red", "white", "lilac", "lemon"]),
                     (x, y, ground(x, y) + draw.uniform(0.25, 0.45)), draw.uniform(0.035, 0.06), 4)


def tree(b, x, y, height, spread):
    z = ground(x, y)
    b.rod("brown", (x, y, z - 0.2), (x + 0.2, y, z + height * 0.6), 0.22)
    clumps = [(x + draw.gauss(0, spread * 0.45), y + draw.gauss(0, spread * 0.3), z + height * draw.uniform(0.45, 1.0))
              for _ in range(22)]
    for cx, cy, cz in clumps:
        b.at(Matrix())
        b.rod("brown", (x + 0.1, y, z + height * 0.35), (cx, cy, cz), 0.05)
        for _ in range(330):
            centre = Vector((cx, cy, cz)) + Vector([draw.gauss(0, spread * 0.22) for _ in range(3)])
            b.at(Matrix.Translation(centre) @ Matrix.Rotation(draw.uniform(0, 6), 4, "Z") @ Matrix.Rotation(draw.uniform(0, 3), 4, "X"))
            b.polygon(draw.choice(["leaf", "leaf", "olive", "grass"]), [(0, 0, 0), (0.07, 0.06, 0.02), (0, 0.17, 0), (-0.07, 0.06, 0.02)])
    b.at(Matrix())


def main():
    arguments = sys.argv[sys.argv.index("--") + 1:]
    width, samples = (int(v) for v in (arguments[1:] + ["960", "48"][len(arguments) - 1:]))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    b = Builder()
    meadow(b)
    path(b)
    wall(b)
    mill(b)
    cottage(b)
    tree(b, 12.5, 6, 7.5, 2.6)
    tree(b, -11, 5, 6, 2.2)
    b.surface("farhill", -200, 200, 58, 140, 4,
              lambda x, y: 1 + 12 * (0.5 + noise.fractal((x / 50, 2.0, 0), 1.0, 2.0, 4)) * math.sin(math.pi * (y - 58) / 82))
    b.finish({name: make_material(name, *MATERIALS[name]) for name in b.materials()})
    make_sky()
    set_up(width, samples, eye=(1.0, -24, 3.4), target=(0.9, 0, 5.5), lens=27, sun=(55, 5, -48), energy=4.0,
           colour=(1.0, 0.80, 0.56), exposure=-0.35)
    render(arguments[0])
    mask(arguments[0][:-4] + "-mask.png")


def mask(path):
    """Everything white under a black sky."""
    scene, white = bpy.context.scene, bpy.data.materials.new("mask")
    white.use_nodes = True
    nodes = white.node_tree.nodes
    glow = nodes.new("ShaderNodeEmission")
    white.node_tree.links.new(glow.outputs[0], nodes["Material Output"].inputs["Surface"])
    bpy.context.view_layer.material_override = white
    scene.world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0
    scene.cycles.samples, scene.cycles.max_bounces, scene.view_settings.exposure = 8, 0, 0
    scene.view_settings.look = "None"
    render(path, "BW")


main()
