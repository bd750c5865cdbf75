"""The middle of a network in training and a finished relative, and a loss that keeps its layers alive."""
import torch
import torch.nn as nn
from torch.func import functional_call

from run import fast_convolutions

# The share of the ends' variance, a geometric mean, below which a layer of the middle costs.
KEPT = 0.85
SIDE = 64


def mean(network, state):
    return {key: (value + state[key]) / 2 for key, value in network.named_parameters()}


def halfway(network, state, x):
    """What the middle of `network` and `state` makes of x."""
    return functional_call(network, mean(network, state), (x,))


def variances(network, parameters, x):
    """The mean variance of each convolution's channels, with `parameters` in the network."""
    found = []
    layers = [layer for layer in network.modules() if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d))]
    hooks = [layer.register_forward_hook(lambda _, __, y: found.append(y.float().var((0, 2, 3)).mean()))
             for layer in layers]
    with fast_convolutions():
        functional_call(network, parameters, (x,))
    for hook in hooks:
        hook.remove()
    return torch.stack(found) + 1e-7


def lost_variance(network, companions, x):
    """Σ over layers and `companions`, which are state dicts, of what the middle lacks, in logarithms."""
    x = strange(x[:, :, :SIDE, :SIDE])
    own = dict(network.named_parameters())
    here, loss = variances(network, own, x), 0
    for state in companions:
        with torch.no_grad():
            there = variances(network, state, x)
        middle = variances(network, mean(network, state), x)
        ratio = middle / (here * there).sqrt()
        loss = loss + torch.relu(torch.tensor(KEPT).log() - ratio.log()).sum()
    return loss


def strange(x):
    """The crops, every second one with other colours and upside down, for it shall hold for any picture."""
    return torch.cat([x[::2], x[1::2].flip(2)[:, torch.randperm(3)]])
