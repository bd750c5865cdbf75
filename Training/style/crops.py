"""Photos become a fixed pool of crops with what is to be kept of them."""
import random

import torch
import torch.nn.functional as F

from perceptual import CONTENT_LAYER
from pictures import photos, scaled, tensor

# Crops with a smaller standard deviation than this are not trained on.
FLAT = 0.06
# A photo's shorter side in training, pixels.
SHORTER = (256, 520)
# Standard deviation of the grain added to a crop, drawn from 0 to this: even skies get something to paint with.
GRAIN = 0.03


class Pool:
    """`count` square crops of `side` pixels from the photos of a folder, with their content features computed once.

    Content is kept at both scales at which a painting is looked at: `half`, the whole crop shrunk to half its
    side, and `full`, a window of `window` pixels at a place that is fixed for each crop.
    """

    def __init__(self, folder, trunk, count, side, window, seed, cache):
        """Reads `cache` where there is one, else makes the pool and writes it."""
        self.window = window
        if not cache.exists():
            torch.save(self.made(folder, trunk, count, side, seed), cache)
        self.crops, self.places, self.content = torch.load(cache)

    def made(self, folder, trunk, count, side, seed):
        whole, draw = photos(folder), random.Random(seed)
        crops = [random_crop(whole[index % len(whole)], side, draw) for index in range(count)]
        free = side - self.window
        places = [(draw.randint(0, free), draw.randint(0, free)) for _ in crops]
        views = {"half": [halved(crop) for crop in crops],
                 "full": [self.windowed(crop, place) for crop, place in zip(crops, places)]}
        with torch.no_grad():
            content = {scale: torch.cat([trunk(view, CONTENT_LAYER + 1)[CONTENT_LAYER].half() for view in each])
                       for scale, each in views.items()}
        return torch.cat([(crop * 255).byte() for crop in crops]), places, content

    def windowed(self, x, place):
        top, left = place
        return x[..., top:top + self.window, left:left + self.window]

    def batch(self, step, seed):
        """A crop with grain, and its number: a function of the step, so a resumed run sees the same."""
        generator = torch.Generator().manual_seed(seed * 1_000_003 + step)
        index = torch.randint(len(self.crops), (1,), generator=generator).item()
        crop = self.crops[index:index + 1].float() / 255
        grain = torch.randn(crop.shape, generator=generator) * torch.rand(1, generator=generator) * GRAIN
        return (crop + grain).clamp(0, 1).contiguous(memory_format=torch.channels_last), index

    def view(self, x, index, scale):
        """What is looked at of the crop or painting `x`."""
        return halved(x) if scale == "half" else self.windowed(x, self.places[index])


def halved(x):
    return F.avg_pool2d(x, 2)


def random_crop(photo, side, draw):
    """A square of a photo, mirrored half the time, that is not nearly flat."""
    while True:
        small = scaled(photo, draw.randint(*SHORTER))
        left, top = (draw.randint(0, length - side) for length in small.size)
        crop = tensor(small.crop((left, top, left + side, top + side)))
        if crop.std() > FLAT:
            return crop.flip(3) if draw.random() < 0.5 else crop
