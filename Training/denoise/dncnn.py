"""DnCNN (arXiv 1608.03981) without normalisation, small, its tensors named as KAIR names them."""
import torch.nn as nn

CHANNELS, LAYERS = 48, 12


class DnCNN(nn.Module):
    """A row of 3×3 convolutions with ReLU between them that finds the noise in a picture, RGB 0…1."""

    def __init__(self):
        super().__init__()
        widths = [3] + [CHANNELS] * (LAYERS - 1) + [3]
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True)]
        self.model = nn.Sequential(*layers[:-1])
        for layer in self.model[::2]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        self.model[-1].weight.data.mul_(0.1)

    def forward(self, x):
        return x - self.model(x)
