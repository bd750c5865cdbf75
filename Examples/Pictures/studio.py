"""What the pictures' scripts have in common: a camera, a sun, Cycles' settings, and the picture in a file."""
import math

import bpy
from mathutils import Vector


def set_up(width, samples, *, eye, target, lens, sun, energy, colour, exposure, bounces=4):
    """A camera at `eye` of `lens` millimetres that looks at `target`, and a sun from the angles `sun`, in degrees.

    The picture has `width` columns and is 16:9; `energy` is the sun's in watts a square metre, `colour` linear RGB,
    `exposure` in stops.
    """
    scene = bpy.context.scene
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.location = eye
    camera.rotation_euler = (Vector(target) - camera.location).to_track_quat("-Z", "Y").to_euler()
    camera.data.lens = lens
    light = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    light.rotation_euler = [math.radians(angle) for angle in sun]
    light.data.energy, light.data.color, light.data.angle = energy, colour, math.radians(0.8)
    for thing in (camera, light):
        scene.collection.objects.link(thing)
    scene.camera = camera
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.seed = samples, False, 1
    scene.cycles.max_bounces, scene.cycles.sample_clamp_indirect = bounces, 4
    scene.cycles.use_adaptive_sampling = False
    scene.render.resolution_x, scene.render.resolution_y = width, width * 9 // 16
    scene.view_settings.view_transform, scene.view_settings.look = "Standard", "Medium High Contrast"
    scene.view_settings.exposure = exposure


def render(path, mode="RGB"):
    """Renders the scene to a PNG file; `mode` is RGB or BW."""
    scene = bpy.context.scene
    scene.render.filepath, scene.render.image_settings.file_format = path, "PNG"
    scene.render.image_settings.color_mode = mode
    bpy.ops.render.render(write_still=True)
