"""Writes operations.safetensors: what PyTorch makes of every operation that networks use.

python operations.py            (torch, numpy and safetensors; written with torch 2.13)

One case is x (and z where there are two inputs), the operation's tensors (w or g, b, m, v) and y,
float32; the settings of each case stand in OperationTests.swift too.
"""

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.manual_seed(20)
tensors = {}


def case(name, y, **inputs):
    for key, value in {**inputs, "y": y}.items():
        # Pictures are written without their batch above; their batch is 1.
        whole = value[None] if key in "xz" and value.dim() == 3 and y.dim() == 4 else value
        tensors[f"{name}.{key}"] = whole.float().contiguous().clone()


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



def double(function, *inputs, **settings):
    return function(*[x.double() for x in inputs], **settings)


def transposed(name, channels, size, weight, bias=True, **settings):
    x, w = torch.randn(1, channels, *size), torch.randn(*weight)
    b = torch.randn(weight[1] * settings.get("groups", 1)) if bias else None
    y = F.conv_transpose2d(
        x.double(), w.double(), None if b is None else b.double(), **settings)
    case(name, y, x=x, w=w, **({} if b is None else {"b": b}))


transposed("deconv.plain", 3, (4, 5), (3, 2, 3, 3))
transposed("deconv.double", 4, (3, 4), (4, 2, 4, 4), bias=False, stride=2, padding=1)
transposed("deconv.cyclegan", 2, (3, 5), (2, 3, 3, 3), stride=2, padding=1, output_padding=1)
transposed(
    "deconv.all", 4, (5, 4), (4, 3, 3, 2), stride=(3, 2), padding=(1, 2), output_padding=(2, 1),
    dilation=(2, 3), groups=2)

x = 2 * torch.randn(1, 4, 3, 5) + 1
g, b, m, v = torch.randn(4), torch.randn(4), torch.randn(4), torch.rand(4) + 0.1
case("batch.affine", double(F.batch_norm, x, m, v, g, b, eps=1e-5), x=x, g=g, b=b, m=m, v=v)
case("batch.plain", double(F.batch_norm, x, m, v, eps=0.1), x=x, m=m, v=v)
case("group.two", double(F.group_norm, x, num_groups=2, weight=g.double(), bias=b.double()),
     x=x, g=g, b=b)
case("group.one", double(F.group_norm, x, num_groups=1), x=x)
case("layer.last", double(F.layer_norm, x, normalized_shape=(5,)), x=x)
case("layer.last3", double(F.layer_norm, x, normalized_shape=(4, 3, 5), eps=0.5), x=x)
mean, variance = x.mean(1, keepdim=True), x.var(1, unbiased=False, keepdim=True)
case("layer.channels", (x - mean) / torch.sqrt(variance + 1e-6), x=x)
case("softmax", double(F.softmax, x, dim=1), x=x)
case("softmax.log", double(F.log_softmax, x, dim=3), x=x)
case("prelu.channels", F.prelu(x, g), x=x, g=g)
case("prelu.one", F.prelu(x, g[:1]), x=x, g=g[:1])

x = 4 * torch.randn(1, 1, 6, 8)
for name, function in {
    "elu": lambda x: F.elu(x, 1.5), "selu": F.selu, "celu": lambda x: F.celu(x, 0.7),
    "silu": F.silu, "gelu": F.gelu, "gelu.tanh": lambda x: F.gelu(x, approximate="tanh"),
    "mish": F.mish, "softplus": F.softplus, "softsign": F.softsign,
    "hardsigmoid": F.hardsigmoid, "hardswish": F.hardswish,
    "threshold": lambda x: F.threshold(x, 0.8, 0), "erf": torch.erf, "exp": torch.exp,
    "sin": torch.sin, "cos": torch.cos, "abs": torch.abs, "floor": torch.floor,
    "ceil": torch.ceil, "round": torch.round, "sign": torch.sign,
    "reciprocal": torch.reciprocal, "linear": lambda x: 1.5 * x - 0.25,
}.items():
    case(name, double(function, x), x=x)
case("sqrt", double(torch.sqrt, x.abs()), x=x.abs())
case("log", double(torch.log, x.abs()), x=x.abs())

x, z = torch.randn(1, 3, 4, 5), torch.randn(3, 1, 5)
for name, function in {
    "add.broadcast": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
    "max": torch.maximum, "min": torch.minimum,
}.items():
    case(name, function(x, z), x=x, z=z)
case("mul.scalar", x * z[0, 0, 0], x=x, z=z[0, 0, 0])
case("sub.reversed", z - x, x=z, z=x)
case("pow", double(torch.pow, x.abs(), z), x=x.abs(), z=z)

case("pad.value", F.pad(x, (2, 1, 0, 6), value=0.5), x=x)
case("pad.wrap", F.pad(x, (4, 1, 3, 2), mode="circular"), x=x)
case("shuffle", F.pixel_shuffle(torch.cat([x] * 3, 1)[:, :8], 2), x=torch.cat([x] * 3, 1)[:, :8])
y = torch.randn(1, 2, 4, 6)
case("unshuffle", F.pixel_unshuffle(y, 2), x=y)
case("concat", torch.cat([x, x[:, :2]], 1), x=x, z=x[:, :2])
case("concat.width", torch.cat([x, x[..., :2]], 3), x=x, z=x[..., :2])
case("slice", x[:, 1:3, ::2, 1:5:3], x=x)
case("select", x[:, [2, 0, 0, 1]], x=x)
case("transpose", x.permute(0, 2, 3, 1), x=x)
case("reshape", x.reshape(2, 6, 5), x=x)

q, k = torch.randn(2, 3, 4), torch.randn(2, 4, 5)
case("matmul", double(torch.matmul, q, k), x=q, z=k)
q = torch.randn(2, 1, 3, 4)
case("matmul.broadcast", double(torch.matmul, q, k), x=q, z=k)
case("matmul.vector", double(torch.matmul, k[0, :, 0], k), x=k[0, :, 0], z=k)

for name, function in {
    "mean": torch.mean, "sum": torch.sum, "amax": torch.amax, "amin": torch.amin,
    "norm": lambda x, dim, keepdim: torch.linalg.vector_norm(x, dim=dim, keepdim=keepdim),
}.items():
    case(f"reduce.{name}", function(x.double(), dim=(2, 3), keepdim=True), x=x)
case("reduce.dropped", torch.mean(x.double(), dim=1), x=x)

x = torch.randn(1, 2, 7, 8)
case("pool.max", F.max_pool2d(x, 3, 2, 1), x=x)
case("pool.max.up", F.max_pool2d(x, 2, 2, ceil_mode=True), x=x)
case("pool.max.dilated", F.max_pool2d(x, (2, 3), 1, (1, 1), dilation=(3, 2)), x=x)
case("pool.mean", F.avg_pool2d(x.double(), 2, 2), x=x)
case("pool.mean.zeros", F.avg_pool2d(x.double(), 3, 2, 1), x=x)
case("pool.mean.inside", F.avg_pool2d(
    x.double(), 3, 2, 1, ceil_mode=True, count_include_pad=False), x=x)
case("pool.mean.up", F.avg_pool2d(x.double(), 3, 2, 1, ceil_mode=True), x=x)

x = torch.randn(1, 2, 5, 4)
for name, settings in {
    "linear.2": dict(scale_factor=2, mode="bilinear"),
    "linear.up": dict(size=(11, 9), mode="bilinear"),
    "linear.corners": dict(size=(9, 3), mode="bilinear", align_corners=True),
    "linear.down": dict(size=(3, 2), mode="bilinear"),
    "linear.antialias": dict(size=(3, 2), mode="bilinear", antialias=True),
    "cubic.2": dict(scale_factor=2, mode="bicubic"),
    "cubic.down": dict(size=(3, 3), mode="bicubic"),
    "nearest.down": dict(size=(3, 3), mode="nearest"),
    "nearest.up": dict(size=(7, 9), mode="nearest"),
    "nearest.exact": dict(size=(7, 9), mode="nearest-exact"),
}.items():
    case(f"resize.{name}", double(F.interpolate, x, **settings), x=x)

save_file(tensors, "operations.safetensors")
