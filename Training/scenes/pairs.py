"""Rendered scenes as pairs of crops: the day, and the same crop of another rendering."""
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from pictures import load, tensor
from scenes.members import HALFWAY


def scenes(folders, targets):
    """Paths, without `.NAME.png`, of the scenes whose day and `targets` have been rendered."""
    days = sorted(path for folder in folders for path in Path(folder).glob("*.day.png"))
    stems = [path.with_name(path.name.removesuffix(".day.png")) for path in days]
    return [stem for stem in stems if all(rendering(stem, target).exists() for target in targets)]


def rendering(stem, variant):
    return stem.with_name(f"{stem.name}.{variant}.png")


class Pairs:
    """All pairs of a member in memory; `batch` cuts crops of them.

    `targets` are its own rendering, then its relatives', then those that stand halfway to a relative's.
    """

    def __init__(self, folders, member, relatives, seed):
        self.member, self.seed = member, seed
        keeps_light = {one.target: one.keeps_light for one in (member, *relatives)}
        for other in relatives:
            if middle := HALFWAY.get(frozenset((member.target, other.target))):
                keeps_light.setdefault(middle, True)
        self.targets, self.keeps_light = list(keeps_light), [True, *keeps_light.values()]
        self.scenes = [[np.asarray(load(rendering(stem, variant))) for variant in ("day", *self.targets)]
                       for stem in scenes(folders, self.targets)]

    def batch(self, step):
        """Inputs and targets of a step, of which it is a function: a resumed run sees the same."""
        draw = random.Random(self.seed * 1_000_003 + step)
        crops = [self.pair(draw) for _ in range(self.member.batch)]
        return [torch.cat(side).contiguous(memory_format=torch.channels_last) for side in zip(*crops)]

    def pair(self, draw):
        pictures = draw.choice(self.scenes)
        height, width = pictures[0].shape[:2]
        side = min(height, round(self.member.side / draw.uniform(*self.member.scales)))
        left, top = draw.randint(0, width - side), draw.randint(0, height - side)
        mirrored = draw.random() < 0.5
        crops = [resized(picture[top:top + side, left:left + side], self.member.side, mirrored) for picture in pictures]
        light = random_light(draw)
        return [light(crop) if kept else crop for crop, kept in zip(crops, self.keeps_light)]


def resized(crop, side, mirrored):
    crop = tensor(np.ascontiguousarray(crop[:, ::-1] if mirrored else crop))
    return F.interpolate(crop, size=(side, side), mode="bilinear", antialias=True, align_corners=False)


def random_light(draw):
    """Another exposure, contrast, white balance and saturation: a function of RGB 0…1."""
    gain = torch.tensor([draw.gauss(0, 0.06) for _ in range(3)]).view(1, 3, 1, 1).exp() * draw.uniform(0.8, 1.2)
    gamma, saturation = draw.uniform(0.75, 1.3), draw.uniform(0.6, 1.2)

    def light(x):
        grey = x.mean(1, keepdim=True)
        return ((grey + saturation * (x - grey)).clamp(0, 1).pow(gamma) * gain).clamp(0, 1)
    return light
