"""Writes architectures.safetensors: small networks of every architecture and what they compute.

python architectures.py         (torch, numpy and safetensors; written with torch 2.13)

A case is one flat tensor CASE of all parameters, float16, whose names and shapes, as its authors'
programs write them, are lines of the metadata CASE; and for one or two pictures CASE:x0, CASE:y0,
CASE:x1 … (x float16, y float32).  Outputs are computed in float64 from the float16 parameters.
Networks are written as functions of a Layers, which makes a parameter when its layer first runs.
"""

import torch
import torch.nn.functional as F
from safetensors.torch import save_file


class Layers:
    """Layers by the names of PyTorch's modules, with parameters that are random and small."""

    def __init__(self, seed, tensors=None):
        self.random = torch.Generator().manual_seed(seed)
        self.tensors = {} if tensors is None else tensors

    def get(self, name, make):
        if name not in self.tensors:
            self.tensors[name] = make().half()
        return self.tensors[name].double()

    def normal(self, *shape, scale=1.0, middle=0.0):
        return lambda: middle + scale * torch.randn(*shape, generator=self.random)

    def conv(self, x, name, outputs, kernel=3, stride=1, pad=None, reflect=0, bias=True, groups=1):
        inputs = x.shape[1] // groups
        scale = 1.2 / (inputs * kernel * kernel) ** 0.5
        w = self.get(f"{name}.weight", self.normal(outputs, inputs, kernel, kernel, scale=scale))
        b = self.get(f"{name}.bias", self.normal(outputs, scale=0.2)) if bias else None
        if reflect:
            x, pad = F.pad(x, (reflect,) * 4, mode="reflect"), 0
        return F.conv2d(
            x, w, b, stride=stride, padding=kernel // 2 if pad is None else pad, groups=groups)

    def deconv(self, x, name, outputs, kernel, extra=0, bias=True, pad=1):
        scale = 2.0 / (x.shape[1] * kernel * kernel) ** 0.5
        w = self.get(
            f"{name}.weight", self.normal(x.shape[1], outputs, kernel, kernel, scale=scale))
        b = self.get(f"{name}.bias", self.normal(outputs, scale=0.2)) if bias else None
        return F.conv_transpose2d(x, w, b, stride=2, padding=pad, output_padding=extra)

    def affine(self, name, channels, scale="weight", shift="bias"):
        return (
            self.get(f"{name}.{scale}", self.normal(channels, scale=0.3, middle=1.0)),
            self.get(f"{name}.{shift}", self.normal(channels, scale=0.3)))

    def instance(self, x, name, eps=1e-5, scale="weight", shift="bias"):
        g, b = self.affine(name, x.shape[1], scale, shift)
        mean = x.mean((2, 3), keepdim=True)
        variance = ((x - mean) ** 2).mean((2, 3), keepdim=True)
        return (x - mean) / (variance + eps).sqrt() * g[:, None, None] + b[:, None, None]

    def plain(self, x, eps=1e-5):
        mean = x.mean((2, 3), keepdim=True)
        return (x - mean) / (((x - mean) ** 2).mean((2, 3), keepdim=True) + eps).sqrt()

    def batch(self, x, name, eps=1e-5):
        c = x.shape[1]
        g, b = self.affine(name, c)
        m = self.get(f"{name}.running_mean", self.normal(c, scale=0.3))
        v = self.get(f"{name}.running_var", lambda: 0.5 + torch.rand(c, generator=self.random))
        return F.batch_norm(x, m, v, g, b, eps=eps)

    def group(self, x, name):
        g, b = self.affine(name, x.shape[1])
        return F.group_norm(x, 1, g, b, eps=1e-5)


def leaky(x, slope=0.2):
    return F.leaky_relu(x, slope)


def doubled(x, factor=2):
    return F.interpolate(x, scale_factor=factor, mode="nearest")


def transformer_net(n, x, widths=(2, 3, 4), blocks=1):
    def step(x, name, norm, outputs, kernel=3, stride=1):
        y = n.conv(x, f"{name}.conv2d", outputs, kernel, stride, reflect=kernel // 2)
        return n.instance(y, norm)

    a, b, c = widths
    x = F.relu(step(x, "conv1", "in1", a, 9))
    x = F.relu(step(x, "conv2", "in2", b, stride=2))
    x = F.relu(step(x, "conv3", "in3", c, stride=2))
    for i in range(1, blocks + 1):
        y = F.relu(step(x, f"res{i}.conv1", f"res{i}.in1", c))
        x = step(y, f"res{i}.conv2", f"res{i}.in2", c) + x
    x = F.relu(step(doubled(x), "deconv1", "in4", b))
    x = F.relu(step(doubled(x), "deconv2", "in5", a))
    return n.conv(x, "deconv3.conv2d", 3, 9, reflect=4)


def generator_norm(n, norm):
    return {
        "instance": lambda x, name: n.plain(x),
        "batch": n.batch,
        "none": lambda x, name: x,
    }[norm]


def resnet_generator(n, x, width, blocks, norm, dropout):
    bias, normalise = norm == "instance", generator_norm(n, norm)

    def step(y, number):
        return F.relu(normalise(y, f"model.{number}"))

    channels = x.shape[1]
    x = step(n.conv(x, "model.1", width, 7, reflect=3, bias=bias), 2)
    x = step(n.conv(x, "model.4", 2 * width, stride=2, bias=bias), 5)
    x = step(n.conv(x, "model.7", 4 * width, stride=2, bias=bias), 8)
    second = 6 if dropout else 5
    for i in range(10, 10 + blocks):
        block = f"model.{i}.conv_block"
        y = n.conv(x, f"{block}.1", 4 * width, reflect=1, bias=bias)
        y = F.relu(normalise(y, f"{block}.2"))
        y = n.conv(y, f"{block}.{second}", 4 * width, reflect=1, bias=bias)
        x = x + normalise(y, f"{block}.{second + 1}")
    p = 10 + blocks
    x = step(n.deconv(x, f"model.{p}", 2 * width, 3, extra=1, bias=bias), p + 1)
    x = step(n.deconv(x, f"model.{p + 3}", width, 3, extra=1, bias=bias), p + 4)
    return torch.tanh(n.conv(x, f"model.{p + 7}", channels, 7, reflect=3))


def unet_generator(n, x, width, downs, norm):
    bias, normalise = norm == "instance", generator_norm(n, norm)
    inner = [width * min(2 ** k, 8) for k in range(downs)]

    def level(x, prefix, depth):
        last = depth == downs - 1
        y = n.conv(leaky(x), f"{prefix}.1", inner[depth], 4, 2, pad=1, bias=bias)
        if last:
            up = 3
        else:
            y = level(normalise(y, f"{prefix}.2"), f"{prefix}.3.model", depth + 1)
            up = 5
        y = n.deconv(F.relu(y), f"{prefix}.{up}", inner[depth - 1], 4, bias=bias)
        # What the level took is joined as the in-place LeakyReLU leaves it.
        return torch.cat([leaky(x), normalise(y, f"{prefix}.{up + 1}")], 1)

    channels = x.shape[1]
    x = n.conv(x, "model.model.0", width, 4, 2, pad=1, bias=bias)
    x = level(x, "model.model.1.model", 1)
    return torch.tanh(n.deconv(F.relu(x), "model.model.3", channels, 4))


def cartoon_gan(n, x, width=1):
    def norm(x, name):
        return n.instance(x, name, eps=1e-9, scale="scale", shift="shift")

    x = F.relu(norm(n.conv(x, "conv01_1", width, 7, reflect=3), "in01_1"))
    for number, channels in [("02", 2 * width), ("03", 4 * width)]:
        x = n.conv(x, f"conv{number}_1", channels, stride=2)
        x = F.relu(norm(n.conv(x, f"conv{number}_2", channels), f"in{number}_1"))
    for i in range(4, 12):
        y = F.relu(norm(n.conv(x, f"conv{i:02}_1", 4 * width, reflect=1), f"in{i:02}_1"))
        x = norm(n.conv(y, f"conv{i:02}_2", 4 * width, reflect=1), f"in{i:02}_2") + x
    for number, norm_name, channels in [("01", "in12_1", 2 * width), ("02", "in13_1", width)]:
        x = n.deconv(x, f"deconv{number}_1", channels, 3, extra=1)
        x = F.relu(norm(n.conv(x, f"deconv{number}_2", channels), norm_name))
    return torch.tanh(n.conv(x, "deconv03_1", 3, 7, reflect=3))


def anime_gan(n, x, widths=(1, 2, 3, 4)):
    def layer(x, name, outputs, kernel=3, stride=1, groups=1):
        if stride == 2:
            x = F.pad(x, (0, 1, 0, 1), mode="reflect")
        x = n.conv(
            x, f"{name}.1", outputs, kernel, stride, pad=0, bias=groups > 1, groups=groups,
            reflect=kernel // 2 if stride == 1 else 0)
        return leaky(n.group(x, f"{name}.2"))

    def enlarged(x, size):
        return F.interpolate(x, size, mode="bilinear", align_corners=True)

    a, b, c, d = widths
    picture = x.shape[-2:]
    x = layer(x, "block_a.0", a, 7)
    x = layer(x, "block_a.1", b, stride=2)
    half = x.shape[-2:]
    x = layer(x, "block_a.2", b)
    x = layer(x, "block_b.0", c, stride=2)
    x = layer(x, "block_b.1", c)
    x = layer(x, "block_c.0", c)
    for i in range(1, 5):
        block = f"block_c.{i}.layers"
        middle = 2 * x.shape[1]
        y = layer(x, f"{block}.0", middle, 1)
        y = layer(y, f"{block}.1", middle, groups=middle)
        y = n.group(n.conv(y, f"{block}.2", d, 1, bias=False), f"{block}.3")
        x = x + y if x.shape[1] == d else y
    x = layer(x, "block_c.5", c)
    x = layer(layer(enlarged(x, half), "block_d.0", c), "block_d.1", c)
    x = layer(layer(enlarged(x, picture), "block_e.0", b), "block_e.1", b)
    x = layer(x, "block_e.2", a, 7)
    return torch.tanh(n.conv(x, "out_layer.0", 3, 1, bias=False))


RRDB_NAMES = {
    "old": ("model.0", "model.1.sub.{0}.RDB{1}.conv{2}.0", "model.1.sub.{0}", None, None, None),
    "trunk": ("conv_first", "RRDB_trunk.{0}.RDB{1}.conv{2}", "trunk_conv", "upconv{0}", "HRconv",
              "conv_last"),
    "body": ("conv_first", "body.{0}.rdb{1}.conv{2}", "conv_body", "conv_up{0}", "conv_hr",
             "conv_last"),
}


def sequential_tail(n, x, activation, ups, way, outputs, bias=True):
    width, place = x.shape[1], 2
    for factor in ups:
        if way == "upconv":
            x = n.conv(doubled(x, factor), f"model.{place + 1}", width)
        else:
            x = n.conv(x, f"model.{place}", width * factor ** 2)
            x = F.pixel_shuffle(x, factor)
        x, place = activation(x), place + 3
    x = activation(n.conv(x, f"model.{place}", width))
    return n.conv(x, f"model.{place + 2}", outputs, bias=bias)


def rrdb_net(n, x, naming, ups, unshuffle=1, width=2, growth=1, blocks=1, way="upconv",
             kair=False):
    first, convolution, trunk, up, high, last = RRDB_NAMES[naming]
    channels = x.shape[1]
    if unshuffle > 1:
        x = F.pixel_unshuffle(x, unshuffle)
    start = x = n.conv(x, first, width)
    for i in range(blocks):
        block = x
        for j in range(1, 4):
            dense, seen = x, [x]
            for k in range(1, 5):
                y = n.conv(torch.cat(seen, 1), convolution.format(i, j, k), growth)
                seen.append(leaky(y))
            # KAIR's last convolution of a block is no sequence, so it has no number in it.
            name = convolution.format(i, j, 5).removesuffix(".0" if kair else "-")
            x = n.conv(torch.cat(seen, 1), name, width) * 0.2 + dense
        x = x * 0.2 + block
    x = start + n.conv(x, trunk.format(blocks), width)
    if naming == "old":
        return sequential_tail(n, x, leaky, [2] * ups, way, channels)
    for i in range(1, ups + 1):
        x = leaky(n.conv(doubled(x), up.format(i), width))
    return n.conv(leaky(n.conv(x, high, width)), last, channels)


def msr_resnet(n, x, trunk, high, factors, width=2, blocks=1):
    picture, scale = x, 1
    x = leaky(n.conv(x, "conv_first", width), 0.1)
    for i in range(blocks):
        y = F.relu(n.conv(x, f"{trunk}.{i}.conv1", width))
        x = x + n.conv(y, f"{trunk}.{i}.conv2", width)
    for i, factor in enumerate(factors, 1):
        y = n.conv(x, f"upconv{i}", width * factor ** 2)
        x, scale = leaky(F.pixel_shuffle(y, factor), 0.1), scale * factor
    x = n.conv(leaky(n.conv(x, high, width), 0.1), "conv_last", picture.shape[1])
    return x + F.interpolate(picture, scale_factor=scale, mode="bilinear", align_corners=False)


def msr_resnet0(n, x, ups, way, bias, width=2, blocks=1):
    channels = x.shape[1]
    start = x = n.conv(x, "model.0", width)
    for i in range(blocks):
        y = F.relu(n.conv(x, f"model.1.sub.{i}.res.0", width))
        x = x + n.conv(y, f"model.1.sub.{i}.res.2", width)
    x = start + n.conv(x, f"model.1.sub.{blocks}", width)
    return sequential_tail(n, x, F.relu, ups, way, channels, bias)


def srvgg(n, x, scale, activation="prelu", width=3, convolutions=2):
    def act(x, name):
        if activation == "prelu":
            slopes = n.get(f"{name}.weight", n.normal(width, scale=0.2, middle=0.2))
            return torch.where(x >= 0, x, slopes[:, None, None] * x)
        return F.relu(x) if activation == "relu" else leaky(x, 0.1)

    y = act(n.conv(x, "body.0", width), "body.1")
    for i in range(1, convolutions + 1):
        y = act(n.conv(y, f"body.{2 * i}", width), f"body.{2 * i + 1}")
    y = n.conv(y, f"body.{2 * convolutions + 2}", x.shape[1] * scale ** 2)
    return F.pixel_shuffle(y, scale) + doubled(x, scale)


def plain_denoiser(n, x, outputs, norm, width=3, convolutions=5):
    x, place = F.relu(n.conv(x, "model.0", width)), 2
    for _ in range(convolutions - 2):
        x, place = n.conv(x, f"model.{place}", width), place + 1
        if norm:
            x, place = n.batch(x, f"model.{place}", eps=1e-4), place + 1
        x, place = F.relu(x), place + 1
    return n.conv(x, f"model.{place}", outputs)


def dncnn(n, x, norm):
    return x - plain_denoiser(n, x, x.shape[1], norm)


def fdncnn(n, x, sigma):
    level = torch.full_like(x[:, :1], sigma / 255)
    return plain_denoiser(n, torch.cat([x, level], 1), x.shape[1], norm=False)


def unet_res(n, x, widths, blocks, bias, sigma=None):
    def residual(x, level, first=0):
        for i in range(first, first + blocks):
            y = F.relu(n.conv(x, f"{level}.{i}.res.0", x.shape[1], bias=bias))
            x = x + n.conv(y, f"{level}.{i}.res.2", x.shape[1], bias=bias)
        return x

    picture, channels = x, x.shape[1]
    if sigma is not None:
        picture = torch.cat([x, torch.full_like(x[:, :1], sigma / 255)], 1)
    taken = [n.conv(picture, "m_head", widths[0], bias=bias)]
    for level in (1, 2, 3):
        x = residual(taken[-1], f"m_down{level}")
        taken.append(n.conv(x, f"m_down{level}.{blocks}", widths[level], 2, 2, pad=0, bias=bias))
    x = residual(taken[3], "m_body")
    for level in (3, 2, 1):
        x = n.deconv(x + taken[level], f"m_up{level}.0", widths[level - 1], 2, bias=bias, pad=0)
        x = residual(x, f"m_up{level}", first=1)
    return n.conv(x + taken[0], "m_tail", channels, bias=bias)


def span(n, x, scale, merged=False, norm=True, width=2, blocks=2):
    def conv(x, name, outputs):
        if merged:
            return n.conv(x, f"{name}.eval_conv", outputs)
        inputs = x.shape[1]
        y = n.conv(F.pad(x, (1, 1, 1, 1)), f"{name}.conv.0", 2 * inputs, 1)
        y = n.conv(y, f"{name}.conv.1", 2 * outputs, pad=0)
        y = n.conv(y, f"{name}.conv.2", outputs, 1) + n.conv(x, f"{name}.sk", outputs, 1)
        # The authors' program computes this anew whenever it runs: what the file holds is not read.
        n.conv(x, f"{name}.eval_conv", outputs)
        return y

    channels = x.shape[1]
    if norm:
        x = (x - torch.tensor([0.4488, 0.4371, 0.4040]).double()[:, None, None]) * 255
    else:
        n.tensors["no_norm"] = torch.zeros(1).half()
    start = x = conv(x, "conv_1", width)
    outputs = []
    for i in range(1, blocks + 1):
        # The first SiLU works in place, so what a block returns beside its output is after it.
        first = F.silu(conv(x, f"block_{i}.c1_r", width))
        y = conv(F.silu(conv(first, f"block_{i}.c2_r", width)), f"block_{i}.c3_r", width)
        x = (y + x) * (torch.sigmoid(y) - 0.5)
        outputs.append(x)
    x = conv(x, "conv_2", width)
    x = n.conv(torch.cat([start, x, outputs[0], first], 1), "conv_cat", width, 1)
    return F.pixel_shuffle(n.conv(x, "upsampler.0", channels * scale ** 2), scale)


def with_statistics(n, names, channels):
    """What PyTorch before 0.4 kept of instance normalisations."""
    for name, count in zip(names, channels):
        n.tensors[f"{name}.running_mean"] = torch.full((count,), 3.0).half()
        n.tensors[f"{name}.running_var"] = torch.full((count,), 0.01).half()


def old_transformer(n, x):
    y = transformer_net(n, x)
    with_statistics(n, ["in1", "res1.in2"], [2, 4])
    return y


def old_resnet(n, x):
    y = resnet_generator(n, x, 1, 2, "instance", dropout=False)
    with_statistics(n, ["model.2", "model.10.conv_block.6"], [1, 4])
    return y


# Name: function, range of the input, channels, sizes (height, width) of the pictures.
CASES = {
    "transformer": (
        lambda n, x: transformer_net(n, x, blocks=2), (0, 255), 3, [(12, 16), (13, 10)]),
    "transformer-old": (old_transformer, (0, 255), 3, [(12, 8)]),
    "resnet-9": (
        lambda n, x: resnet_generator(n, x, 1, 9, "instance", False), (-1, 1), 3,
        [(8, 12), (9, 10)]),
    "resnet-batch-dropout": (
        lambda n, x: resnet_generator(n, x, 1, 3, "batch", True), (-1, 1), 3, [(12, 8)]),
    "resnet-old": (old_resnet, (-1, 1), 3, [(8, 12)]),
    "resnet-dropout": (
        lambda n, x: resnet_generator(n, x, 1, 2, "instance", True), (-1, 1), 3, [(8, 8)]),
    "resnet-none": (
        lambda n, x: resnet_generator(n, x, 1, 1, "none", False), (-1, 1), 3, [(8, 8)]),
    "unet-batch": (
        lambda n, x: unet_generator(n, x, 1, 4, "batch"), (-1, 1), 3, [(16, 16)]),
    "unet-instance": (
        lambda n, x: unet_generator(n, x, 1, 3, "instance"), (-1, 1), 3, [(8, 8), (16, 8)]),
    "unet-none": (lambda n, x: unet_generator(n, x, 1, 3, "none"), (-1, 1), 3, [(8, 8)]),
    "cartoon": (cartoon_gan, (-1, 1), 3, [(8, 12), (9, 10)]),
    "anime": (anime_gan, (-1, 1), 3, [(8, 12), (11, 9)]),
    "rrdb-old-x4": (lambda n, x: rrdb_net(n, x, "old", 2, blocks=2), (0, 1), 3, [(3, 4)]),
    "rrdb-old-x1": (lambda n, x: rrdb_net(n, x, "old", 0), (0, 1), 3, [(5, 6)]),
    "rrdb-old-x8": (lambda n, x: rrdb_net(n, x, "old", 3), (0, 1), 1, [(2, 3)]),
    "rrdb-kair-shuffle": (
        lambda n, x: rrdb_net(n, x, "old", 1, way="shuffle", kair=True), (0, 1), 3, [(4, 5)]),
    "rrdb-trunk-x4": (lambda n, x: rrdb_net(n, x, "trunk", 2), (0, 1), 3, [(4, 2)]),
    "rrdb-body-x4": (lambda n, x: rrdb_net(n, x, "body", 2), (0, 1), 3, [(2, 4)]),
    "rrdb-body-x2": (
        lambda n, x: rrdb_net(n, x, "body", 2, unshuffle=2), (0, 1), 3,
        [(6, 4), (4, 10)]),
    "rrdb-body-x1": (
        lambda n, x: rrdb_net(n, x, "body", 2, unshuffle=4), (0, 1), 3,
        [(8, 4), (4, 12)]),
    "msrresnet-x2": (
        lambda n, x: msr_resnet(n, x, "body", "conv_hr", [2]), (0, 1), 3, [(5, 6)]),
    "msrresnet-x3": (
        lambda n, x: msr_resnet(n, x, "body", "conv_hr", [3]), (0, 1), 3, [(4, 3)]),
    "msrresnet-x4": (
        lambda n, x: msr_resnet(n, x, "recon_trunk", "HRconv", [2, 2], blocks=2), (0, 1), 3, [(3, 4)]),
    "msrresnet0-upconv": (
        lambda n, x: msr_resnet0(n, x, [2, 2], "upconv", False, blocks=2), (0, 1), 3, [(3, 4)]),
    "msrresnet0-shuffle": (
        lambda n, x: msr_resnet0(n, x, [3], "shuffle", True), (0, 1), 3, [(4, 3)]),
    "srvgg-x4": (lambda n, x: srvgg(n, x, 4, convolutions=3), (0, 1), 3, [(4, 3)]),
    "srvgg-x3": (lambda n, x: srvgg(n, x, 3, convolutions=1), (0, 1), 3, [(3, 4)]),
    "srvgg-x2": (lambda n, x: srvgg(n, x, 2), (0, 1), 1, [(5, 6)]),
    "srvgg-x1": (lambda n, x: srvgg(n, x, 1), (0, 1), 3, [(6, 5)]),
    "srvgg-relu": (
        lambda n, x: srvgg(n, x, 2, "relu"), (0, 1), 3, [(4, 5)]),
    "srvgg-leakyrelu": (
        lambda n, x: srvgg(n, x, 2, "leakyrelu"), (0, 1), 3, [(4, 5)]),
    "dncnn-colour": (lambda n, x: dncnn(n, x, norm=False), (0, 1), 3, [(6, 7)]),
    "dncnn-grey-batch": (lambda n, x: dncnn(n, x, norm=True), (0, 1), 1, [(8, 6)]),
    "fdncnn-colour-15": (lambda n, x: fdncnn(n, x, 15), (0, 1), 3, [(6, 8)]),
    "fdncnn-grey-40": (lambda n, x: fdncnn(n, x, 40), (0, 1), 1, [(7, 5)]),
    "span-x4": (lambda n, x: span(n, x, 4, blocks=3), (0, 1), 3, [(3, 4)]),
    "span-x2-no-norm": (lambda n, x: span(n, x, 2, norm=False), (0, 1), 3, [(5, 4)]),
    "span-merged": (lambda n, x: span(n, x, 2, merged=True), (0, 1), 3, [(4, 6)]),
    "unetres-biases": (
        lambda n, x: unet_res(n, x, [2, 3, 4, 5], 2, bias=True), (0, 1), 3, [(8, 16), (24, 8)]),
    "unetres-colour-15": (
        lambda n, x: unet_res(n, x, [2, 3, 4, 5], 2, bias=False, sigma=15), (0, 1), 3, [(16, 8)]),
    "unetres-grey-40": (
        lambda n, x: unet_res(n, x, [3, 2, 4, 5], 1, bias=False, sigma=40), (0, 1), 1, [(8, 8)]),
}


def make(case, seed):
    """The network's tensors, and pairs of input and output."""
    function, (low, high), channels, sizes = CASES[case]
    layers, pairs = Layers(seed), []
    for size in sizes:
        x = torch.rand(1, channels, *size, generator=layers.random) * (high - low) + low
        x = x.half()
        pairs.append((x, function(layers, x.double()).float()))
    return layers.tensors, pairs


if __name__ == "__main__":
    stored, lines = {}, {}
    for seed, case in enumerate(CASES):
        tensors, pairs = make(case, seed)
        stored[case] = torch.cat([value.flatten() for value in tensors.values()])
        lines[case] = "\n".join(
            f"{name} {','.join(map(str, value.shape))}" for name, value in tensors.items())
        for index, (x, y) in enumerate(pairs):
            stored |= {f"{case}:x{index}": x, f"{case}:y{index}": y}
            print(f"{case}: {tuple(x.shape)} → {tuple(y.shape)}, {y.min():.3f} … {y.max():.3f}")
    save_file(stored, "architectures.safetensors", metadata=lines)
