"""Shows a family: `python -m scenes.sheet NETWORKS SHEET.jpg NAME,NAME[,NAME] PICTURE...`.

A picture's lines: the path through the named networks, where there are three; the path from the first to the last by
mixing parameters; and by mixing the pixels of those two.
"""
import argparse

import torch
from PIL import Image, ImageDraw
from safetensors.torch import load_file

from pictures import image, load, tensor
from scenes.measure import developed, middle
from scenes.members import MEMBERS

ALPHAS = (0, 0.25, 0.5, 0.75, 1)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    names = options.names.split(",")
    states = [load_file(f"{options.networks}/{MEMBERS[name].family}/{name}.safetensors") for name in names]
    cells = [line for path in options.pictures for line in lines(names, states, tensor(fitted(path, options.width)))]
    width, height = cells[0][0].size
    whole = Image.new("RGB", (len(ALPHAS) * width, sum(line[0].height for line in cells)))
    top = 0
    for line in cells:
        for column, cell in enumerate(line):
            whole.paste(cell, (column * width, top))
        top += line[0].height
    whole.save(options.sheet, quality=88)


def lines(names, states, x):
    """The lines of one picture, each five labelled cells."""
    first, last = states[0], states[-1]
    result = []
    if len(states) == 3:
        path = [first, middle(first, states[1], 0.5), states[1], middle(states[1], last, 0.5), last]
        labels = [names[0], "half way", names[1], "half way", names[2]]
        result.append([labelled(developed(state, x), label) for state, label in zip(path, labels)])
    ends = [developed(first, x), developed(last, x)]
    mixes = [developed(middle(first, last, alpha), x) for alpha in ALPHAS]
    fades = [(1 - alpha) * ends[0] + alpha * ends[1] for alpha in ALPHAS]
    for kind, pictures in (("parameters", mixes), ("pixels", fades)):
        result.append([labelled(y, f"{kind}: {1 - alpha:g} {names[0]}, {alpha:g} {names[-1]}")
                       for alpha, y in zip(ALPHAS, pictures)])
    return result


def labelled(y, label):
    cell = image(y)
    draw = ImageDraw.Draw(cell)
    draw.rectangle((0, 0, draw.textlength(label) + 7, 14), fill="black")
    draw.text((4, 2), label, fill="white")
    return cell


def fitted(path, width):
    """A picture `width` wide."""
    picture = load(path)
    return picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="the folder that has daylight, focus and seasons")
    parser.add_argument("sheet", help="the contact sheet to write")
    parser.add_argument("names", help="the networks of a family, in order, separated by commas")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--width", type=int, default=384, help="pixels of each picture on the sheet")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
