"""A picture of a random scene by day, the scenes that daylight, focus and seasons are trained on.

`blender -b --python-use-system-env -P scene.py -- OUT.png SEED WIDTH HEIGHT SAMPLES [LENS]`, with the folders of this
file and of Training/scenes in PYTHONPATH.  A short lens, in millimetres, sees a panorama.
"""
import sys

import bpy

from render import scene, set_variant, settings


def main():
    path, *numbers = sys.argv[sys.argv.index("--") + 1:]
    seed, width, height, samples, *lens = (int(number) for number in numbers)
    air, surfaces = scene(seed)
    settings(width)
    set_variant("day", air, surfaces)
    picture = bpy.context.scene
    picture.render.resolution_y, picture.cycles.samples = height, samples
    if lens:
        picture.camera.data.lens = lens[0]
    picture.render.filepath = path
    bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    main()
