"""Pictures as files, as images and as tensors; which photos train and which are kept for judging."""
from pathlib import Path

import numpy as np
import torch
from PIL import Image

# Photos kept for judging, never trained on by any family.
HELD_OUT = ("kodim05", "kodim08", "CC0_Rob_Bye", "CC-BY-4_aitzgorri_by_Aitzol_Berasategi")
PHOTOS = ("Kodak Lossless True Color images (unrestricted); photos under CC0 and CC-BY-4.0 "
          "(freespace, Aitzol Berasategi, Abhishek Mudgal); NASA")


def load(path):
    return Image.open(path).convert("RGB")


def photos(folder, held_out=False):
    """The pictures of a folder, in the order of their names: those to train on, or those kept for judging."""
    return [load(p) for p in sorted(Path(folder).iterdir())
            if p.suffix.lower() in (".jpg", ".png") and (p.stem in HELD_OUT) == held_out]


def tensor(image):
    """1×3×H×W, RGB 0…1."""
    return torch.from_numpy(np.asarray(image).copy()).permute(2, 0, 1)[None].float() / 255


def image(tensor):
    """The picture of a 1×3×H×W tensor, clipped to 0…1."""
    levels = (tensor[0].detach().clamp(0, 1) * 255).round().byte()
    return Image.fromarray(levels.permute(1, 2, 0).numpy())


def scaled(image, shorter):
    """`image` with its shorter side `shorter` pixels long."""
    factor = shorter / min(image.size)
    return image.resize([round(side * factor) for side in image.size], Image.LANCZOS)
