"""The programs that are compared: the library in a process of its own, ONNX Runtime and ncnn in another.

Whatever dies while it computes a case is started again for the next.
"""

import multiprocessing
import os
import select
import subprocess

import numpy as np


class Died(Exception):
    """A program ended, or did not answer, while it had a case."""


class Refused(Exception):
    """A program said that it does not compute a case."""


class Library:
    """The Differential target of Package.swift, one line a case."""

    SECONDS = 60

    def __init__(self, program, folder):
        self.program, self.folder, self.process = program, folder, None

    def start(self):
        self.process = subprocess.Popen(
            [self.program, self.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, bufsize=0)
        self.rest = b""

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
                pipe.close()
        self.process = None

    def run(self, case, kind, mode, picture):
        """The outputs for 8 and 16 lanes and by the plain evaluation."""
        picture.astype("<f4").tofile(os.path.join(self.folder, f"{case}.input"))
        if self.process is None:
            self.start()
        line = f"{case} {kind} {mode} {' '.join(map(str, picture.shape))}\n"
        try:
            self.process.stdin.write(line.encode())
            self.process.stdin.flush()
            words = self.answer()
            while words[:1] == ["begin"]:
                words = self.answer()
        except BrokenPipeError as error:
            raise self.death() from error
        if words[0] == "refused":
            raise Refused(words[2])
        shape = [int(n) for n in words[2].split(",") if n]
        return [np.fromfile(os.path.join(self.folder, f"{case}.{name}"), "<f4").reshape(shape)
                for name in ("8", "16", "plain")]

    def answer(self):
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], self.SECONDS)
            part = self.process.stdout.read(65536) if ready else b""
            if not part:
                raise self.death()
            self.rest += part
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode(errors="replace").strip().split(" ", 2)

    def death(self):
        code = self.process.poll()
        if code is None:
            try:
                code = self.process.wait(1)
            except subprocess.TimeoutExpired:
                self.stop()
                return Died(f"no answer within {self.SECONDS} s")
        last = self.process.stderr.read().decode(errors="replace").strip().splitlines()
        self.stop()
        return Died(f"exit {code}: {' '.join(last[:3])[:300]}")


class Others:
    """ONNX Runtime and ncnn, in a process that may die."""

    def __init__(self):
        self.process = None

    def start(self):
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.join()
        self.process = None

    def run(self, kind, path, output, picture):
        if self.process is None:
            self.start()
        try:
            self.pipe.send((kind, path, output, picture))
            if not self.pipe.poll(60):
                raise Died("no answer within 60 s")
            result = self.pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError, Died) as error:
            self.stop()
            raise Refused("died") from error
        if isinstance(result, str):
            raise Refused(result)
        return result


def serve(pipe):
    while True:
        try:
            kind, path, output, picture = pipe.recv()
        except EOFError:
            return
        try:
            result = {"onnx": onnx_runtime, "ncnn": ncnn}[kind](path, output, picture)
        except Exception as error:  # Whatever another program throws is its refusal.
            result = " ".join(str(error).split())[:200] or type(error).__name__
        pipe.send(result)


def onnx_runtime(path, output, picture):
    import onnxruntime
    onnxruntime.set_default_logger_severity(4)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return session.run([output], {"x": picture})[0]


def ncnn(path, output, picture, input_name="x"):
    import ncnn as program
    net = program.Net()
    net.opt.num_threads = 1
    net.opt.use_vulkan_compute = False
    for name in dir(net.opt):
        # Numbers of 16 and 8 bits, in memory and in arithmetic.
        if name.startswith(("use_fp16", "use_bf16", "use_int8")):
            setattr(net.opt, name, False)
    if net.load_param(path) or net.load_model(path.replace(".param", ".bin")):
        raise ValueError("could not be loaded")
    extractor = net.create_extractor()
    # The array has to live until it is copied, and layers that work in place must not write into it.
    numbers = np.ascontiguousarray(picture)
    extractor.input(input_name, program.Mat(numbers).clone())
    code, result = extractor.extract(output)
    if code:
        raise ValueError(f"extract gave {code}")
    return np.array(result)
