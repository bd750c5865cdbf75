"""Shows finished painters: `python -m style.sheet NETWORKS SHEET.png PICTURE...`.

A row a picture: the picture, the four painters, then the midpoint of every pair.  Prints a table of the
mean and standard deviation of luminance, and the mean colourfulness, at both ends and in the middle of
every pair, and which of them lie between the ends'.
"""
import argparse
from itertools import combinations
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file

from pictures import image, load, tensor
from run import mixed
from style.painters import PAINTERS
from style.transformer_net import TransformerNet

# Rec. 709's weights, applied to the encoded values as a screen shows them.
LUMA = torch.tensor([0.2126, 0.7152, 0.0722]).view(1, 3, 1, 1)


def paint(state, x):
    network = TransformerNet()
    network.load_state_dict(state)
    with torch.no_grad():
        return network(x).clamp(0, 1)


def measured(y):
    """Luminance's mean and standard deviation, and the mean of largest less smallest channel, 0…255."""
    luma = (y * LUMA).sum(1) * 255
    colour = (y.amax(1) - y.amin(1)) * 255
    return luma.mean().item(), luma.std().item(), colour.mean().item()


def fitted(path, width):
    """A picture `width` wide, both sides multiples of four."""
    picture = load(path)
    return picture.resize((width, round(picture.height * width / picture.width / 4) * 4), Image.LANCZOS)


def main():
    options = arguments()
    states = {name: load_file(f"{options.networks}/{name}.safetensors") for name in PAINTERS}
    pairs = list(combinations(PAINTERS, 2))
    rows = []
    print("| picture | pair | first: mean, std, colour | middle | second | between |")
    print("|---|---|---|---|---|---|")
    for path in options.pictures:
        x = tensor(fitted(path, options.width))
        ends = {name: paint(state, x) for name, state in states.items()}
        middles = [paint(mixed([(0.5, states[a]), (0.5, states[b])]), x) for a, b in pairs]
        for (a, b), middle in zip(pairs, middles):
            report(Path(path).stem, a, b, *(measured(y) for y in (ends[a], middle, ends[b])))
        rows.append([x, *ends.values(), *middles])
    sheet(rows, options.columns).save(options.sheet)


def report(picture, a, b, first, middle, second):
    between = [name for name, x, m, y in zip(("mean", "std", "colour"), first, middle, second)
               if min(x, y) <= m <= max(x, y)]
    cells = " | ".join(", ".join(f"{value:.0f}" for value in end) for end in (first, middle, second))
    print(f"| {picture} | {a}+{b} | {cells} | {', '.join(between)} |")


def sheet(rows, columns):
    """The pictures in reading order, `columns` to a line; each row of pictures starts a new line."""
    lines = [row[i:i + columns] for row in rows for i in range(0, len(row), columns)]
    heights = [line[0].shape[2] for line in lines]
    whole = Image.new("RGB", (columns * rows[0][0].shape[3], sum(heights)))
    top = 0
    for line, height in zip(lines, heights):
        for index, y in enumerate(line):
            whole.paste(image(y), (index * y.shape[3], top))
        top += height
    return whole


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="a folder with the four safetensors files")
    parser.add_argument("sheet", help="the contact sheet to write")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--width", type=int, default=480, help="pixels of each picture on the sheet")
    parser.add_argument("--columns", type=int, default=11, help="pictures on a line")
    return parser.parse_args()


if __name__ == "__main__":
    main()
