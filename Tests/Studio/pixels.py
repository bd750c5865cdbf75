"""The page's images at rest against `segue render`'s PNG files: every pixel."""

import asyncio
import io
import random

from PIL import Image, ImageChops

from program import PACKAGE, Client, Studio, run


def check(folder, arguments):
    presets = sorted(path.stem for path in (PACKAGE / "Presets").glob("*.yaml"))
    random.seed(11)
    times = 10 if arguments.whole else 1
    if not arguments.whole:
        presets = random.sample(presets, 4)
    count = 0
    for preset in presets:
        count += asyncio.run(compare(folder / preset, preset, times))
    return f"{count} frames of {len(presets)} presets equal"


async def compare(folder, preset, times):
    folder.mkdir()
    with Studio(folder, preset) as studio:
        async with Client(studio) as client:
            frames = sorted(random.sample(range(client.scene["frames"]), times))
            images = {}
            for frame in random.sample(frames, len(frames)):
                message = await client.show(frame=frame, view="frame", size="full")
                assert message["type"] == "image", f"{preset}, frame {frame}: {message}"
                assert message["format"] == 0 and message["full"] == 1
                images[frame] = Image.open(io.BytesIO(message["file"]))
    for frame in frames:
        run("render", preset, "--frames", f"{frame}-{frame}", "-o", "f.%06d.png", "--overwrite", "--progress", "none",
            folder=folder)
        rendered = Image.open(folder / f"f.{frame:06d}.png")
        assert rendered.mode == images[frame].mode and rendered.size == images[frame].size, f"{preset}, {frame}"
        assert ImageChops.difference(rendered, images[frame]).getbbox() is None, f"{preset}, frame {frame}: differs"
    return len(frames)
