"""Photos become a fixed pool of crops; a painting becomes its Gram matrices."""
import random

import torch
from PIL import ImageFilter

from perceptual import CONTENT_LAYER, gram, projections
from pictures import load, photos, scaled, tensor

# Crops with a smaller standard deviation than this are not trained on.
FLAT = 0.12


class Pool:
    """`count` square crops from the photos of a folder, with their content features computed once.

    A photo is first scaled to a shorter side of 150…320 pixels, so that a crop
    shows much of it: instance normalisation takes its statistics from the crop in training and from the
    whole picture afterwards.
    """

    def __init__(self, folder, trunk, count, side, seed, cache):
        """Reads `cache` where there is one, else makes the pool and writes it."""
        if not cache.exists():
            torch.save(self.made(folder, trunk, count, side, seed), cache)
        self.crops, self.content = torch.load(cache)

    def made(self, folder, trunk, count, side, seed):
        whole, draw = photos(folder), random.Random(seed)
        crops = [random_crop(whole[index % len(whole)], side, draw) for index in range(count)]
        with torch.no_grad():
            content = [trunk(crop, CONTENT_LAYER + 1)[CONTENT_LAYER].half() for crop in crops]
        return torch.cat([(crop * 255).byte() for crop in crops]), torch.cat(content)

    def batch(self, step, size, seed):
        """The crops and content features of a step: a function of the step, so a resumed run sees the same."""
        generator = torch.Generator().manual_seed(seed * 1_000_003 + step)
        index = torch.randint(len(self.crops), (size,), generator=generator)
        crops = self.crops[index].float().contiguous(memory_format=torch.channels_last) / 255
        return crops, self.content[index].float()


def random_crop(photo, side, draw):
    """A square of a photo, mirrored half the time, that is not nearly flat."""
    while True:
        small = scaled(photo, draw.randint(150, 320))
        left, top = (draw.randint(0, length - side) for length in small.size)
        crop = tensor(small.crop((left, top, left + side, top + side)))
        if crop.std() > FLAT:
            return crop.flip(3) if draw.random() < 0.5 else crop


def style_targets(path, painter, trunk):
    """What to learn from a painting at its painter's size and softness: Gram matrices, and colours."""
    painting = scaled(load(path), painter.shorter).filter(ImageFilter.GaussianBlur(painter.soften))
    with torch.no_grad():
        return [gram(f) for f in trunk(tensor(painting))], projections(tensor(painting))
