"""Trains the denoisers: `python -m denoise.train --photos DIR --out DIR`.

First the parent, for σ 25, then each of the others from it: those that ship, and those that denoise.measure
compares with.  Run again, it goes on where it stopped.
"""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from denoise.dncnn import LAYERS, DnCNN
from denoise.levels import COMPARED, MEMBERS, PARENT, PARENT_STEPS, STEPS
from export import export
from patches import Patches
from pictures import PHOTOS
from run import Run, fast_convolutions

BATCH, SIDE, SEED = 8, 56, 11
PARENT_RATE, RATE = 1e-3, 2e-4
LAST = (f"model.{2 * LAYERS - 2}.weight", f"model.{2 * LAYERS - 2}.bias")


def noisy(clean, levels, generator):
    """`clean` with white Gaussian noise, the pictures of a batch taking the `levels` in turn."""
    sigma = torch.tensor([levels[index % len(levels)] / 255 for index in range(len(clean))]).view(-1, 1, 1, 1)
    return clean + sigma * torch.randn(clean.shape, generator=generator)


def loss_at(levels, patches):
    """The mean absolute error; what is logged is in levels of 255."""
    def loss(network, step):
        clean = patches.batch(step, BATCH, SIDE, SEED)
        x = noisy(clean, levels, torch.Generator().manual_seed(SEED * 1_000_003 + step))
        with fast_convolutions():
            y = network(x.contiguous(memory_format=torch.channels_last))
        value = F.l1_loss(y.float(), clean)
        return value, [value.item() * 255]
    return loss


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    out, patches = Path(options.out), Patches(options.photos)
    parent = Run(out / "parent.pt", PARENT, DnCNN(), PARENT_STEPS, PARENT_RATE)
    parent.until(PARENT_STEPS, loss_at(MEMBERS[PARENT].noise, patches))
    write(out, PARENT, parent.average)
    for name, level in (MEMBERS | COMPARED).items():
        if name != PARENT:
            network = DnCNN()
            child = Run(out / f"{name}.pt", name, network, STEPS, RATE, parent.average, groups(network, level.body))
            child.until(STEPS, loss_at(level.noise, patches))
            write(out, name, child.average)


def groups(network, body):
    """All layers but the last take the share `body` of the rate: less of it keeps the features that the parent has."""
    return [{"params": list(network.model[:-1].parameters()), "share": body},
            {"params": list(network.model[-1].parameters()), "share": 1.0}]


def write(out, name, state):
    level = (MEMBERS | COMPARED)[name]
    state = {key: value * level.kept if key in LAST else value for key, value in state.items()}
    export(out / f"{name}.safetensors", state, architecture="DnCNN", family="denoise",
           description=level.description, parent="" if name == PARENT else PARENT, trained_on=PHOTOS,
           steps=f"parent {PARENT_STEPS}" + ("" if name == PARENT else f", own {STEPS}"))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
