"""Renders scenes: `blender -b -t 1 --python-use-system-env -P scenes/render.py -- OUT FIRST LAST [WIDTH [QUALITY]]`.

Scene N is made from the random number N: OUT/N.day.png and the same camera's dusk, night, winter, shallow, and half as
shallow.  What is there already is not made again.
"""
import math
import random
import sys
import time
from pathlib import Path

import bpy
from mathutils import Vector

from air import Air
from materials import make_water
from places import place
from surfaces import Surfaces
from things import Scenery, subject

# Samples a pixel, times QUALITY.  Only the day is an input; targets may be noisy, for noise averages out in training.
SAMPLES = {"day": 32, "dusk": 6, "night": 9, "winter": 6, "shallow": 8, "half": 8}
# The blurred disc of a point infinitely far away, in widths of the picture, where the depth of field is not without end.
DISCS = {"shallow": 0.03, "half": 0.015}
SENSOR = 0.036
MOST_LAMPS = 9


def scene(seed):
    """Builds scene `seed`; returns its air and its surfaces, with which it changes."""
    draw = random.Random(seed)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    b = Scenery(draw)
    view = place(b, draw)
    eye, target = Vector(view.eye), Vector(view.target)
    distance = draw.uniform(3.2, 7.5)
    ahead = Vector((target.x - eye.x, target.y - eye.y, 0)).normalized()
    spot = eye + ahead * distance + Vector((ahead.y, -ahead.x, 0)) * distance * draw.uniform(-0.3, 0.3)
    stand(b, view, spot, distance, (target.z - eye.z) / (target - eye).length)
    surfaces = Surfaces(b.materials(), draw)
    b.finish(surfaces.materials)
    if view.water:
        make_water(900)
    lamps = sorted(b.lamps, key=lambda lamp: (Vector(lamp) - eye).length)[:MOST_LAMPS]
    camera(eye, target, view.lens, distance)
    return Air(draw, lamps), surfaces


def stand(b, view, spot, distance, slope):
    """Puts a subject at `spot` where the camera sees it: on the ground, on what is laid there, or on a pedestal."""
    tall = distance * b.draw.uniform(0.2, 0.45)
    foot = max(view.ground, spot.z + slope * distance - tall * b.draw.uniform(0.6, 0.95))
    if view.footing:
        b.box(view.footing, (spot.x, spot.y - 0.3, foot - 0.15), (1.6 + distance * 0.2, 2.6, 0.3))
    elif foot > view.ground + 0.1:
        b.box("stone", (spot.x, spot.y, (foot + view.ground) / 2), (tall * 0.6, tall * 0.6, foot - view.ground))
    subject(b, spot.x, spot.y, foot, tall)


def camera(eye, target, lens, distance):
    thing = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    thing.location = eye
    thing.rotation_euler = (target - eye).to_track_quat("-Z", "Y").to_euler()
    thing.data.lens, thing.data.clip_end = lens, 2000
    thing.data.dof.focus_distance = distance
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def settings(width):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.use_denoising, scene.cycles.seed = False, 1
    scene.cycles.max_bounces, scene.cycles.diffuse_bounces = 4, 2
    scene.cycles.sample_clamp_indirect, scene.cycles.sample_clamp_direct = 2, 8
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.use_adaptive_sampling = False
    scene.render.use_persistent_data = True
    scene.render.resolution_x, scene.render.resolution_y = width, width * 9 // 16
    scene.view_settings.view_transform, scene.view_settings.look = "Standard", "Medium High Contrast"
    scene.view_settings.exposure = -0.3
    scene.render.image_settings.file_format, scene.render.image_settings.color_mode = "PNG", "RGB"


def set_variant(name, air, surfaces):
    hour = {"winter": "winter", "dusk": "dusk", "night": "night"}.get(name, "day")
    getattr(air, hour)()
    surfaces.shine({"dusk": 0.85, "night": 1.0}.get(name, 0.0))
    surfaces.snow(float(name == "winter"))
    aperture(bpy.context.scene.camera.data, DISCS.get(name))


def aperture(camera, disc):
    """Opens the camera until a point infinitely far away is a disc of this size, or makes it a pinhole."""
    camera.dof.use_dof = disc is not None
    if disc:
        focal = camera.lens / 1000
        camera.dof.aperture_fstop = focal / (disc * SENSOR * camera.dof.focus_distance / focal)


def main():
    arguments = sys.argv[sys.argv.index("--") + 1:]
    out, (begin, end) = Path(arguments[0]), (int(v) for v in arguments[1:3])
    width, quality = (int(v) for v in (arguments[3:] + ["320", "1"][len(arguments) - 3:]))
    for seed in range(begin, end + 1):
        missing = [name for name in SAMPLES if not (out / f"{seed:04}.{name}.png").exists()]
        if not missing:
            continue
        started = time.time()
        air, surfaces = scene(seed)
        settings(width)
        built = time.time() - started
        for name in missing:
            set_variant(name, air, surfaces)
            bpy.context.scene.cycles.samples = SAMPLES[name] * quality
            bpy.context.scene.render.filepath = str(out / f"{seed:04}.{name}.png")
            bpy.ops.render.render(write_still=True)
        print(f"scene {seed}: built in {built:.1f} s, all in {time.time() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
