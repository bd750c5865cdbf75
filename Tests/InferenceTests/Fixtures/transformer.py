"""Writes the small networks that TransformerNetTests and ONNXImportTests compare with PyTorch.

python transformer.py           (torch, onnx and safetensors; written with torch 2.13, onnx 1.23)

A TransformerNet of 4, 6 and 8 channels and two residual blocks, with random weights:
* transformer.a.safetensors, transformer.b.safetensors: two members, names as in PyTorch's example.
* transformer.outputs.safetensors: x, y.a, y.b, y.NN (NN % of b) for a picture of sides divisible by 4;
  odd.x, odd.y for 33×17, which PyTorch got reflected at the right and below to 36×20 and which was
  then cropped.  Everything is in the network's range 0…255, computed in float64.
* plain.a.onnx, plain.b.onnx: the members exported, with constant scales.
* sizes.a.onnx, sizes.b.onnx: the same function with sizes and pads computed from shapes.
"""
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

warnings.filterwarnings("ignore")


class Conv(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.pad = kernel // 2
        self.conv2d = nn.Conv2d(inputs, outputs, kernel, stride)

    def forward(self, x):
        return self.conv2d(F.pad(x, [self.pad] * 4, mode="reflect"))


class SizedConv(Conv):
    """Pads by what is missing to twice the pad more than the input, counted from shapes."""

    def forward(self, x):
        height, width = x.shape[2], x.shape[3]
        down = (height + 2 * self.pad - height) // 2
        across = (width + 2 * self.pad - width) // 2
        return self.conv2d(F.pad(x, [across, across, down, down], mode="reflect"))


class Up(nn.Module):
    def __init__(self, conv, inputs, outputs):
        super().__init__()
        self.inner = conv(inputs, outputs, 3)
        self.conv2d = self.inner.conv2d
        del self.inner.conv2d
        self.sized = conv is SizedConv

    def forward(self, x):
        size = [x.shape[2] * 2, x.shape[3] * 2]
        x = F.interpolate(x, size=size) if self.sized else F.interpolate(x, scale_factor=2)
        pad = self.inner.pad
        return self.conv2d(F.pad(x, [pad] * 4, mode="reflect"))


class Block(nn.Module):
    def __init__(self, conv, channels):
        super().__init__()
        self.conv1, self.in1 = conv(channels, channels, 3), nn.InstanceNorm2d(channels, affine=True)
        self.conv2, self.in2 = conv(channels, channels, 3), nn.InstanceNorm2d(channels, affine=True)

    def forward(self, x):
        return self.in2(self.conv2(F.relu(self.in1(self.conv1(x))))) + x


class Net(nn.Module):
    def __init__(self, conv, a=4, b=6, c=8):
        super().__init__()
        norm = lambda channels: nn.InstanceNorm2d(channels, affine=True)
        self.conv1, self.in1 = conv(3, a, 9), norm(a)
        self.conv2, self.in2 = conv(a, b, 3, 2), norm(b)
        self.conv3, self.in3 = conv(b, c, 3, 2), norm(c)
        self.res1, self.res2 = Block(conv, c), Block(conv, c)
        self.deconv1, self.in4 = Up(conv, c, b), norm(b)
        self.deconv2, self.in5 = Up(conv, b, a), norm(a)
        self.deconv3 = conv(a, 3, 9)

    def forward(self, x):
        x = F.relu(self.in1(self.conv1(x)))
        x = F.relu(self.in2(self.conv2(x)))
        x = F.relu(self.in3(self.conv3(x)))
        x = self.res2(self.res1(x))
        x = F.relu(self.in4(self.deconv1(x)))
        x = F.relu(self.in5(self.deconv2(x)))
        return self.deconv3(x)


def member(seed):
    torch.manual_seed(seed)
    net = Net(Conv)
    for name, parameter in net.named_parameters():
        if ".conv2d." not in name:  # normalisations begin as 1 and 0
            parameter.data += 0.3 * torch.randn_like(parameter)
    net.deconv3.conv2d.weight.data *= 200
    net.deconv3.conv2d.bias.data += 128
    return net.state_dict()


def run(state, x):
    net = Net(Conv).double()
    net.load_state_dict(state)
    with torch.no_grad():
        return net(x.double()).float()


a, b = member(1), member(2)
save_file(a, "transformer.a.safetensors")
save_file(b, "transformer.b.safetensors")

torch.manual_seed(3)
x, odd = 255 * torch.rand(1, 3, 24, 20), 255 * torch.rand(1, 3, 33, 17)
outputs = {"x": x, "odd.x": odd}
for percent in (0, 25, 50, 75, 100):
    state = {k: (1 - percent / 100) * a[k].double() + percent / 100 * b[k].double() for k in a}
    outputs[{0: "y.a", 100: "y.b"}.get(percent, f"y.{percent}")] = run(state, x)
outputs["odd.y"] = run(a, F.pad(odd, (0, 3, 0, 3), mode="reflect"))[:, :, :33, :17].contiguous()
save_file(outputs, "transformer.outputs.safetensors")

for kind, conv in (("plain", Conv), ("sizes", SizedConv)):
    for name, state in (("a", a), ("b", b)):
        net = Net(conv).eval()
        net.load_state_dict(state)
        axes = {2: "height", 3: "width"}
        torch.onnx.export(
            net, x, f"{kind}.{name}.onnx", opset_version=17, dynamo=False, input_names=["input"],
            output_names=["output"], dynamic_axes={"input": axes, "output": axes})
