"""Writes a finished network as float16 safetensors, the way it ships."""
from pathlib import Path

from safetensors.torch import save_file


def export(file, state, *, architecture, family, description, parent, trained_on, steps,
           convention="RGB 0..1", **more):
    """Writes `state` to `file`, FAMILY/NAME.safetensors.

    `description` is one line that tells a person what the network does, `parent` the network that it was
    fine-tuned from, empty for none, `trained_on` the data with its licences, `steps` how long, `more` other metadata.
    """
    metadata = {
        "architecture": architecture,
        "input": convention,
        "output": convention,
        "family": family,
        "parent": parent,
        "description": description,
        "trained_on": trained_on,
        "steps": str(steps),
        "recipe": f"Training, family {family}",
        "licence": "Apache-2.0",
    } | more
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    save_file({key: value.half().contiguous() for key, value in state.items()}, str(file), metadata)
