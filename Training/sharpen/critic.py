"""The opponent of `detail`: a network that says, patch by patch, how much like a photo a picture looks."""
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

# Channels in, channels out, kernel, stride; a patch is 30×30 pixels, a quarter of the picture's size apart.
LAYERS = [(3, 32, 3, 1), (32, 64, 4, 2), (64, 96, 4, 2), (96, 96, 3, 1), (96, 1, 3, 1)]


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(inputs, outputs, kernel, stride, padding=1))
            for inputs, outputs, kernel, stride in LAYERS)

    def forward(self, x):
        x = x * 2 - 1
        for layer in self.layers[:-1]:
            x = F.leaky_relu(layer(x), 0.2)
        return self.layers[-1](x).float()


def preference(critic, better, worse):
    """The relativistic loss: 0 where every patch of `better` looks more like a photo than the same of `worse`."""
    return F.softplus(critic(worse) - critic(better)).mean()
