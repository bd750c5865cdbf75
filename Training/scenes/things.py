"""What stands in a random scene besides the first picture's houses and boats: trees, cars, people, lamps, subjects."""
import math

from mathutils import Matrix

from masonry import Builder
from surfaces import LIT

CLOTHES = ["red", "blue", "teal", "white", "coral", "lemon", "brown", "green", "mint", "lilac"]
CAR_COLOURS = ["red", "blue", "white", "steel", "iron", "teal", "lemon"]
LIT_SHARE = 0.85


class Scenery(Builder):
    """A builder whose windows may shine and which remembers where its street lamps are."""

    def __init__(self, draw):
        super().__init__()
        self.draw, self.lamps = draw, []

    def box(self, material, centre, size):
        if material == "glass" and self.draw.random() < LIT_SHARE:
            material = self.draw.choices(list(LIT), (6, 3, 2))[0]
        super().box(material, centre, size)

    def standing(self, x, y, z=0.0, heading=0.0, size=1.0):
        """The next polygons stand at a place, turned by `heading` degrees."""
        self.at(Matrix.Translation((x, y, z)) @ Matrix.Rotation(math.radians(heading), 4, "Z") @ Matrix.Scale(size, 4))


def lamp(b, x, y, z):
    """A street lamp whose foot is at x, y, z of the scene."""
    b.standing(x, y, z)
    b.cone("iron", (0, 0, 0), 0.08, 0.05, 3.7, 6)
    b.sphere("globe", (0, 0, 3.9), 0.24)
    b.lamps.append((x, y, z + 4.4))
    b.at(Matrix())


def tree(b, x, y, z, kind, size=1.0):
    """A tree: a cone of needles, or a trunk under a heap of leaves."""
    draw = b.draw
    b.standing(x, y, z, draw.uniform(0, 360), size * draw.uniform(0.8, 1.25))
    if kind == "fir":
        b.cone("bark", (0, 0, -0.3), 0.2, 0.15, 1.5, 6)
        for level in range(5):
            b.cone("cypress", (draw.gauss(0, 0.05), draw.gauss(0, 0.05), 0.8 + level * 1.1), 1.9 - level * 0.34, 0.25, 1.6, 9,
                   draw.random())
    elif kind == "cypress":
        b.cone("cypress", (0, 0, 0), 0.7, 0.55, 2.0, 8)
        b.cone("cypress", (0, 0, 2.0), 0.75, 0.0, 4.0, 8)
    else:
        b.cone("bark", (0, 0, -0.3), 0.26, 0.13, 2.6, 7)
        for _ in range(26):
            angle, reach = draw.uniform(0, 2 * math.pi), 1.5 * draw.random() ** 0.6
            b.sphere(kind, (reach * math.cos(angle), reach * math.sin(angle), draw.uniform(2.3, 4.8) - reach * 0.4),
                     draw.uniform(0.35, 0.85), 5)
    b.at(Matrix())


def bush(b, x, y, z, size, material="hedge"):
    b.standing(x, y, z, 0, size)
    for _ in range(14):
        place = (b.draw.gauss(0, 0.45), b.draw.gauss(0, 0.35), b.draw.uniform(0.1, 0.65))
        b.sphere(material, place, b.draw.uniform(0.18, 0.42), 5)
    b.at(Matrix())


def flowers(b, x, y, z, size):
    """A pot of flowers."""
    b.standing(x, y, z, 0, size)
    b.cone("terracotta", (0, 0, 0), 0.22, 0.34, 0.5, 14)
    for _ in range(16):
        place = (b.draw.gauss(0, 0.22), b.draw.gauss(0, 0.22), b.draw.uniform(0.55, 1.05))
        b.rod("leaf", (0, 0, 0.4), place, 0.02)
        b.sphere(b.draw.choice(["petal", "leaf", "leaf", "lemon"]), place, b.draw.uniform(0.07, 0.15), 5)
    b.at(Matrix())


def person(b, x, y, z, size=1.0):
    """Someone standing: legs, coat, arms, head and hair."""
    draw = b.draw
    coat, legs = draw.choice(CLOTHES), draw.choice(["blue", "brown", "iron", "slate"])
    b.standing(x, y, z, draw.uniform(0, 360), size)
    for side in (-0.11, 0.11):
        b.cone(legs, (side, draw.uniform(-0.1, 0.1), 0), 0.09, 0.12, 0.85, 8)
        b.rod(coat, (side * 2.1, 0, 1.38), (side * 2.6, draw.uniform(-0.15, 0.15), 0.8), 0.06)
    b.cone(coat, (0, 0, 0.75), 0.23, 0.2, 0.68, 12)
    b.cone(coat, (0, 0, 1.43), 0.2, 0.07, 0.1, 12)
    b.sphere("skin", (0, 0, 1.66), 0.13, 8)
    b.sphere(draw.choice(["brown", "iron", "ochre"]), (0, 0.03, 1.71), 0.125, 8)
    b.at(Matrix())


def car(b, x, y, z, heading):
    """A car that heads along its own +x."""
    colour = b.draw.choice(CAR_COLOURS)
    b.standing(x, y, z, heading)
    b.box(colour, (0, 0, 0.62), (4.1, 1.7, 0.6))
    outline = [(-1.75, 0.9), (-1.3, 1.48), (0.55, 1.48), (1.15, 0.9)]
    for side in (-0.78, 0.78):
        b.polygon("rubber", [(u, side, v) for u, v in outline])
    for (u0, v0), (u1, v1), material in zip(outline, outline[1:], ("rubber", colour, "rubber")):
        b.polygon(material, [(u0, -0.78, v0), (u0, 0.78, v0), (u1, 0.78, v1), (u1, -0.78, v1)])
    for end, material in ((2.06, "globe"), (-2.06, "red")):
        for side in (-0.6, 0.6):
            Builder.box(b, material, (end, side, 0.7), (0.06, 0.3, 0.16))
    for u in (-1.25, 1.3):
        for side in (-0.88, 0.74):
            b.rod("rubber", (u, side, 0.33), (u, side + 0.14, 0.33), 0.34)
    b.at(Matrix())


def bench(b, x, y, z, heading):
    b.standing(x, y, z, heading)
    for row in range(3):
        b.box("wood", (0, row * 0.16 - 0.16, 0.45), (1.7, 0.13, 0.05))
        b.box("wood", (0, 0.3, 0.62 + row * 0.15), (1.7, 0.05, 0.11))
    for side in (-0.7, 0.7):
        b.box("iron", (side, 0.05, 0.22), (0.06, 0.55, 0.45))
    b.at(Matrix())


def barrel(b, x, y, z, size):
    b.standing(x, y, z, 0, size)
    for low, lower, upper, material in ((0, 0.32, 0.4, "wood"), (0.45, 0.4, 0.32, "wood"), (0.12, 0.37, 0.38, "iron"),
                                        (0.72, 0.375, 0.365, "iron")):
        b.cone(material, (0, 0, low), lower, upper, 0.45 if material == "wood" else 0.06, 18)
    b.at(Matrix())


def statue(b, x, y, z, size):
    b.standing(x, y, z, 0, size)
    b.box("stone", (0, 0, 0.4), (0.9, 0.9, 0.8))
    b.box("darkstone", (0, 0, 0.85), (1.05, 1.05, 0.12))
    b.cone("copper", (0, 0, 0.9), 0.34, 0.2, 1.0, 12)
    b.sphere("copper", (0, 0, 2.15), 0.22, 8)
    b.rod("copper", (0.15, 0, 1.8), (0.6, -0.1, 2.3), 0.07)
    b.at(Matrix())


def signpost(b, x, y, z, size):
    b.standing(x, y, z, b.draw.uniform(-25, 25), size)
    b.rod("iron", (0, 0, 0), (0, 0, 2.3), 0.05)
    b.box(b.draw.choice(["blue", "white", "lemon", "red"]), (0, -0.05, 2.0), (0.9, 0.04, 0.6))
    b.box("white", (0, -0.08, 2.0), (0.7, 0.03, 0.12))
    b.at(Matrix())


def subject(b, x, y, z, tall):
    """Something to focus on, `tall` metres high."""
    kind = b.draw.choice(["person", "person", "people", "flowers", "barrel", "statue", "bush", "sign", "pot", "tree"])
    if kind in ("person", "people"):
        person(b, x, y, z, tall / 1.85)
        if kind == "people":
            person(b, x + tall * b.draw.choice([-0.4, 0.4]), y + 0.2, z, tall / b.draw.uniform(1.8, 2.2))
    elif kind == "tree":
        tree(b, x, y, z, b.draw.choice(["leaf", "olive", "fir"]), tall / 5.5)
    elif kind == "barrel":
        barrel(b, x, y, z, tall / 1.2)
        barrel(b, x + tall * 0.8, y + 0.3, z, tall / 1.4)
    else:
        {"flowers": flowers, "pot": flowers, "statue": statue, "bush": bush, "sign": signpost}[kind](
            b, x, y, z, tall / {"flowers": 1.1, "pot": 1.1, "statue": 2.4, "bush": 0.9, "sign": 2.3}[kind])
