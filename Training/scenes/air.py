"""Sky, sun and street lamps at each hour.

By day all of it is drawn at random.  Dusk, night and winter follow from the day alone, so that a network can learn
them: the clouds stay where they are, and moon and afterglow come from where the sun was.
"""
import math

import bpy

from materials import maths, ramp

HEIGHTS = (0.0, 0.07, 0.25, 0.7)     # of the sky's four colours: the sine of the elevation
BLUE_SKIES = [
    ((0.95, 0.80, 0.62), (0.78, 0.82, 0.82), (0.30, 0.55, 0.85), (0.07, 0.24, 0.62)),
    ((0.80, 0.86, 0.92), (0.66, 0.78, 0.92), (0.33, 0.54, 0.86), (0.14, 0.30, 0.68)),
    ((0.70, 0.80, 0.90), (0.52, 0.70, 0.92), (0.18, 0.42, 0.85), (0.04, 0.16, 0.52)),
    ((0.92, 0.90, 0.86), (0.86, 0.87, 0.88), (0.70, 0.76, 0.84), (0.48, 0.58, 0.74)),
]
GREY = ((0.86, 0.87, 0.89), (0.82, 0.83, 0.86), (0.74, 0.76, 0.80), (0.62, 0.65, 0.70))
DUSK = ((1.00, 0.42, 0.13), (0.85, 0.36, 0.25), (0.30, 0.22, 0.38), (0.07, 0.09, 0.26))
NIGHT = ((0.040, 0.052, 0.105), (0.026, 0.038, 0.088), (0.010, 0.018, 0.052), (0.004, 0.008, 0.028))
# The sky's colours mixed in winter, their share, and the clouds' bright and dark side at each hour.
WINTER_GREY = 0.6
DAY_CLOUDS, DUSK_CLOUDS = ((1.15, 1.10, 1.02), (0.64, 0.62, 0.70)), ((0.95, 0.42, 0.30), (0.26, 0.18, 0.28))
NIGHT_CLOUDS = ((0.034, 0.042, 0.074), (0.014, 0.018, 0.036))
AFTERGLOW, MOON = (0.45, (1.0, 0.55, 0.50)), (0.10, (0.45, 0.62, 1.0))
LAMP_COLOUR, LAMP_WATTS = (1.0, 0.66, 0.33), 260.0
SHARE_AT_DUSK = 0.5


class Air:
    """The light of a scene; call `day`, `dusk`, `night` or `winter` before each picture."""

    def __init__(self, draw, lamps):
        """A random day; `lamps` are the places of street lamps that shine in the evening."""
        self.overcast = draw.random() < 0.22
        self.sky = GREY if self.overcast else draw.choice(BLUE_SKIES)
        self.sky = tuple(tuple(c * draw.uniform(0.92, 1.05) for c in colour) for colour in self.sky)
        low = draw.random() < 0.3
        elevation = draw.uniform(10, 28) if low else draw.uniform(28, 65)
        warmth = 0.35 * (1 - elevation / 65) + draw.uniform(0, 0.12)
        self.sun_colour = (1.0, 1 - 0.7 * warmth, 1 - 1.5 * warmth)
        self.sun_energy = draw.uniform(0.3, 0.9) if self.overcast else draw.uniform(2.8, 4.6)
        self.sun_angle = math.radians(25 if self.overcast else draw.uniform(0.5, 2.5))
        self.sun = light("sun", "SUN")
        self.sun.rotation_euler = (math.radians(90 - elevation), 0, math.radians(draw.uniform(-180, 180)))
        self.lamps = [lamp_light(place) for place in lamps]
        self.nodes = make_sky(draw, draw.choice([0.43, 0.48, 0.53, 0.60, 0.72]))

    def day(self):
        self.set_sky(self.sky, DAY_CLOUDS)
        self.set_lights(self.sun_energy, self.sun_colour, self.sun_angle, 0)

    def dusk(self):
        self.set_sky(DUSK, DUSK_CLOUDS)
        self.set_lights(*AFTERGLOW, math.radians(15), SHARE_AT_DUSK)

    def night(self):
        self.set_sky(NIGHT, NIGHT_CLOUDS)
        self.set_lights(*MOON, math.radians(4), 1)

    def winter(self):
        pale = tuple(tuple(a + (b - a) * WINTER_GREY for a, b in zip(*pair)) for pair in zip(self.sky, GREY))
        self.set_sky(pale, DAY_CLOUDS)
        self.set_lights(0.55 * self.sun_energy, (1.0, 0.95, 0.90), self.sun_angle + math.radians(4), 0)

    def set_sky(self, colours, clouds):
        for name, wanted in (("sky", colours), ("clouds", clouds)):
            for element, colour in zip(self.nodes[name].color_ramp.elements, wanted):
                element.color = (*colour, 1)

    def set_lights(self, energy, colour, angle, share):
        self.sun.data.energy, self.sun.data.color, self.sun.data.angle = energy, colour, angle
        for lamp in self.lamps:
            lamp.data.energy, lamp.hide_render = LAMP_WATTS * share, share == 0


def light(name, kind):
    thing = bpy.data.objects.new(name, bpy.data.lights.new(name, kind))
    bpy.context.scene.collection.objects.link(thing)
    return thing


def lamp_light(place):
    lamp = light("lamp", "POINT")
    lamp.location, lamp.data.color, lamp.data.shadow_soft_size = place, LAMP_COLOUR, 0.3
    return lamp


def make_sky(draw, threshold):
    """Nodes of a sky by elevation with clouds where noise is over `threshold`; returns its two ramps by name."""
    world = bpy.data.worlds.new("sky")
    world.use_nodes = True
    # Blender's own choice of map takes longer to make than a small picture takes to render.
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 256
    bpy.context.scene.world = world
    nodes, links = world.node_tree.nodes, world.node_tree.links
    direction, parts = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeSeparateXYZ")
    links.new(direction.outputs["Generated"], parts.inputs[0])
    colours = ramp(nodes, links, parts.outputs["Z"], [(height, (0, 0, 0)) for height in HEIGHTS])
    lift = maths(nodes, links, "ADD", maths(nodes, links, "MAXIMUM", parts.outputs["Z"], 0.0), 0.16)
    plane = nodes.new("ShaderNodeCombineXYZ")
    for axis in "XY":
        links.new(maths(nodes, links, "DIVIDE", parts.outputs[axis], lift), plane.inputs[axis])
    plane.inputs["Z"].default_value = draw.uniform(0, 100)
    noise = nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = draw.uniform(0.7, 2.2), 7
    noise.inputs["Roughness"].default_value, noise.inputs["Distortion"].default_value = 0.58, 0.25
    links.new(plane.outputs[0], noise.inputs["Vector"])
    soft = draw.uniform(0.06, 0.22)
    cover = ramp(nodes, links, noise.outputs["Fac"], [(threshold, (0, 0, 0)), (threshold + soft, (1, 1, 1))])
    shade = ramp(nodes, links, noise.outputs["Fac"], [(threshold + 0.04, (0, 0, 0)), (threshold + 0.24, (0, 0, 0))])
    mix = nodes.new("ShaderNodeMixRGB")
    for socket, source in zip(("Fac", "Color1", "Color2"), (cover, colours, shade)):
        links.new(source, mix.inputs[socket])
    links.new(mix.outputs[0], nodes["Background"].inputs["Color"])
    return {"sky": colours.node, "clouds": shade.node}
