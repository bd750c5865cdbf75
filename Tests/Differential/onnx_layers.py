"""Products, convolutions, pooling, reductions and normalizations, appended to a random graph."""

import math

from generating import CHANNELS


def matmul(m):
    a = m.source(lambda v: v.ndim > 0)
    shape = m.shape(a)
    kind = m.random.randrange(5)
    if kind < 2:
        outputs = m.random.choice([1, 2, 3, 5, 8, 9, 16, 17])
        sizes = m.random.choice([[shape[-1], outputs]] * 3 + [[shape[-1]]])
        return m.append("MatMul", [a, m.weight(sizes, shape[-1])])
    if kind == 2 and len(shape) >= 2:
        rows = m.random.choice([1, 3, 4, 8, 16])
        sizes = m.random.choice([[rows, shape[-2]], [shape[-2]]])
        return m.append("MatMul", [m.weight(sizes, shape[-2]), a])
    if kind == 3 and len(shape) >= 2:
        turned = list(range(len(shape)))
        turned[-1], turned[-2] = turned[-2], turned[-1]
        b = m.append("Transpose", [a], perm=turned)
        return m.append("MatMul", [a, b])
    b = m.source(lambda v: v.ndim > 0 and (v.shape[-2] if v.ndim > 1 else v.shape[0]) == shape[-1])
    m.append("MatMul", [a, b])


def gemm(m):
    a = m.source()
    if len(m.shape(a)) != 2:
        a = m.append("Flatten", [a], axis=m.random.randint(0, len(m.shape(a))))
    rows, depth = m.shape(a)
    turned = m.chance(0.25)
    if turned:
        rows, depth = depth, rows
    columns = m.random.choice([1, 3, 5, 8, 16, 17])
    other = m.chance(0.7)
    b = m.weight([columns, depth] if other else [depth, columns], depth)
    inputs = [a, b]
    if m.chance(0.7) or m.opset < 11:
        inputs.append(m.floats(m.random.choice([[columns], [1, columns], [rows, 1], [1], []]), 0.5))
    m.append("Gemm", inputs, transA=1 if turned else None, transB=1 if other else None,
             alpha=m.random.choice([None, None, 0.7]), beta=m.random.choice([None, None, 1.3]))


def bias(m, channels):
    return [m.floats([channels], 0.5)] if m.chance() else []


def groups(m, a, b):
    return m.random.choice([g for g in [1, 1, 1, a, 2, 3, 4, 8] if a % g == 0 and b % g == 0])


def pads(m, most):
    return [m.random.randint(0, most) for _ in range(4)] if m.chance() else [most] * 4


def padded(m, kernel, dilations, most):
    kind = m.random.choice(["none", "pads", "pads", "SAME_UPPER", "SAME_LOWER", "VALID"])
    if kind == "none":
        return {}
    return {"pads": pads(m, most)} if kind == "pads" else {"auto_pad": kind}


def convolution(m):
    x = m.source_picture()
    inputs = m.shape(x)[1]
    outputs = m.random.choice(CHANNELS + [inputs])
    group = groups(m, inputs, outputs)
    kernel = m.random.choice([[1, 1], [3, 3], [3, 3], [3, 3], [2, 2], [1, 3], [5, 4], [4, 4]])
    strides = m.random.choice([[1, 1], [1, 1], [2, 2], [1, 2], [3, 2]])
    dilations = m.random.choice([[1, 1], [1, 1], [1, 1], [2, 2], [2, 1]])
    w = m.weight([outputs, inputs // group] + kernel, inputs // group * math.prod(kernel))
    options = padded(m, kernel, dilations, m.random.randint(0, 2))
    if "auto_pad" in options:
        # ONNX Runtime takes SAME with dilations only of 1.
        dilations = [1, 1]
    m.append("Conv", [x, w] + bias(m, outputs), group=group if group > 1 or m.chance() else None,
             strides=strides, dilations=dilations, kernel_shape=kernel if m.chance(0.7) else None,
             **options)


def transposed_convolution(m):
    x = m.source_picture()
    inputs = m.shape(x)[1]
    outputs = m.random.choice([1, 3, 5, 8, 9, 16, 17, 24, inputs])
    group = groups(m, inputs, outputs)
    kernel = m.random.choice([[1, 1], [2, 2], [3, 3], [4, 4], [2, 3], [4, 1]])
    strides = m.random.choice([[1, 1], [2, 2], [2, 2], [1, 2], [3, 2]])
    dilations = m.random.choice([[1, 1], [1, 1], [1, 1], [2, 1]])
    w = m.weight([inputs, outputs // group] + kernel, inputs // group * 2)
    options = {}
    if m.chance(0.6):
        options["pads"] = [min(p, (k - 1) * d) for p, k, d in zip(
            pads(m, 1), kernel * 2, dilations * 2)]
    if m.chance(0.3):
        options["output_padding"] = [m.random.randint(0, s - 1) for s in strides]
    m.append("ConvTranspose", [x, w] + bias(m, outputs), group=group, strides=strides,
             dilations=dilations, kernel_shape=kernel if m.chance(0.7) else None, **options)


def pooling(op):
    def append(m):
        x = m.source_picture()
        kernel = [m.random.randint(1, 4), m.random.randint(1, 4)]
        strides = m.random.choice([None, [1, 1], [2, 2], [1, 2], [3, 2]])
        options = padded(m, kernel, [1, 1], 1)
        if "pads" in options:
            options["pads"] = [min(p, k - 1) for p, k in zip(options["pads"], kernel * 2)]
        if m.opset >= 10 and "auto_pad" not in options:
            options["ceil_mode"] = m.random.choice([None, None, 1])
        if m.opset >= (10 if op == "MaxPool" else 19) and "auto_pad" not in options:
            options["dilations"] = m.random.choice([None, None, [2, 1]])
        if op == "AveragePool":
            options["count_include_pad"] = m.random.choice([None, 0, 1])
        m.append(op, [x], kernel_shape=kernel, strides=strides, **options)
    return append


def global_pooling(op):
    def append(m):
        m.append(op, [m.source(lambda v: v.ndim in (3, 4, 5))])
    return append


def reduction(op):
    def append(m):
        x = m.source(lambda v: v.ndim > 0)
        if op in ("ReduceLogSum",):
            x = m.append("Add", [m.append("Abs", [x]), m.scalar(0.5)])
        rank = len(m.shape(x))
        if m.chance(0.1):
            return m.append(op, [x], keepdims=m.random.choice([None, 0, 1]))
        if m.opset >= 18 and m.chance(0.05):
            return m.append(op, [x], noop_with_empty_axes=1)
        m.reduce(op, x, m.axes(rank), m.random.choice([0, 1, 0, 1]))
    return append


def lp(m):
    x = m.append("Add", [m.source(lambda v: v.ndim > 0), m.scalar(0.1)])
    m.append("LpNormalization", [x], axis=m.axis(len(m.shape(x))), p=m.random.choice([None, 1, 2]))


def epsilon(m):
    return m.random.choice([None, 1e-5, 1e-3, 1e-2])


def instance(m):
    x = m.source(lambda v: v.ndim >= 3 and v.shape[1] <= 64 and math.prod(v.shape[2:]) > 2)
    c = m.shape(x)[1]
    m.append("InstanceNormalization", [x, m.floats([c], 0.5, 1), m.floats([c], 0.5)], epsilon=epsilon(m))


def batch(m):
    x = m.source(lambda v: v.ndim >= 2 and v.shape[1] <= 64)
    c = m.shape(x)[1]
    m.append(
        "BatchNormalization",
        [x, m.floats([c], 0.5, 1), m.floats([c], 0.5), m.floats([c], 0.5), m.floats([c], 0.7, 1)],
        epsilon=epsilon(m))


def group_norm(m):
    m.need(18)
    x = m.source(lambda v: v.ndim >= 3 and v.shape[1] <= 64 and math.prod(v.shape[2:]) > 2)
    c = m.shape(x)[1]
    count = m.random.choice([g for g in (1, 2, 3, 4, 8, c) if c % g == 0])
    size = count if m.opset < 21 else c
    m.append("GroupNormalization", [x, m.floats([size], 0.5, 1), m.floats([size], 0.5)],
             num_groups=count, epsilon=epsilon(m))


def over_last(op, since):
    def append(m):
        m.need(since)
        x = m.source(lambda v: v.ndim > 0 and v.shape[-1] > 2)
        shape = m.shape(x)
        axis = m.random.choice([None, -1, m.axis(len(shape))])
        own = shape[(-1 if axis is None else axis):]
        if m.chance(0.15):
            own = [1] * (len(own) - 1) + own[-1:]
        inputs = [x, m.floats(own, 0.5, 1)]
        if op == "LayerNormalization" and m.chance(0.7):
            inputs.append(m.floats(own, 0.5))
        m.append(op, inputs, axis=axis, epsilon=epsilon(m))
    return append


def softmax(op):
    def append(m):
        x = m.source(lambda v: v.ndim > 0)
        rank = len(m.shape(x))
        # ONNX Runtime has no default of axis 1 for one dimension.
        axis = m.random.choice([None, m.axis(rank), m.axis(rank)]) if rank > 1 else 0
        if m.opset < 11 and axis is not None and axis < 0:
            axis += rank
        m.append(op, [x], axis=axis)
    return append
