"""What the generators of ONNX and ncnn graphs share."""

import random

import numpy as np

# Channels around one, two and four blocks of 8.
CHANNELS = [1, 2, 3, 3, 4, 5, 7, 8, 8, 9, 12, 15, 16, 16, 17, 20, 24, 31, 32, 33]
# Elements of a value.
LARGEST = 6000


class Unfit(Exception):
    """What was to be appended does not fit the values there are."""


def is_ordinary(value):
    """Neither too large nor so small that 32-bit floats lose digits; zeros are all right."""
    size = abs(value).max()
    return size < 1e4 and (size == 0 or size > 1e-20)


class Generator:
    """Chance, and the values that more may be appended to; all follow from the seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        # The float64 values by name, and the names that may be appended to.
        self.values = {}
        self.pool = ["x"]

    def chance(self, share=0.5):
        return self.random.random() < share

    def source(self, fits=lambda v: True):
        """A value that fits, most often the newest."""
        matching = [name for name in self.pool if fits(self.values[name])]
        if not matching:
            raise Unfit
        return matching[-1] if self.chance(0.75) else self.random.choice(matching)


def pruned(nodes, output):
    """The nodes that the output needs, in order, and the names of all that is needed."""
    needed, kept = {output}, []
    for node in reversed(nodes):
        if any(name in needed for name in node.outputs):
            kept.insert(0, node)
            needed.update(node.inputs)
    return kept, needed
