"""Folders with all that a small render needs, and runs of the program in them."""

import hashlib
import json
import os
import random
import struct
import subprocess
import zlib
from pathlib import Path

PROGRAM = os.environ.get("SEGUE", str(Path(__file__).resolve().parents[2] / ".build/release/segue"))
FRAMES = 40
# Pictures are stored: the same command goes on after whatever happened.
STORED = ["--segments", "out.segments", "--segment-length", "4"]
# Nothing is: the command begins anew.
PLAIN = ["--overwrite"]
OUTPUTS = ["out.mp4", "out.gif", "frames/f.%03d.png"]


def layers(channels):
    """Names and shapes of TransformerNet with one residual block."""
    a, b, c = channels
    for name, norm, outputs, inputs, side in [
        ("conv1", "in1", a, 3, 9), ("conv2", "in2", b, a, 3), ("conv3", "in3", c, b, 3),
        ("res1.conv1", "res1.in1", c, c, 3), ("res1.conv2", "res1.in2", c, c, 3),
        ("deconv1", "in4", b, c, 3), ("deconv2", "in5", a, b, 3), ("deconv3", None, 3, a, 9),
    ]:
        yield f"{name}.conv2d.weight", [outputs, inputs, side, side]
        yield f"{name}.conv2d.bias", [outputs]
        if norm:
            yield f"{norm}.weight", [outputs]
            yield f"{norm}.bias", [outputs]


def write_network(path, seed, channels):
    """A network whose parameters are 0.7 of a common parent's and 0.3 of its own."""
    parent, own = random.Random(0), random.Random(seed)
    header, body = {}, b""
    for name, shape in layers(channels):
        count = 1
        for side in shape:
            count *= side
        values = [0.7 * parent.uniform(-1, 1) + 0.3 * own.uniform(-1, 1) for _ in range(count)]
        if name == "deconv3.conv2d.bias":
            values = [128 + 30 * value for value in values]
        elif len(shape) == 1:
            values = [float(name.endswith(".weight")) + 0.3 * value for value in values]
        else:
            gain = 60 if name.startswith("deconv3") else 1.7
            values = [gain * value / (count / shape[0]) ** 0.5 for value in values]
        header[name] = {
            "dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + 4 * count]}
        body += struct.pack(f"<{count}f", *values)
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def write_picture(path, width, height):
    """A picture of two ramps with a bright square."""
    rows = b""
    for y in range(height):
        rows += b"\0" + b"".join(
            bytes([230 if width // 4 <= x < width // 2 and height // 6 <= y < height // 2
                   else 255 * x // width, 255 * y // height, 102])
            for x in range(width))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(
            ">I", zlib.crc32(name + data))

    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def fill(folder, width=96, height=64, frames=FRAMES, outputs=OUTPUTS, channels=(4, 6, 8)):
    """Puts networks, a picture and a preset into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_network(folder / "a.safetensors", 1, channels)
    write_network(folder / "b.safetensors", 2, channels)
    write_picture(folder / "photo.png", width, height)
    listed = "".join(f'  - {{path: "{path}"}}\n' for path in outputs)
    (folder / "p.yaml").write_text(
        "version: 1\ninput: photo.png\nnetworks: {a: a.safetensors, b: b.safetensors}\n"
        f"timeline: {{fps: 20, keys: [{{at: 0s, mix: a}}, {{at: {frames - 1}f, mix: b}}]}}\n"
        f"output:\n{listed}")
    return folder


def command(*options):
    """The render as a user starts it."""
    return [PROGRAM, "render", "p.yaml", "--allow-unrelated", "--progress", "none", *options]


def run(arguments, folder, **options):
    """Runs a program to its end, at most two minutes."""
    return subprocess.run(
        arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, errors="replace", timeout=120, **options)


def is_input(path):
    """Whether a file is one that fill() made."""
    return path.suffix in (".safetensors", ".yaml") or path.name == "photo.png"


def finals(folder):
    """SHA-256 by name of all that stands under a final name."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_input(path) and not path.name.startswith(".")
        and not any(part.endswith(".segments") for part in path.parts)}


def damaged_segments(folder):
    """Sidecars that cannot be read, and those whose hash their pictures do not have."""
    damaged = []
    for sidecar in folder.rglob("*.segments/*.json"):
        if sidecar.name == "plan.json":
            continue
        try:
            digest = json.loads(sidecar.read_text()).get("sha256")
            pictures = sidecar.with_suffix(".gbrp16").read_bytes()
        except (OSError, ValueError):
            damaged.append(sidecar.name)
            continue
        if hashlib.sha256(pictures).hexdigest() != digest:
            damaged.append(sidecar.name)
    return damaged


def leftovers(folder):
    """Names of hidden files."""
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob(".*") if path.is_file())


def clear(folder):
    """Removes everything that fill() did not make."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif not is_input(path):
            path.unlink()
