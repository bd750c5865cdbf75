"""A contact sheet of denoised pictures: `python -m denoise.sheet NETWORKS SHEET.png PICTURE`.

The picture as it is, or with the noise of --noise, and through the denoisers and the mixtures halfway between.
"""
import argparse

import torch
from safetensors.torch import load_file

from denoise.dncnn import DnCNN
from pictures import image, load, tensor
from run import mixed
from sheets import contact_sheet

LEVELS = (0, 15, 25, 50)
SEED = 3


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    states = {level: load_file(f"{options.networks}/denoise{level}.safetensors") for level in LEVELS}
    x = tensor(load(options.picture).crop(options.box) if options.box else load(options.picture))
    x = x + options.noise / 255 * torch.randn(x.shape, generator=torch.Generator().manual_seed(SEED))
    shown = [("the picture", image(x))] + [(label, denoised(mixture, states, x)) for label, mixture in mixtures()]
    contact_sheet([shown[:4], shown[4:]]).save(options.sheet, optimize=True)


def mixtures():
    """Every level and the halfway between neighbours, labelled."""
    for a, b in zip(LEVELS, LEVELS[1:]):
        yield f"noise {a}", [(1.0, a)]
        yield f"noise {a} and {b} by halves", [(0.5, a), (0.5, b)]
    yield f"noise {LEVELS[-1]}", [(1.0, LEVELS[-1])]


def denoised(mixture, states, x):
    network = DnCNN()
    network.load_state_dict(mixed([(share, states[level]) for share, level in mixture]))
    with torch.no_grad():
        return image(network(x))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="a folder with the denoisers")
    parser.add_argument("sheet", help="the file to write")
    parser.add_argument("picture")
    parser.add_argument("--box", type=int, nargs=4, help="the part to show: left, top, right and bottom pixel")
    parser.add_argument("--noise", type=float, default=0, help="σ of the noise to add, of 255")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
