"""Makes painters-reference.safetensors: what PyTorch computes with the painters that ship.

    python make_reference.py        needs torch and safetensors

`x` is a small drawn picture, 1×3×36×44, RGB 0…1; `y.NAME` each painter's raw output, unclipped;
`dni0.5.monet+vangogh` that of the network halfway between the two.  All float32, from the float16 weights.
"""
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

HERE = Path(__file__).resolve().parent
BUILTIN = HERE.parents[2] / "Sources" / "BuiltinNetworks"
sys.path.insert(0, str(BUILTIN / "Training"))
from run import mixed  # noqa: E402
from style.transformer_net import TransformerNet  # noqa: E402

NAMES = ["monet", "vangogh", "cezanne", "ukiyoe"]
HEIGHT, WIDTH = 36, 44


def drawing():
    """A gradient with a disc, a bar and a checked corner: smooth parts, edges and fine detail."""
    y, x = torch.meshgrid(torch.arange(HEIGHT) / HEIGHT, torch.arange(WIDTH) / WIDTH, indexing="ij")
    picture = torch.stack([0.2 + 0.6 * x, 0.8 - 0.5 * y, 0.3 + 0.4 * (x + y) / 2])
    disc = (x - 0.35).square() + (y - 0.4).square() < 0.05
    picture[:, disc] = torch.tensor([[0.95], [0.7], [0.1]])
    bar = (y > 0.65) & (y < 0.78)
    picture[:, bar] = torch.tensor([[0.1], [0.2], [0.5]])
    checks = (x > 0.75) & (y < 0.4) & ((x * WIDTH).int() + (y * HEIGHT).int()).remainder(2).bool()
    picture[:, checks] = 1.0
    return picture[None]


def painted(state, x):
    network = TransformerNet()
    network.load_state_dict(state)
    with torch.no_grad():
        return network(x)


states = {name: load_file(BUILTIN / "Resources" / "painters" / f"{name}.safetensors") for name in NAMES}
x = drawing()
tensors = {"x": x} | {f"y.{name}": painted(state, x) for name, state in states.items()}
tensors["dni0.5.monet+vangogh"] = painted(mixed([(0.5, states["monet"]), (0.5, states["vangogh"])]), x)
save_file(tensors, HERE / "painters-reference.safetensors")
