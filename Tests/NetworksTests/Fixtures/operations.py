"""Writes operations.safetensors: what PyTorch makes of every operation that networks use.

python operations.py            (torch, numpy and safetensors; written with torch 2.13)

One case is x, the operation's tensors and y, float32 without the batch dimension; the settings of
each case stand in OperationTests.swift too.
"""
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.manual_seed(20)
tensors = {}


def case(name, y, **inputs):
    for key, value in {**inputs, "y": y[0]}.items():
        tensors[f"{name}.{key}"] = value.contiguous().clone()


def convolution(name, channels, size, weight, bias=True, pads=None, **settings):
    """pads: top, left, bottom, right zeros."""
    x = torch.randn(channels, *size)
    w = torch.randn(*weight)
    b = torch.randn(weight[0]) if bias else None
    top, left, bottom, right = pads or (0, 0, 0, 0)
    padded = F.pad(x[None].double(), (left, right, top, bottom))
    y = F.conv2d(padded, w.double(), None if b is None else b.double(), **settings).float()
    case(name, y, x=x, w=w, **({} if b is None else {"b": b}))


convolution("conv.plain", 3, (7, 6), (5, 3, 3, 3))
convolution("conv.one", 4, (3, 5), (2, 4, 1, 1), bias=False)
convolution("conv.stride", 2, (9, 8), (3, 2, 3, 3), pads=(1, 1, 1, 1), stride=(2, 3))
convolution("conv.dilation", 2, (9, 10), (3, 2, 3, 2), dilation=(2, 3))
convolution("conv.groups", 6, (6, 5), (4, 3, 3, 3), pads=(1, 1, 1, 1), groups=2)
convolution("conv.depthwise", 4, (5, 6), (4, 1, 3, 3), bias=False, groups=4)
convolution("conv.asymmetric", 3, (5, 4), (2, 3, 2, 4), pads=(0, 3, 2, 1))
convolution(
    "conv.all", 4, (11, 12), (6, 2, 3, 5), pads=(2, 0, 1, 4), stride=(3, 2), dilation=(2, 1),
    groups=2)

x = torch.randn(2, 4, 5)
case("pad.reflect", F.pad(x[None], (4, 1, 3, 2), mode="reflect"), x=x)
case("pad.edge", F.pad(x[None], (0, 7, 5, 1), mode="replicate"), x=x)
case("pad.zero", F.pad(x[None], (2, 1, 0, 6)), x=x)

x = 3 * torch.randn(3, 5, 7) + torch.tensor([0.0, 10.0, -100.0])[:, None, None]
g, b = torch.randn(3), torch.randn(3)
case(
    "norm.affine",
    F.instance_norm(x[None].double(), weight=g.double(), bias=b.double(), eps=1e-5).float(),
    x=x, g=g, b=b)
case("norm.plain", F.instance_norm(x[None].double(), eps=0.5).float(), x=x)

x = torch.randn(2, 3, 2)
case("upsample.2x3", F.interpolate(x[None], size=(6, 6), mode="nearest"), x=x)
case("upsample.3x1", F.interpolate(x[None], scale_factor=(3, 1), mode="nearest"), x=x)

x = 4 * torch.randn(1, 6, 8)
case("relu", F.relu(x[None]), x=x)
case("leaky", F.leaky_relu(x[None], 0.2), x=x)
case("sigmoid", torch.sigmoid(x[None].double()).float(), x=x)
case("tanh", torch.tanh(x[None].double()).float(), x=x)
case("clip", torch.clamp(x[None], -1.5, 0.25), x=x)
z = torch.randn(1, 6, 8)
case("add", (x + z)[None], x=x, z=z)

save_file(tensors, "operations.safetensors")
