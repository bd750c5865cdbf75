"""A small ncnn network: layers, weights, an input; evaluated in float64 and written as a file pair."""

import copy
import os
import struct

import numpy as np

import generating
import ncnn_truth


class Layer:
    """Weights are pairs of an array and how it is written: bare, tagged or half."""

    def __init__(self, type, inputs, outputs, settings=None, weights=()):
        self.type, self.inputs, self.outputs = type, list(inputs), list(outputs)
        self.settings = {k: v for k, v in (settings or {}).items() if v is not None}
        self.weights = list(weights)

    def arrays(self):
        return [array.astype(np.float64) for array, _ in self.weights]

    def words(self):
        words = []
        for number, value in sorted(self.settings.items()):
            if isinstance(value, (list, tuple)):
                words.append(f"{-23300 - number}={len(value)}" + "".join("," + word(v) for v in value))
            else:
                words.append(f"{number}={word(value)}")
        return " ".join(words)

    def __str__(self):
        weights = " ".join(str(list(array.shape)) for array, _ in self.weights)
        return f"{self.type} {' '.join(self.inputs)} -> {' '.join(self.outputs)} {self.words()} {weights}"


def word(value):
    return str(value) if isinstance(value, (int, np.integer)) else f"{float(value):.7e}"


def written(array, store):
    if store == "half":
        data = array.astype("<f2").tobytes()
        return struct.pack("<I", 0x01306B47) + data + b"\0" * (-len(data) % 4)
    data = array.astype("<f4").tobytes()
    return struct.pack("<I", 0) + data if store == "tagged" else data


class Graph:
    """Values are arrays without a batch, of 1 to 4 dimensions, by name; "x" is the input."""

    mode = "picture"
    layout = "nchw"

    def __init__(self, shape):
        self.shape = list(shape)
        self.nodes = []
        self.output = "x"

    def copy(self):
        return copy.deepcopy(self)

    def laid_out(self, picture):
        return picture

    def evaluate(self, picture, noise=None):
        x = picture.astype(np.float64)
        values = {"x": noise(x) if noise else x}
        for node in self.nodes:
            for name, value in self.compute(node, values).items():
                values[name] = noise(value) if noise else value
        return values

    def compute(self, node, values):
        with np.errstate(all="ignore"):
            results = ncnn_truth.evaluate(
                node.type, [values[name] for name in node.inputs], node.settings, node.arrays(),
                len(node.outputs))
        return dict(zip(node.outputs, results))

    def picture_of(self, y):
        """With the batch of 1 that the library's values have and ncnn's have not."""
        return y[None]

    def prune(self):
        self.nodes, _ = generating.pruned(self.nodes, self.output)

    def depends(self):
        known = {"x"}
        for node in self.nodes:
            if any(name in known for name in node.inputs):
                known.update(node.outputs)
        return self.output in known

    def rename(self, old, new):
        for node in self.nodes:
            node.inputs = [new if name == old else name for name in node.inputs]
        self.output = new if self.output == old else self.output

    def define(self, name, value):
        if value.ndim > 3:
            return False
        sizes = dict(zip([0, 1, 2], reversed(value.shape)))
        self.nodes.insert(0, Layer("MemoryData", [], [name], sizes, [(value, "bare")]))
        return True

    def layers(self):
        """The layers with a Split for every blob that is read more than once, and their lines."""
        reads = [name for node in self.nodes for name in node.inputs]
        lines, left = [], {}
        blobs = 0

        def add(type, name, inputs, outputs, words):
            nonlocal blobs
            blobs += len(outputs)
            lines.append(" ".join(
                [type, name, str(len(inputs)), str(len(outputs))] + inputs + outputs + [words]).strip())
            for output in outputs:
                count = reads.count(output)
                if count > 1:
                    left[output] = [f"{output}_{k}" for k in range(count)]
                    blobs += count
                    lines.append(" ".join(
                        ["Split", f"split_{output}", "1", str(count), output] + left[output]))

        add("Input", "input", [], ["x"], "")
        for index, node in enumerate(self.nodes):
            inputs = [left[name].pop(0) if name in left else name for name in node.inputs]
            outputs = ["out0" if name == self.output else name for name in node.outputs]
            add(node.type, f"layer{index}", inputs, outputs, node.words())
        return lines, blobs

    def save_to(self, folder, name):
        lines, blobs = self.layers()
        path = os.path.join(folder, f"{name}.param")
        with open(path, "w") as file:
            file.write(f"7767517\n{len(lines)} {blobs}\n" + "\n".join(lines) + "\n")
        with open(os.path.join(folder, f"{name}.bin"), "wb") as file:
            for node in self.nodes:
                for array, store in node.weights:
                    file.write(written(array, store))
        return path

    @property
    def output_blob(self):
        return "out0"

    def text(self, values=None):
        lines = [f"input {self.shape}"]
        for node in self.nodes:
            shape = ""
            if values is not None:
                shape = " " + ", ".join(str(list(values[o].shape)) for o in node.outputs)
            lines.append(str(node) + shape)
        return "\n".join(lines + [f"output {self.output}"])

    def covered(self, values):
        pairs = {("Input", len(self.shape))}
        for node in self.nodes:
            pairs.add((node.type, values[node.inputs[0]].ndim if node.inputs else 0))
        if any(line.startswith("Split ") for line in self.layers()[0]):
            pairs.add(("Split", 0))
        return pairs
