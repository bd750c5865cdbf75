"""Small networks that were got wrong once, with what ONNX Runtime and ncnn make of a picture.

Writes the networks of NETWORKS beside this file, and small.safetensors with NAME.input and NAME.output for
each network of this folder, and of a folder named on the command line as shared.NAME.  Networks that
Tests/Differential found and shrunk are files only.

Needs: pip install onnx onnxruntime ncnn numpy safetensors (made with those of Scripts/differential).
Usage: small.py [FOLDER]
"""

import glob
import os
import struct
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../Differential"))
import programs  # noqa: E402

random = np.random.default_rng(5)


def normal(*shape):
    return random.standard_normal(shape).astype(np.float32)


def ints(*values):
    return np.array(values, dtype=np.int64)


def node(op, inputs, output, **attributes):
    return helper.make_node(op, inputs.split(), [output], **attributes)


def write_onnx(name, nodes, constants, channels=3, opset=17):
    shape = [1, channels, "h", "w"]
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(v, k) for k, v in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.save(model, os.path.join(HERE, f"{name}.onnx"))


def tagged(array):
    return struct.pack("<I", 0) + array.tobytes()


def write_ncnn(name, layers, *weights):
    blobs = sum(int(line.split()[3]) for line in layers)
    with open(os.path.join(HERE, f"{name}.param"), "w") as file:
        file.write(f"7767517\n{len(layers)} {blobs}\n" + "\n".join(layers) + "\n")
    with open(os.path.join(HERE, f"{name}.bin"), "wb") as file:
        file.write(b"".join(weights))


def attention(name, squeeze, channels, constants=None, opset=13):
    """A convolution whose channels are weighed by what `squeeze` makes g of c."""
    stored = {"w": 0.3 * normal(channels, 3, 3, 3), "v": 0.3 * normal(3, channels, 1, 1)}
    stored.update(constants or {})
    write_onnx(name, [
        node("Conv", "x w", "c", pads=[1, 1, 1, 1]), *squeeze, node("Sigmoid", "g", "s"),
        node("Mul", "c s", "m"), node("Conv", "m v", "y")], stored, opset=opset)


def networks():
    attention("mean-dropped", [
        node("ReduceMean", "c", "r", axes=[2, 3], keepdims=0), node("Reshape", "r n", "g")],
        5, {"n": ints(1, 5, 1, 1)})
    attention("mean-kept", [node("ReduceMean", "c", "g", axes=[2, 3], keepdims=1)], 5)
    attention("sum-unsqueezed", [
        node("ReduceMean", "c", "r", axes=[-1, -2], keepdims=0), node("Unsqueeze", "r n", "g")],
        17, {"n": ints(2, 3)})
    attention("pool-view", [
        node("GlobalAveragePool", "c", "p"), node("Reshape", "p n", "f"), node("Reshape", "f k", "g")],
        5, {"n": ints(1, 5), "k": ints(1, 5, 1, 1)})
    attention("pool-gemm", [
        node("GlobalAveragePool", "c", "p"), node("Flatten", "p", "f"),
        node("Gemm", "f a b", "d", transB=1), node("Reshape", "d n", "g")],
        20, {"n": ints(1, 20, 1, 1), "a": 0.4 * normal(20, 20), "b": normal(20)})
    attention("pool-unflatten", [
        node("GlobalAveragePool", "c", "p"), node("Flatten", "p", "f"),
        node("Unsqueeze", "f n", "u"), node("Unsqueeze", "u k", "g")],
        4, {"n": ints(2), "k": ints(3)})
    write_onnx("selective-kernel", [
        node("Conv", "x w", "c", pads=[1, 1, 1, 1]), node("Reshape", "c n", "b"),
        node("ReduceSum", "b one", "t", keepdims=0), node("GlobalAveragePool", "t", "p"),
        node("Conv", "p a", "d"), node("Reshape", "d k", "e"), node("Softmax", "e", "s", axis=1),
        node("Mul", "b s", "m"), node("ReduceSum", "m one", "f", keepdims=0), node("Conv", "f v", "y"),
    ], {"w": 0.3 * normal(16, 3, 3, 3), "n": ints(1, 2, 8, 11, 13), "one": ints(1),
        "a": normal(16, 8, 1, 1), "k": ints(1, 2, 8, 1, 1), "v": 0.3 * normal(3, 8, 1, 1)})
    write_ncnn("ncnn-pool-inner", [
        "Input in 0 1 x", "Split s 1 2 x a b", "Pooling p 1 1 a g 0=1 4=1",
        "InnerProduct i 1 1 g m 0=3 1=1 2=9", "BinaryOp o 2 1 b m out0 0=2"],
        tagged(normal(3, 3)), normal(3).tobytes())
    write_ncnn("ncnn-pool-inner-reshape", [
        "Input in 0 1 x", "Split s 1 2 x a b", "Pooling p 1 1 a g 0=1 4=1",
        "InnerProduct i 1 1 g f 0=3 1=1 2=9", "Reshape r 1 1 f m 0=1 1=1 2=3",
        "BinaryOp o 2 1 b m out0 0=0"], tagged(normal(3, 3)), normal(3).tobytes())
    write_ncnn("ncnn-squeeze-excitation", [
        "Input in 0 1 x", "Convolution c 1 1 x f 0=24 1=3 4=1 5=1 6=648 9=2 -23310=1,0.1",
        "Split s 1 2 f a b", "Pooling p 1 1 a g 0=1 4=1", "InnerProduct i 1 1 g h 0=8 1=1 2=192 9=1",
        "InnerProduct j 1 1 h k 0=24 1=1 2=192 9=4", "Scale m 2 1 b k m 0=-233",
        "Convolution d 1 1 m out0 0=3 1=1 6=72"],
        tagged(0.3 * normal(24, 3, 3, 3)), normal(24).tobytes(), tagged(0.3 * normal(8, 24)),
        normal(8).tobytes(), tagged(0.3 * normal(24, 8)), normal(24).tobytes(),
        tagged(0.3 * normal(3, 24, 1, 1)))
    write_ncnn("ncnn-bias-row", [
        "Input in 0 1 x", "Pooling p 1 1 x g 0=1 4=1", "Bias b 1 1 g out0 0=3"], normal(3).tobytes())


def results(folder, prefix):
    tensors = {}
    for path in sorted(glob.glob(f"{folder}/*.onnx") + glob.glob(f"{folder}/*.param")):
        name = prefix + os.path.basename(path).rsplit(".", 1)[0]
        stored = path.rsplit(".", 1)[0] + ".input"
        if path.endswith(".onnx"):
            model = onnx.load(path)
            info = model.graph.input[0]
            sizes = [d.dim_value for d in info.type.tensor_type.shape.dim]
            shape = [sizes[1], sizes[2] or 11, sizes[3] or 13]
            picture = picture_of(stored, shape)
            y = onnx_runtime(path, info.name, model.graph.output[0].name, picture)
        else:
            picture = picture_of(stored, [3, 11, 13])
            with open(path) as file:
                line = next(line for line in file if line.startswith("Input"))
            y = ncnn(path, line.split()[4], picture)
        tensors[f"{name}.input"] = picture
        tensors[f"{name}.output"] = np.ascontiguousarray(y)
    return tensors


def picture_of(stored, shape):
    """What a network was found wrong with, else random numbers."""
    return np.fromfile(stored, "<f4").reshape(shape) if os.path.exists(stored) else \
        random.uniform(0, 1, shape).astype(np.float32)


def onnx_runtime(path, name, output, picture):
    import onnxruntime
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run([output], {name: picture[None]})[0]


def ncnn(path, name, picture):
    return programs.ncnn(path, "out0", picture, name)[None]


def main():
    networks()
    tensors = results(HERE, "")
    for folder in sys.argv[1:]:
        tensors.update(results(folder, "shared."))
    save_file(tensors, os.path.join(HERE, "small.safetensors"))
    print(f"{len(tensors) // 2} networks")


main()
