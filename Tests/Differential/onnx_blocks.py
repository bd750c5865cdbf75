"""Groups of operators that networks have, appended to a random graph."""

import math

import numpy as np

from generating import Unfit
from onnx_layers import bias


def gated(m, y):
    gates = [["Sigmoid"], ["HardSigmoid"], ["Tanh"], ["Softmax"]]
    op = m.random.choice(gates)[0]
    axis = min(1, len(m.shape(y)) - 1)
    return m.append(op, [y], axis=axis) if op == "Softmax" else m.append(op, [y])


def dense(m, y, outputs):
    """A layer of a vector, however it is written."""
    shape = m.shape(y)
    if len(shape) == 4:
        return m.append("Conv", [y, m.weight([outputs, shape[1], 1, 1], shape[1])] + bias(m, outputs))
    if len(shape) == 2 and m.chance(0.6):
        turned = m.chance(0.7)
        w = m.weight([outputs, shape[1]] if turned else [shape[1], outputs], shape[1])
        return m.append("Gemm", [y, w, m.floats([outputs], 0.5)], transB=1 if turned else None)
    y = m.append("MatMul", [y, m.weight([shape[-1], outputs], shape[-1])])
    return m.append("Add", [y, m.floats([outputs], 0.5)]) if m.chance() else y


def channel_attention(m):
    """Squeeze and excitation: what is common to all pixels decides what the channels count."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    op = m.random.choice(["ReduceMean", "ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "Global"])
    if op == "Global":
        y = m.append(m.random.choice(["GlobalAveragePool", "GlobalMaxPool"]), [x])
    else:
        y = m.reduce(op, x, m.random.choice([[2, 3], [-2, -1], [3, 2]]), m.random.choice([0, 1]))
    if len(m.shape(y)) == 4:
        kind = m.random.choice(["keep", "Flatten", "Reshape", "Squeeze", "vector", "last"])
        if kind == "Flatten":
            y = m.append("Flatten", [y])
        elif kind == "Squeeze":
            y = m.squeeze(y, [2, 3])
        elif kind in ("Reshape", "vector"):
            y = m.reshape(y, [1, c] if kind == "Reshape" else [c])
        elif kind == "last":
            y = m.append("Transpose", [m.squeeze(y, [3])], perm=[0, 2, 1])
    if m.chance(0.8):
        y = dense(m, y, m.random.choice([1, 2, 4, 8, 9, c]))
        y = m.append(m.random.choice(["Relu", "Sigmoid", "Tanh"]), [y])
        y = dense(m, y, c)
    y = gated(m, y) if m.chance(0.8) else y
    if len(m.shape(y)) != 4:
        y = (m.unsqueeze(y, [2, 3]) if m.shape(y) == [1, c] and m.chance()
             else m.reshape(y, m.random.choice([[1, c, 1, 1], [c, 1, 1]])))
    if m.chance(0.2):
        y = m.append("Expand", [y, m.integers([1, c, h, w])])
    m.append(m.random.choice(["Mul", "Mul", "Add"]), [x, y] if m.chance() else [y, x])


def spatial_attention(m):
    """What is common to all channels decides what the pixels count."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    parts = []
    for op in m.random.choice([["ReduceMean", "ReduceMax"], ["ReduceMean"], ["ReduceMax"]]):
        keeps = m.random.choice([0, 1])
        y = m.reduce(op, x, [1], keeps)
        parts.append(y if keeps else m.unsqueeze(y, [1]))
    y = m.append("Concat", parts, axis=1) if len(parts) > 1 else parts[0]
    y = m.append("Conv", [y, m.weight([1, len(parts), 3, 3], 9)], pads=[1, 1, 1, 1])
    m.append("Mul", [x, m.append("Sigmoid", [y])])


def selective_kernel(m):
    """Branches weighed channel by channel, through a value of rank 5."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    count = m.random.choice([2, 3])
    branches = [m.conv(x, outputs=c) for _ in range(count)]
    stacked = m.append("Concat", branches, axis=1)
    stacked = m.reshape(stacked, [1, count, c, h, w])
    total = m.reduce("ReduceSum", stacked, [1], 0)
    y = m.append("GlobalAveragePool", [total])
    y = m.append("Flatten", [y]) if m.chance() else y
    y = dense(m, y, count * c)
    y = m.reshape(y, [1, count, c, 1, 1])
    y = m.append("Softmax", [y], axis=1) if m.opset >= 13 else m.append("Sigmoid", [y])
    m.reduce("ReduceSum", m.append("Mul", [stacked, y]), [1], 0)


def heads_of(m, c):
    return m.random.choice([n for n in (1, 2, 4) if c % n == 0])


def scaled_softmax(m, scores):
    scores = m.append("Mul", [scores, m.scalar(0.35)])
    if m.chance(0.3):
        shape = m.shape(scores)
        scores = m.append("Add", [scores, m.floats(shape[-2:] if m.chance() else shape[-3:], 0.5)])
    axis = len(m.shape(scores)) - 1 if m.chance() or m.opset < 11 else -1
    return m.append("Softmax", [scores], axis=axis)


def window_attention(m):
    """Attention of pixels inside windows, as Swin's."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    rows = m.random.choice([n for n in (1, 2, 3, 4) if h % n == 0])
    columns = m.random.choice([n for n in (1, 2, 3, 4) if w % n == 0])
    heads = heads_of(m, c)
    down, across = h // rows, w // columns
    last = m.chance()
    if last:
        y = m.append("Transpose", [x], perm=[0, 2, 3, 1])
        y = m.reshape(y, [1, down, rows, across, columns, c])
        y = m.append("Transpose", [y], perm=[0, 1, 3, 2, 4, 5])
    else:
        y = m.reshape(x, [1, c, down, rows, across, columns])
        y = m.append("Transpose", [y], perm=[0, 2, 4, 3, 5, 1])
    tokens = m.reshape(y, [down * across, rows * columns, c])
    q, k, v = (m.append("MatMul", [tokens, m.weight([c, c], c)]) for _ in range(3))
    split = [down * across, rows * columns, heads, c // heads]
    q, k, v = (m.append("Transpose", [m.reshape(n, split)], perm=p)
               for n, p in ((q, [0, 2, 1, 3]), (k, [0, 2, 3, 1]), (v, [0, 2, 1, 3])))
    y = m.append("MatMul", [scaled_softmax(m, m.append("MatMul", [q, k])), v])
    y = m.append("Transpose", [y], perm=[0, 2, 1, 3])
    y = m.reshape(y, [1, down, across, rows, columns, c])
    if last:
        y = m.append("Transpose", [y], perm=[0, 1, 3, 2, 4, 5])
        y = m.append("Transpose", [m.reshape(y, [1, h, w, c])], perm=[0, 3, 1, 2])
    else:
        y = m.append("Transpose", [y], perm=[0, 5, 1, 3, 2, 4])
        y = m.reshape(y, [1, c, h, w])
    m.append("Add", [x, y])


def transposed_attention(m):
    """Attention between channels, as Restormer's."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    heads = heads_of(m, c)
    whole = m.append("Conv", [x, m.weight([3 * c, c, 1, 1], c)])
    if m.opset < 13:
        parts = m.append("Split", [whole], outputs=3, axis=1, split=[c, c, c])
    else:
        parts = m.append("Split", [whole, m.integers([c, c, c])], outputs=3, axis=1)
    q, k, v = (m.reshape(n, [1, heads, c // heads, h * w]) for n in parts)
    if m.chance():
        q, k = (m.append("LpNormalization", [m.append("Add", [n, m.scalar(0.05)])], axis=-1)
                for n in (q, k))
    else:
        q, k = (m.append("Mul", [n, m.scalar(1 / math.sqrt(h * w))]) for n in (q, k))
    scores = m.append("MatMul", [q, m.append("Transpose", [k], perm=[0, 1, 3, 2])])
    scores = m.append("Mul", [scores, m.floats([heads, 1, 1], 0.5, 1)])
    y = m.append("MatMul", [m.append("Softmax", [scores], axis=3), v])
    m.append("Add", [x, m.reshape(y, [1, c, h, w])])


def written_normalisation(m):
    """Layer, instance and group normalisation out of means, squares and roots."""
    x = m.source(lambda v: v.ndim >= 2)
    rank = len(m.shape(x))
    axes = m.random.choice([[rank - 1], [1], list(range(2, rank)) or [1], list(range(1, rank))])
    if math.prod(m.shape(x)[a] for a in axes) < 2:
        raise Unfit
    mean = m.reduce("ReduceMean", x, axes, 1)
    centred = m.append("Sub", [x, mean])
    square = (m.append("Pow", [centred, m.scalar(2.0)]) if m.chance()
              else m.append("Mul", [centred, centred]))
    variance = m.reduce("ReduceMean", square, axes, 1)
    root = m.append("Sqrt", [m.append("Add", [variance, m.scalar(m.random.choice([1e-3, 1e-2]))])])
    y = (m.append("Div", [centred, root]) if m.chance()
         else m.append("Mul", [centred, m.append("Reciprocal", [root])]))
    if m.chance():
        c = m.shape(x)[1]
        y = m.append("Mul", [y, m.floats([c] + [1] * (rank - 2), 0.5, 1)])
        m.append("Add", [y, m.floats([c] + [1] * (rank - 2), 0.5)])


def written_group_norm(m):
    x = m.source(lambda v: v.ndim == 4 and v.shape[1] <= 64)
    n, c, h, w = m.shape(x)
    count = m.random.choice([g for g in (1, 2, 3, 4, 8, c) if c % g == 0])
    if c // count * h * w < 3:
        raise Unfit
    y = m.reshape(x, [n, count, c // count * h * w])
    y = m.append("InstanceNormalization", [
        y, m.constant(np.ones(count, dtype=np.float32)), m.constant(np.zeros(count, dtype=np.float32))])
    y = m.reshape(y, [n, c, h, w])
    y = m.append("Mul", [y, m.floats([c, 1, 1], 0.5, 1)])
    m.append("Add", [y, m.floats([c, 1, 1], 0.5)])


def written_gate(m):
    x = m.source()
    kind = m.random.choice(["silu", "gelu", "tanh", "hardswish", "mish", "softplus"])
    if kind == "silu":
        return m.append("Mul", [x, m.append("Sigmoid", [x])])
    if kind == "gelu":
        y = m.append("Erf", [m.append("Div", [x, m.scalar(math.sqrt(2))])])
        y = m.append("Mul", [x, m.append("Add", [y, m.scalar(1.0)])])
        return m.append("Mul", [y, m.scalar(0.5)])
    if kind == "tanh":
        cube = m.append("Mul", [m.append("Pow", [x, m.scalar(3.0)]), m.scalar(0.044715)])
        y = m.append("Mul", [m.append("Add", [x, cube]), m.scalar(math.sqrt(2 / math.pi))])
        y = m.append("Add", [m.append("Tanh", [y]), m.scalar(1.0)])
        return m.append("Mul", [m.append("Mul", [x, m.scalar(0.5)]), y])
    if kind == "hardswish":
        y = m.append("Add", [x, m.scalar(3.0)])
        y = (m.append("Clip", [y], min=0.0, max=6.0) if m.opset < 11
             else m.append("Clip", [y, m.scalar(0.0), m.scalar(6.0)]))
        return m.append("Div", [m.append("Mul", [x, y]), m.scalar(6.0)])
    if kind == "mish":
        return m.append("Mul", [x, m.append("Tanh", [m.append("Softplus", [x])])])
    y = m.append("Log", [m.append("Add", [m.append("Exp", [x]), m.scalar(1.0)])])
    return y


def written_shuffle(m):
    """Pixel shuffle and its inverse out of Reshape and Transpose."""
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    if m.chance():
        f = m.random.choice([2, 3])
        if c % (f * f):
            x = m.conv(x, outputs=f * f * m.random.choice([1, 3]))
            c = m.shape(x)[1]
        first = m.chance()
        y = m.reshape(x, [1, c // f // f, f, f, h, w] if first else [1, f, f, c // f // f, h, w])
        y = m.append("Transpose", [y], perm=[0, 1, 4, 2, 5, 3] if first else [0, 3, 4, 1, 5, 2])
        return m.reshape(y, [1, c // f // f, h * f, w * f])
    blocks = [b for b in (2, 3) if h % b == 0 and w % b == 0]
    if not blocks:
        raise Unfit
    f = m.random.choice(blocks)
    first = m.chance()
    y = m.reshape(x, [1, c, h // f, f, w // f, f])
    y = m.append("Transpose", [y], perm=[0, 1, 3, 5, 2, 4] if first else [0, 3, 5, 1, 2, 4])
    m.reshape(y, [1, c * f * f, h // f, w // f])


def channel_shuffle(m):
    x = m.source_picture()
    _, c, h, w = m.shape(x)
    g = m.random.choice([n for n in (1, 2, 3, 4, 8) if c % n == 0])
    y = m.append("Transpose", [m.reshape(x, [1, g, c // g, h, w])], perm=[0, 2, 1, 3, 4])
    m.reshape(y, [1, c, h, w])


def channels_last_island(m):
    """Layers between two transpositions."""
    x = m.source_picture()
    c = m.shape(x)[1]
    y = m.append("Transpose", [x], perm=[0, 2, 3, 1])
    for _ in range(m.random.randint(1, 3)):
        kind = m.random.randrange(6)
        if kind == 0:
            y = m.append("Add", [y, m.floats([m.shape(y)[3]], 0.5)])
        elif kind == 1:
            y = m.append("MatMul", [y, m.weight([m.shape(y)[3], c], m.shape(y)[3])])
        elif kind == 2:
            y = m.append("Relu", [y])
        elif kind == 3:
            y = m.reduce("ReduceMean", y, [m.random.randint(1, 3)], 1)
        elif kind == 4:
            y = m.append("Concat", [y, y], axis=m.random.randint(1, 3))
        else:
            y = m.append("Mul", [y, m.append("Softmax", [y], axis=3)])
    m.append("Transpose", [y], perm=[0, 3, 1, 2])


def dense_block(m):
    """Every layer sees all before it."""
    x = m.source_picture()
    for _ in range(m.random.randint(2, 3)):
        y = m.append("LeakyRelu", [m.conv(x, outputs=m.random.choice([4, 8, 16]))], alpha=0.2)
        x = m.append("Concat", [x, y], axis=1)


def folded(m):
    """Arithmetic on sizes and constants: Range, Equal, Size, Mod and others beside a value."""
    x = m.source(lambda v: v.ndim > 0)
    kind = m.random.randrange(6)
    sizes = m.bare("Shape", [x])
    if kind == 0 and m.opset >= 11:
        n = m.bare("Gather", [sizes, m.constant(np.array(-1, dtype=np.int64))], axis=0)
        zero, step = (m.constant(np.array(v, dtype=np.int64)) for v in (0, 1))
        row = m.bare("Cast", [m.bare("Range", [zero, n, step])], to=1)
        scaled = m.bare("Mul", [row, m.scalar(0.125)])
        return m.append("Add", [x, scaled])
    if kind == 1:
        count = m.bare("Cast", [m.bare("Size", [x])], to=1)
        return m.append("Mul", [m.append("Mul", [x, count]), m.scalar(1 / self_count(m, x))])
    if kind == 2:
        minus = m.integers([-1] * len(m.shape(x)))
        same = m.bare("Equal", [sizes, minus])
        target = m.bare("Where", [same, sizes, m.bare("Mul", [sizes, m.integers([1] * len(m.shape(x)))])])
        return m.append("Expand", [x, target])
    if kind == 3 and m.opset >= 10:
        n = m.shape(x)[-1]
        last = m.bare("Gather", [sizes, m.integers([len(m.shape(x)) - 1])], axis=0)
        rest = m.bare("Mod", [m.bare("Sub", [m.integers([4]), m.bare("Mod", [last, m.integers([4])])]),
                              m.integers([4])])
        zeros = m.integers([0] * (2 * len(m.shape(x)) - 1))
        if m.opset < 11:
            raise Unfit
        return m.append("Pad", [x, m.bare("Concat", [zeros, rest], axis=0)])
    if kind == 4:
        product = m.bare("ReduceProd", [sizes], keepdims=1)
        return m.append("Reshape", [x, product])
    numbers = m.bare("Sqrt", [m.scalar(2.0)])
    for op in m.random.sample(["Abs", "Neg", "Exp", "Reciprocal", "Floor", "Ceil"], 2):
        numbers = m.bare(op, [numbers])
    m.append("Mul", [x, numbers])


def self_count(m, x):
    return math.prod(m.shape(x))
