"""How each operator, and groups of them that networks have, are appended to a random graph."""

import math

import numpy as np

from onnx_graphs import CHANNELS, Unfit

# Since which operator set each function of single numbers exists.
FUNCTIONS = {
    "Relu": 6, "LeakyRelu": 6, "ThresholdedRelu": 10, "Elu": 6, "Selu": 6, "Celu": 12, "Gelu": 20,
    "Mish": 18, "Softplus": 1, "Softsign": 1, "Sigmoid": 6, "Swish": 24, "Tanh": 6,
    "HardSigmoid": 6, "HardSwish": 14, "Abs": 6, "Neg": 6, "Exp": 6, "Erf": 9, "Floor": 6,
    "Ceil": 6, "Round": 11, "Sign": 9, "Sin": 7, "Cos": 7, "Identity": 1,
}


def function(op):
    def append(m):
        m.need(FUNCTIONS[op])
        r = m.random
        options = {
            "LeakyRelu": {"alpha": r.choice([None, 0.2, 0.1])},
            "ThresholdedRelu": {"alpha": r.choice([None, 0.25])},
            "Elu": {"alpha": r.choice([None, 0.7])},
            "Selu": {"alpha": r.choice([None, 1.5]), "gamma": r.choice([None, 1.1])},
            "Celu": {"alpha": r.choice([None, 1.5])},
            "Gelu": {"approximate": r.choice([None, "none", "tanh"])},
            "Swish": {"alpha": r.choice([None, 1.0, 1.7])},
            "HardSigmoid": {"alpha": r.choice([None, 1 / 6]), "beta": r.choice([None, 0.5, 0.4])},
        }
        x = m.source()
        if op in ("Floor", "Ceil", "Round"):
            # So that there is more than one whole number, and no value is near a step.
            x = m.append("Mul", [x, m.scalar(3.7)])
        m.append(op, [x], **options.get(op, {}))
    return append


def positive(op):
    """On numbers above 0."""
    def append(m):
        x = m.append("Abs", [m.source()])
        m.append(op, [m.append("Add", [x, m.scalar(m.random.choice([0.25, 0.5, 1.0]))])])
    return append


def clip(m):
    low, high = m.random.choice([None, -0.5, 0.0]), m.random.choice([None, 0.75, 1.0, 6.0])
    x = m.source()
    if m.opset < 11:
        return m.append("Clip", [x], min=low, max=high)
    inputs = [x, "" if low is None else m.scalar(low)]
    m.append("Clip", inputs if high is None else inputs + [m.scalar(high)])


def dropout(m):
    if m.opset < 12:
        return m.append("Dropout", [m.source()], ratio=0.3)
    m.append("Dropout", [m.source()] + ([m.scalar(0.3)] if m.chance() else []))


def prelu(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    kind = m.random.randrange(4)
    slope = {
        0: [1], 1: shape[1:2] + [1] * (len(shape) - 2) if len(shape) > 1 else [1],
        2: [n if m.chance() else 1 for n in shape], 3: shape}[kind]
    m.append("PRelu", [x, m.floats(slope, 0.5)])


def binary(op):
    def append(m):
        a = m.source()
        b = m.partner(a)
        inputs = [a, b] if m.chance(0.7) else [b, a]
        if op == "Div":
            inputs = [a, m.append("Add", [m.append("Abs", [b]), m.scalar(0.5)])]
            if m.chance(0.3):
                b = m.append("Add", [m.append("Abs", [a]), m.scalar(0.5)])
                inputs = [m.partner(a), b]
        m.append(op, inputs)
    return append


def power(m):
    x = m.source()
    exponent = m.random.choice([2, 2, 3, 1, 0.5, -1, -0.5, 1.5, "values"])
    if exponent in (1, 2, 3):
        return m.append("Pow", [x, m.scalar(exponent, m.random.choice([(), (1,)]))])
    base = m.append("Add", [m.append("Abs", [x]), m.scalar(0.5)])
    m.append("Pow", [base, m.partner(base) if exponent == "values" else m.scalar(exponent)])


def variadic(op):
    def append(m):
        values = [m.source()]
        for _ in range(m.random.randint(1, 3)):
            values.append(m.partner(values[0]))
        m.random.shuffle(values)
        m.append(op, values)
    return append


def compared(m):
    """A mask of two values."""
    a = m.source()
    ops = ["Greater", "Less"] + ["GreaterOrEqual", "LessOrEqual"] * (m.opset >= 12)
    b = m.partner(a)
    mask = m.bare(m.random.choice(ops), [a, b] if m.chance() else [b, a])
    if m.chance(0.2):
        mask = m.bare("Not", [mask])
    return a, mask


def comparison(op):
    def append(m):
        m.need(12 if op.endswith("Equal") else 9)
        a = m.source()
        mask = m.bare(op, [a, m.partner(a)])
        use_mask(m, a, mask)
    return append


def use_mask(m, a, mask):
    if m.chance(0.35):
        return m.append("Where", [mask, a, m.partner(a)] if m.chance() else [mask, m.partner(a), a])
    # A mask becomes numbers where one is chosen by it.
    m.append("Where", [mask, m.scalar(1.0), m.scalar(m.random.choice([0.0, -1.0]))])


def negation(m):
    a, mask = compared(m)
    use_mask(m, a, m.bare("Not", [mask]))


def logic(op):
    def append(m):
        a, first = compared(m)
        _, second = compared(m)
        use_mask(m, a, m.bare(op, [first, second]))
    return append


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


def factors(m, n, most=3):
    """A size as a product."""
    result = []
    while len(result) < most - 1:
        divisors = [d for d in range(1, n + 1) if n % d == 0]
        d = m.random.choice(divisors)
        result.append(d)
        n //= d
    return result + [n]


def reshape(m, rank=None):
    """Axes taken together and taken apart, to any rank up to 5."""
    x = m.source()
    shape = m.shape(x)
    rank = rank or m.random.choice([1, 2, 3, 5] if m.returns < 0.1 else [1, 2, 3, 4, 5])
    sizes = [n for n in shape] or [1]
    if m.chance(0.15):
        sizes = factors(m, math.prod(shape), m.random.randint(1, 5))
    for _ in range(10):
        if len(sizes) > rank:
            place = m.random.randrange(len(sizes) - 1)
            sizes[place:place + 2] = [sizes[place] * sizes[place + 1]]
        elif len(sizes) < rank:
            place = m.random.randrange(len(sizes))
            sizes[place:place + 1] = factors(m, sizes[place], 2)
    m.reshape(x, sizes)


def flatten(m):
    x = m.source()
    rank = len(m.shape(x))
    low = -rank if m.opset >= 11 else 0
    m.append("Flatten", [x], axis=m.random.choice([None, m.random.randint(low, rank)]) if rank else 0)


def squeeze(m):
    x = m.source(lambda v: 1 in v.shape)
    ones = [i for i, n in enumerate(m.shape(x)) if n == 1]
    if m.chance(0.2):
        return m.append("Squeeze", [x])
    axes = m.random.sample(ones, m.random.randint(1, len(ones)))
    if m.opset >= 11 and m.chance(0.3):
        axes = [a - len(m.shape(x)) for a in axes]
    m.squeeze(x, axes)


def unsqueeze(m):
    x = m.source(lambda v: v.ndim <= 4)
    rank = len(m.shape(x))
    count = m.random.randint(1, 5 - rank)
    axes = sorted(m.random.sample(range(rank + count), count))
    if m.opset >= 11 and m.chance(0.3):
        axes = [a - rank - count for a in axes]
    m.unsqueeze(x, axes)


def transpose(m):
    x = m.source(lambda v: v.ndim > 1)
    perm = list(range(len(m.shape(x))))
    m.random.shuffle(perm)
    m.append("Transpose", [x], perm=None if m.chance(0.1) else perm)


def depth_to_space(m):
    x = m.source_picture()
    c = m.shape(x)[1]
    blocks = [b for b in (2, 3, 4) if c % (b * b) == 0]
    if not blocks:
        block = m.random.choice([2, 2, 3])
        x = m.conv(x, outputs=block * block * m.random.choice([1, 2, 3, 5]))
        blocks = [block]
    m.append("DepthToSpace", [x], blocksize=m.random.choice(blocks),
             mode=m.random.choice([None, "DCR", "CRD"]) if m.opset >= 11 else None)


def space_to_depth(m):
    x = m.source_picture()
    _, _, h, w = m.shape(x)
    blocks = [b for b in (2, 3, 4) if h % b == 0 and w % b == 0]
    if not blocks:
        raise Unfit
    m.append("SpaceToDepth", [x], blocksize=m.random.choice(blocks))


def identity_cast(m):
    m.append("Cast", [m.source()], to=1)


def cast_like(m):
    m.need(15)
    m.append("CastLike", [m.source(), m.scalar(1.0)])


def concat(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    axis = m.axis(len(shape))
    place = axis % len(shape)

    def fits(other):
        return len(other) == len(shape) and all(
            a == b or i == place for i, (a, b) in enumerate(zip(other, shape)))

    partners = [n for n in m.pool if fits(m.shape(n))]
    parts = [x] + [m.random.choice(partners) for _ in range(m.random.randint(1, 3))]
    if m.chance(0.2):
        parts.append(m.floats([n if i != place else m.random.randint(1, 4)
                               for i, n in enumerate(shape)]))
    m.random.shuffle(parts)
    if m.opset < 11:
        axis = place
    m.append("Concat", parts, axis=axis)


def slice_(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    axes = m.axes(len(shape))
    starts, ends, steps = [], [], []
    for axis in axes:
        n = shape[axis]
        start, end = sorted(m.random.sample(range(n + 1), 2))
        step = m.random.choice([1, 1, 1, 2, 3, -1, -2]) if m.opset >= 10 else 1
        if step < 0:
            start, end = end - 1, start - 1
            end = -n - 1 if end < 0 else end
        elif m.chance(0.3):
            end = m.random.choice([2 ** 31, 2 ** 63 - 1]) if end == n else end - n
        if start >= 0 and m.chance(0.3):
            start -= n
        starts.append(start)
        ends.append(end)
        steps.append(step)
    if m.opset < 10:
        return m.append("Slice", [x], starts=starts, ends=ends, axes=[a % len(shape) for a in axes])
    inputs = [x, m.integers(starts), m.integers(ends), m.integers(axes)]
    m.append("Slice", inputs + ([m.integers(steps)] if set(steps) != {1} or m.chance() else []))


def split(m):
    x = m.source(lambda v: v.ndim > 0 and max(v.shape) > 1)
    shape = m.shape(x)
    axis = m.random.choice([i for i, n in enumerate(shape) if n > 1])
    n = shape[axis]
    count = m.random.randint(2, min(4, n))
    cuts = sorted(m.random.sample(range(1, n), count - 1))
    sizes = [b - a for a, b in zip([0] + cuts, cuts + [n])]
    options = {"axis": axis - (len(shape) if m.chance(0.3) and m.opset >= 11 else 0)}
    inputs = [x]
    even = n % count == 0 and m.chance(0.4)
    if m.opset < 13:
        options["split"] = None if even else sizes
    elif not even:
        inputs.append(m.integers(sizes))
    elif m.opset >= 18:
        options["num_outputs"] = count
    parts = m.append("Split", inputs, outputs=count, **options)
    if m.chance(0.4):
        m.random.shuffle(parts)
        if m.chance():
            m.append("Concat", parts, axis=axis)
        elif even:
            m.append("Mul", parts[:2])


def gather(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    axis = m.axis(len(shape))
    n = shape[axis]
    kind = m.random.randrange(4)
    if kind == 0:
        indices = m.constant(np.array(m.random.randrange(-n, n), dtype=np.int64))
    elif kind == 1 and len(shape) <= 4:
        indices = m.constant(np.array(
            m.numbers.integers(0, n, (2, m.random.randint(1, 4))), dtype=np.int64))
    else:
        indices = m.integers([m.random.randrange(-n, n) for _ in range(m.random.randint(1, 9))])
    m.append("Gather", [x, indices], axis=axis if m.opset >= 11 else axis % len(shape))


def expand(m):
    x = m.source(lambda v: v.ndim <= 5)
    shape = m.shape(x)
    wanted = [m.random.choice([2, 3, 5]) if n == 1 and m.chance() else n for n in shape]
    if m.chance(0.3) and len(shape) < 5:
        wanted = [m.random.choice([1, 2])] + wanted
    if m.chance(0.2):
        wanted = [1 if m.chance(0.3) else n for n in wanted]
    m.append("Expand", [x, m.integers(wanted)])


def tile(m):
    x = m.source(lambda v: v.ndim > 0)
    m.append("Tile", [x, m.integers([m.random.choice([1, 1, 2, 3]) for _ in m.shape(x)])])


def pad(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    rank = len(shape)
    mode = m.random.choice([None, "constant", "reflect", "edge"] + ["wrap"] * (m.opset >= 19))
    chosen = [2, 3] if rank == 4 and m.chance(0.5) else [a % rank for a in m.axes(rank)]
    sides = [[0] * rank, [0] * rank]
    for axis in chosen:
        for side in sides:
            most = min(2, shape[axis] - 1) if mode in ("reflect", "wrap") else 2
            side[axis] = m.random.randint(0, most)
            # ONNX Runtime mixes up negative pads in other modes than constant.
            if mode in (None, "constant") and shape[axis] > 3 and m.chance(0.15):
                side[axis] = -1
    value = m.random.choice([None, 0.0, 0.3])
    if m.opset < 11:
        return m.append("Pad", [x], pads=sides[0] + sides[1], mode=mode, value=value)
    if m.opset >= 18 and m.chance(0.3):
        axes = sorted(set(chosen))
        inputs = [x, m.integers([side[a] for side in sides for a in axes]),
                  "" if value is None else m.scalar(value), m.integers(axes)]
        return m.append("Pad", inputs, mode=mode)
    inputs = [x, m.integers(sides[0] + sides[1])]
    m.append("Pad", inputs + ([] if value is None else [m.scalar(value)]), mode=mode)


def constant_of_shape(m):
    """A map of one number beside a value."""
    x = m.source(lambda v: v.ndim > 0)
    sizes = m.bare("Shape", [x]) if m.chance(0.6) else m.integers(
        [n if m.chance(0.7) else 1 for n in m.shape(x)])
    value = m.random.choice([None, np.array([0.5], dtype=np.float32)])
    filled = m.bare("ConstantOfShape", [sizes], value=value)
    if m.chance(0.3) and m.shape(filled) == m.shape(x):
        return m.append("Concat", [x, filled], axis=m.random.randrange(len(m.shape(x))))
    m.append(m.random.choice(["Add", "Mul"]), [x, filled])


def resize(m):
    if m.opset == 9:
        return upsample(m)
    x = m.source_picture() if m.chance(0.85) else m.source(lambda v: v.ndim in (3, 4))
    shape = m.shape(x)
    rank = len(shape)
    axes = [rank - 2, rank - 1] if m.chance(0.9) else sorted(m.random.sample(range(rank), 2))
    mode = m.random.choice(["nearest", "nearest", "linear", "cubic"])
    if mode == "cubic" and (rank != 4 or axes != [2, 3]):
        mode = "linear"
    options = {"mode": mode}
    whole = m.chance(0.5)
    scales, sizes = [1.0] * rank, list(shape)
    for axis in axes:
        scales[axis] = m.random.choice([1.0, 2.0, 2.0, 3.0, 4.0] if whole else [0.5, 0.75, 1.5, 2.5])
        sizes[axis] = m.random.randint(1, 12)
    if m.opset >= 11:
        options["coordinate_transformation_mode"] = m.random.choice(
            [None, "half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"]
            + ["half_pixel_symmetric"] * (m.opset >= 19))
        if mode == "nearest":
            options["nearest_mode"] = m.random.choice(
                [None, "floor", "ceil", "round_prefer_floor", "round_prefer_ceil"])
        if mode == "cubic":
            options["cubic_coeff_a"] = m.random.choice([None, -0.5, -0.75])
            options["exclude_outside"] = m.random.choice([None, 1])
        if m.opset >= 18 and mode != "nearest":
            options["antialias"] = m.random.choice([None, None, 1])
    stored = [np.array(scales, dtype=np.float32), np.array(sizes, dtype=np.int64)]
    if m.opset >= 18 and m.chance(0.3):
        options["axes"] = axes
        stored = [s[axes] for s in stored]
    if m.opset == 10:
        return m.append("Resize", [x, m.constant(stored[0])], **options)
    if m.chance():
        if options.get("coordinate_transformation_mode") == "align_corners":
            scaled = stored[0] * np.array(shape, dtype=np.float32)[options.get("axes", slice(None))]
            if (scaled != np.floor(scaled)).any():
                raise Unfit
        roi = "" if m.opset >= 13 else m.constant(np.zeros(0, dtype=np.float32))
        return m.append("Resize", [x, roi, m.constant(stored[0])], **options)
    if m.opset >= 18 and m.chance(0.2):
        options["keep_aspect_ratio_policy"] = m.random.choice(["not_larger", "not_smaller"])
        options["axes"] = axes
        stored[1] = np.array([sizes[a] for a in axes], dtype=np.int64)
    empty = "" if m.opset >= 13 else m.constant(np.zeros(0, dtype=np.float32))
    m.append("Resize", [x, "" if m.opset >= 13 else empty, empty, m.constant(stored[1])], **options)


def upsample(m):
    if m.opset > 9:
        return resize(m)
    x = m.source_picture()
    scales = [1, 1, m.random.choice([1, 2, 3, 1.5]), m.random.choice([1, 2, 3, 1.5])]
    m.append("Upsample", [x, m.constant(np.array(scales, dtype=np.float32))],
             mode=m.random.choice([None, "nearest", "linear"]))


def where(m):
    a, mask = compared(m)
    m.append("Where", [mask, a, m.partner(a)] if m.chance() else [mask, m.partner(a), a])


# Groups of operators.

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


OPERATORS = {
    **{op: function(op) for op in FUNCTIONS},
    **{op: positive(op) for op in ("Sqrt", "Log", "Reciprocal")},
    **{op: binary(op) for op in ("Add", "Sub", "Mul", "Div")},
    **{op: variadic(op) for op in ("Max", "Min", "Sum", "Mean")},
    **{op: comparison(op) for op in ("Greater", "Less", "GreaterOrEqual", "LessOrEqual")},
    **{op: logic(op) for op in ("And", "Or")},
    **{op: pooling(op) for op in ("MaxPool", "AveragePool")},
    **{op: global_pooling(op) for op in ("GlobalAveragePool", "GlobalMaxPool")},
    **{op: reduction(op) for op in (
        "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
        "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp")},
    **{op: softmax(op) for op in ("Softmax", "LogSoftmax")},
    "Not": negation, "Where": where, "Pow": power, "Clip": clip, "Dropout": dropout, "PRelu": prelu,
    "MatMul": matmul, "Gemm": gemm, "Conv": convolution, "ConvTranspose": transposed_convolution,
    "LpNormalization": lp, "InstanceNormalization": instance, "BatchNormalization": batch,
    "GroupNormalization": group_norm, "LayerNormalization": over_last("LayerNormalization", 17),
    "RMSNormalization": over_last("RMSNormalization", 23),
    "Reshape": reshape, "Flatten": flatten, "Squeeze": squeeze, "Unsqueeze": unsqueeze,
    "Transpose": transpose, "DepthToSpace": depth_to_space, "SpaceToDepth": space_to_depth,
    "Cast": identity_cast, "CastLike": cast_like, "Concat": concat, "Slice": slice_, "Split": split,
    "Gather": gather, "Expand": expand, "Tile": tile, "Pad": pad,
    "ConstantOfShape": constant_of_shape, "Resize": resize, "Upsample": upsample,
}

GROUPS = [
    *[channel_attention] * 4, spatial_attention, selective_kernel, window_attention,
    transposed_attention, written_normalisation, written_group_norm, written_gate, written_shuffle,
    channel_shuffle, channels_last_island, dense_block, folded, folded,
]

# What brings values to another rank, more often than chance would.
CHANGES = [
    reshape, reshape, squeeze, unsqueeze, transpose, convolution, matmul, binary("Mul"),
    reduction("ReduceMean"), reduction("ReduceMax")]


def append_any(m):
    kind = m.random.random()
    if kind < 0.5:
        m.random.choice(list(OPERATORS.values()))(m)
    elif kind < 0.75:
        m.random.choice(GROUPS)(m)
    else:
        m.random.choice(CHANGES)(m)
