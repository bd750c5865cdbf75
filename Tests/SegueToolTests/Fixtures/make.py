"""Makes the network files of NetworkFileTests.

    python make.py          (torch 2.13, onnx 1.23, onnxruntime 1.32, numpy 2)

`a` and `b` are networks of Real-ESRGAN's compact structure with random weights.  Files with several
networks hold them beside a discriminator, which is no network from picture to picture.
fixed.safetensors has, for each network of fixed size, pictures x and what ONNX Runtime makes of them;
where the size is not that of the file, the file's input was made free for ONNX Runtime alone.
"""

import json
import struct
import zipfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

FOLDER = Path(__file__).parent
torch.manual_seed(14)
random = numpy.random.default_rng(14)


def compact(channels=3):
    return torch.nn.Sequential(
        torch.nn.Conv2d(channels, 4, 3, 1, 1), torch.nn.PReLU(4), torch.nn.Conv2d(4, 4, 3, 1, 1),
        torch.nn.PReLU(4), torch.nn.Conv2d(4, channels, 3, 1, 1))


def state(module, prefix=""):
    return {f"{prefix}body.{name}": tensor for name, tensor in module.state_dict().items()}


def discriminator(prefix=""):
    layers = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 4, 2, 1), torch.nn.LeakyReLU(0.2), torch.nn.Conv2d(4, 8, 4, 2, 1),
        torch.nn.BatchNorm2d(8), torch.nn.LeakyReLU(0.2), torch.nn.Conv2d(8, 1, 4, 1, 1))
    return {f"{prefix}model.{name}": tensor for name, tensor in layers.state_dict().items()}


def save_safetensors(tensors, path):
    header, data = {}, b""
    for name, tensor in tensors.items():
        array = numpy.ascontiguousarray(tensor, dtype=numpy.float32)
        begin = len(data)
        data += array.tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(array.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def checkpoints():
    a, b = compact(), compact()
    optimiser = torch.optim.Adam(a.parameters())
    a(torch.randn(1, 3, 8, 8)).sum().backward()
    optimiser.step()
    for name, module in [("a", a), ("b", b)]:
        save_safetensors(
            {key: tensor.detach() for key, tensor in state(module).items()},
            FOLDER / f"{name}.safetensors")
    files = {
        "gan": {
            "d": discriminator(), "g": state(a), "optimizer": optimiser.state_dict(), "epoch": 3},
        "pair": {"netG_A": state(a), "netG_B": state(b), "netD_A": discriminator()},
        "lightning": {
            "state_dict": {**state(a, "net_g."), **discriminator("net_d.")}, "epoch": 1,
            "optimizer_states": [optimiser.state_dict()], "callbacks": {},
            "pytorch-lightning_version": "2.5"},
        "two": {"state_dict": {**state(a, "first."), **state(b, "second.")}},
        "compiled": {"params": state(a, "module._orig_mod.")},
        "wrapped": state(a, "model.netG."),
        "inside": {f"body._orig_mod.{name}": tensor for name, tensor in a.state_dict().items()},
        "whole": state(a),
        "rgba": state(compact(4)),
        "quantised": {
            name: torch.quantize_per_tensor(tensor, 0.01, 0, torch.qint8)
            for name, tensor in state(a).items()},
        "integers": {
            name: (tensor * 100).to(torch.int8) if tensor.dim() == 4 else tensor
            for name, tensor in state(a).items()},
    }
    for name, contents in files.items():
        torch.save(contents, FOLDER / f"{name}.pth")
    torch.save(state(a), FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    repack(FOLDER / "whole.pth", FOLDER / "deflated.pth", zipfile.ZIP_DEFLATED)
    repack(FOLDER / "whole.pth", FOLDER / "bzip2.pth", zipfile.ZIP_BZIP2)


def repack(source, target, method):
    """The same files as `zip -r` packs them: compressed, with entries for folders."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        seen = set()
        for name in old.namelist():
            folder = name[:name.rindex("/") + 1]
            if folder not in seen:
                seen.add(folder)
                new.writestr(zipfile.ZipInfo(folder), b"")
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            new.writestr(entry, old.read(name))


def model(nodes, weights, sides, outputs=None, channels=3, opset=17):
    def value(name, sizes):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, *sizes])

    graph = helper.make_graph(
        nodes, "net", [value("x", sides)], [value("y", outputs or sides)],
        [numpy_helper.from_array(array, name) for name, array in weights.items()])
    result = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(result)
    return result


def node(kind, inputs, output, name, **attributes):
    return helper.make_node(kind, inputs, [output], name, **attributes)


def convolution(outputs, inputs, side=3):
    return (random.standard_normal((outputs, inputs, side, side)) * 0.2).astype(numpy.float32)


def fixed():
    """Networks whose input is fixed to 32×24: of any size, and with the size written into a node."""
    sides = [24, 32]
    first = node("Conv", ["x", "w"], "a", "conv", pads=[1, 1, 1, 1])
    weights = {"w": convolution(8, 3), "v": convolution(3, 8)}
    last = node("Conv", ["c", "v"], "y", "last", pads=[1, 1, 1, 1])
    pooled = [
        first, node("GlobalAveragePool", ["a"], "p", "pool"), node("Mul", ["a", "p"], "c", "gate")]
    reshaped = [
        first, node("Reshape", ["a", "s1"], "b", "flatten"),
        node("Softmax", ["b"], "e", "softmax", axis=1),
        node("Reshape", ["e", "s2"], "c", "unflatten")]
    resized = [
        first, node("AveragePool", ["a"], "b", "half", kernel_shape=[2, 2], strides=[2, 2]),
        node("Resize", ["b", "", "", "s3"], "c", "enlarge", mode="nearest")]
    cropped = [
        first, node("Slice", ["a", "begin", "end", "axes"], "b", "crop"),
        node("Pad", ["b", "pads"], "c", "frame", mode="constant")]
    integers = {
        "s1": [1, 8, 24 * 32], "s2": [1, 8, 24, 32], "s3": [1, 8, 24, 32], "begin": [0, 0],
        "end": [24, 32], "axes": [2, 3], "pads": [0, 0, 0, 0, 0, 0, 0, 0]}
    models = {"free": pooled, "reshaped": reshaped, "resized": resized, "cropped": cropped}
    values = {}
    for name, nodes in models.items():
        used = {input for item in nodes for input in item.input}
        constants = {
            key: numpy.array(numbers, numpy.int64) for key, numbers in integers.items()
            if key in used}
        network = model([*nodes, last], {**weights, **constants}, sides)
        onnx.save(network, FOLDER / f"fixed-{name}.onnx")
        save_result(values, f"{name}.own", network, sides)
    free = model([*pooled, last], weights, ["h", "w"])
    save_result(values, "free.other", free, [19, 45])
    save_safetensors(values, FOLDER / "fixed.safetensors")


def save_result(values, name, network, sides):
    x = random.random((1, 3, *sides), numpy.float32)
    session = onnxruntime.InferenceSession(network.SerializeToString())
    values[f"{name}.x"], values[f"{name}.y"] = x, session.run(None, {"x": x})[0]


def refused():
    free = ["h", "w"]
    w4 = convolution(4, 4)
    onnx.save(
        model([node("Conv", ["x", "w"], "y", "conv", pads=[1] * 4)], {"w": w4}, free, channels=4),
        FOLDER / "rgba.onnx")
    scale, zero = numpy.array(0.1, numpy.float32), numpy.array(0, numpy.int8)
    quantised = {"w": (convolution(3, 3) * 100).astype(numpy.int8), "s": scale, "z": zero}
    onnx.save(
        model(
            [node("DequantizeLinear", ["w", "s", "z"], "f", "weight_dq"),
             node("Conv", ["x", "f"], "y", "conv", pads=[1] * 4)], quantised, free),
        FOLDER / "dequantised.onnx")
    onnx.save(
        model(
            [node("QuantizeLinear", ["x", "s", "z"], "q", "input_q"),
             node("QLinearConv", ["q", "s", "z", "w", "s", "z", "s", "z"], "r", "conv",
                  pads=[1] * 4), node("DequantizeLinear", ["r", "s", "z"], "y", "output_dq")],
            quantised, free),
        FOLDER / "qlinear.onnx")
    plain = model(
        [node("Conv", ["x", "w"], "y", "conv", pads=[1] * 4)], {"w": convolution(3, 3)}, free)
    onnx.save(
        plain, FOLDER / "external.onnx", save_as_external_data=True, location="external.data",
        size_threshold=0)


if __name__ == "__main__":
    for make in [checkpoints, fixed, refused]:
        make()
