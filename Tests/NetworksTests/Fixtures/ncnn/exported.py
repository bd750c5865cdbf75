"""Small networks of random weights exported from PyTorch by pnnx, with what PyTorch computes.

Writes into the folder pnnx beside this file:
  NAME.f32.param, NAME.f32.bin   as pnnx writes them with 32-bit weights
  NAME.f16.param, NAME.f16.bin   the same with 16-bit weights
  outputs.safetensors            x, and for each network NAME.f32 and NAME.f16, computed by PyTorch with
                                 the weights as stored

Needs: pip install torch pnnx safetensors (made with torch 2.15.0 and pnnx 20261020).
"""

import copy
import os
import shutil
import tempfile

import pnnx
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import fuse_conv_bn_eval

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pnnx")
torch.manual_seed(5)


class Compact(nn.Module):
    """Convolutions and parametric rectifiers, a pixel shuffle and the enlarged input, as SRVGGNetCompact."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 8, 3, 1, 1), nn.PReLU(8), nn.Conv2d(8, 8, 3, 1, 1), nn.PReLU(8),
            nn.Conv2d(8, 12, 3, 1, 1), nn.PixelShuffle(2))

    def forward(self, x):
        return self.body(x) + F.interpolate(x, scale_factor=2, mode="nearest")


class Attention(nn.Module):
    """Blocks that weigh themselves by a sigmoid less a half, joined at the end, as SPAN."""

    def __init__(self):
        super().__init__()
        self.head = nn.Conv2d(3, 6, 3, 1, 1)
        self.blocks = nn.ModuleList([nn.Conv2d(6, 6, 3, 1, 1) for _ in range(4)])
        self.join = nn.Conv2d(18, 6, 1)
        self.tail = nn.Conv2d(6, 12, 3, 1, 1)

    def block(self, x, a, b):
        y = b(F.silu(a(x)))
        return (y + x) * (torch.sigmoid(y) - 0.5)

    def forward(self, x):
        x = self.head(x)
        y = self.block(x, self.blocks[0], self.blocks[1])
        z = self.block(y, self.blocks[2], self.blocks[3])
        return F.pixel_shuffle(self.tail(self.join(torch.cat([x, y, z], 1))), 2)


class Excited(nn.Module):
    """A small U of convolutions without padding, crops, squeeze and excitation, as waifu2x's CUNet."""

    def __init__(self):
        super().__init__()
        self.one = nn.Sequential(nn.Conv2d(3, 6, 3), nn.LeakyReLU(0.1))
        self.down = nn.Sequential(nn.Conv2d(6, 8, 2, 2), nn.LeakyReLU(0.1), nn.Conv2d(8, 8, 3))
        self.less, self.more = nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1)
        self.up = nn.Sequential(nn.ConvTranspose2d(8, 6, 2, 2), nn.LeakyReLU(0.1))
        self.last = nn.ConvTranspose2d(6, 3, 4, 2, 3)

    def forward(self, x):
        x = self.one(x)
        y = self.down(x)
        weight = torch.mean(y, dim=(2, 3), keepdim=True)
        y = y * torch.sigmoid(self.more(F.relu(self.less(weight))))
        return self.last(self.up(y) + F.pad(x, (-2, -2, -2, -2)))


class Styled(nn.Module):
    """Reflection padding, instance and batch normalisation, a residual block, as style networks have."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(2), nn.Conv2d(3, 6, 5), nn.InstanceNorm2d(6, affine=True), nn.ReLU(),
            nn.Conv2d(6, 8, 3, 2, 1), nn.BatchNorm2d(8), nn.ELU(0.7), nn.Conv2d(8, 8, 3, 1, 1, groups=4),
            nn.Hardswish(), nn.Upsample(scale_factor=2, mode="bilinear"), nn.Conv2d(8, 3, 3, 1, 1),
            nn.Tanh())
        batch = self.body[5]
        nn.init.uniform_(batch.weight, 0.5, 1.5)
        nn.init.normal_(batch.bias)
        batch.running_mean.normal_()
        batch.running_var.uniform_(0.5, 2)

    def forward(self, x):
        return self.body(x) * 0.5 + 0.5


def halved(network):
    """The weights that pnnx stores in 16 bits: those of convolutions with what normalises their batch."""
    network = copy.deepcopy(network)
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            for place in range(len(module) - 1):
                if isinstance(module[place + 1], nn.BatchNorm2d):
                    module[place] = fuse_conv_bn_eval(module[place], module[place + 1])
                    module[place + 1] = nn.Identity()
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            module.weight.data = module.weight.data.half().float()
    return network


def main():
    x = torch.rand(1, 3, 10, 12)
    outputs = {"x": x}
    os.makedirs(HERE, exist_ok=True)
    for network in (Compact(), Attention(), Excited(), Styled()):
        network.eval()
        name = type(network).__name__.lower()
        for bits in (32, 16):
            with tempfile.TemporaryDirectory() as folder:
                pnnx.export(
                    network, os.path.join(folder, "net.pt"), x, fp16=bits == 16,
                    check_trace=False)
                for kind in ("param", "bin"):
                    shutil.copyfile(
                        os.path.join(folder, f"net.ncnn.{kind}"),
                        os.path.join(HERE, f"{name}.f{bits}.{kind}"))
            with torch.no_grad():
                outputs[f"{name}.f{bits}"] = (halved(network) if bits == 16 else network)(x)
    save_file(outputs, os.path.join(HERE, "outputs.safetensors"))


if __name__ == "__main__":
    main()
