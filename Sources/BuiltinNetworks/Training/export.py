"""Writes finished painters as float16 safetensors, the way they ship."""
from pathlib import Path

from safetensors.torch import save_file

from painters import IDENTITY_STEPS, PAINTERS, PARENT, PARENT_STEPS

PHOTOS = ("Kodak Lossless True Color images (unrestricted); photos under CC0 and CC-BY-4.0 "
          "(freespace, Aitzol Berasategi, Abhishek Mudgal); NASA")


def metadata(name, steps):
    painter = PAINTERS[name]
    return {
        "architecture": "TransformerNet",
        "input": "RGB 0..1",
        "output": "RGB 0..1",
        "family": "painters",
        "parent": PARENT,
        "description": painter.description,
        "trained_on": f"{painter.title}, public domain; {PHOTOS}",
        "steps": f"identity {IDENTITY_STEPS}, parent {PARENT_STEPS}, own {steps}",
        "recipe": "Sources/BuiltinNetworks/Training/README.md",
        "licence": "Apache-2.0",
    }


def export(folder, states, steps):
    """One file a painter into `folder`; `states` are state dicts by name."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, state in states.items():
        halves = {key: value.half().contiguous() for key, value in state.items()}
        save_file(halves, f"{folder}/{name}.safetensors", metadata(name, steps))
