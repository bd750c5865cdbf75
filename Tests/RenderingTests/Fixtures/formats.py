"""Writes one small network in every format that networks travel in, and what PyTorch makes of a picture.

python formats.py       (torch, safetensors, numpy, onnxscript, pnnx; written with torch 2.15)

The network is an SRVGGNetCompact of 6 channels and 2 inner layers that doubles a picture, with random
weights that float16 holds exactly, so that every format holds the same numbers.
"""
import os
import shutil
import tempfile

import onnx
import pnnx
import torch
from safetensors.torch import save_file


class Compact(torch.nn.Module):
    """Convolutions and PReLUs under body.N, a pixel shuffle, and the enlarged picture added."""

    def __init__(self):
        super().__init__()
        layers = [torch.nn.Conv2d(3, 6, 3, 1, 1), torch.nn.PReLU(6)]
        for _ in range(2):
            layers += [torch.nn.Conv2d(6, 6, 3, 1, 1), torch.nn.PReLU(6)]
        self.body = torch.nn.ModuleList(layers + [torch.nn.Conv2d(6, 12, 3, 1, 1)])
        self.upsampler = torch.nn.PixelShuffle(2)

    def forward(self, x):
        y = x
        for layer in self.body:
            y = layer(y)
        return self.upsampler(y) + torch.nn.functional.interpolate(
            x, scale_factor=2, mode="nearest")


torch.manual_seed(8)
net = Compact().eval()
with torch.no_grad():
    for parameter in net.parameters():
        parameter.copy_((parameter * 2).half().float())
state = net.state_dict()
x = torch.rand(1, 3, 9, 12)
with torch.no_grad():
    y = net.double()(x.double()).float()
net = net.float()
save_file({"x": x, "y": y}, "picture.safetensors")
save_file(state, "compact.safetensors")
save_file({k: v.half() for k, v in state.items()}, "compact.half.safetensors")
torch.save(state, "compact.pth")
torch.save({"params_ema": state, "params": {k: 0 * v for k, v in state.items()}}, "wrapped.pth")
torch.save(state, "compact.legacy.pth", _use_new_zipfile_serialization=False)
axes = {"x": {2: "h", 3: "w"}, "y": {2: "h", 3: "w"}}
torch.onnx.export(
    net, (x,), "compact.onnx", dynamo=False, opset_version=17, input_names=["x"],
    output_names=["y"], dynamic_axes=axes)
dynamic = {"x": {2: torch.export.Dim("h", min=4), 3: torch.export.Dim("w", min=4)}}
torch.onnx.export(
    net, (x,), "compact.dynamo.onnx", dynamo=True, input_names=["x"], output_names=["y"],
    dynamic_shapes=dynamic, external_data=False)
# The exporter writes where its Python source stood into every node.
model = onnx.load("compact.dynamo.onnx")
for part in [model, *model.graph.node, *model.graph.value_info, *model.graph.input,
             *model.graph.output, *model.graph.initializer, model.graph]:
    del part.metadata_props[:]
    part.doc_string = ""
onnx.save(model, "compact.dynamo.onnx")
with tempfile.TemporaryDirectory() as folder:
    here = os.getcwd()
    os.chdir(folder)
    for name, half in (("compact", False), ("compact.half", True)):
        pnnx.export(net, "net.pt", (x,), fp16=half)
        for ending in ("param", "bin"):
            shutil.move(f"net.ncnn.{ending}", f"{here}/{name}.{ending}")
    os.chdir(here)
