"""Shows a family: `python -m style.sheet NETWORKS SHEET.png PICTURE...`.

A row a picture: the picture, each network of the folder, then the midpoint of every pair.
"""
import argparse
from itertools import combinations
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file

from pictures import image, load, tensor
from run import mixed
from style.transformer_net import TransformerNet


def networks(folder):
    """The state dicts of a folder's networks by name."""
    return {path.stem: load_file(path) for path in sorted(Path(folder).glob("*.safetensors"))}


def paint(state, x):
    network = TransformerNet()
    network.load_state_dict(state)
    with torch.no_grad():
        return network(x).clamp(0, 1)


def halfway(states, a, b):
    return mixed([(0.5, states[a]), (0.5, states[b])])


def fitted(path, width):
    """A picture `width` wide, both sides multiples of four."""
    picture = load(path)
    return picture.resize((width, round(picture.height * width / picture.width / 4) * 4), Image.LANCZOS)


def main():
    options = arguments()
    states = networks(options.networks)
    rows = []
    for path in options.pictures:
        x = tensor(fitted(path, options.width))
        middles = [] if options.ends else [halfway(states, a, b) for a, b in combinations(states, 2)]
        rows.append([x, *(paint(state, x) for state in [*states.values(), *middles])])
    sheet(rows, options.columns).save(options.sheet)


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
    parser.add_argument("networks", help="a folder with a family's safetensors files")
    parser.add_argument("sheet", help="the contact sheet to write")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--width", type=int, default=480, help="pixels of each picture on the sheet")
    parser.add_argument("--columns", type=int, default=11, help="pictures on a line")
    parser.add_argument("--ends", action="store_true", help="no midpoints")
    return parser.parse_args()


if __name__ == "__main__":
    main()
