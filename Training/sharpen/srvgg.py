"""SRVGGNetCompact, the compact network of Real-ESRGAN (arXiv 2107.10833), its tensors named as BasicSR names them."""
import torch.nn as nn
import torch.nn.functional as F

CHANNELS, CONVOLUTIONS = 48, 10


class SRVGGNetCompact(nn.Module):
    """Enlarges a picture, RGB 0…1, `scale` times: finds what is to be added to its repeated pixels."""

    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        widths = [3] + [CHANNELS] * (CONVOLUTIONS - 1) + [3 * scale ** 2]
        self.body = nn.ModuleList()
        for inputs, outputs in zip(widths, widths[1:]):
            self.body += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.PReLU(outputs, init=0.2)]
        del self.body[-1]
        for layer in self.body[::2]:
            nn.init.kaiming_normal_(layer.weight, a=0.2)
            nn.init.zeros_(layer.bias)
        self.body[-1].weight.data.mul_(0.1)

    def forward(self, x):
        y = x
        for layer in self.body:
            y = layer(y)
        return F.pixel_shuffle(y, self.scale) + F.interpolate(x, scale_factor=self.scale)
