"""U-Nets with squeeze and excitation, as waifu2x's cunet and Real-CUGAN are built, of random weights.

Writes beside this file, for the variants `linear` (nn.Linear) and `convolution` (1x1 convolutions):
  VARIANT.traced.onnx, VARIANT.captured.onnx   by PyTorch's two exporters, free height and width
  VARIANT.pnnx.param, VARIANT.pnnx.bin         by pnnx, with 32-bit weights
  excitation.safetensors                       x, and VARIANT with what PyTorch computes

Needs: pip install torch onnx onnxscript pnnx safetensors (made with torch 2.13.0 and pnnx 20261020).
"""

import os
import shutil
import tempfile
import warnings

import onnx
import pnnx
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.filterwarnings("ignore")
torch.manual_seed(11)


class Excitation(nn.Module):
    """What is common to all pixels decides what each channel counts."""

    def __init__(self, channels, is_linear):
        super().__init__()
        self.is_linear = is_linear
        layer = nn.Linear if is_linear else (lambda a, b: nn.Conv2d(a, b, 1))
        self.first, self.second = layer(channels, 5), layer(5, channels)
        nn.init.normal_(self.second.weight, std=2)

    def forward(self, x):
        y = F.adaptive_avg_pool2d(x, 1) if not self.is_linear else x.mean((2, 3))
        y = torch.sigmoid(self.second(F.relu(self.first(y))))
        return x * (y[:, :, None, None] if self.is_linear else y)


class UNet(nn.Module):
    """Convolutions without padding, so that what is joined is cropped."""

    def __init__(self, is_linear):
        super().__init__()
        self.head = nn.Sequential(nn.Conv2d(3, 8, 3), nn.LeakyReLU(0.1), nn.Conv2d(8, 8, 3))
        self.down = nn.Conv2d(8, 20, 2, 2)
        self.middle = nn.Sequential(
            nn.LeakyReLU(0.1), nn.Conv2d(20, 20, 3), nn.LeakyReLU(0.1), Excitation(20, is_linear))
        self.up = nn.ConvTranspose2d(20, 8, 2, 2)
        self.gate = Excitation(8, is_linear)
        self.tail = nn.Sequential(nn.LeakyReLU(0.1), nn.Conv2d(8, 3, 3))

    def forward(self, x):
        x = self.head(x)
        y = self.up(self.middle(self.down(x)))
        return self.tail(self.gate(F.pad(x, (-2, -2, -2, -2)) + F.leaky_relu(y, 0.1)))


def export_onnx(network, x, name):
    torch.onnx.export(
        network, (x,), os.path.join(HERE, f"{name}.traced.onnx"), dynamo=False, opset_version=17,
        input_names=["x"], output_names=["y"], dynamic_axes={"x": {2: "h", 3: "w"}})
    torch.onnx.export(
        network, (x,), os.path.join(HERE, f"{name}.captured.onnx"), dynamo=True, external_data=False,
        input_names=["x"], output_names=["y"], verbose=False,
        dynamic_shapes={"x": {2: torch.export.Dim("h", min=16), 3: torch.export.Dim("w", min=16)}})


    for exporter in ("traced", "captured"):
        strip(os.path.join(HERE, f"{name}.{exporter}.onnx"))


def strip(path):
    """Takes out where in which program each node comes from."""
    model = onnx.load(path)
    for part in [model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input,
                 *model.graph.output, *model.graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    del model.graph.value_info[:]
    onnx.save(model, path)


def export_ncnn(network, x, name):
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pnnx.export(network, "network.pt", (x,), fp16=False)
        for ending in ("param", "bin"):
            shutil.copyfile(
                f"network.ncnn.{ending}", os.path.join(HERE, f"{name}.pnnx.{ending}"))
        os.chdir(here)


def main():
    x = torch.rand(1, 3, 22, 26)
    tensors = {"x": x}
    for name in ("linear", "convolution"):
        network = UNet(name == "linear").eval()
        with torch.no_grad():
            tensors[name] = network(x).contiguous()
        export_onnx(network, x, name)
        export_ncnn(network, x, name)
    save_file(tensors, os.path.join(HERE, "excitation.safetensors"))


main()
