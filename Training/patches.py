"""Random squares of photos, for networks that learn from small details."""
import random

import torch

from pictures import photos, scaled, tensor

# Shorter sides, in pixels, at which every photo is seen; scaling down takes noise and compression off it.
SIZES = (512, 360)


class Patches:
    """The photos of a folder at several sizes, from which squares are cut anew at every step."""

    def __init__(self, folder):
        whole = photos(folder)
        self.photos = [(tensor(scaled(photo, size))[0] * 255).round().byte() for photo in whole
                       for size in SIZES if size <= min(photo.size)]

    def batch(self, step, count, side, seed):
        """`count` squares, turned and mirrored: a function of the step, so a resumed run sees the same."""
        draw = random.Random(seed * 1_000_003 + step)
        squares = torch.stack([square(draw.choice(self.photos), side, draw) for _ in range(count)])
        return squares.float().div(255).contiguous(memory_format=torch.channels_last)


def square(photo, side, draw):
    top, left = (draw.randint(0, length - side) for length in photo.shape[1:])
    patch = photo[:, top:top + side, left:left + side].rot90(draw.randint(0, 3), (1, 2))
    return patch.flip(2) if draw.random() < 0.5 else patch
