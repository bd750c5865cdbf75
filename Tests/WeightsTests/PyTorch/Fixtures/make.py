"""Makes the PyTorch files of these tests and, for each, the safetensors file of what it holds.

    python make.py          (torch 2.13, safetensors 0.8)

Floats are written as the nearest float32, integers as int64, by torch.
"""

from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from safetensors.torch import save_file

FOLDER = Path(__file__).parent
torch.manual_seed(1)


def save(name, saved, tensors, legacy=True, **options):
    """NAME.pth in the format of today, NAME-legacy.pth as before 1.6, NAME.safetensors with the tensors."""
    torch.save(saved, FOLDER / f"{name}.pth", **options)
    if legacy:
        torch.save(
            saved, FOLDER / f"{name}-legacy.pth", _use_new_zipfile_serialization=False, **options)
    expected = {}
    for key, tensor in tensors.items():
        tensor = tensor.detach()
        kind = torch.float32 if tensor.is_floating_point() else torch.int64
        expected[key] = tensor.to(kind).contiguous().clone()
    save_file(expected, FOLDER / f"{name}.safetensors")


def types():
    tensors = {}
    for kind in ["float64", "float32", "float16", "bfloat16"]:
        tensors[kind] = (torch.randn(2, 3, dtype=torch.float64) * 100).to(getattr(torch, kind))
    tensors["subnormal16"] = torch.tensor([2.0**-24, -(2.0**-15), 65504.0], dtype=torch.float16)
    tensors["tie64"] = torch.tensor([1 + 2.0**-24, 1 + 3 * 2.0**-24, 0.1], dtype=torch.float64)
    for kind in ["int64", "int32", "int16", "int8"]:
        tensors[kind] = torch.tensor([-3, 0, 100], dtype=getattr(torch, kind))
    tensors["uint8"] = torch.tensor([0, 255], dtype=torch.uint8)
    tensors["bool"] = torch.tensor([True, False, True])
    save("types", tensors, tensors)


def unsigned():
    tensors = {
        "uint16": torch.tensor([0, 65535], dtype=torch.uint16),
        "uint32": torch.tensor([0, 4294967295], dtype=torch.uint32),
        "uint64": torch.tensor([0, 2**62], dtype=torch.uint64),
    }
    save("unsigned", tensors, tensors, legacy=False)


def views():
    base = torch.arange(60, dtype=torch.float32).reshape(3, 4, 5)
    halves = torch.randn(4, 6).half()
    linear = torch.nn.Linear(3, 2)
    tensors = OrderedDict(
        whole=base, transposed=base.transpose(0, 2), sliced=base[1:, ::2, 1:4],
        expanded=base[0, :1, :].expand(3, 5), column=base[:, 1, 2], last=base[2, 3, 4],
        half_rows=halves[1::2], half_turned=halves.t(), weight=linear.weight,
        tied=linear.weight, parameter=torch.nn.Parameter(base[:2]), number=torch.tensor(7.5),
        count=torch.tensor(7), empty=torch.empty(0), none=torch.empty(3, 0, 2),
        images=torch.randn(1, 2, 3, 2).contiguous(memory_format=torch.channels_last))
    save("views", tensors, tensors)


def network():
    """A module's state_dict with its _metadata, and the wrappers of training programs around it."""
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
    state = module.state_dict()
    save("module", state, state)
    parallel = torch.nn.DataParallel(module).state_dict()
    save("parallel", parallel, state)
    other = OrderedDict((key, value + 1) for key, value in state.items())
    save("esrgan", {"params": other, "params_ema": state}, state)
    optimiser = torch.optim.Adam(module.parameters())
    module(torch.randn(2, 1, 4, 4)).sum().backward()
    optimiser.step()
    state = module.state_dict()
    training = {
        "epoch": 3, "state_dict": OrderedDict(("module." + k, v) for k, v in state.items()),
        "optimizer": optimiser.state_dict(), "best": numpy.float64(0.5),
        "history": numpy.arange(3.0), "type": torch.float16, "size": torch.Size([1, 2]),
        "device": torch.device("cpu"), "note": None,
    }
    save("training", training, state)
    for version in [3, 4, 5]:
        save(f"protocol{version}", state, state, legacy=version == 4, pickle_protocol=version)


def numbers():
    save(
        "numbers", {"weight": torch.ones(1), "steps": 5, "flag": True, "scale": 0.1},
        {"weight": torch.ones(1), "steps": torch.tensor(5), "flag": torch.tensor(True),
         "scale": torch.tensor(0.1)})


def refused():
    """Files that torch writes and this program refuses by name."""
    dense = torch.tensor([[0.0, 1.0]])
    objects = {
        "sparse": {"w": dense.to_sparse()}, "complex": {"w": torch.ones(1, dtype=torch.complex64)},
        "quantised": {"w": torch.quantize_per_tensor(dense, 0.1, 0, torch.qint8)},
        "conjugate": {"w": torch.ones(1, dtype=torch.complex64).conj()},
        "negated": {"w": torch.ones(1, dtype=torch.complex64).conj().imag},
        "whole-module": torch.nn.Linear(1, 1), "list": [dense], "tensor": dense,
        "meta": {"w": torch.empty(1, device="meta")},
    }
    for name, value in objects.items():
        torch.save(value, FOLDER / f"refused-{name}.pth")
    torch.jit.save(torch.jit.script(torch.nn.ReLU()), FOLDER / "refused-torchscript.pt")


if __name__ == "__main__":
    for make in [types, unsigned, views, network, numbers, refused]:
        make()
