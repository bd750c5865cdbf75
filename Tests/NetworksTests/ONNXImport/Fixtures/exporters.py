"""Makes NAME.EXPORTER.onnx and exporters.safetensors: networks of random weights as PyTorch's two
exporters write them, with an input x and the output y that PyTorch computes.

Usage: python exporters.py   (torch 2.13, onnx 1.23, onnxscript, safetensors)
"""

import io
import sys
import warnings
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file
from torch import nn

warnings.filterwarnings("ignore")
FOLDER = Path(__file__).parent


class ChannelNorm(nn.Module):
    """Layer normalisation over the channels of every pixel, written out."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(channels))
        self.bias = nn.Parameter(torch.randn(channels))

    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        variance = (x - mean).pow(2).mean(1, keepdim=True)
        x = (x - mean) / torch.sqrt(variance + 1e-6)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


class WrittenOutNorm(nn.Module):
    """Instance normalisation, written out."""

    def forward(self, x):
        mean = torch.mean(x, (2, 3), keepdim=True)
        difference = x - mean
        variance = torch.mean(difference * difference, (2, 3), keepdim=True)
        return difference / torch.sqrt(variance + 1e-5)


class Norms(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3, padding=1)
        self.batch = nn.BatchNorm2d(6)
        self.instance = nn.InstanceNorm2d(6, affine=True)
        self.group = nn.GroupNorm(3, 6)
        self.channel = ChannelNorm(6)
        self.layer = nn.LayerNorm(6)
        self.written = WrittenOutNorm()
        self.last = nn.Conv2d(6, 3, 1)
        for module in (self.batch, self.instance, self.group, self.layer):
            nn.init.normal_(module.weight)
            nn.init.normal_(module.bias)
        nn.init.normal_(self.batch.running_mean)
        nn.init.uniform_(self.batch.running_var, 0.5, 2)

    def forward(self, x):
        x = self.first(x)
        x = x + F.relu(self.instance(x))
        x = self.batch(F.relu(x))
        x = x + self.group(x)
        x = x + self.channel(x)
        x = x + self.layer(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return self.last(self.written(x))


class Shuffles(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(12, 8, 3, padding=1, groups=4)
        self.rectifier = nn.PReLU(8, init=0.2)
        self.up = nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1)
        self.joined = nn.Conv2d(7, 12, 3, padding=1)

    def forward(self, x):
        y = self.up(self.rectifier(self.first(F.pixel_unshuffle(x, 2))))
        y = torch.cat([x, y], 1)
        return F.pixel_shuffle(self.joined(y), 2)


class Sizes(nn.Module):
    """Padding and enlargement; cubic from operator set 11 on."""

    def __init__(self, smooth=True):
        super().__init__()
        self.smooth = smooth
        self.first = nn.Conv2d(3, 4, 3, stride=2)
        self.last = nn.Conv2d(4, 3, 3)

    def forward(self, x):
        x = F.elu(self.first(F.pad(x, (1, 2, 1, 2), mode="reflect")))
        x = F.max_pool2d(x, 3, stride=1, padding=1) - F.avg_pool2d(x, 3, stride=1, padding=1)
        x = F.interpolate(x, scale_factor=2, mode="nearest")
        if self.smooth:
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
            x = x + F.interpolate(
                F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False),
                size=x.shape[2:], mode="bilinear", align_corners=True)
        return self.last(F.pad(x, (1, 1, 1, 1), mode="replicate"))


class Gates(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.narrow = nn.Conv2d(4, 2, 1)
        self.wide = nn.Conv2d(2, 4, 1)
        self.middle = nn.Conv2d(4, 4, 3, padding=1, groups=4)
        self.linear = nn.Linear(4, 4)
        self.last = nn.Conv2d(4, 3, 1)

    def forward(self, x):
        x = F.gelu(self.first(x))
        x = x * torch.sigmoid(self.wide(F.silu(self.narrow(F.adaptive_avg_pool2d(x, 1)))))
        x = F.hardswish(self.middle(x)) + F.gelu(x, approximate="tanh")
        x = x + F.hardsigmoid(self.linear(x.mean((2, 3))))[:, :, None, None]
        a, b = x.chunk(2, dim=1)
        x = torch.cat([a * b, F.mish(a)], 1)
        return torch.clamp(self.last(x), 0, 1) + 0.2 * F.softplus(x[:, :3].abs())


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 4, stride=4)
        self.norm = nn.LayerNorm(8)
        self.qkv = nn.Linear(8, 24)
        self.out = nn.Linear(8, 8)
        self.last = nn.Conv2d(8, 48, 1)

    def forward(self, x):
        x = self.first(x)
        height, width = x.shape[2], x.shape[3]
        tokens = x.flatten(2).transpose(1, 2)
        q, k, v = self.qkv(self.norm(tokens)).reshape(1, -1, 3, 2, 4).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-2, -1) * 4**-0.5).softmax(-1)
        y = (weights @ v).transpose(1, 2).reshape(1, -1, 8)
        x = (tokens + self.out(y)).transpose(1, 2).reshape(1, 8, height, width)
        return F.pixel_shuffle(self.last(x), 4)


def stripped(model):
    """Without what exporters say about themselves: it is most of a small file."""
    model.doc_string = ""
    del model.metadata_props[:]
    del model.graph.value_info[:]
    del model.graph.metadata_props[:]
    for node in model.graph.node:
        node.doc_string = ""
        node.name = ""
        del node.metadata_props[:]
    for tensor in model.graph.initializer:
        del tensor.metadata_props[:]
    return model


def export(network, x, opset, dynamo):
    buffer = io.BytesIO()
    if dynamo:
        sides = {2: torch.export.Dim.DYNAMIC, 3: torch.export.Dim.DYNAMIC}
        program = torch.onnx.export(
            network, (x,), dynamo=True, opset_version=opset, dynamic_shapes=(sides,),
            verbose=False)
        return program.model_proto
    torch.onnx.export(
        network, (x,), buffer, dynamo=False, opset_version=opset, input_names=["x"],
        output_names=["y"], dynamic_axes={"x": {2: "h", 3: "w"}, "y": {2: "h", 3: "w"}})
    return onnx.load_from_string(buffer.getvalue())


def nhwc(values):
    """A channels-last network as tf2onnx writes them: layers between transpositions, biases and
    activations on channels-last values, pixel shuffling as TensorFlow orders it."""
    torch.manual_seed(100)
    w1, b1 = torch.randn(8, 3, 3, 3) * 0.3, torch.randn(8)
    w2, b2 = torch.randn(12, 8, 3, 3) * 0.2, torch.randn(12)
    gain = torch.randn(8)
    x = torch.rand(1, 8, 12, 3)
    y = F.conv2d(F.pad(x.permute(0, 3, 1, 2), (1, 1, 1, 1), mode="reflect"), w1)
    y = y + b1[:, None, None]
    y = F.leaky_relu(y, 0.2)
    mean = y.mean((2, 3), keepdim=True)
    variance = ((y - mean) ** 2).mean((2, 3), keepdim=True)
    y = (y - mean) / torch.sqrt(variance + 1e-3) * gain[:, None, None]
    y = F.conv2d(y, w2, padding=1) + b2[:, None, None]
    n, _, h, w = y.shape
    y = y.reshape(n, 2, 2, 3, h, w).permute(0, 4, 1, 5, 2, 3).reshape(n, 2 * h, 2 * w, 3)
    values["nhwc.x"], values["nhwc.y"] = x.permute(0, 3, 1, 2).contiguous().numpy(), torch.sigmoid(
        y).permute(0, 3, 1, 2).contiguous().numpy()
    node, array = onnx.helper.make_node, onnx.numpy_helper.from_array
    first, last = [0, 3, 1, 2], [0, 2, 3, 1]
    nodes = [
        node("Pad", ["x", "pads"], ["a"], mode="reflect"),
        node("Transpose", ["a"], ["b"], perm=first),
        node("Conv", ["b", "w1"], ["c"], auto_pad="VALID"),
        node("Transpose", ["c"], ["d"], perm=last),
        node("Add", ["d", "b1"], ["e"]),
        node("LeakyRelu", ["e"], ["f"], alpha=0.2),
        node("ReduceMean", ["f"], ["m"], axes=[1, 2]),
        node("Sub", ["f", "m"], ["g"]),
        node("Mul", ["g", "g"], ["s"]),
        node("ReduceMean", ["s"], ["v"], axes=[1, 2]),
        node("Add", ["v", "epsilon"], ["v1"]),
        node("Sqrt", ["v1"], ["root"]),
        node("Div", ["g", "root"], ["n"]),
        node("Mul", ["n", "gain"], ["o"]),
        node("Transpose", ["o"], ["p"], perm=first),
        node("Conv", ["p", "w2"], ["q"], auto_pad="SAME_UPPER"),
        node("Transpose", ["q"], ["r"], perm=last),
        node("Add", ["r", "b2"], ["t"]),
        node("Transpose", ["t"], ["u"], perm=first),
        node("DepthToSpace", ["u"], ["k"], blocksize=2, mode="DCR"),
        node("Sigmoid", ["k"], ["l"]),
        node("Transpose", ["l"], ["y"], perm=last),
    ]
    tensors = {"w1": w1, "b1": b1, "w2": w2, "b2": b2, "gain": gain,
               "epsilon": torch.tensor(1e-3), "pads": torch.tensor([0, 1, 1, 0, 0, 1, 1, 0])}
    info = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        nodes, "nhwc", [info("x", 1, ["n", "h", "w", 3])], [info("y", 1, ["n", "h2", "w2", 3])],
        [array(value.numpy(), name) for name, value in tensors.items()])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)])
    (FOLDER / "nhwc.written13.onnx").write_bytes(model.SerializeToString())


def main():
    values = {}
    nhwc(values)
    networks = {
        "norms": (Norms, [9, 11, 17], [18]),
        "shuffles": (Shuffles, [9, 13], [18]),
        "nearest": (lambda: Sizes(smooth=False), [9], []),
        "sizes": (Sizes, [11, 13, 17], [18]),
        "gates": (Gates, [11, 17], [18, 20]),
        "attention": (Attention, [11, 17], [18]),
    }
    for seed, (name, (make, traced, captured)) in enumerate(networks.items()):
        torch.manual_seed(seed)
        network = make().eval().requires_grad_(False)
        x = torch.rand(1, 3, 8, 12)
        values[f"{name}.x"] = x.numpy()
        values[f"{name}.y"] = network(x).numpy()
        for opset, dynamo in [(o, False) for o in traced] + [(o, True) for o in captured]:
            try:
                model = stripped(export(network, torch.rand(1, 3, 16, 20), opset, dynamo))
            except Exception as error:
                print(name, opset, dynamo, "FAILED", str(error)[:300], file=sys.stderr)
                continue
            kind = "captured" if dynamo else "traced"
            path = FOLDER / f"{name}.{kind}{opset}.onnx"
            path.write_bytes(model.SerializeToString())
            print(path.name, path.stat().st_size, model.opset_import[0].version)
    save_file(values, FOLDER / "exporters.safetensors")


main()
