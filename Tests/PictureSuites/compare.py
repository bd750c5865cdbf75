#!/usr/bin/env python3
"""The test images of libpng and Pillow through segue apply and through Pillow, compared.

Usage: compare.py PROGRAM FOLDER ... [--list VERDICT] [--ending .png]

Each picture goes through a network that changes nothing, into a PNG of 16 bits.  It agrees where no sample
of colour times alpha, nor of alpha, is more than a level of 255 from Pillow's (see truth.py).  Prints how
many of each format and kind of colour; --list names the pictures of a verdict and what is in them.  Exits
with 1 when the program died or took too long.  Needs numpy, onnx and Pillow: Scripts/picture-suites makes
an environment with them.
"""

import argparse
import collections
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from truth import Truth, by_ffmpeg

LEVEL = 1.01 / 255
TIMEOUT = 60
VERDICTS = ["agrees", "near", "differs", "both refuse", "segue refuses", "Pillow refuses", "not compared",
    "another size", "died"]


def identity(path):
    """A network of one 1x1 convolution that changes nothing, of any size."""
    weight = numpy_helper.from_array(np.eye(3, dtype=np.float32).reshape(3, 3, 1, 1), "weight")
    picture = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, 3, "h", "w"]) for n in "xy"]
    node = helper.make_node("Conv", ["x", "weight"], ["y"])
    graph = helper.make_graph([node], "identity", picture[:1], picture[1:], [weight])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)


class Comparison:
    def __init__(self, program, scratch):
        self.program, self.scratch = program, scratch
        self.network = os.path.join(scratch, "identity.onnx")
        identity(self.network)

    def ours(self, path):
        """The picture, or why there is none."""
        result = os.path.join(self.scratch, "result.png")
        command = [self.program, "apply", "--network", self.network, "--io", "rgb, 0..1", "-i", path,
            "-o", result, "--depth", "16", "--overwrite"]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return None, "died", f"took over {TIMEOUT} s"
        if run.returncode == 0:
            with Image.open(result) as image:
                size = image.size
            return by_ffmpeg(result, *size), None, None
        died = run.returncode < 0 or run.returncode == 70
        words = run.stderr.strip().splitlines()[-1:] or [f"exit status {run.returncode}, no word"]
        return None, "died" if died else "refused", words[0].replace(path, "...")

    def judge(self, path):
        """The picture's format, the kind of its colours, the verdict and what is behind it."""
        picture, verdict, words = self.ours(path)
        try:
            truth, problem = Truth(path), None
        except Exception as error:
            truth, problem = None, f"{type(error).__name__}: {error}"[:100]
        name = truth.format if truth else os.path.splitext(path)[1][1:].upper()
        kind = truth.kind if truth else ""
        if verdict == "died":
            return name, kind, verdict, words
        if picture is None:
            return name, kind, "segue refuses" if truth else "both refuse", words
        if truth is None:
            return name, kind, "not compared" if "compared" in problem else "Pillow refuses", problem
        if picture.shape[:2] != truth.colours.shape[:2]:
            sizes = f"{picture.shape[:2]}, Pillow {truth.colours.shape[:2]}"
            return name, kind, "another size", sizes
        differences = np.maximum(
            np.abs(picture[..., :3] * picture[..., 3:] - truth.colours * truth.alpha).max(-1),
            np.abs(picture[..., 3:] - truth.alpha).max(-1))
        figures = f"{truth.mode}, largest {differences.max() * 255:.2f}, mean {differences.mean() * 255:.3f}"
        if differences.max() <= LEVEL:
            return name, kind, "agrees", figures
        return name, kind, "near" if differences.mean() * 255 < 1.5 else "differs", figures


def files(folders, ending):
    endings = (ending,) if ending else (
        ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".avif", ".bmp", ".exr")
    for folder in folders:
        for place, _, names in sorted(os.walk(folder)):
            yield from (os.path.join(place, n) for n in sorted(names) if n.lower().endswith(endings))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--list", action="append", default=[], choices=VERDICTS)
    parser.add_argument("--ending")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    died = False
    with tempfile.TemporaryDirectory() as scratch:
        comparison = Comparison(options.program, scratch)
        for folder in options.folders:
            table = collections.defaultdict(collections.Counter)
            for path in files([folder], options.ending):
                name, kind, verdict, words = comparison.judge(path)
                table[name, kind][verdict] += 1
                died = died or verdict == "died"
                if verdict in options.list or verdict == "died":
                    print(f"{verdict}: {os.path.relpath(path, folder)}: {words}", flush=True)
            count = sum(sum(row.values()) for row in table.values())
            print(f"{os.path.basename(folder)}: {count} pictures")
            for (name, kind), row in sorted(table.items()):
                counts = ", ".join(f"{row[v]} {v}" for v in VERDICTS if row[v])
                print(f"  {name or 'no picture':6} {kind:13} {counts}")
    sys.exit(1 if died else 0)


if __name__ == "__main__":
    main()
