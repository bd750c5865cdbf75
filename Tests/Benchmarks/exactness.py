#!/usr/bin/env python3
"""How far segue's output lies from PyTorch's, float for float, for a mixture of two networks.

    exactness.py FOLDER --peers PEERS.py [--benchmarks PROGRAM] [--alpha 0.7] [--size 640x360 ...]

FOLDER holds a.onnx and b.onnx, which `PEERS.py make FOLDER` writes from the networks that PEERS.py's
`network(1)` and `network(2)` make.  `Benchmarks export` writes a picture and what segue makes of it;
PyTorch runs the network with the parameters (1 - alpha) a + alpha b, summed in float32, on the same
picture in float32 and, as the measure of both, in float64.  A line a comparison: the largest difference
over the range of the second one's output, and the PSNR, whose peak is that range.
"""
import argparse
import importlib.util
import json
import math
import os
import struct
import subprocess
import sys
import tempfile

import numpy as np
import torch


def module(path):
    """A Python file as a module."""
    spec = importlib.util.spec_from_file_location("peers", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def tensors(path):
    """The float32 tensors of a safetensors file by name."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        data = file.read()
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            arrays[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return arrays


def exported(arguments, width, height):
    """A picture and segue's output."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mixture.safetensors")
        done = subprocess.run([
            arguments.benchmarks, "export", f"{arguments.folder}/a.onnx",
            f"{arguments.folder}/b.onnx", "--alpha", str(arguments.alpha), "--width", str(width),
            "--height", str(height), "--output", path])
        if done.returncode != 0:
            sys.exit(f"{arguments.benchmarks}: ended with {done.returncode}, expected 0")
        arrays = tensors(path)
        return arrays["input"], arrays["output"]


def mixed(peers, alpha):
    """The interpolated network, as PyTorch sums it in float32."""
    first, second = peers.network(1), peers.network(2)
    others = dict(second.named_parameters())
    with torch.no_grad():
        for name, parameter in first.named_parameters():
            parameter.copy_((1 - alpha) * parameter + alpha * others[name])
    return first


def run(network, picture, kind):
    with torch.inference_mode():
        return network.to(kind)(torch.from_numpy(picture.copy()).to(kind)).double().numpy()


def line(name, output, truth):
    reach = truth.max() - truth.min()
    difference = output.astype(np.float64) - truth
    error = math.sqrt(np.mean(difference ** 2))
    psnr = 20 * math.log10(reach / error) if error > 0 else math.inf
    return f"  {name:40} {np.abs(difference).max() / reach:10.2e} {psnr:9.1f} dB"


def compare(arguments, peers, size):
    width, height = map(int, size.split("x"))
    picture, ours = exported(arguments, width, height)
    single = run(mixed(peers, arguments.alpha), picture, torch.float32)
    double = run(mixed(peers, arguments.alpha), picture, torch.float64)
    if ours.shape != single.shape:
        sys.exit(f"segue's output: {ours.shape}, expected {single.shape}")
    print(f"{size}, alpha {arguments.alpha}")
    print(f"  {'':40} {'largest':>10} {'PSNR':>9}")
    print(line("segue against PyTorch float32", ours, single))
    print(line("segue against PyTorch float64", ours, double))
    print(line("PyTorch float32 against float64", single, double))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--peers", required=True, help="the script that makes the networks")
    parser.add_argument("--benchmarks", default=".build/release/Benchmarks")
    parser.add_argument("--alpha", type=float, default=0.7)
    parser.add_argument("--size", action="append", help="WxH (default: 64x48 and 640x360)")
    arguments = parser.parse_args()
    peers = module(arguments.peers)
    for size in arguments.size or ["64x48", "640x360"]:
        compare(arguments, peers, size)


if __name__ == "__main__":
    main()
