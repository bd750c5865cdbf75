"""How unlike two pictures look: a perceptual distance on features of SqueezeNet, for judging only.

No network is trained on it, so that it is nobody's own loss.  It is built like LPIPS (arXiv 1801.03924) without
that measure's learnt weights: squared differences of features whose channels are normalised at every position.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

MEAN_BGR = [104.0, 117.0, 123.0]
FIRES, POOLED = range(2, 10), (3, 5)


class SqueezeNet(nn.Module):
    """The features of SqueezeNet v1.1 after conv1 and after each fire module, for RGB 0…1."""

    def __init__(self, path):
        super().__init__()
        self.weights = {key: value.float() for key, value in load_file(path).items()}
        self.mean = torch.tensor(MEAN_BGR).view(1, 3, 1, 1)

    def convolution(self, x, name, **where):
        return F.relu(F.conv2d(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"], **where))

    def forward(self, x):
        x = F.max_pool2d(self.convolution(x.flip(1) * 255 - self.mean, "conv1", stride=2), 3, 2, ceil_mode=True)
        features = [x]
        for number in FIRES:
            x = self.convolution(x, f"fire{number}.squeeze1x1")
            x = torch.cat([self.convolution(x, f"fire{number}.expand1x1"),
                           self.convolution(x, f"fire{number}.expand3x3", padding=1)], 1)
            features.append(x)
            if number in POOLED:
                x = F.max_pool2d(x, 3, 2, ceil_mode=True)
        return features

    @torch.no_grad()
    def distance(self, x, y):
        """0 for equal pictures; the mean over the layers of the mean over all positions."""
        layers = [unlike(a, b) for a, b in zip(self(x), self(y))]
        return torch.stack(layers).mean().item()


def unlike(a, b):
    return (F.normalize(a, dim=1) - F.normalize(b, dim=1)).square().sum(1).mean()
