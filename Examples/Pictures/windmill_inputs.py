"""Makes the small inputs of a windmill: `python windmill_inputs.py CLEAN.png`, rendered by windmill.py, its mask beside it.

Writes windmill-grain.png, windmill-mask.png and windmill-small.png beside this script.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

SIZE, SMALL = (576, 324), (240, 135)
SIGMA, SEED = 30, 7     # of the grain, of 255
SOFT = 4                # radius in pixels over which the mask's edges fade


def grain(picture):
    """White Gaussian noise, the same every time."""
    values = np.asarray(picture) + np.random.default_rng(SEED).normal(0, SIGMA, (picture.height, picture.width, 3))
    return Image.fromarray(values.clip(0, 255).round().astype(np.uint8))


def main():
    clean, out = Path(sys.argv[1]), Path(__file__).parent
    picture, mask = (Image.open(path) for path in (clean, clean.with_name(clean.stem + "-mask.png")))
    grain(picture.resize(SIZE, Image.BICUBIC)).save(out / "windmill-grain.png", optimize=True)
    soft = mask.convert("L").resize(SIZE, Image.BICUBIC).filter(ImageFilter.GaussianBlur(SOFT))
    soft.save(out / "windmill-mask.png", optimize=True)
    picture.resize(SMALL, Image.BICUBIC).save(out / "windmill-small.png", optimize=True)


main()
