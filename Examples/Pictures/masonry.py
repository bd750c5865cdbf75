"""Boxes, roofs, cones and sails, gathered into one mesh a material."""
import math

import bpy
from mathutils import Matrix, Vector


class Builder:
    """Gathers polygons by material name; `at` sets where the next ones stand."""

    def __init__(self):
        self.place = Matrix()
        self.parts = {}

    def at(self, place):
        self.place = place

    def materials(self):
        return list(self.parts)

    def polygon(self, material, corners):
        vertices, faces = self.parts.setdefault(material, ([], []))
        first = len(vertices)
        vertices += [self.place @ Vector(corner) for corner in corners]
        faces.append(range(first, first + len(corners)))

    def box(self, material, centre, size):
        cx, cy, cz = centre
        hx, hy, hz = (s / 2 for s in size)
        p = [(cx + x * hx, cy + y * hy, cz + z * hz) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
        for face in ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (1, 5, 7, 3), (0, 2, 6, 4)):
            self.polygon(material, [p[i] for i in face])

    def roof(self, material, foot, size, height, gable, wall):
        """A saddle roof over a rectangle centred at `foot`; with `gable` its ridge runs along y, else x."""
        x, y, z = foot
        hx, hy = size[0] / 2, size[1] / 2
        turn = (lambda u, v: (x + v, y + u)) if gable else (lambda u, v: (x + u, y + v))
        a, c = (hy, hx) if gable else (hx, hy)
        for side in (-1, 1):
            slope = [(-a, side * c, 0), (a, side * c, 0), (a, 0, height), (-a, 0, height)]
            self.polygon(material, [(*turn(u, v), z + w - 0.02) for u, v, w in slope])
            self.polygon(material, [(*turn(u, v), z + w + 0.2) for u, v, w in slope])
            edge = [(-a, side * c, 0), (a, side * c, 0)]
            self.polygon(material, [(*turn(u, v), z - 0.02) for u, v, _ in edge] + [(*turn(u, v), z + 0.2) for u, v, _ in edge[::-1]])
            end = side * (a - 0.4)
            self.polygon(wall, [(*turn(end, -c), z), (*turn(end, c), z), (*turn(end, 0), z + height)])

    def cone(self, material, foot, lower, upper, height, sides, turn=0.0):
        x, y, z = foot
        angle = [2 * math.pi * i / sides + turn for i in range(sides)]
        low = [(x + lower * math.cos(t), y + lower * math.sin(t), z) for t in angle]
        high = [(x + upper * math.cos(t), y + upper * math.sin(t), z + height) for t in angle]
        for i in range(sides):
            j = (i + 1) % sides
            self.polygon(material, [low[i], low[j], high[j], high[i]])
        self.polygon(material, high)

    def rod(self, material, start, end, radius):
        start, end = Vector(start), Vector(end)
        along = end - start
        before = self.place
        self.place = before @ Matrix.Translation(start) @ along.to_track_quat("Z", "Y").to_matrix().to_4x4()
        self.cone(material, (0, 0, 0), radius, radius, along.length, 6)
        self.place = before

    def sphere(self, material, centre, radius, rings=6):
        x, y, z = centre
        point = lambda i, j: (x + radius * math.sin(math.pi * i / rings) * math.cos(math.pi * j / rings),
                              y + radius * math.sin(math.pi * i / rings) * math.sin(math.pi * j / rings),
                              z + radius * math.cos(math.pi * i / rings))
        for i in range(rings):
            for j in range(2 * rings):
                self.polygon(material, [point(i, j), point(i + 1, j), point(i + 1, j + 1), point(i, j + 1)])

    def sail(self, material, tack, clew, head, belly, parts=6):
        """A triangle of cloth that bulges sideways by `belly`."""
        tack, clew, head = Vector(tack), Vector(clew), Vector(head)

        def point(u, v):
            bulge = belly * 4 * u * (1 - u) * (1 - v)
            return (tack.lerp(clew, u)).lerp(head, v) + Vector((0, bulge, 0))
        for i in range(parts):
            for j in range(parts):
                self.polygon(material, [point(u / parts, v / parts) for u, v in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))])

    def surface(self, material, left, right, near, far, step, height):
        """The graph of `height(x, y)` over a rectangle."""
        xs = [left + i * step for i in range(int((right - left) / step) + 1)]
        ys = [near + i * step for i in range(int((far - near) / step) + 1)]
        for x0, x1 in zip(xs, xs[1:]):
            for y0, y1 in zip(ys, ys[1:]):
                self.polygon(material, [(x, y, height(x, y)) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))])

    def finish(self, materials):
        """Turns what was gathered into objects of the scene."""
        for name, (vertices, faces) in self.parts.items():
            mesh = bpy.data.meshes.new(name)
            mesh.from_pydata(vertices, [], [list(face) for face in faces])
            mesh.materials.append(materials[name])
            bpy.context.scene.collection.objects.link(bpy.data.objects.new(name, mesh))
