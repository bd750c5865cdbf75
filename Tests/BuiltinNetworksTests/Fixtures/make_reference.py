"""Makes FAMILY-reference.safetensors: what PyTorch computes with the networks that ship.

    python make_reference.py        needs torch and safetensors

`x` is a small drawn picture, 1×3×H×W, RGB 0…1; `y.NAME` each member's raw output, unclipped; `dni0.5.A+B` that of
the network halfway between the family's first two.  All float32, from the float16 weights.
"""
import sys
from importlib import import_module
from itertools import islice
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[2]
BUILTIN = PACKAGE / "Sources" / "BuiltinNetworks"
sys.path.insert(0, str(PACKAGE / "Training"))
from run import mixed  # noqa: E402

# By family, the module and the class of its structure, and what that is made with.
STRUCTURES = {
    "daylight": ("scenes.unet_res", "UNetRes"),
    "denoise": ("denoise.dncnn", "DnCNN"),
    "focus": ("scenes.unet_res", "UNetRes"),
    "painters": ("style.transformer_net", "TransformerNet"),
    "seasons": ("scenes.unet_res", "UNetRes"),
    "sharpen2": ("sharpen.srvgg", "SRVGGNetCompact", 2),
    "sharpen4": ("sharpen.srvgg", "SRVGGNetCompact", 4),
    "strokes": ("style.transformer_net", "TransformerNet"),
    "styles": ("style.transformer_net", "TransformerNet"),
}
# Multiples of eight, so that no structure pads.
SIZES = {"sharpen2": (24, 32), "sharpen4": (16, 24)}
USUAL = (40, 48)


def drawing(height, width):
    """A gradient with a disc, a bar and a checked corner: smooth parts, edges and fine detail."""
    y, x = torch.meshgrid(torch.arange(height) / height, torch.arange(width) / width, indexing="ij")
    picture = torch.stack([0.2 + 0.6 * x, 0.8 - 0.5 * y, 0.3 + 0.4 * (x + y) / 2])
    disc = (x - 0.35).square() + (y - 0.4).square() < 0.05
    picture[:, disc] = torch.tensor([[0.95], [0.7], [0.1]])
    bar = (y > 0.65) & (y < 0.78)
    picture[:, bar] = torch.tensor([[0.1], [0.2], [0.5]])
    checks = (x > 0.75) & (y < 0.4) & ((x * width).int() + (y * height).int()).remainder(2).bool()
    picture[:, checks] = 1.0
    return picture[None]


def output(family, state, x):
    module, name, *arguments = STRUCTURES[family]
    network = getattr(import_module(module), name)(*arguments)
    network.load_state_dict(state)
    with torch.no_grad():
        return network(x)


for folder in sorted((BUILTIN / "Resources").iterdir()):
    family = folder.name
    states = {path.stem: load_file(path) for path in sorted(folder.glob("*.safetensors"))}
    x = drawing(*SIZES.get(family, USUAL))
    tensors = {"x": x} | {f"y.{name}": output(family, state, x) for name, state in states.items()}
    (a, first), (b, second) = islice(states.items(), 2)
    tensors[f"dni0.5.{a}+{b}"] = output(family, mixed([(0.5, first), (0.5, second)]), x)
    save_file(tensors, HERE / f"{family}-reference.safetensors")
    print(family, *states)
