"""Trains daylight, focus or seasons: `python -m scenes.train --family FAMILY --scenes DIR --out DIR`.

The identity is the parent; the others are trained from it in rounds, all members to the same step.  Run again, it goes
on where it stopped, with the scenes that have been rendered by then.
"""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from export import export
from run import Run
from scenes.members import FAMILIES, IDENTITIES, MEMBERS, ROUNDS
from scenes.pairs import Pairs
from scenes.unet_res import UNetRes

SEED, RATE = 5, 8e-4
# Weights of the difference at full size and of means over 2, 4 and 8 pixels, where the targets' noise has averaged out.
SCALES = {1: 0.5, 2: 1.0, 4: 1.0, 8: 1.0}
DATA = "scenes rendered by this project's own scripts with Blender; nothing else"


def difference(value, target):
    """L1 at four scales, and L1 of the slopes at half size."""
    scales = {n: (F.avg_pool2d(value, n), F.avg_pool2d(target, n)) for n in SCALES}
    slopes = sum((a.diff(dim=d) - b.diff(dim=d)).abs().mean() for a, b in [scales[2]] for d in (2, 3))
    return sum(weight * F.l1_loss(*scales[n]) for n, weight in SCALES.items()) + slopes


def loss_of(pairs):
    """Logs L1 and the whole loss."""
    def loss(network, step):
        x, target = pairs.batch(step)
        with torch.autocast("cpu", torch.bfloat16):
            y = network(x)
        value = difference(y.float(), target)
        return value, [F.l1_loss(y.float(), target).item(), value.item()]
    return loss


def identity():
    torch.manual_seed(SEED)
    return UNetRes().state_dict()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    states = {name: identity() for name in IDENTITIES}
    names = [name for name in MEMBERS if MEMBERS[name].family in options.family]
    pairs = {name: Pairs(options.scenes, name, MEMBERS[name], SEED) for name in names}
    runs = {}
    for end in ROUNDS:
        folder = Path(options.out) / f"after{end}"
        for name in names:
            member = MEMBERS[name]
            if name not in runs:
                print(f"{name}: {len(pairs[name].scenes)} scenes", flush=True)
                runs[name] = Run(Path(options.out) / f"{name}.pt", name, UNetRes(), ROUNDS[-1], RATE,
                                 states[member.parent])
            runs[name].until(end, loss_of(pairs[name]))
            states[name] = runs[name].average
            write(folder, name, member.family, member.description, member.parent, states[name], runs[name].step)
        for name, (family, description) in IDENTITIES.items():
            if family in options.family:
                write(folder, name, family, description, "", states[name], 0)


def write(folder, name, family, description, parent, state, steps):
    export(folder / family / f"{name}.safetensors", state, architecture="UNetRes", family=family,
           description=description, parent=parent, trained_on=DATA if steps else "nothing", steps=steps)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", required=True, nargs="+", choices=FAMILIES)
    parser.add_argument("--scenes", required=True, nargs="+", help="folders that render.py has written")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
