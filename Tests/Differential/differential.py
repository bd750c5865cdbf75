#!/usr/bin/env python3
"""Random networks through this library, through ONNX Runtime and ncnn, and through float64.

Usage: differential.py PROGRAM [--graphs N] [--kinds onnx,ncnn] [--seed N] [--jobs N] [--folder DIR]
       differential.py PROGRAM --kinds onnx --seed N --show

PROGRAM is the Differential target of Package.swift.  Graph number k of a run is that of seed SEED + k: one
seed, one graph, for ever.  A graph fails where the library differs from the other program by more than 1e-4 of
the output's range and from float64 too, by more than rounding does to it, or where the library dies.
Failing graphs are shrunk and kept in DIR/found.  DIR/results.KIND.DIGEST.jsonl remembers what is done, so
that the same command goes on where it was stopped; DIGEST is of the program and of these scripts.  Exits
with 1 when a graph failed.

Needs numpy, onnx, onnxruntime and ncnn: Scripts/differential makes an environment with them.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
import time
import traceback

import report
from judging import REFUSED, Judge
from programs import Library, Others
from shrinking import shrink

FAILURES = ("failed", "died")


def make(kind, seed):
    if kind == "onnx":
        import onnx_graphs
        return onnx_graphs.make(seed)
    import ncnn_graphs
    return ncnn_graphs.make(seed)


class Run:
    """Some of the seeds, with programs of its own."""

    def __init__(self, program, kind, folder):
        self.kind, self.folder = kind, folder
        self.scratch = tempfile.mkdtemp(dir=folder)
        self.library, self.others = Library(program, self.scratch), Others()
        self.judge = Judge(kind, self.library, self.others, self.scratch)

    def one(self, seed, shrinks=True):
        graph, picture, values = make(self.kind, seed)
        verdict, reason = self.judge("case", graph, picture, values)
        if verdict in FAILURES and shrinks:
            self.keep(seed, verdict, reason, *self.shrunk(graph, picture, verdict, reason))
        return {
            "seed": seed, "verdict": verdict, "reason": reason, "nodes": len(graph.nodes),
            "covered": sorted(graph.covered(values))}

    def shrunk(self, graph, picture, verdict, reason):
        """Fails likewise, and is no graph that only the other program refuses."""

        def fails(candidate, its_picture):
            found, why = self.judge("shrunk", candidate, its_picture)
            return found == verdict and (REFUSED in why) == (REFUSED in reason)

        return shrink(graph, picture, fails)

    def keep(self, seed, verdict, reason, graph, picture):
        """A failing graph with its input, what it should make and its text."""
        values = graph.evaluate(picture)
        found = os.path.join(self.folder, "found")
        os.makedirs(found, exist_ok=True)
        name = f"{self.kind}-{seed}"
        graph.save_to(found, name)
        _, small = self.judge("shrunk", graph, picture)
        picture.astype("<f4").tofile(os.path.join(found, f"{name}.input"))
        text = f"{self.kind} {seed} {verdict}: {reason}\nshrunk: {small}\n{graph.text(values)}\n"
        with open(os.path.join(found, f"{name}.txt"), "w") as file:
            file.write(text)
        print(text, file=sys.stderr, flush=True)

    def stop(self):
        self.library.stop()
        self.others.stop()
        for name in os.listdir(self.scratch):
            os.remove(os.path.join(self.scratch, name))
        os.rmdir(self.scratch)


def work(program, kind, folder, seeds, queue):
    run = Run(program, kind, folder)
    try:
        for seed in seeds:
            try:
                queue.put(run.one(seed))
            except Exception:
                queue.put({"seed": seed, "verdict": "broken", "reason": traceback.format_exc(),
                           "nodes": 0, "covered": []})
    finally:
        run.stop()
        queue.put(None)


def digest(program):
    """Of everything that a result follows from."""
    here = os.path.dirname(os.path.abspath(__file__))
    scripts = [os.path.join(here, name) for name in os.listdir(here) if name.endswith(".py")]
    sums = hashlib.sha256()
    for path in [program] + sorted(scripts):
        with open(path, "rb") as file:
            sums.update(file.read())
    return sums.hexdigest()[:8]


def run_all(options, kind):
    """Results by seed, those of an earlier start included."""
    path = os.path.join(options.folder, f"results.{kind}.{digest(options.program)}.jsonl")
    results = {}
    if os.path.exists(path):
        with open(path) as file:
            for line in file:
                result = json.loads(line)
                results[result["seed"]] = result
    wanted = range(options.seed, options.seed + options.graphs)
    seeds = [seed for seed in wanted if seed not in results]
    queue = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(
            target=work,
            args=(options.program, kind, options.folder, seeds[k::options.jobs], queue))
        for k in range(min(options.jobs, len(seeds)))]
    for worker in workers:
        worker.start()
    running, last = len(workers), time.monotonic()
    with open(path, "a") as file:
        while running:
            result = queue.get()
            if result is None:
                running -= 1
                continue
            results[result["seed"]] = result
            file.write(json.dumps(result) + "\n")
            file.flush()
            if time.monotonic() - last > 30:
                last = time.monotonic()
                done = sum(seed in results for seed in wanted)
                print(f"{kind}: {done} of {len(wanted)}", file=sys.stderr, flush=True)
    return [results[seed] for seed in wanted if seed in results]


def show(options, kind):
    run = Run(options.program, kind, options.folder)
    graph, picture, values = make(kind, options.seed)
    print(graph.text(values))
    verdict, reason = run.judge("case", graph, picture, values)
    print(f"{verdict}: {reason}")
    if verdict not in ("passed", "refused"):
        graph, picture = run.shrunk(graph, picture, verdict, reason)
        print("shrunk to")
        print(graph.text(graph.evaluate(picture)))
        print(run.judge("shrunk", graph, picture))
    run.stop()


def main():
    parser = argparse.ArgumentParser(description="Random networks against other programs.")
    parser.add_argument("program")
    parser.add_argument("--graphs", type=int, default=300)
    parser.add_argument("--kinds", default="onnx,ncnn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--folder")
    parser.add_argument("--show", action="store_true", help="one seed in full, and shrunk if anything differs")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    options.folder = os.path.abspath(options.folder or tempfile.mkdtemp(prefix="differential."))
    os.makedirs(options.folder, exist_ok=True)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    passed = failed = 0
    for kind in options.kinds.split(","):
        if options.show:
            show(options, kind)
            continue
        results = run_all(options, kind)
        report.print_table(kind, results)
        wrong = [r for r in results if r["verdict"] in FAILURES + ("broken",)]
        failed += len(wrong)
        passed += len(results) - len(wrong)
    if options.show:
        return 0
    if failed:
        print(f"shrunk graphs are in {options.folder}/found")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
