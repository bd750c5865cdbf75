"""Writes exports/CASE.traced.onnx and exports/CASE.captured.onnx: networks of architectures.py as
torch's two exporters write them.

python exports.py       (torch, onnx, onnxscript and safetensors; written with torch 2.15)

Parameters are those of architectures.safetensors in float32; pictures and what PyTorch makes of them
stand there too.
"""
import os

import onnx
import torch

from architectures import CASES, Layers, make

EXPORTED = [
    "transformer", "resnet-dropout", "unet-batch", "cartoon", "anime", "rrdb-body-x2",
    "msrresnet-x2", "msrresnet0-shuffle", "srvgg-x2", "dncnn-grey-batch", "fdncnn-colour-15",
    "span-x2-no-norm",
]


class Stored(Layers):
    """Layers whose parameters are a module's buffers."""

    def __init__(self, module):
        super().__init__(0)
        self.module = module

    def get(self, name, make):
        return getattr(self.module, name.replace(".", "_"))


class Network(torch.nn.Module):
    def __init__(self, function, tensors):
        super().__init__()
        self.function = function
        for name, value in tensors.items():
            self.register_buffer(name.replace(".", "_"), value.float())

    def forward(self, x):
        return self.function(Stored(self), x)


def without_places(path):
    """The exporter writes where its Python source stood into every node."""
    model = onnx.load(path)
    graph = model.graph
    for part in [model, graph, *graph.node, *graph.value_info, *graph.input, *graph.output,
                 *graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    del graph.value_info[:]
    onnx.save(model, path)


def export(case, seed):
    tensors, pairs = make(case, seed)
    network = Network(CASES[case][0], tensors).eval()
    x, y = pairs[0][0].float(), pairs[0][1]
    # A size of 1 or of the kernel would be taken as fixed.
    sample = torch.nn.functional.interpolate(x, scale_factor=2)
    with torch.no_grad():
        print(case, (network(x) - y).abs().max().item())
    names = dict(input_names=["x"], output_names=["y"])
    torch.onnx.export(
        network, (sample,), f"exports/{case}.traced.onnx", dynamo=False, opset_version=17,
        dynamic_axes={"x": {2: "h", 3: "w"}, "y": {2: "H", 3: "W"}}, **names)
    steps = {"unet-batch": 16, "rrdb-body-x2": 2, "transformer": 4, "cartoon": 4, "anime": 4,
             "resnet-dropout": 4}
    sizes = {}
    for axis, name in ((2, "h"), (3, "w")):
        step = steps.get(case, 1)
        size = torch.export.Dim(f"{name}{step}", min=2 if step > 1 else 6, max=1024)
        sizes[axis] = step * size if step > 1 else size
    torch.onnx.export(
        network, (sample,), f"exports/{case}.captured.onnx", dynamo=True, external_data=False,
        dynamic_shapes={"x": sizes}, **names)
    for kind in ("traced", "captured"):
        without_places(f"exports/{case}.{kind}.onnx")


if __name__ == "__main__":
    os.makedirs("exports", exist_ok=True)
    for seed, case in enumerate(CASES):
        if case in EXPORTED:
            export(case, seed)
