"""The painters' structure: TransformerNet of Johnson et al. 2016 with instance normalisation, 16/32/64 channels.

Key names are those of the networks people train with pytorch/examples fast_neural_style.  Input and output
are RGB 0…1, N×3×H×W; sides that four does not divide come out rounded up to a multiple of four.
"""
import torch.nn as nn
import torch.nn.functional as F

RESIDUAL_BLOCKS = 5


class ConvLayer(nn.Module):
    """A convolution that keeps the size (divided by `stride`) by reflecting the picture at its border."""

    def __init__(self, inputs, outputs, size, stride=1):
        super().__init__()
        self.border = size // 2
        self.conv2d = nn.Conv2d(inputs, outputs, size, stride)

    def forward(self, x):
        return self.conv2d(F.pad(x, [self.border] * 4, mode="reflect"))


class ResidualBlock(nn.Module):
    """x + IN(conv(relu(IN(conv(x)))))."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = ConvLayer(channels, channels, 3)
        self.in1 = nn.InstanceNorm2d(channels, affine=True)
        self.conv2 = ConvLayer(channels, channels, 3)
        self.in2 = nn.InstanceNorm2d(channels, affine=True)
        nn.init.constant_(self.in2.weight, 0.1)  # Nearly the identity at first, which trains sooner.

    def forward(self, x):
        return x + self.in2(self.conv2(F.relu(self.in1(self.conv1(x)))))


def doubled(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


class TransformerNet(nn.Module):
    def __init__(self, channels=16):
        super().__init__()
        c = channels
        self.conv1, self.in1 = ConvLayer(3, c, 9), nn.InstanceNorm2d(c, affine=True)
        self.conv2, self.in2 = ConvLayer(c, 2 * c, 3, 2), nn.InstanceNorm2d(2 * c, affine=True)
        self.conv3, self.in3 = ConvLayer(2 * c, 4 * c, 3, 2), nn.InstanceNorm2d(4 * c, affine=True)
        for i in range(RESIDUAL_BLOCKS):
            setattr(self, f"res{i + 1}", ResidualBlock(4 * c))
        self.deconv1, self.in4 = ConvLayer(4 * c, 2 * c, 3), nn.InstanceNorm2d(2 * c, affine=True)
        self.deconv2, self.in5 = ConvLayer(2 * c, c, 3), nn.InstanceNorm2d(c, affine=True)
        self.deconv3 = ConvLayer(c, 3, 9)

    def forward(self, x):
        x = F.relu(self.in1(self.conv1(x)))
        x = F.relu(self.in2(self.conv2(x)))
        x = F.relu(self.in3(self.conv3(x)))
        for i in range(RESIDUAL_BLOCKS):
            x = getattr(self, f"res{i + 1}")(x)
        x = F.relu(self.in4(self.deconv1(doubled(x))))
        x = F.relu(self.in5(self.deconv2(doubled(x))))
        return self.deconv3(x)
