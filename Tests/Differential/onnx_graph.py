"""A small ONNX graph: nodes, constants, an input; evaluated in float64 and written as a file."""

import copy
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import generating
import onnx_truth


class Node:
    def __init__(self, op, inputs, outputs, **attributes):
        self.op, self.inputs, self.outputs = op, list(inputs), list(outputs)
        self.attributes = {k: v for k, v in attributes.items() if v is not None}

    def __str__(self):
        words = ", ".join(f"{k}={v}" for k, v in self.attributes.items())
        return f"{', '.join(self.outputs)} = {self.op}({', '.join(self.inputs)})" + (
            f" [{words}]" if words else "")


class Graph:
    """Values are arrays by name; "x" is the input, whose first axis is the batch of 1 unless it has
    none."""

    def __init__(self, opset, shape, layout="nchw", mode="raw", free=False):
        self.opset, self.layout, self.mode, self.free = opset, layout, mode, free
        # channels, rows, columns
        self.shape = list(shape)
        self.nodes = []
        self.constants = {}
        # Constants that are written as nodes.
        self.as_nodes = set()
        self.output = "x"

    def copy(self):
        return copy.deepcopy(self)

    def laid_out(self, picture):
        """channels x rows x columns as the file wants it."""
        if self.layout == "chw":
            return picture
        return picture[None] if self.layout == "nchw" else picture.transpose(1, 2, 0)[None]

    def value_of(self, name, values):
        if not name:
            return None
        if name in values:
            return values[name]
        constant = self.constants[name]
        return constant.astype(np.float64) if constant.dtype == np.float32 else constant

    def compute(self, node, values):
        inputs = [self.value_of(name, values) for name in node.inputs]
        with np.errstate(all="ignore"):
            results = onnx_truth.evaluate(
                node.op, inputs, node.attributes, self.opset, len(node.outputs))
        return dict(zip(node.outputs, results))

    def evaluate(self, picture, noise=None):
        """All values in float64; noise changes every float on the way."""
        x = self.laid_out(picture.astype(np.float64))
        values = {"x": noise(x) if noise else x}
        for node in self.nodes:
            for name, value in self.compute(node, values).items():
                isFloat = noise is not None and value.dtype.kind == "f"
                values[name] = noise(value) if isFloat else value
        return values

    def picture_of(self, y):
        """What the library makes of an output in picture mode."""
        if self.mode == "raw":
            return y
        if y.ndim == 3:
            y = y[None]
        return y.transpose(0, 3, 1, 2) if self.layout == "nhwc" else y

    def prune(self):
        """Leaves out what the output does not need."""
        self.nodes, needed = generating.pruned(self.nodes, self.output)
        self.constants = {k: v for k, v in self.constants.items() if k in needed}
        self.as_nodes &= set(self.constants)

    def depends(self):
        """Whether the output depends on the input."""
        known = {"x"}
        for node in self.nodes:
            reads = node.inputs if node.op not in ("Shape", "Size", "ConstantOfShape") else []
            if any(name in known for name in reads):
                known.update(node.outputs)
        return self.output in known

    def model(self, output_shape=None):
        constants = [
            helper.make_node("Constant", [], [k], value=numpy_helper.from_array(v, k))
            for k, v in self.constants.items() if k in self.as_nodes]
        nodes = constants + [
            helper.make_node(
                n.op, n.inputs, n.outputs,
                **{k: self.attribute(v) for k, v in n.attributes.items()}) for n in self.nodes]
        stored = [numpy_helper.from_array(v, k) for k, v in self.constants.items()
                  if k not in self.as_nodes]
        c, h, w = self.shape
        if self.free:
            h, w = "h", "w"
        shape = {"nchw": [1, c, h, w], "nhwc": [1, h, w, c], "chw": [c, h, w]}[self.layout]
        graph = helper.make_graph(
            nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(self.output, TensorProto.FLOAT, output_shape)], stored)
        imports = [helper.make_opsetid("", self.opset)]
        return helper.make_model(
            graph, opset_imports=imports, ir_version=max(4, helper.find_min_ir_version_for(imports)))

    @property
    def output_blob(self):
        return self.output

    @staticmethod
    def attribute(value):
        if isinstance(value, np.ndarray):
            return numpy_helper.from_array(value)
        return value

    def save_to(self, folder, name):
        path = os.path.join(folder, f"{name}.onnx")
        onnx.save(self.model(), path)
        return path

    def rename(self, old, new):
        """Reads another value in place of one that is no longer made."""
        for node in self.nodes:
            node.inputs = [new if name == old else name for name in node.inputs]
        self.output = new if self.output == old else self.output

    def define(self, name, value):
        """Makes a value a constant; whether the format can."""
        self.constants[name] = value
        return True

    def text(self, values=None):
        lines = [f"operator set {self.opset}, input {self.layout} {self.shape}"
                 + (" free" if self.free else "") + f", {self.mode}"]
        for name, value in self.constants.items():
            small = f" {value.tolist()}" if value.size <= 6 else ""
            lines.append(f"{name} = constant {list(value.shape)}{small}")
        for node in self.nodes:
            shape = ""
            if values is not None:
                shape = " " + ", ".join(str(list(values[o].shape)) for o in node.outputs if o in values)
            lines.append(str(node) + shape)
        return "\n".join(lines + [f"output {self.output}"])

    def covered(self, values):
        """Pairs of operator and rank of its first input."""
        pairs = set()
        for node in self.nodes:
            first = self.value_of(node.inputs[0], values) if node.inputs else None
            pairs.add((node.op, 0 if first is None else first.ndim))
        return pairs | ({("Constant", 0)} if self.as_nodes else set())
