"""Writes batch_statistics.safetensors and statistics/*.onnx: networks whose batch normalisations use the
picture's statistics, as PyTorch's modules in training mode do.

python batch_statistics.py      (torch, onnx and safetensors; written with torch 2.13)

Cases are as in architectures.safetensors; normalisation is torch.nn.BatchNorm2d after train().  The files
in statistics are the case unet as torch's exporter writes it in training mode, by operator set: the
nodes of `training` are in training mode themselves, those of `nodes` are not, which is what makes
CASE:stored of them.
"""
import warnings

import torch
from safetensors.torch import save_file

from architectures import Layers, dncnn, resnet_generator, unet_generator
from exports import without_places


class PictureLayers(Layers):
    def batch(self, x, name, eps=1e-5):
        super().batch(x, name, eps)
        module = torch.nn.BatchNorm2d(x.shape[1], eps=eps).double().train()
        module.load_state_dict({
            **{key: self.tensors[f"{name}.{key}"].double()
               for key in ("weight", "bias", "running_mean", "running_var")},
            "num_batches_tracked": torch.tensor(0)})
        return module(x).detach()


class Exported(torch.nn.Module):
    """A network whose normalisations are in training mode or not."""

    def __init__(self, function, tensors, training):
        super().__init__()
        self.function, self.training_mode = function, training
        for name, value in tensors.items():
            self.register_buffer(name.replace(".", "_"), value.float())

    def forward(self, x):
        module = self

        class Stored(Layers):
            def get(self, name, make):
                return getattr(module, name.replace(".", "_"))

            def batch(self, x, name, eps=1e-5):
                w, b, m, v = (self.get(f"{name}.{key}", None) for key in (
                    "weight", "bias", "running_mean", "running_var"))
                return torch.nn.functional.batch_norm(
                    x, m, v, w, b, training=module.training_mode, momentum=0.0, eps=eps)

        return self.function(Stored(0), x)


CASES = {
    "unet": (lambda n, x: unet_generator(n, x, 1, 4, "batch"), (-1, 1), 3, [(16, 16), (32, 48)]),
    "unet-grey": (lambda n, x: unet_generator(n, x, 2, 3, "batch"), (-1, 1), 1, [(8, 8)]),
    "resnet": (
        lambda n, x: resnet_generator(n, x, 1, 2, "batch", True), (-1, 1), 3, [(12, 8), (16, 24)]),
    # The same everywhere, and padded by reflection: every variance is 0.
    "resnet-flat": (
        lambda n, x: resnet_generator(n, x, 1, 1, "batch", False), (0.25, 0.25), 3, [(8, 8)]),
    "dncnn": (lambda n, x: dncnn(n, x, norm=True), (0, 1), 1, [(8, 6)]),
}


def export(function, tensors, picture):
    for training, opset, name in [
            (True, 17, "training-17"), (True, 12, "training-12"), (False, 17, "nodes-17")]:
        network = Exported(function, tensors, training).train()
        path = f"statistics/unet.{name}.onnx"
        torch.onnx.export(
            network, (picture.float(),), path, dynamo=False, opset_version=opset,
            training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False,
            input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {2: "h", 3: "w"}, "y": {2: "H", 3: "W"}})
        without_places(path)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    stored, lines = {}, {}
    for seed, (case, (function, (low, high), channels, sizes)) in enumerate(CASES.items()):
        layers = PictureLayers(seed)
        for index, size in enumerate(sizes):
            x = torch.rand(1, channels, *size, generator=layers.random) * (high - low) + low
            y = function(layers, x.half().double()).float()
            stored |= {f"{case}:x{index}": x.half(), f"{case}:y{index}": y}
            print(f"{case}: {tuple(x.shape)} → {tuple(y.shape)}, {y.min():.3f} … {y.max():.3f}")
        tensors = layers.tensors
        stored[case] = torch.cat([value.flatten() for value in tensors.values()])
        lines[case] = "\n".join(
            f"{name} {','.join(map(str, value.shape))}" for name, value in tensors.items())
        if case == "unet":
            plain = Layers(seed, tensors)
            stored["unet:stored"] = function(plain, stored["unet:x0"].double()).float()
            export(function, tensors, stored["unet:x0"])
    save_file(stored, "batch_statistics.safetensors", metadata=lines)
