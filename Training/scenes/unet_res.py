"""The structure of all three families: UNetRes, the network of DRUNet (Zhang et al., arXiv 2008.13751), with biases.

Residual blocks at four scales, strided convolutions down, transposed ones up, additive skips.  RGB 0…1 in and out;
sides are multiples of 8.
"""
import torch
import torch.nn as nn

CHANNELS, BLOCKS = (16, 32, 64, 96), 2


class ResBlock(nn.Module):
    """x + conv(relu(conv(x)))."""

    def __init__(self, channels):
        super().__init__()
        self.res = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU(),
                                 nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x):
        return x + self.res(x)


class UNetRes(nn.Module):
    def __init__(self, channels=CHANNELS, blocks=BLOCKS):
        super().__init__()
        self.m_head = nn.Conv2d(3, channels[0], 3, padding=1)
        for number, (outer, inner) in enumerate(zip(channels, channels[1:]), 1):
            residual = [ResBlock(outer) for _ in range(blocks)]
            setattr(self, f"m_down{number}", nn.Sequential(*residual, nn.Conv2d(outer, inner, 2, stride=2)))
            residual = [ResBlock(outer) for _ in range(blocks)]
            setattr(self, f"m_up{number}", nn.Sequential(nn.ConvTranspose2d(inner, outer, 2, stride=2), *residual))
        self.m_body = nn.Sequential(*(ResBlock(channels[-1]) for _ in range(blocks)))
        self.m_tail = nn.Conv2d(channels[0], 3, 3, padding=1)
        self.become_identity()

    def become_identity(self):
        """Channels 0, 1 and 2 carry the picture from head to tail, nothing is added to them; the rest is small."""
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if name.endswith("bias"):
                    parameter.zero_()
                elif ".res.2." in name or name.startswith("m_up") and name.endswith(".0.weight"):
                    parameter.mul_(0.2)
            self.m_up1[0].weight[:, :3] = 0
            for block in self.m_up1[1:]:
                block.res[2].weight[:3] = 0
            self.m_head.weight[:3], self.m_tail.weight[:] = 0, 0
            for channel in range(3):
                self.m_head.weight[channel, channel, 1, 1] = 1
                self.m_tail.weight[channel, channel, 1, 1] = 1

    def forward(self, x0):
        x1 = self.m_head(x0)
        x2 = self.m_down1(x1)
        x3 = self.m_down2(x2)
        x4 = self.m_down3(x3)
        x = self.m_body(x4)
        x = self.m_up3(x + x4)
        x = self.m_up2(x + x3)
        x = self.m_up1(x + x2)
        return self.m_tail(x + x1)
