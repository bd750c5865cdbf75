"""What ONNX's operators compute, in float64 (Operators.md): the third opinion.

Values are numpy arrays: float64, bool for masks, int64 for sizes.
"""

import math

import numpy as np

import arrays


def floor_mod(a, b):
    return np.mod(a, b)


FUNCTIONS = {
    "Relu": lambda x, a: np.maximum(x, 0),
    "LeakyRelu": lambda x, a: np.where(x >= 0, x, a.get("alpha", 0.01) * x),
    "ThresholdedRelu": lambda x, a: np.where(x > a.get("alpha", 1.0), x, 0),
    "Elu": lambda x, a: np.where(x >= 0, x, a.get("alpha", 1.0) * np.expm1(np.minimum(x, 0))),
    "Selu": lambda x, a: a.get("gamma", 1.05070102214813232) * np.where(
        x >= 0, x, a.get("alpha", 1.67326319217681884765625) * np.expm1(np.minimum(x, 0))),
    "Celu": lambda x, a: np.maximum(x, 0) + np.minimum(
        0, a.get("alpha", 1.0) * np.expm1(np.minimum(x, 0) / a.get("alpha", 1.0))),
    "Gelu": lambda x, a: arrays.gelu(x, a.get("approximate") == "tanh"),
    "Mish": lambda x, a: arrays.mish(x),
    "Softplus": lambda x, a: arrays.softplus(x),
    "Softsign": lambda x, a: x / (1 + abs(x)),
    "Sigmoid": lambda x, a: arrays.sigmoid(x),
    "Swish": lambda x, a: x * arrays.sigmoid(a.get("alpha", 1.0) * x),
    "Tanh": lambda x, a: np.tanh(x),
    "HardSigmoid": lambda x, a: np.clip(a.get("alpha", 0.2) * x + a.get("beta", 0.5), 0, 1),
    "HardSwish": lambda x, a: x * np.clip(x / 6 + 0.5, 0, 1),
    "Abs": lambda x, a: abs(x),
    "Neg": lambda x, a: -x,
    "Sqrt": lambda x, a: np.sqrt(x),
    "Reciprocal": lambda x, a: 1 / x,
    "Exp": lambda x, a: np.exp(x),
    "Log": lambda x, a: np.log(x),
    "Erf": lambda x, a: arrays.erf(x),
    "Floor": lambda x, a: np.floor(x),
    "Ceil": lambda x, a: np.ceil(x),
    "Round": lambda x, a: np.rint(x),
    "Sign": lambda x, a: np.sign(x),
    "Sin": lambda x, a: np.sin(x),
    "Cos": lambda x, a: np.cos(x),
    "Not": lambda x, a: np.logical_not(x),
    "Identity": lambda x, a: x,
}


def divide(a, b):
    if a.dtype.kind == "i":
        return np.trunc(a / b).astype(np.int64)
    return a / b


PAIRS = {
    "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": divide, "Pow": np.power,
    "Greater": np.greater, "Less": np.less, "GreaterOrEqual": np.greater_equal,
    "LessOrEqual": np.less_equal, "Equal": np.equal, "And": np.logical_and, "Or": np.logical_or,
}

REDUCTIONS = {
    "ReduceMean": np.mean, "ReduceSum": np.sum, "ReduceMax": np.max, "ReduceMin": np.min,
    "ReduceProd": np.prod,
    "ReduceL1": lambda x, **k: np.sum(abs(x), **k),
    "ReduceL2": lambda x, **k: np.sqrt(np.sum(x * x, **k)),
    "ReduceSumSquare": lambda x, **k: np.sum(x * x, **k),
    "ReduceLogSum": lambda x, **k: np.log(np.sum(x, **k)),
    "ReduceLogSumExp": lambda x, **k: np.log(np.sum(np.exp(x), **k)),
}


def evaluate(op, x, a, opset, count):
    """The outputs of a node: x are its inputs (None where left out), a its attributes."""
    if op in FUNCTIONS:
        return [FUNCTIONS[op](x[0], a)]
    if op in PAIRS:
        return [PAIRS[op](x[0], x[1])]
    if op in REDUCTIONS:
        return [reduction(op, x, a)]
    return OTHERS[op](x, a, opset, count)


def reduction(op, x, a):
    axes = x[1].tolist() if len(x) > 1 and x[1] is not None else a.get("axes", [])
    if not axes:
        if a.get("noop_with_empty_axes", 0):
            return {"ReduceL1": abs, "ReduceL2": abs, "ReduceSumSquare": np.square,
                    "ReduceLogSum": np.log}.get(op, lambda v: v)(x[0])
        axes = range(x[0].ndim)
    return REDUCTIONS[op](x[0], axis=tuple(axes), keepdims=bool(a.get("keepdims", 1)))


def windows(a, kernel, size):
    """Strides, dilations and pads of a convolution or a pooling on rows and columns."""
    strides, dilations = a.get("strides", [1, 1]), a.get("dilations", [1, 1])
    auto = a.get("auto_pad", "NOTSET")
    if auto in ("NOTSET", "VALID"):
        return strides, dilations, a.get("pads", [0, 0, 0, 0]) if auto == "NOTSET" else [0] * 4
    before, after = [], []
    for s, d, k, n in zip(strides, dilations, kernel, size):
        total = max(0, (-(-n // s) - 1) * s + (k - 1) * d + 1 - n)
        less, more = total // 2, total - total // 2
        before.append(less if auto == "SAME_UPPER" else more)
        after.append(more if auto == "SAME_UPPER" else less)
    return strides, dilations, before + after


def one(picture):
    if picture.ndim != 4 or picture.shape[0] != 1:
        raise ValueError("not one picture")
    return picture[0]


def conv(x, a, opset, count):
    strides, dilations, pads = windows(a, x[1].shape[2:], x[0].shape[2:])
    bias = x[2] if len(x) > 2 else None
    return [arrays.convolve(
        one(x[0]), x[1], bias, strides, dilations, pads, a.get("group", 1))[None]]


def conv_transpose(x, a, opset, count):
    strides, dilations = a.get("strides", [1, 1]), a.get("dilations", [1, 1])
    more = list(a.get("output_padding", [0, 0]))
    auto = a.get("auto_pad", "NOTSET")
    shape = a.get("output_shape")
    pads = list(a.get("pads", [0, 0, 0, 0]))
    size, kernel = x[0].shape[2:], x[1].shape[2:]
    if shape is None and auto.startswith("SAME"):
        shape = [n * s for n, s in zip(size, strides)]
    if shape is not None:
        for axis, want in enumerate(shape[-2:]):
            full = strides[axis] * (size[axis] - 1) + more[axis] + (kernel[axis] - 1) * dilations[axis]
            total = full + 1 - want
            more[axis] += max(0, -total)
            total = max(0, total)
            less, rest = total // 2, total - total // 2
            upper = auto == "SAME_UPPER"
            pads[axis], pads[axis + 2] = (less, rest) if upper else (rest, less)
    elif auto == "VALID":
        pads = [0, 0, 0, 0]
    bias = x[2] if len(x) > 2 else None
    return [arrays.convolve_transposed(
        one(x[0]), x[1], bias, strides, dilations, pads, more, a.get("group", 1))[None]]


def pooling(largest):
    def compute(x, a, opset, count):
        strides, dilations, pads = windows(a, a["kernel_shape"], x[0].shape[2:])
        return [arrays.pool(
            one(x[0]), largest, a["kernel_shape"], strides, dilations, pads,
            bool(a.get("ceil_mode", 0)), bool(a.get("count_include_pad", 0)))[None]]
    return compute


def channels(v, x):
    return v.reshape(-1, *[1] * (x.ndim - 2))


def instance_norm(x, a, opset, count):
    y = arrays.normalised(x[0], tuple(range(2, x[0].ndim)), a.get("epsilon", 1e-5))
    return [y * channels(x[1], y) + channels(x[2], y)]


def batch_norm(x, a, opset, count):
    scale, shift, mean, variance = (channels(v, x[0]) for v in x[1:5])
    return [(x[0] - mean) / np.sqrt(variance + a.get("epsilon", 1e-5)) * scale + shift]


def group_norm(x, a, opset, count):
    groups = a["num_groups"]
    v = x[0]
    y = arrays.normalised(
        v.reshape(v.shape[0], groups, -1), (2,), a.get("epsilon", 1e-5)).reshape(v.shape)
    scale, shift = x[1], x[2]
    if opset < 21:
        scale, shift = (np.repeat(p, v.shape[1] // groups) for p in (scale, shift))
    return [y * channels(scale, y) + channels(shift, y)]


def layer_norm(x, a, opset, count):
    axis = a.get("axis", -1) % x[0].ndim
    y = arrays.normalised(x[0], tuple(range(axis, x[0].ndim)), a.get("epsilon", 1e-5)) * x[1]
    return [y + x[2] if len(x) > 2 and x[2] is not None else y]


def rms_norm(x, a, opset, count):
    axis = a.get("axis", -1) % x[0].ndim
    square = (x[0] ** 2).mean(axis=tuple(range(axis, x[0].ndim)), keepdims=True)
    return [x[0] / np.sqrt(square + a.get("epsilon", 1e-5)) * x[1]]


def soft(logarithm):
    def compute(x, a, opset, count):
        v = x[0]
        axis = a.get("axis", 1 if opset < 13 else -1)
        if opset >= 13:
            return [arrays.softmax(v, axis, logarithm)]
        axis %= v.ndim
        flat = v.reshape(math.prod(v.shape[:axis]), -1)
        return [arrays.softmax(flat, 1, logarithm).reshape(v.shape)]
    return compute


def lp_norm(x, a, opset, count):
    axis = a.get("axis", -1)
    length = np.linalg.norm(x[0], a.get("p", 2), axis=axis, keepdims=True)
    return [x[0] / np.where(length == 0, 1, length)]


def clip(x, a, opset, count):
    low = x[1] if len(x) > 1 and x[1] is not None else a.get("min", -np.inf)
    high = x[2] if len(x) > 2 and x[2] is not None else a.get("max", np.inf)
    return [np.minimum(np.maximum(x[0], low), high)]


def prelu(x, a, opset, count):
    return [np.where(x[0] >= 0, x[0], x[0] * x[1])]


def variadic(function):
    def compute(x, a, opset, count):
        y = x[0]
        for other in x[1:]:
            y = function(y, other)
        return [y]
    return compute


def mean(x, a, opset, count):
    return [variadic(np.add)(x, a, opset, count)[0] / len(x)]


def gemm(x, a, opset, count):
    left = x[0].T if a.get("transA", 0) else x[0]
    right = x[1].T if a.get("transB", 0) else x[1]
    y = a.get("alpha", 1.0) * (left @ right)
    return [y + a.get("beta", 1.0) * x[2] if len(x) > 2 and x[2] is not None else y]


TYPES = {1: np.float64, 10: np.float64, 11: np.float64, 6: np.int64, 7: np.int64, 9: np.bool_}


def cast(x, a, opset, count):
    return [x[0].astype(TYPES[a["to"]])]


def reshape(x, a, opset, count):
    shape = x[1].tolist()
    if not a.get("allowzero", 0):
        shape = [x[0].shape[i] if s == 0 else s for i, s in enumerate(shape)]
    return [x[0].reshape(shape)]


def flatten(x, a, opset, count):
    axis = a.get("axis", 1)
    axis = axis + x[0].ndim if axis < 0 else axis
    return [x[0].reshape(math.prod(x[0].shape[:axis]), -1)]


def axes_of(x, a, place=1):
    if len(x) > place and x[place] is not None:
        return x[place].tolist()
    return a.get("axes")


def squeeze(x, a, opset, count):
    axes = axes_of(x, a)
    return [np.squeeze(x[0], None if axes is None else tuple(axes))]


def unsqueeze(x, a, opset, count):
    return [np.expand_dims(x[0], tuple(axes_of(x, a)))]


def transpose(x, a, opset, count):
    return [np.transpose(x[0], a.get("perm"))]


def depth_to_space(x, a, opset, count):
    return [arrays.shuffled(one(x[0]), a["blocksize"], a.get("mode", "DCR") == "CRD")[None]]


def space_to_depth(x, a, opset, count):
    return [arrays.unshuffled(one(x[0]), a["blocksize"], False)[None]]


def concat(x, a, opset, count):
    return [np.concatenate(x, a["axis"])]


def slice_(x, a, opset, count):
    starts = x[1].tolist() if len(x) > 1 else a["starts"]
    ends = x[2].tolist() if len(x) > 1 else a["ends"]
    axes = x[3].tolist() if len(x) > 3 and x[3] is not None else a.get("axes", range(len(starts)))
    steps = x[4].tolist() if len(x) > 4 else [1] * len(starts)
    place = [slice(None)] * x[0].ndim
    for start, end, axis, step in zip(starts, ends, axes, steps):
        size = x[0].shape[axis]
        start, end = (v + size if v < 0 else v for v in (start, end))
        if step > 0:
            start, end = min(max(start, 0), size), min(max(end, 0), size)
        else:
            start, end = min(max(start, 0), size - 1), min(max(end, -1), size - 1)
        place[axis] = np.arange(start, end, step)
    y = x[0]
    for axis, places in enumerate(place):
        if not isinstance(places, slice):
            y = np.take(y, places, axis)
    return [y]


def split(x, a, opset, count):
    axis = a.get("axis", 0)
    size = x[0].shape[axis]
    sizes = x[1].tolist() if len(x) > 1 and x[1] is not None else a.get("split")
    if sizes is None:
        part = -(-size // count)
        sizes = [part] * (count - 1) + [size - part * (count - 1)]
    if sum(sizes) != size or min(sizes) < 1:
        raise ValueError("parts that do not fit")
    return np.split(x[0], np.cumsum(sizes)[:-1], axis)


def gather(x, a, opset, count):
    return [np.take(x[0], x[1], a.get("axis", 0))]


def expand(x, a, opset, count):
    shape = np.broadcast_shapes(x[0].shape, tuple(x[1].tolist()))
    return [np.broadcast_to(x[0], shape)]


def tile(x, a, opset, count):
    return [np.tile(x[0], x[1].tolist())]


def pad(x, a, opset, count):
    pads = x[1].tolist() if len(x) > 1 else a["pads"]
    value = x[2] if len(x) > 2 and x[2] is not None else a.get("value", 0.0)
    axes = x[3].tolist() if len(x) > 3 else range(x[0].ndim)
    mode = a.get("mode", "constant")
    y = x[0]
    sides = [(0, 0)] * y.ndim
    for place, axis in enumerate(axes):
        sides[axis] = (pads[place], pads[place + len(pads) // 2])
    crop = tuple(slice(max(0, -b), n - max(0, -e)) for (b, e), n in zip(sides, y.shape))
    y = y[crop]
    sides = [(max(0, b), max(0, e)) for b, e in sides]
    if mode == "constant":
        return [np.pad(y, sides, constant_values=float(value))]
    for (before, after), size in zip(sides, y.shape):
        if max(before, after) >= (size if mode == "reflect" else size + 1) and mode != "edge":
            raise ValueError("more than there is")
    return [np.pad(y, sides, mode=mode)]


def constant_of_shape(x, a, opset, count):
    return [np.full(x[0].tolist(), a.get("value", np.zeros(1))[0])]


def where(x, a, opset, count):
    return [np.where(x[0], x[1], x[2])]


def range_(x, a, opset, count):
    return [np.arange(x[0].item(), x[1].item(), x[2].item())]


def shape_of(x, a, opset, count):
    size = x[0].shape
    return [np.array(size[slice(a.get("start", 0), a.get("end"))], dtype=np.int64)]


def size_of(x, a, opset, count):
    return [np.array(x[0].size, dtype=np.int64)]


def resize(x, a, opset, count, is_early=False):
    v = x[0]
    early = is_early or opset < 11
    transform = "asymmetric" if early else a.get("coordinate_transformation_mode", "half_pixel")
    rounding = "floor" if early else a.get("nearest_mode", "round_prefer_floor")
    axes = a.get("axes", list(range(v.ndim)))
    scales = x[1] if early else x[2] if len(x) > 2 else None
    sizes = None
    if scales is None or scales.size == 0:
        sizes = x[3].tolist()
        scales = [n / v.shape[axis] for axis, n in zip(axes, sizes)]
        policy = a.get("keep_aspect_ratio_policy", "stretch")
        if policy != "stretch":
            scale = (min if policy == "not_larger" else max)(scales)
            scales = [scale] * len(axes)
            sizes = [int(np.floor(scale * v.shape[axis] + 0.5)) for axis in axes]
    else:
        scales = [float(s) for s in scales]
        sizes = [int(np.floor(np.float32(s) * np.float32(v.shape[axis])))
                 for axis, s in zip(axes, scales)]
    mode = a.get("mode", "nearest")
    y = v
    for axis, scale, size in zip(axes, scales, sizes):
        if scale == 1 and size == v.shape[axis]:
            continue
        matrix = np.stack([
            row_of(i, v.shape[axis], size, scale, transform, rounding, mode, a)
            for i in range(size)])
        y = np.moveaxis(np.tensordot(matrix, y, (1, axis)), 0, axis)
    return [y]


def row_of(index, size, output, scale, transform, rounding, mode, a):
    if transform in ("half_pixel", "tf_half_pixel_for_nn"):
        place = (index + 0.5) / scale - 0.5
    elif transform == "pytorch_half_pixel":
        place = (index + 0.5) / scale - 0.5 if output > 1 else 0.0
    elif transform == "half_pixel_symmetric":
        place = size / 2 * (1 - output / (scale * size)) + (index + 0.5) / scale - 0.5
    elif transform == "align_corners":
        place = index * (size - 1) / (output - 1) if output > 1 else 0.0
    else:
        place = index / scale
    if mode == "nearest":
        nearest = {
            "floor": np.floor, "ceil": np.ceil,
            "round_prefer_floor": lambda v: np.ceil(v - 0.5),
            "round_prefer_ceil": lambda v: np.floor(v + 0.5)}[rounding](place)
        row = np.zeros(size)
        row[int(min(max(nearest, 0), size - 1))] = 1
        return row
    shrink = min(scale, 1.0) if a.get("antialias", 0) else 1.0
    excludes = bool(a.get("exclude_outside", 0))
    if mode == "linear":
        return arrays.taps(place, size, arrays.linear, 1, shrink, excludes)
    coefficient = a.get("cubic_coeff_a", -0.75)
    return arrays.taps(
        place, size, lambda d: arrays.cubic(d, coefficient), 2, shrink, excludes)


OTHERS = {
    "Conv": conv, "ConvTranspose": conv_transpose,
    "MaxPool": pooling(True), "AveragePool": pooling(False),
    "GlobalAveragePool": lambda x, a, o, c: [
        x[0].mean(axis=tuple(range(2, x[0].ndim)), keepdims=True)],
    "GlobalMaxPool": lambda x, a, o, c: [
        x[0].max(axis=tuple(range(2, x[0].ndim)), keepdims=True)],
    "InstanceNormalization": instance_norm, "BatchNormalization": batch_norm,
    "GroupNormalization": group_norm, "LayerNormalization": layer_norm,
    "RMSNormalization": rms_norm, "Softmax": soft(False), "LogSoftmax": soft(True),
    "LpNormalization": lp_norm, "Clip": clip, "PRelu": prelu,
    "Dropout": lambda x, a, o, c: [x[0]],
    "Max": variadic(np.maximum), "Min": variadic(np.minimum), "Sum": variadic(np.add),
    "Mean": mean, "MatMul": lambda x, a, o, c: [np.matmul(x[0], x[1])], "Gemm": gemm,
    "Where": where, "Cast": cast, "CastLike": lambda x, a, o, c: [x[0].astype(x[1].dtype)],
    "Reshape": reshape, "Flatten": flatten, "Squeeze": squeeze, "Unsqueeze": unsqueeze,
    "Transpose": transpose, "DepthToSpace": depth_to_space, "SpaceToDepth": space_to_depth,
    "Concat": concat, "Slice": slice_, "Split": split, "Gather": gather, "Expand": expand,
    "Tile": tile, "Pad": pad, "ConstantOfShape": constant_of_shape,
    "Resize": resize,
    "Upsample": lambda x, a, o, c: resize(x, a, o, c, is_early=True),
    "Range": range_, "Shape": shape_of, "Size": size_of,
    "Mod": lambda x, a, o, c: [np.fmod(x[0], x[1]) if a.get("fmod", 0) else np.mod(x[0], x[1])],
}
