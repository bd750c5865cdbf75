"""What a network learns from its pictures: Gram matrices at two scales, and colours."""
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image, ImageFilter

from perceptual import gram, projections
from pictures import load, scaled, tensor
from style.crops import halved

SCALES = ("half", "full")


@dataclass(frozen=True)
class Target:
    """Gram matrices by scale, one a layer, and sorted projections of colours."""
    grams: dict
    colours: torch.Tensor


def pictures_of(member, folder):
    """The pictures of a member at the size it learns from; those after the first in the first one's colours."""
    if member.drawing:
        return [member.drawing()]
    whole = [softened(painting, folder) for painting in member.paintings]
    return whole[:1] + [recoloured(picture, whole[0]) for picture in whole[1:]]


def softened(painting, folder):
    path = next(p for p in sorted(folder.iterdir()) if p.stem == painting.file)
    return scaled(load(path), painting.shorter).filter(ImageFilter.GaussianBlur(painting.soften))


def target(member, folder, trunk):
    """The mean Gram matrices of a member's pictures, and the colours of the first."""
    pictures = [tensor(picture) for picture in pictures_of(member, folder)]
    with torch.no_grad():
        layers = {scale: [[gram(f) for f in trunk(halved(x) if scale == "half" else x)] for x in pictures]
                  for scale in SCALES}
    return Target({scale: [torch.stack(same).mean(0) for same in zip(*each)] for scale, each in layers.items()},
                  projections(pictures[0]))


def between(first, second):
    """The target halfway between two: mean Gram matrices, and the colours of both side by side."""
    grams = {scale: [(a + b) / 2 for a, b in zip(first.grams[scale], second.grams[scale])] for scale in SCALES}
    both = torch.cat([first.colours[:, ::2], second.colours[:, 1::2]], dim=1)
    return Target(grams, both.sort(dim=1).values)


def recoloured(picture, model):
    """`picture` with the mean and covariance of the colours of `model`: its brushwork in the other's palette."""
    x, y = (np.asarray(each, dtype=np.float64).reshape(-1, 3) for each in (picture, model))
    change = power(np.cov(x.T), -0.5) @ power(np.cov(y.T), 0.5)
    levels = (x - x.mean(0)) @ change + y.mean(0)
    return Image.fromarray(levels.clip(0, 255).round().astype(np.uint8).reshape(picture.height, picture.width, 3))


def power(covariance, exponent):
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * values ** exponent) @ vectors.T
