"""Colours and surfaces: plaster, tiles, leaves, water, and a sky with clouds."""
import bpy

# Linear RGB, roughness, and the share by which noise of a given scale (per metre) lightens and darkens it.
MATERIALS = {
    "rose": ((0.72, 0.22, 0.20), 0.9, 0.25, 0.6), "ochre": ((0.75, 0.38, 0.07), 0.9, 0.25, 0.6),
    "cream": ((0.85, 0.68, 0.42), 0.9, 0.2, 0.6), "coral": ((0.76, 0.17, 0.06), 0.9, 0.25, 0.6),
    "mint": ((0.30, 0.60, 0.40), 0.9, 0.2, 0.6), "sky": ((0.20, 0.42, 0.68), 0.9, 0.2, 0.6),
    "lemon": ((0.88, 0.62, 0.10), 0.9, 0.2, 0.6), "terracotta": ((0.58, 0.17, 0.08), 0.9, 0.25, 0.6),
    "lilac": ((0.48, 0.30, 0.55), 0.9, 0.2, 0.6), "white": ((0.86, 0.83, 0.76), 0.8, 0.12, 0.8),
    "green": ((0.05, 0.25, 0.12), 0.6, 0.1, 2), "blue": ((0.03, 0.12, 0.42), 0.5, 0.1, 2),
    "red": ((0.60, 0.04, 0.03), 0.5, 0.1, 2), "teal": ((0.02, 0.30, 0.32), 0.5, 0.1, 2),
    "brown": ((0.22, 0.09, 0.04), 0.7, 0.2, 2), "wood": ((0.40, 0.20, 0.08), 0.6, 0.3, 3),
    "tile": ((0.55, 0.13, 0.05), 0.9, 0.5, 2.2), "slate": ((0.16, 0.17, 0.24), 0.8, 0.4, 2.2),
    "stone": ((0.50, 0.42, 0.32), 0.95, 0.35, 1.5), "darkstone": ((0.24, 0.20, 0.17), 0.95, 0.35, 1.5),
    "paving": ((0.58, 0.48, 0.36), 0.95, 0.3, 2), "iron": ((0.03, 0.03, 0.04), 0.4, 0, 1),
    "glass": ((0.02, 0.05, 0.09), 0.08, 0, 1), "copper": ((0.12, 0.42, 0.33), 0.7, 0.3, 1),
    "gold": ((0.9, 0.6, 0.1), 0.3, 0, 1), "skin": ((0.55, 0.28, 0.17), 0.8, 0, 1),
    "lamp": ((0.95, 0.8, 0.35), 0.3, 0, 1), "grass": ((0.17, 0.26, 0.05), 1, 0.55, 0.15),
    "leaf": ((0.07, 0.20, 0.04), 1, 0.5, 1.4), "olive": ((0.22, 0.26, 0.08), 1, 0.5, 1.4),
    "cypress": ((0.03, 0.11, 0.04), 1, 0.4, 1.4), "farhill": ((0.15, 0.27, 0.30), 1, 0.25, 0.03),
    "mountain": ((0.28, 0.38, 0.60), 1, 0.12, 0.02),
}


def make_material(name, colour, roughness, variation, scale):
    """A matt or glossy surface whose brightness wanders by ±`variation`."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    nodes, links = material.node_tree.nodes, material.node_tree.links
    surface = nodes["Principled BSDF"]
    surface.inputs["Roughness"].default_value = roughness
    surface.inputs["Base Color"].default_value = (*colour, 1)
    if variation:
        noise = wander(nodes, links, scale)
        ramp = nodes.new("ShaderNodeValToRGB")
        for element, factor, place in zip(ramp.color_ramp.elements, (1 - variation, 1 + variation), (0.3, 0.7)):
            element.position, element.color = place, (*(min(1, c * factor) for c in colour), 1)
        links.new(noise.outputs["Fac"], ramp.inputs["Fac"])
        links.new(ramp.outputs["Color"], surface.inputs["Base Color"])
    return material


def wander(nodes, links, scale):
    """Noise of several octaves over object coordinates, which are metres here."""
    place, noise = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = scale, 6
    links.new(place.outputs["Object"], noise.inputs["Vector"])
    return noise


def make_water(size):
    """A glossy plane with two sizes of ripples."""
    mesh = bpy.data.meshes.new("water")
    mesh.from_pydata([(-size, -80, 0), (size, -80, 0), (size, size, 0), (-size, size, 0)], [], [(0, 1, 2, 3)])
    material = bpy.data.materials.new("water")
    material.use_nodes = True
    nodes, links = material.node_tree.nodes, material.node_tree.links
    surface = nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = (0.015, 0.13, 0.17, 1)
    surface.inputs["Roughness"].default_value, surface.inputs["Specular"].default_value = 0.04, 1.0
    normal = None
    for scale, stretch, strength in ((0.30, 0.4, 0.14), (1.4, 0.45, 0.10)):
        normal = ripple(nodes, links, scale, stretch, strength, normal)
    links.new(normal, surface.inputs["Normal"])
    mesh.materials.append(material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("water", mesh))


def ripple(nodes, links, scale, stretch, strength, beneath):
    """Waves longer along x than along y, upon the normal `beneath`."""
    noise = wander(nodes, links, scale)
    mapping, bump = nodes.new("ShaderNodeMapping"), nodes.new("ShaderNodeBump")
    mapping.inputs["Scale"].default_value = (stretch, 1, 1)
    links.new(nodes[noise.name].inputs["Vector"].links[0].from_socket, mapping.inputs["Vector"])
    links.new(mapping.outputs["Vector"], noise.inputs["Vector"])
    noise.inputs["Detail"].default_value = 2
    bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = strength, 1 / scale / 3
    links.new(noise.outputs["Fac"], bump.inputs["Height"])
    if beneath:
        links.new(beneath, bump.inputs["Normal"])
    return bump.outputs["Normal"]


def make_sky():
    """Warm at the horizon, blue above, with clouds on a plane high over the camera."""
    world = bpy.data.worlds.new("sky")
    world.use_nodes = True
    bpy.context.scene.world = world
    nodes, links = world.node_tree.nodes, world.node_tree.links
    direction, parts = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeSeparateXYZ")
    links.new(direction.outputs["Generated"], parts.inputs[0])
    height = parts.outputs["Z"]
    blue = ramp(nodes, links, height, [(0.0, (1.0, 0.78, 0.52)), (0.07, (0.80, 0.82, 0.78)),
                                       (0.22, (0.30, 0.56, 0.86)), (0.6, (0.07, 0.24, 0.62))])
    lift = maths(nodes, links, "ADD", height, 0.16)
    plane = nodes.new("ShaderNodeCombineXYZ")
    for axis in "XY":
        links.new(maths(nodes, links, "DIVIDE", parts.outputs[axis], lift), plane.inputs[axis])
    noise = nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = 1.5, 7
    noise.inputs["Roughness"].default_value, noise.inputs["Distortion"].default_value = 0.58, 0.25
    links.new(plane.outputs[0], noise.inputs["Vector"])
    cover = ramp(nodes, links, noise.outputs["Fac"], [(0.46, (0, 0, 0)), (0.58, (1, 1, 1))])
    shade = ramp(nodes, links, noise.outputs["Fac"], [(0.50, (1.15, 1.08, 0.98)), (0.70, (0.66, 0.62, 0.72))])
    mix = nodes.new("ShaderNodeMixRGB")
    for socket, source in zip(("Fac", "Color1", "Color2"), (cover, blue, shade)):
        links.new(source, mix.inputs[socket])
    links.new(mix.outputs[0], nodes["Background"].inputs["Color"])


def ramp(nodes, links, source, stops):
    node = nodes.new("ShaderNodeValToRGB")
    elements = node.color_ramp.elements
    while len(elements) < len(stops):
        elements.new(0.5)
    for element, (place, colour) in zip(elements, stops):
        element.position, element.color = place, (*colour, 1)
    links.new(source, node.inputs["Fac"])
    return node.outputs["Color"]


def maths(nodes, links, operation, first, second):
    node = nodes.new("ShaderNodeMath")
    node.operation = operation
    for socket, value in zip(node.inputs, (first, second)):
        if isinstance(value, float):
            socket.default_value = value
        else:
            links.new(value, socket)
    return node.outputs[0]
