"""What things are made of in a random scene, and what of it changes with the hour and the season.

Every material is the first picture's (materials.py) with its colour shifted; windows and lamps can shine, and
snow can lie on whatever faces up.
"""
import colorsys

import bpy

from materials import MATERIALS, make_material, maths, wander

MORE = {
    "asphalt": ((0.10, 0.10, 0.11), 0.9, 0.35, 2), "soil": ((0.26, 0.17, 0.09), 1, 0.4, 1.2),
    "sand": ((0.62, 0.50, 0.32), 1, 0.2, 1.2), "rock": ((0.30, 0.28, 0.26), 1, 0.5, 0.5),
    "meadow": ((0.20, 0.30, 0.06), 1, 0.45, 1.1), "hedge": ((0.06, 0.17, 0.04), 1, 0.6, 3),
    "autumn": ((0.45, 0.22, 0.04), 1, 0.6, 5), "bark": ((0.16, 0.10, 0.06), 1, 0.5, 3),
    "concrete": ((0.46, 0.45, 0.43), 0.9, 0.25, 0.8), "brick": ((0.42, 0.15, 0.09), 0.95, 0.25, 1),
    "timber": ((0.80, 0.76, 0.66), 0.9, 0.15, 1), "rubber": ((0.02, 0.02, 0.02), 0.7, 0, 1),
    "steel": ((0.55, 0.57, 0.60), 0.3, 0.1, 1), "petal": ((0.75, 0.15, 0.30), 0.8, 0.3, 4),
    "globe": ((0.85, 0.83, 0.78), 0.5, 0, 1), "leaf": ((0.08, 0.20, 0.04), 1, 0.6, 5),
    "olive": ((0.20, 0.24, 0.08), 1, 0.6, 5), "cypress": ((0.03, 0.11, 0.04), 1, 0.5, 5),
}
# Glass behind which a light burns in the evening: its colour and brightness.
LIT = {"warm": ((1.0, 0.56, 0.20), 1.5), "pale": ((1.0, 0.74, 0.42), 1.3), "dim": ((1.0, 0.48, 0.15), 0.7)}
BULBS = {"globe": ((1.0, 0.75, 0.42), 4.0), "lamp": ((1.0, 0.80, 0.45), 5.0)}
STEADY = ("glass", "iron", "rubber", "skin", "globe", "lamp", *LIT)
BRICKED = ("brick", "rose", "cream", "white", "stone", "terracotta")
SNOW = (0.80, 0.84, 0.92)


class Surfaces:
    """The materials of a scene; `shine` and `snow` set what changes."""

    def __init__(self, names, draw):
        """Materials for `names`, their colours drawn at random about the usual ones."""
        self.draw, self.emission, self.cover = draw, [], make_cover()
        bricked = draw.random() < 0.5
        self.materials = {name: self.made(name, bricked) for name in names}

    def made(self, name, bricked):
        colour, roughness, variation, scale = (MATERIALS | MORE).get(name, MATERIALS["glass"])
        if name not in STEADY:
            colour = shifted(colour, self.draw)
            variation, scale = variation * self.draw.uniform(0.7, 1.5), scale * self.draw.uniform(0.6, 1.8)
        material = make_material(name, colour, roughness, variation, scale)
        nodes, links = material.node_tree.nodes, material.node_tree.links
        surface = nodes["Principled BSDF"]
        if name in BRICKED and (bricked or name == "brick"):
            add_bricks(nodes, links, surface, self.draw.uniform(1.2, 2.6))
        if name in LIT or name in BULBS:
            light, strength = (LIT | BULBS)[name]
            surface.inputs["Emission"].default_value = (*light, 1)
            self.emission.append((surface.inputs["Emission Strength"], strength))
            material.cycles.sample_as_light = False
        elif name != "glass":
            add_snow(nodes, links, surface, self.cover)
        return material

    def shine(self, share):
        """Windows and lamps at `share` of their brightness: 0 by day."""
        for socket, strength in self.emission:
            socket.default_value = strength * share

    def snow(self, share):
        """Snow lies on all that faces up (1), or nowhere (0)."""
        self.cover.nodes["cover"].outputs[0].default_value = share


def shifted(colour, draw):
    """A colour near `colour`: hue, saturation and brightness drawn anew."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    return colorsys.hsv_to_rgb((hue + draw.gauss(0, 0.025)) % 1, min(1, saturation * draw.uniform(0.35, 1.15)),
                               min(0.9, value * draw.uniform(0.7, 1.25)))


def add_bricks(nodes, links, surface, scale):
    """Courses of bricks or stones over whatever colour the surface has."""
    place, parts = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeSeparateXYZ")
    along, bricks = nodes.new("ShaderNodeCombineXYZ"), nodes.new("ShaderNodeTexBrick")
    links.new(place.outputs["Object"], parts.inputs[0])
    links.new(maths(nodes, links, "ADD", parts.outputs["X"], parts.outputs["Y"]), along.inputs["X"])
    links.new(parts.outputs["Z"], along.inputs["Y"])
    links.new(along.outputs[0], bricks.inputs["Vector"])
    bricks.inputs["Scale"].default_value = scale
    for name, level in (("Color1", 1.0), ("Color2", 0.72), ("Mortar", 0.5)):
        bricks.inputs[name].default_value = (level, level, level, 1)
    mix = nodes.new("ShaderNodeMixRGB")
    mix.blend_type, mix.inputs["Fac"].default_value = "MULTIPLY", 1.0
    before = surface.inputs["Base Color"].links
    if before:
        links.new(before[0].from_socket, mix.inputs["Color1"])
    else:
        mix.inputs["Color1"].default_value = surface.inputs["Base Color"].default_value
    links.new(bricks.outputs["Color"], mix.inputs["Color2"])
    links.new(mix.outputs[0], surface.inputs["Base Color"])


def make_cover():
    """A group of nodes: how much snow lies at a place, 0…1, by its normal and by noise."""
    group = bpy.data.node_groups.new("cover", "ShaderNodeTree")
    nodes, links = group.nodes, group.links
    group.outputs.new("NodeSocketFloat", "Cover")
    share, normal, parts = (nodes.new(f"ShaderNode{kind}") for kind in ("Value", "NewGeometry", "SeparateXYZ"))
    share.name = "cover"
    share.outputs[0].default_value = 0.0
    links.new(normal.outputs["Normal"], parts.inputs[0])
    noise = wander(nodes, links, 2.5)
    rough = maths(nodes, links, "MULTIPLY", maths(nodes, links, "SUBTRACT", noise.outputs["Fac"], 0.5), 1.6)
    up = maths(nodes, links, "ADD", parts.outputs["Z"], rough)
    edge = maths(nodes, links, "MULTIPLY", maths(nodes, links, "SUBTRACT", up, 0.25), 5.0)
    edge.node.use_clamp = True
    result = nodes.new("NodeGroupOutput")
    links.new(maths(nodes, links, "MULTIPLY", edge, share.outputs[0]), result.inputs[0])
    return group


def add_snow(nodes, links, surface, cover):
    """Mixes snow into a surface, as much as the group `cover` says."""
    amount, mix = nodes.new("ShaderNodeGroup"), nodes.new("ShaderNodeMixRGB")
    amount.node_tree = cover
    before = surface.inputs["Base Color"]
    if before.links:
        links.new(before.links[0].from_socket, mix.inputs["Color1"])
    else:
        mix.inputs["Color1"].default_value = before.default_value
    mix.inputs["Color2"].default_value = (*SNOW, 1)
    links.new(amount.outputs[0], mix.inputs["Fac"])
    links.new(mix.outputs[0], before)
