#!/usr/bin/env python3
"""Seconds a frame of other programs and of segue, measured in turns on the same two networks.

    against.py FOLDER --peers PEERS.py [--segue PROGRAM] [--only torch,ort,openvino,ncnn]
               [--size 640x360 ...] [--rounds 3] [--threads N] [--frames N] [--json FILE]

FOLDER holds a.onnx and b.onnx, which `PEERS.py make FOLDER` writes.  A peer is run by `PEERS.py run
FOLDER --size WxH --threads N --only PEER`, which prints rows `NAME  SECONDS s/frame`; segue by `segue
bench`, as many workers as the peer has threads, with one thread each.  In every round every peer is
followed by segue, so that a machine that slows down slows both.  Of each row the median over the rounds
counts; `ours / row` is segue's median over it, below 1 where segue is faster.  Where the program has
`--precision`, segue runs in bf16 too.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys

ROW = re.compile(r"^(?P<name>\S.*?)\s+(?P<seconds>\d+(\.\d+)?) s/frame\s*$")


def output_of(command):
    """What a program prints; one that fails ends this one with its last words."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        sys.exit(f"{' '.join(command)}: ended with {done.returncode}, expected 0: {last}")
    return done.stdout


def peer_rows(arguments, peer, size):
    """Seconds a frame by the names that the peers' script gives its rows."""
    text = output_of([
        sys.executable, arguments.peers, "run", arguments.folder, "--size", size,
        "--threads", str(arguments.threads), "--only", peer])
    rows = [match for match in map(ROW.match, text.splitlines()) if match]
    if not rows:
        sys.exit(f"{arguments.peers}: no rows for '{peer}', expected NAME SECONDS s/frame")
    return {row["name"]: float(row["seconds"]) for row in rows}


def our_seconds(arguments, precision, size):
    command = [
        arguments.segue, "bench", "--network", f"{arguments.folder}/a.onnx",
        "--network", f"{arguments.folder}/b.onnx", "--size", size, "--io", "rgb, 0..1",
        "--workers", str(arguments.threads), "--json"]
    if arguments.frames:
        command += ["--frames", str(arguments.frames)]
    if precision != "f32" or arguments.has_precision:
        command += ["--precision", precision]
    return json.loads(output_of(command))["seconds_per_frame"]


def measured(arguments, precisions, size):
    """All seconds by row, segue's under `segue f32` and `segue bf16`."""
    seconds = {}
    for number in range(arguments.rounds):
        for peer in arguments.only:
            print(f"{size}: round {number + 1} of {arguments.rounds}, {peer}", file=sys.stderr)
            for name, value in peer_rows(arguments, peer, size).items():
                seconds.setdefault(name, []).append(value)
            for precision in precisions:
                value = our_seconds(arguments, precision, size)
                seconds.setdefault(f"segue {precision}", []).append(value)
    return seconds


def table(size, precisions, medians):
    """The medians of one size as text, and the ratios of segue's to every row's."""
    titles = "".join(f"{'ours ' + precision + ' / row':>16}" for precision in precisions)
    lines = [f"{size:34}{'s/frame':>10}{titles}"]
    for name, median in medians.items():
        ratios = (medians[f"segue {precision}"] / median for precision in precisions)
        lines.append(f"{name:34}{median:10.4f}" + "".join(f"{ratio:16.2f}" for ratio in ratios))
    return "\n".join(lines)


def parsed():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--peers", required=True, help="the script that measures other programs")
    parser.add_argument("--segue", default=".build/release/segue")
    parser.add_argument("--only", default="torch,ort,openvino,ncnn", help="peers, by commas")
    parser.add_argument("--size", action="append", help="WxH, repeatable (default: 640x360)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--frames", type=int, help="of each of segue's runs (default: its own)")
    parser.add_argument("--json", help="where all seconds go, not only the medians")
    arguments = parser.parse_args()
    if arguments.rounds < 1 or arguments.threads < 1:
        parser.error("--rounds and --threads: expected 1 or more")
    arguments.only = [peer for peer in arguments.only.split(",") if peer]
    arguments.size = arguments.size or ["640x360"]
    arguments.has_precision = "--precision" in output_of([arguments.segue, "bench", "--help"])
    return arguments


def main():
    arguments = parsed()
    precisions = ["f32", "bf16"] if arguments.has_precision else ["f32"]
    results = {}
    for size in arguments.size:
        seconds = measured(arguments, precisions, size)
        medians = {name: statistics.median(values) for name, values in seconds.items()}
        print(table(size, precisions, medians), end="\n\n")
        results[size] = {
            name: {
                "seconds": values, "median": medians[name],
                "ratios": {p: medians[f"segue {p}"] / medians[name] for p in precisions}}
            for name, values in seconds.items()}
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(
                {"threads": arguments.threads, "rounds": arguments.rounds, "sizes": results},
                file, indent=2)
            file.write("\n")


if __name__ == "__main__":
    main()
