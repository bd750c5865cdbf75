"""What ncnn's layers compute, in float64, after its plain implementations (src/layer/*.cpp).

Values have no batch: c x h x w, h x w or w numbers.
"""

import numpy as np

import arrays


def fused(y, s):
    kind, p = s.get(9, 0), s.get(10, [])
    if kind == 1:
        return np.maximum(y, 0)
    if kind == 2:
        return np.where(y > 0, y, y * p[0])
    if kind == 3:
        return np.clip(y, p[0], p[1])
    if kind == 4:
        return arrays.sigmoid(y)
    if kind == 5:
        return arrays.mish(y)
    if kind == 6:
        return y * np.clip(y * p[0] + p[1], 0, 1)
    return y


def window(s, kernel=1, stride=3, dilation=2):
    return ([s.get(11, s[kernel]), s[kernel]], [s.get(13, s.get(stride, 1)), s.get(stride, 1)],
            [s.get(12, s.get(dilation, 1)), s.get(dilation, 1)])


def sides(s, left, top, right, bottom):
    """top, left, bottom, right."""
    a = s.get(left, 0)
    b = s.get(top, a)
    return [b, a, s.get(bottom, b), s.get(right, a)]


def same(shape, kernel, strides, dilations, upper):
    result = [0, 0, 0, 0]
    for axis in (0, 1):
        size = shape[axis]
        total = max(0, (kernel[axis] - 1) * dilations[axis] + 1
                    + (size - 1) // strides[axis] * strides[axis] - size)
        less, more = total // 2, total - total // 2
        result[axis], result[axis + 2] = (less, more) if upper else (more, less)
    return result


def convolution(x, s, w, count, groups=1):
    kernel, strides, dilations = window(s)
    x = x[0]
    if x.ndim == 1 and groups == 1 and kernel == [1, 1]:
        return inner_product([x], s, w, count)
    pads = sides(s, 4, 14, 15, 16)
    if pads[0] in (-233, -234):
        pads = same(x.shape[1:], kernel, strides, dilations, pads[0] == -233)
    x = np.pad(x, ((0, 0), (pads[0], pads[2]), (pads[1], pads[3])), constant_values=s.get(18, 0.0))
    weight = w[0].reshape(s[0], x.shape[0] // groups, *kernel)
    y = arrays.convolve(x, weight, w[1] if s.get(5, 0) else None, strides, dilations, [0] * 4, groups)
    return [fused(y, s)]


def deconvolution(x, s, w, count, groups=1):
    kernel, strides, dilations = window(s)
    pads = sides(s, 4, 14, 15, 16)
    right = s.get(18, 0)
    inputs = x[0].shape[0]
    weight = w[0].reshape(groups, s[0] // groups, inputs // groups, *kernel)
    weight = weight.transpose(0, 2, 1, 3, 4).reshape(inputs, s[0] // groups, *kernel)
    y = arrays.convolve_transposed(
        x[0], weight, w[1] if s.get(5, 0) else None, strides, dilations, pads,
        [s.get(19, right), right], groups)
    return [fused(y, s)]


def inner_product(x, s, w, count):
    x = x[0]
    weight = w[0].reshape(s[0], -1)
    bias = w[1] if len(w) > 1 else 0
    if x.ndim == 2 and x.shape[1] == weight.shape[1]:
        return [fused(x @ weight.T + bias, s)]
    return [fused(weight @ x.reshape(-1) + bias, s)]


def first(v, x):
    """One number for each place of the first axis."""
    return v.reshape(-1, *[1] * (x.ndim - 1))


def prelu(x, s, w, count):
    slope = w[0] if w[0].size == 1 else first(w[0], x[0])
    return [np.where(x[0] < 0, x[0] * slope, x[0])]


def batch_norm(x, s, w, count):
    slope, mean, variance, bias = (first(v, x[0]) for v in w)
    return [(x[0] - mean) / np.sqrt(variance + s.get(1, 0.0)) * slope + bias]


def instance_norm(x, s, w, count):
    y = arrays.normalised(x[0], (1, 2), s.get(1, 1e-3))
    return [y * first(w[0], y) + first(w[1], y) if w else y]


def group_norm(x, s, w, count):
    groups = s[0]
    y = arrays.normalised(x[0].reshape(groups, -1), (1,), s.get(2, 1e-3)).reshape(x[0].shape)
    return [y * first(w[0], y) + first(w[1], y) if w else y]


def layer_norm(x, s, w, count):
    v = x[0]
    axes = (-1,) if v.ndim < 3 or s[0] == v.shape[-1] else (-2, -1)
    y = arrays.normalised(v, axes, s.get(1, 1e-3))
    if not w:
        return [y]
    shape = [v.shape[a] for a in axes]
    return [y * w[0].reshape(shape) + w[1].reshape(shape)]


def scale(x, s, w, count):
    if s[0] == -233:
        factors, w = first(x[1], x[0]), [None] + w
    else:
        factors = first(w[0], x[0])
    y = x[0] * factors
    return [y + first(w[1], y) if s.get(1, 0) else y]


def bias(x, s, w, count):
    """A blob of fewer than three dimensions counts as one channel."""
    return [x[0] + (first(w[0], x[0]) if x[0].ndim > 2 else w[0][0])]


def memory(x, s, w, count):
    sizes = [s[k] for k in (2, 1, 0) if s.get(k, 0)]
    return [w[0].reshape(sizes)]


def padding(x, s, w, count):
    mode = s.get(4, 0)
    edges = ((0, 0), (s.get(0, 0), s.get(1, 0)), (s.get(2, 0), s.get(3, 0)))
    if mode == 0:
        return [np.pad(x[0], edges, constant_values=s.get(5, 0.0))]
    return [np.pad(x[0], edges, mode="edge" if mode == 1 else "reflect")]


BINARY = [
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, np.maximum,
    np.minimum, np.power, lambda a, b: b - a, lambda a, b: b / a, lambda a, b: np.power(b, a)]


def extended(a, b):
    """A blob of fewer dimensions beside another: behind its axes, unless it is a row of the last."""
    if a.ndim >= b.ndim:
        return a
    if a.ndim == 1 and a.shape[0] != b.shape[0]:
        return a.reshape([1] * (b.ndim - 1) + [a.shape[0]])
    return a.reshape(list(a.shape) + [1] * (b.ndim - a.ndim))


def binary(x, s, w, count):
    function = BINARY[s.get(0, 0)]
    if s.get(1, 0):
        return [function(x[0], np.float64(s.get(2, 0.0)))]
    return [function(extended(x[0], x[1]), extended(x[1], x[0]))]


UNARY = {
    0: abs, 1: np.negative, 2: np.floor, 3: np.ceil, 4: np.square, 5: np.sqrt,
    6: lambda x: 1 / np.sqrt(x), 7: np.exp, 8: np.log, 9: np.sin, 10: np.cos,
    15: lambda x: 1 / x, 16: np.tanh, 18: np.rint, 20: np.sign}


def eltwise(x, s, w, count):
    kind, factors = s.get(0, 0), s.get(1, [])
    y = x[0] * (factors[0] if kind == 1 and factors else 1)
    for k, v in enumerate(x[1:], 1):
        v = v * (factors[k] if kind == 1 and factors else 1)
        y = y * v if kind == 0 else y + v if kind == 1 else np.maximum(y, v)
    return [y]


def slices(x, s, w, count):
    v, axis = x[0], s.get(1, 0)
    size = v.shape[axis]
    ends = []
    if 2 in s:
        ends = [e + size if e < 0 else e for e in s[2][:count - 1]] + [size]
    else:
        start = 0
        for k in range(count):
            part = s[0][k]
            start += (size - start) // (count - k) if part == -233 else part
            ends.append(start)
    starts = [0] + ends[:-1]
    return [np.take(v, range(a, b), axis) for a, b in zip(starts, ends)]


def crop(x, s, w, count):
    v = x[0]
    place = [slice(None)] * v.ndim
    if 9 in s:
        axes = s.get(11, list(range(v.ndim)))
        for axis, start, end in zip(axes, s[9], s[10]):
            size = v.shape[axis]
            start = 0 if start == -233 else start + size if start < 0 else start
            end = size if end == -233 else min(size, end if end > 0 else size + end)
            place[axis] = slice(start, end)
        return [v[tuple(place)]]
    ids = [(2, 8, 5), (1, 7, 4), (0, 6, 3)][-v.ndim:]
    for axis, (offset, rest, size) in enumerate(ids):
        start = s.get(offset, 0)
        if len(x) > 1:
            wanted = x[1].shape[axis]
        else:
            wanted = s.get(size, 0)
            free = v.shape[axis] - start - s.get(rest, 0)
            wanted = free if wanted == -233 else min(wanted, free)
        place[axis] = slice(start, start + wanted)
    return [v[tuple(place)]]


def interp(x, s, w, count):
    v = x[0]
    if len(x) > 1:
        size, fixed = list(x[1].shape[-2:]), [True, True]
    elif s.get(3, 0) and s.get(4, 0):
        size, fixed = [s[3], s[4]], [True, True]
    else:
        size = [int(v.shape[1] * np.float32(s.get(1, 1.0))), int(v.shape[2] * np.float32(s.get(2, 1.0)))]
        fixed = [False, False]
    if size == list(v.shape[1:]):
        return [v]
    kind = s[0]
    for axis in (1, 2):
        n, m = v.shape[axis], size[axis - 1]
        step = n / m if fixed[axis - 1] else 1 / s.get(axis, 1.0)
        rows = []
        for i in range(m):
            if kind == 1:
                row = np.zeros(n)
                row[min(int(np.float32(i) * np.float32(step)), n - 1)] = 1
            else:
                place = (i + 0.5) * step - 0.5
                if s.get(6, 0):
                    place = i * (n - 1) / (m - 1) if m > 1 else 0.0
                row = (arrays.taps(place, n, arrays.linear, 1) if kind == 2
                       else arrays.taps(place, n, lambda d: arrays.cubic(d, -0.75), 2))
            rows.append(row)
        v = np.moveaxis(np.tensordot(np.stack(rows), v, (1, axis)), 0, axis)
    return [v]


def pooling(x, s, w, count):
    v = x[0]
    mean = s.get(0, 0)
    if s.get(4, 0):
        return [v.mean(axis=(1, 2)) if mean else v.max(axis=(1, 2))]
    if s.get(7, 0):
        size = [s.get(18, s[8]), s[8]]
        size = [v.shape[k + 1] if n == -233 else n for k, n in enumerate(size)]
        y = np.zeros([v.shape[0]] + size)
        for i in range(size[0]):
            for j in range(size[1]):
                part = v[:, v.shape[1] * i // size[0]:-(-v.shape[1] * (i + 1) // size[0]),
                         v.shape[2] * j // size[1]:-(-v.shape[2] * (j + 1) // size[1])]
                y[:, i, j] = part.mean(axis=(1, 2)) if mean else part.max(axis=(1, 2))
        return [y]
    kernel = [s.get(11, s[1]), s[1]]
    strides = [s.get(12, s.get(2, 1)), s.get(2, 1)]
    pads = sides(s, 3, 13, 14, 15)
    mode = s.get(5, 0)
    counts = s.get(6, 0) or mode >= 2
    if mode >= 2:
        pads = same(v.shape[1:], kernel, strides, [1, 1], mode == 2)
    tail = [0, 0]
    if mode == 0:
        for axis in (0, 1):
            free = v.shape[axis + 1] + pads[axis] + pads[axis + 2] - kernel[axis]
            if free < 0:
                raise ValueError("a window larger than the picture")
            tail[axis] = -free % strides[axis]
    edges = ((0, 0), (pads[0], pads[2] + tail[0]), (pads[1], pads[3] + tail[1]))
    inside = np.pad(np.ones(v.shape[1:]), edges[1:])
    whole = np.pad(v, edges, constant_values=0 if mean else -np.inf)
    size = [(whole.shape[k + 1] - kernel[k]) // strides[k] + 1 for k in (0, 1)]
    y = np.zeros([v.shape[0]] + size)
    for i in range(size[0]):
        for j in range(size[1]):
            place = (slice(i * strides[0], i * strides[0] + kernel[0]),
                     slice(j * strides[1], j * strides[1] + kernel[1]))
            part = whole[(slice(None),) + place]
            area = kernel[0] * kernel[1] if counts else inside[place].sum()
            y[:, i, j] = part.sum(axis=(1, 2)) / area if mean else part.max(axis=(1, 2))
    return [y]


ORDERS = {2: [[0, 1], [1, 0]],
          3: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]}


def reshape(x, s, w, count):
    own = list(reversed(x[0].shape)) + [1, 1]
    sizes = []
    for k in (0, 1, 2):
        if s.get(k, -233) != -233:
            sizes.insert(0, own[k] if s[k] == 0 else s[k])
    return [x[0].reshape(sizes)]


def squeeze(x, s, w, count):
    v = x[0]
    dropped = {a % v.ndim for a in s.get(3, [])}
    if not dropped:
        dropped = {axis for axis, k in enumerate([2, 1, 0][-v.ndim:]) if s.get(k, 0)}
    sizes = [n for axis, n in enumerate(v.shape) if n != 1 or axis not in dropped]
    return [v.reshape(sizes or [1])]


def expand(x, s, w, count):
    return [np.expand_dims(x[0], tuple(s[3]))]


REDUCTIONS = [
    np.sum, lambda x, **k: np.sum(abs(x), **k), lambda x, **k: np.sum(x * x, **k), np.mean, np.max,
    np.min, np.prod, lambda x, **k: np.sum(abs(x), **k), lambda x, **k: np.sqrt(np.sum(x * x, **k))]


def reduction(x, s, w, count):
    axes = range(x[0].ndim) if s.get(1, 1) else [a % x[0].ndim for a in s[3]]
    y = REDUCTIONS[s.get(0, 0)](x[0], axis=tuple(axes), keepdims=bool(s.get(4, 0)))
    return [y.reshape(1) if y.ndim == 0 else y]


def matmul(x, s, w, count):
    return [np.matmul(x[0], np.swapaxes(x[1], -1, -2) if s.get(0, 0) else x[1])]


FUNCTIONS = {
    "ReLU": lambda x, s: np.where(x < 0, x * s.get(0, 0.0), x),
    "Sigmoid": lambda x, s: arrays.sigmoid(x), "TanH": lambda x, s: np.tanh(x),
    "Swish": lambda x, s: x * arrays.sigmoid(x), "Mish": lambda x, s: arrays.mish(x),
    "GELU": lambda x, s: arrays.gelu(x, bool(s.get(0, 0))),
    "ELU": lambda x, s: np.where(x < 0, s.get(0, 0.1) * np.expm1(np.minimum(x, 0)), x),
    "SELU": lambda x, s: s.get(1, 1.050700987) * np.where(
        x < 0, s.get(0, 1.67326324) * np.expm1(np.minimum(x, 0)), x),
    "Clip": lambda x, s: np.clip(x, s.get(0, -np.inf), s.get(1, np.inf)),
    "HardSigmoid": lambda x, s: np.clip(s.get(0, 0.2) * x + s.get(1, 0.5), 0, 1),
    "HardSwish": lambda x, s: x * np.clip(s.get(0, 0.2) * x + s.get(1, 0.5), 0, 1),
    "Dropout": lambda x, s: x * s.get(0, 1.0),
    "UnaryOp": lambda x, s: UNARY[s.get(0, 0)](x),
    "Flatten": lambda x, s: x.reshape(-1),
    "Permute": lambda x, s: x if x.ndim == 1 else x.transpose(ORDERS[x.ndim][s.get(0, 0)]),
    "PixelShuffle": lambda x, s: arrays.shuffled(x, s[0], not s.get(1, 0)),
    "Reorg": lambda x, s: arrays.unshuffled(
        x[:, :x.shape[1] // s[0] * s[0], :x.shape[2] // s[0] * s[0]], s[0], not s.get(1, 0)),
    "Softmax": lambda x, s: arrays.softmax(x, s.get(0, 0)),
}

OTHERS = {
    "Convolution": convolution, "Deconvolution": deconvolution,
    "ConvolutionDepthWise": lambda x, s, w, c: convolution(x, s, w, c, s[7]),
    "DeconvolutionDepthWise": lambda x, s, w, c: deconvolution(x, s, w, c, s[7]),
    "InnerProduct": inner_product, "PReLU": prelu, "BatchNorm": batch_norm,
    "InstanceNorm": instance_norm, "GroupNorm": group_norm, "LayerNorm": layer_norm,
    "Scale": scale, "Bias": bias, "MemoryData": memory,
    "Padding": padding, "BinaryOp": binary, "Eltwise": eltwise,
    "Concat": lambda x, s, w, c: [np.concatenate(x, s.get(0, 0))],
    "Slice": slices, "Crop": crop, "Interp": interp, "Pooling": pooling, "Reshape": reshape,
    "Squeeze": squeeze, "ExpandDims": expand, "Reduction": reduction, "MatMul": matmul,
    "Noop": lambda x, s, w, c: list(x),
}


def evaluate(type, x, s, w, count):
    """The outputs of a layer: x are its inputs, s its settings by number, w its weights."""
    if type in FUNCTIONS:
        return [FUNCTIONS[type](x[0], s)]
    return OTHERS[type](x, s, w, count)


