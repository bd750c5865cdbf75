"""Measures the denoisers: `python -m denoise.measure NETWORKS --photos DIR`.

Prints the README's tables, PSNR in decibels, mean over the photos kept for judging.
"""
import argparse

import torch
from safetensors.torch import load_file

from denoise.dncnn import DnCNN
from denoise.levels import COMPARED, MEMBERS
from held_out import psnr, squares
from run import mixed

NOISES = (10, 20, 30, 40, 50, 60)
PAIRS = ((0, 15), (15, 25), (25, 50), (15, 50))
BEYOND = 10     # how far outside a pair's levels, of 255, its path is measured
SHARES = [step / 10 for step in range(11)]
SEED = 5


class Judge:
    """The photos with a level's noise, and what networks make of them."""

    def __init__(self, photos, noise):
        generator = torch.Generator().manual_seed(SEED + noise)
        self.photos = photos
        self.noisy = [x + noise / 255 * torch.randn(x.shape, generator=generator) for x in photos]
        self.network = DnCNN().to(memory_format=torch.channels_last)

    @torch.no_grad()
    def psnr(self, state):
        self.network.load_state_dict(state)
        return sum(psnr(self.network(x), clean) for x, clean in zip(self.noisy, self.photos)) / len(self.photos)

    def untouched(self):
        return sum(psnr(x, clean) for x, clean in zip(self.noisy, self.photos)) / len(self.photos)

    def along(self, first, second):
        """PSNR at every share of `second`."""
        return [self.psnr(mixed([(1 - share, first), (share, second)])) for share in SHARES]


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    states = {name: load_file(f"{options.networks}/{name}.safetensors") for name in MEMBERS | COMPARED}
    states = {name: {key: value.float() for key, value in state.items()} for name, state in states.items()}
    photos = squares(options.photos)
    paths, ends = {}, {}
    for noise in NOISES:
        judge = Judge(photos, noise)
        for a, b in PAIRS:
            if a - BEYOND <= noise <= b + BEYOND:
                paths[noise, a, b] = judge.along(states[f"denoise{a}"], states[f"denoise{b}"])
        ends[noise] = {name: judge.psnr(states[name]) for name in COMPARED} | {"untouched": judge.untouched()}
    best_table(paths, ends)
    path_table(paths)


def best_table(paths, ends):
    columns = " | ".join(f"{a}↔{b}" for a, b in PAIRS)
    print(f"| σ | noisy | nearest member | {columns} | both ends | trained for it |\n|" + "---|" * (len(PAIRS) + 5))
    for noise in NOISES:
        near = min((0, 15, 25, 50), key=lambda level: abs(level - noise))
        end = next(paths[noise, a, b][i] for a, b in PAIRS for i, level in ((0, a), (-1, b))
                   if level == near and (noise, a, b) in paths)
        best = " | ".join(cell(paths.get((noise, a, b))) for a, b in PAIRS)
        own = ends[noise].get(f"only{noise}")
        print(f"| {noise} | {ends[noise]['untouched']:.2f} | {end:.2f} ({near}) | {best} | {ends[noise]['both']:.2f} | "
              f"{f'{own:.2f}' if own else '–'} |")


def cell(path):
    """The highest PSNR on a path and the share of the second network where it is."""
    if path is None:
        return "–"
    top = max(path)
    return f"{top:.2f} at {SHARES[path.index(top)]:.1f}"


def path_table(paths):
    print("\n| σ | path | " + " | ".join(f"{share:.1f}" for share in SHARES) + " |\n|" + "---|" * (len(SHARES) + 2))
    for (noise, a, b), path in paths.items():
        print(f"| {noise} | {a}→{b} | " + " | ".join(f"{value:.2f}" for value in path) + " |")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="a folder with the networks that denoise.train wrote")
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
