"""Random places: a harbour, a street, a village, a city, a lake, a front.  Each builds itself and says where one stands.

Units are metres; x is right, y away from the camera, z up; water is z = 0.
"""
import math
from dataclasses import dataclass

from mathutils import Matrix, noise

import harbour as first
from things import bench, bush, car, flowers, lamp, person, tree

LEAVES = ["leaf", "leaf", "olive", "autumn", "fir", "cypress"]


@dataclass(frozen=True)
class View:
    eye: tuple              # where the camera is
    target: tuple           # what it looks at
    lens: float             # millimetres, of a film 36 wide
    ground: float           # height of what a subject in front would stand on
    footing: str | None     # what must be laid under that subject, where there is nothing
    water: bool


def place(b, draw):
    """Builds one of the places at random and returns the view of it."""
    first.draw = draw
    return draw.choice([harbour, harbour, street, street, village, village, city, lake, lake, front])(b, draw)


def harbour(b, draw):
    turn = draw.uniform(-18, 18)
    frame = Matrix.Translation((draw.uniform(-10, 10), 4, 0)) @ Matrix.Rotation(math.radians(turn), 4, "Z")
    quay = draw.uniform(0.9, 1.6)
    b.at(frame)
    b.box("stone", (0, 8, quay - 1.5), (110, 20, 3.0))
    b.box(draw.choice(["paving", "asphalt"]), (0, 8, quay + 0.02), (110, 19.6, 0.1))
    rows = draw.randint(1, 3)
    floors = (2, draw.randint(3, 5))
    left, right = draw.uniform(-45, -22), draw.uniform(14, 45)
    for number in range(rows):
        first.row(b, left - 4 * number, right - 9 * number, 3.5 + 9 * number, quay + 4.4 * number, floors, (3.6, 6))
        if number:
            b.box("stone", ((left + right) / 2, 8.5 + 9 * number, 2.2 * number), (right - left, 9, 4.4 * number + 2 * quay))
    if draw.random() < 0.5:
        first.church(b, draw.uniform(-15, 12), 6 + 9 * rows, quay + 4 * rows)
    if draw.random() < 0.35:
        first.lighthouse(b, draw.choice([-50, 44]), 8)
    spots = [frame @ Matrix.Translation((x, -1.2, quay)) for x in range(-42, 43, draw.choice([8, 11, 14]))]
    b.at(Matrix())
    for spot in spots:
        lamp(b, *spot.translation)
    for _ in range(draw.randint(4, 20)):
        person(b, *(frame @ Matrix.Translation((draw.uniform(-30, 30), draw.uniform(-0.8, 2.6), quay))).translation)
    for _ in range(draw.randint(3, 9)):
        b.standing(draw.uniform(-28, 28), draw.uniform(-19, -4), 0, draw.uniform(-25, 25) + draw.choice([0, 180]))
        first.boat(b, draw.choice([3.2, 6, 6.5, 7, 8]), draw.choice(first.HULLS), draw.choice([None, None, "white", "coral"]))
    b.at(Matrix())
    hill(b, draw, 26 + 9 * rows, draw.uniform(5, 45))
    far(b, draw)
    eye = (draw.uniform(-14, 14), draw.uniform(-46, -22), draw.uniform(2.2, 12))
    return View(eye, (draw.uniform(-9, 9), 8, draw.uniform(3, 8)), draw.uniform(22, 40), eye[2] - draw.uniform(1.3, 1.8),
                draw.choice(["wood", "stone", "paving"]), True)


def street(b, draw):
    half = draw.uniform(4.2, 8)
    floors = (2, draw.randint(2, 5))
    for side in (-1, 1):
        b.at(Matrix.Translation((side * half, 0, 0)) @ Matrix.Rotation(math.radians(-90 * side), 4, "Z"))
        near, far_end = -8, draw.uniform(45, 80)
        first.row(b, *((near, far_end) if side < 0 else (-far_end, -near)), 0, 0, floors, (4, 8))
    b.at(Matrix())
    b.box(draw.choice(["asphalt", "asphalt", "paving"]), (0, 60, -0.2), (2 * half, 160, 0.3))
    for side in (-1, 1):
        b.box("paving", (side * (half - 0.9), 60, -0.05), (1.8, 160, 0.26))
        for y in range(2, 60, draw.choice([9, 12, 15])):
            lamp(b, side * (half - 1.5), y, 0.08)
        for _ in range(draw.randint(0, 5)):
            car(b, side * (half - 2.9), draw.uniform(6, 50), 0, 90 * side)
        if half > 5.5 and draw.random() < 0.6:
            for y in range(6, 60, 9):
                tree(b, side * (half - 1.6), y, 0, draw.choice(["leaf", "olive"]), 0.9)
        for _ in range(draw.randint(0, 6)):
            person(b, side * (half - draw.uniform(0.5, 1.5)), draw.uniform(4, 40), 0.08)
            flowers(b, side * (half - 0.4), draw.uniform(2, 40), 0.08, draw.uniform(0.7, 1.3))
    if draw.random() < 0.5:
        first.church(b, draw.uniform(-4, 2), draw.uniform(58, 72), 0)
    hill(b, draw, 84, draw.uniform(3, 40))
    far(b, draw)
    eye = (draw.uniform(-0.5, 0.5) * half, draw.uniform(-7, 2), draw.uniform(1.5, 3.6))
    return View(eye, (draw.uniform(-3, 3), 26, draw.uniform(2.2, 4.5)), draw.uniform(20, 34), 0.05, None, False)


def village(b, draw):
    """Houses and trees scattered over a meadow, or a street of them seen from a field."""
    height = rolling(draw, draw.uniform(0.3, 2.2), 30)
    ground(b, draw, height, draw.choice(["meadow", "meadow", "soil", "grass"]))
    for _ in range(draw.randint(3, 11)):
        x, y = draw.uniform(-32, 32), draw.uniform(12, 60)
        z, width = height(x, y) - 0.4, draw.uniform(6, 11)
        b.standing(x, y, z, draw.uniform(-45, 45))
        first.house(b, -width / 2, 0, 0, width, 7, draw.randint(1, 3), draw.choice(first.WALLS + ["brick", "timber", "wood"]),
                    draw.random() < 0.4)
    b.at(Matrix())
    if draw.random() < 0.6:
        first.church(b, draw.uniform(-20, 15), draw.uniform(40, 60), height(0, 50))
    for _ in range(draw.randint(15, 60)):
        x, y = draw.uniform(-45, 45), draw.uniform(8, 80)
        tree(b, x, y, height(x, y), draw.choice(LEAVES), draw.uniform(0.7, 1.6))
    for x in range(-24, 25, 8):
        y = 10 + 3 * math.sin(x / 9)
        lamp(b, x, y, height(x, y)) if draw.random() < 0.6 else bush(b, x, y, height(x, y), draw.uniform(0.8, 2))
    if draw.random() < 0.6:
        fence(b, draw, height)
    hill(b, draw, 84, draw.uniform(3, 40))
    far(b, draw)
    return standing(draw, height, 0.0, (1.5, 4.5), (22, 40))


def city(b, draw):
    """Blocks of flats and offices behind a square, a lawn or water."""
    water = draw.random() < 0.4
    if not water:
        b.box(draw.choice(["concrete", "meadow", "paving", "asphalt"]), (0, 60, -0.3), (260, 220, 0.4))
    else:
        b.box("stone", (0, 70, 0), (240, 124, 2.0))
    foot = 1.0 if water else 0.0
    for row_number in range(3):
        x = draw.uniform(-75, -55)
        while x < 60:
            width = draw.uniform(9, 18)
            block(b, draw, x + width / 2, 16 + 22 * row_number + draw.uniform(0, 5), foot, width,
                  draw.randint(3, 7) + draw.choice([0, 3, 8]) * (row_number > 0))
            x += width + draw.uniform(1, 9)
    for x in range(-36, 37, draw.choice([9, 12])):
        lamp(b, x, 10, foot)
        if draw.random() < 0.6:
            tree(b, x + 4, 11.5, foot, draw.choice(["leaf", "olive", "autumn"]), draw.uniform(0.8, 1.4))
        if draw.random() < 0.5:
            car(b, x + 2, 13, foot, draw.choice([0, 180]))
        person(b, x + draw.uniform(0, 8), draw.uniform(9, 12), foot)
    far(b, draw)
    eye = (draw.uniform(-14, 14), draw.uniform(-24, -8), draw.uniform(1.6, 9))
    return View(eye, (draw.uniform(-8, 8), 20, draw.uniform(5, 10)), draw.uniform(20, 34),
                eye[2] - 1.5 if water or eye[2] > 3 else 0.0, "stone" if water or eye[2] > 3 else None, water)


def block(b, draw, x, y, z, width, floors):
    """A block of `floors` with windows in its front and both sides."""
    wall = draw.choice(["concrete", "white", "brick", "cream", "steel", "slate", "terracotta", "stone"])
    depth, height = draw.uniform(9, 14), floors * 3.1 + 1
    b.box(wall, (x, y + depth / 2, z + height / 2), (width, depth, height))
    b.box("concrete", (x, y + depth / 2, z + height + 0.2), (width + 0.3, depth + 0.3, 0.4))
    pitch = draw.choice([1.6, 2.0, 2.8])
    wide, tall = pitch * draw.uniform(0.5, 0.85), draw.uniform(1.3, 2.3)
    for floor in range(floors):
        level = z + floor * 3.1 + 2.0
        for column in range(int(width / pitch)):
            b.box("glass", (x + (column + 0.5) * pitch - int(width / pitch) * pitch / 2, y - 0.02, level), (wide, 0.1, tall))
        for column in range(int(depth / pitch)):
            for side in (-1, 1):
                b.box("glass", (x + side * width / 2, y + (column + 0.5) * pitch, level), (0.1, wide, tall))


def lake(b, draw):
    """Wooded hills, with a lake or without, a hut or two, mountains behind."""
    water = draw.random() < 0.6
    height = rolling(draw, draw.uniform(2, 7), draw.uniform(18, 40), -0.8 if water else 1.5)
    ground(b, draw, height, draw.choice(["meadow", "grass", "soil", "rock", "sand"]))
    woods = draw.choice([["fir"], ["leaf", "olive"], LEAVES, ["autumn", "leaf", "autumn"]])
    for _ in range(draw.randint(30, 150)):
        x, y = draw.uniform(-70, 70), draw.uniform(6, 120)
        if height(x, y) > 0.4 and noise.noise((x / 18, y / 18, 7)) > -0.15:
            tree(b, x, y, height(x, y) - 0.1, draw.choice(woods), draw.uniform(0.6, 1.6))
    for _ in range(draw.randint(0, 12)):
        x, y = draw.uniform(-15, 15), draw.uniform(2, 25)
        b.standing(x, y, height(x, y), draw.uniform(0, 360))
        b.sphere("rock", (0, 0, 0), draw.uniform(0.3, 1.3), 5)
    for _ in range(draw.choice([0, 1, 1, 2, 4])):
        x, y = draw.uniform(-25, 25), draw.uniform(16, 60)
        b.standing(x, y, max(0.3, height(x, y)), draw.uniform(-40, 40))
        first.house(b, -3, 0, -0.4, draw.uniform(5, 8), 6, draw.randint(1, 2), draw.choice(["wood", "brown", "white", "red"]), True)
        b.at(Matrix())
        lamp(b, x - 4.5, y - 2, max(0.3, height(x - 4.5, y - 2)))
    b.at(Matrix())
    hill(b, draw, 130, draw.uniform(10, 60))
    far(b, draw, True)
    view = standing(draw, height, 0.3, (1.6, 7), (20, 38))
    return View(view.eye, view.target, view.lens, view.ground, "wood" if water else None, water)


def front(b, draw):
    """One row of houses from near, straight on: walls, windows, doors, plants before them."""
    first.row(b, -24, 24, 0, 0, (2, 4), (5, 9))
    b.box(draw.choice(["paving", "asphalt", "meadow", "soil"]), (0, -8, -0.2), (120, 16, 0.3))
    for _ in range(draw.randint(2, 8)):
        draw.choice([bush, flowers])(b, draw.uniform(-9, 9), draw.uniform(-1.6, -0.6), -0.05, draw.uniform(0.8, 1.6))
    for x in (-9, 0, 9):
        if draw.random() < 0.6:
            lamp(b, x + draw.uniform(-2, 2), -2, -0.05)
        if draw.random() < 0.4:
            bench(b, x + draw.uniform(-3, 3), -1.2, -0.05, 0)
        if draw.random() < 0.3:
            tree(b, x + draw.uniform(-4, 4), -2.4, -0.05, draw.choice(["leaf", "olive"]), 0.9)
    eye = (draw.uniform(-5, 5), draw.uniform(-15, -8), draw.uniform(1.5, 4))
    return View(eye, (draw.uniform(-4, 4), 0, draw.uniform(2.4, 4.5)), draw.uniform(22, 38), -0.05, None, False)


def standing(draw, height, low, above, lens):
    """The view of one who stands at the near edge of a ground, `above` metres over it."""
    x, y = draw.uniform(-12, 12), draw.uniform(-10, 2)
    foot = max(low, height(x, y + 5))
    eye = draw.uniform(*above)
    return View((x, y, max(low, height(x, y)) + eye), (draw.uniform(-8, 8), 30, foot + draw.uniform(1.5, 5)),
                draw.uniform(*lens), foot if eye < 2.5 else foot + eye - 1.7, None if eye < 2.5 else "stone", False)


def rolling(draw, rise, size, base=0.0):
    """The height of rolling ground: hills of `rise` metres, `size` apart, about `base`."""
    offset = draw.uniform(0, 500)
    return lambda x, y: base + rise * noise.fractal((x / size + offset, y / size, 0), 1.0, 2.0, 4)


def ground(b, draw, height, material):
    b.surface(material, -40, 40, -16, 44, 1.6, height)
    b.surface(material, -180, -38.4, -16, 44, 6, height)
    b.surface(material, 38.4, 180, -16, 44, 6, height)
    b.surface(material, -180, 180, 43.2, 170, 5, height)


def fence(b, draw, height):
    y, material = draw.uniform(7, 11), draw.choice(["wood", "white", "bark"])
    for x in range(-26, 26, 2):
        z, after = height(x, y), height(x + 2, y)
        b.rod(material, (x, y, z), (x, y, z + 1.1), 0.06)
        for rail in (0.5, 0.95):
            b.rod(material, (x, y, z + rail), (x + 2, y, after + rail), 0.04)


def hill(b, draw, near, rise):
    """A hill behind the place, grass and woods."""
    middle, offset = draw.uniform(-50, 50), draw.uniform(0, 90)
    height = lambda x, y: (rise * math.exp(-((x - middle) / 60) ** 2) * max(0.0, min(1.0, (y - near) / 45)) ** 0.8
                           + 2 * noise.noise((x / 14, y / 14, offset)) - 0.8)
    b.surface(draw.choice(["grass", "meadow"]), -160, 160, near, near + 90, 5, height)
    kinds = draw.choice([["leaf", "olive"], ["fir"], ["leaf", "autumn", "cypress"]])
    for _ in range(draw.randint(20, 90)):
        x, y = draw.uniform(-70, 70), draw.uniform(near + 4, near + 60)
        if height(x, y) > 0.8 and noise.noise((x / 15, y / 15, 5)) > -0.1:
            tree(b, x, y, height(x, y) - 0.2, draw.choice(kinds), draw.uniform(0.8, 1.5))


def far(b, draw, always=False):
    """Far hills and mountains, or neither."""
    for material, near, rise, wide in (("farhill", 260, draw.uniform(10, 45), 95), ("mountain", 560, draw.uniform(40, 150), 140)):
        seed = draw.uniform(0, 90)
        if always or draw.random() < 0.55:
            b.surface(material, -700, 700, near, near + 60, 10, lambda x, y: rise * math.sin(
                math.pi * min(1, (y - near) / 60)) * (0.55 + 0.75 * noise.fractal((x / wide, seed, 0), 1.0, 2.0, 5)) - 1)
    b.surface("grass", -900, 900, 170, 260, 90, lambda x, y: -1.5)
