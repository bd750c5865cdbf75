"""Trains daylight, focus or seasons: `python -m scenes.train --family FAMILY --scenes DIR --out DIR`.

The first member begins as the identity and learns its rendering; the others, the plain picture among them, are trained
gently from it.  Run again, it goes on where it stopped, with the scenes that have been rendered by then.
"""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from export import export
from run import Run, fast_convolutions
from scenes.between import halfway, lost_variance
from scenes.members import FAMILIES, HALFWAY, MEMBERS
from scenes.pairs import Pairs
from scenes.unet_res import UNetRes

SEED, RATE = 5, 8e-4
# Weights of the difference at full size and of means over 2, 4 and 8 pixels, where the targets' noise has averaged out.
SCALES = {1: 0.5, 2: 1.0, 4: 1.0, 8: 1.0}
# Weights of middles: of their difference, and of what they lack of variance.
MIDDLE, LOST = 0.5, 0.005
DATA = "scenes rendered by this project's own scripts with Blender; nothing else"


def difference(value, target):
    """L1 at four scales, and L1 of the slopes at half size."""
    scales = {n: (F.avg_pool2d(value, n), F.avg_pool2d(target, n)) for n in SCALES}
    slopes = sum((a.diff(dim=d) - b.diff(dim=d)).abs().mean() for a, b in [scales[2]] for d in (2, 3))
    return sum(weight * F.l1_loss(*scales[n]) for n, weight in SCALES.items()) + slopes


def loss_of(pairs, states):
    """Logs L1, the loss without middles, the middles' own loss, and what they lack of variance."""
    def loss(network, step):
        x, *targets = pairs.batch(step)
        with fast_convolutions():
            y = network(x)
            middles = [halfway(network, state, x) for state in states]
        value = difference(y.float(), targets[0])
        wanted = [between(pairs.targets, targets, number) for number, _ in enumerate(states, 1)]
        apart = sum((difference(m.float(), t) for m, t in zip(middles, wanted)), torch.zeros(()))
        lost = lost_variance(network, states, x) if states else torch.zeros(())
        parts = [F.l1_loss(y.float(), targets[0]), value, apart, lost]
        return value + MIDDLE * apart + LOST * lost, [part.item() for part in parts]
    return loss


def between(names, targets, number):
    """What the middle of a network and its relative `number` shall be: the rendering halfway, or the mean of both."""
    rendered = HALFWAY.get(frozenset((names[0], names[number])))
    return targets[names.index(rendered)] if rendered else (targets[0] + targets[number]) / 2


def main():
    options = arguments()
    out = Path(options.out)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    states = {None: UNetRes().state_dict()}
    for name, member in MEMBERS.items():
        if member.family not in options.family:
            continue
        others = [other for other in states if other and MEMBERS[other].family == member.family]
        pairs = Pairs(options.scenes, member, [MEMBERS[other] for other in others], SEED)
        print(f"{name}: {len(pairs.scenes)} scenes", flush=True)
        run = Run(out / f"{name}.pt", name, UNetRes(), member.steps, RATE * member.share, states[member.parent])
        run.until(member.steps, loss_of(pairs, [states[other] for other in others]))
        states[name] = run.average
        write(out, name, member, run)


def write(folder, name, member, run):
    export(folder / member.family / f"{name}.safetensors", run.average, architecture="UNetRes", family=member.family,
           description=member.description, parent=member.parent or "", trained_on=DATA, steps=run.step)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", required=True, nargs="+", choices=FAMILIES)
    parser.add_argument("--scenes", required=True, nargs="+", help="folders that render.py has written")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
