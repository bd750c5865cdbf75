"""All types of layers that are read, appended to a random ncnn network."""

import math

from generating import CHANNELS, Unfit


def windows(m, kernel_most=4):
    kernel = m.random.choice([[1, 1], [3, 3], [3, 3], [2, 2], [1, 3], [4, 2], [4, 4]])
    strides = m.random.choice([[1, 1], [1, 1], [2, 2], [2, 1], [3, 2]])
    dilations = m.random.choice([[1, 1], [1, 1], [1, 1], [2, 2], [1, 2]])
    settings = {"s1": kernel[1], "s3": strides[1] if strides[1] > 1 or m.chance() else None,
                "s2": dilations[1] if dilations[1] > 1 or m.chance() else None}
    for key, (y, x) in {"s11": kernel, "s13": strides, "s12": dilations}.items():
        settings[key] = y if y != x or m.chance(0.3) else None
    return kernel, strides, dilations, settings


def pads(m, most):
    if m.chance(0.3):
        return {}
    if m.chance():
        return {"s4": most}
    return {f"s{k}": m.random.randint(0, most) for k in (4, 14, 15, 16)}


def groups(m, a, b):
    return m.random.choice([g for g in {1, a, 2, 3, 4, 8} if a % g == 0 and b % g == 0])


def convolution(grouped, transposed):
    def append(m):
        x = m.picture_source()
        inputs = m.shape(x)[0]
        outputs = m.random.choice(CHANNELS + [inputs] * 6)
        group = groups(m, inputs, outputs) if grouped else 1
        kernel, strides, dilations, settings = windows(m)
        shape = [outputs, inputs // group] + kernel
        weights = [m.stored(shape, inputs // group * (2 if transposed else math.prod(kernel)))]
        if m.chance():
            weights.append(m.bare(outputs))
        if not transposed and m.chance(0.15):
            settings["s4"] = settings["s14"] = settings["s15"] = settings["s16"] = m.random.choice(
                [-233, -234])
        else:
            settings.update(pads(m, m.random.randint(0, 2) if not transposed else 1))
            if transposed:
                for k, size in zip((4, 14, 15, 16), (1, 0, 1, 0)):
                    if f"s{k}" in settings and (kernel[size] - 1) * dilations[size] < 1:
                        raise Unfit
        if not transposed and m.chance(0.1):
            settings["s18"] = -1.5
        if transposed and m.chance(0.3):
            settings["s18"] = m.random.randint(0, strides[1] - 1)
            settings["s19"] = m.random.randint(0, strides[0] - 1)
        name = ("Deconvolution" if transposed else "Convolution") + ("DepthWise" if grouped else "")
        m.append(name, [x], weights=weights, s0=outputs, s5=len(weights) - 1,
                 s6=weights[0][0].size, s7=group if grouped else None, **settings, **m.fused())
    return append


def vector_convolution(m):
    x = m.source(lambda v: v.ndim == 1 and v.size <= 64)
    inputs = m.shape(x)[0]
    outputs = m.random.choice(CHANNELS)
    weights = [m.stored([outputs, inputs, 1, 1], inputs), m.bare(outputs)]
    m.append("Convolution", [x], weights=weights, s0=outputs, s1=1, s5=1, s6=weights[0][0].size,
             **m.fused())


def inner_product(m):
    x = m.source(lambda v: v.size <= 600 and v.ndim <= 3)
    shape = m.shape(x)
    inputs = shape[1] if len(shape) == 2 and m.chance(0.7) else math.prod(shape)
    outputs = m.random.choice(CHANNELS)
    weights = [m.stored([outputs, inputs], inputs)] + ([m.bare(outputs)] if m.chance() else [])
    m.append("InnerProduct", [x], weights=weights, s0=outputs, s1=len(weights) - 1,
             s2=weights[0][0].size, **m.fused())


def function(type, *choices):
    def append(m):
        x = m.source()
        settings = dict(m.random.choice(choices or [{}]))
        m.append(type, [x], **settings)
    return append


def unary(m):
    kind = m.random.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 18, 20])
    x = m.source()
    if kind in (2, 3, 18):
        x = m.append("BinaryOp", [x], s0=2, s1=1, s2=3.7)
    if kind in (5, 6, 8, 15):
        x = m.append("UnaryOp", [x], s0=0)
        x = m.append("BinaryOp", [x], s0=0, s1=1, s2=0.5)
    m.append("UnaryOp", [x], s0=kind)


def positive(m, x):
    return m.append("BinaryOp", [m.append("UnaryOp", [x], s0=0)], s0=0, s1=1, s2=0.5)


def binary(m):
    kind = m.random.randrange(10)
    a = m.source()
    if m.chance(0.3):
        if kind in (3, 6, 8, 9):
            a = positive(m, a)
        return m.append("BinaryOp", [a], s0=kind, s1=1, s2=m.random.choice([0.7, 1.5, 2.0]))
    b = partner(m, a)
    if kind in (3, 6, 8, 9):
        a, b = positive(m, a), positive(m, b)
    m.append("BinaryOp", [a, b] if m.chance(0.7) else [b, a], s0=kind)


def partner(m, x):
    """A blob that is repeated over a value, or a constant that is."""
    shape = m.shape(x)
    if m.chance(0.5):
        fitting = []
        for name in m.pool:
            own = m.shape(name)
            if own == shape or len(own) == len(shape) and all(
                    a == b or 1 in (a, b) for a, b in zip(own, shape)):
                fitting.append(name)
            elif len(own) < len(shape) and own == shape[:len(own)]:
                fitting.append(name)
            elif len(own) == 1 and own[0] == shape[-1]:
                fitting.append(name)
        return m.random.choice(fitting)
    own = m.random.choice([
        [n if m.chance() else 1 for n in shape], shape, shape[:1], shape[-1:],
        shape[:m.random.randint(1, len(shape))], [1]])
    return memory(m, own)


def memory(m, shape):
    if len(shape) > 3:
        raise Unfit
    settings = {f"s{k}": n for k, n in zip((0, 1, 2), reversed(shape))}
    tagged = m.chance(0.2)
    array = m.floats(shape, 0.5, 1.0)
    return m.append("MemoryData", [], weights=[(array, "tagged" if tagged else "bare")],
                    s21=0 if tagged else None, **settings)


def memory_beside(m):
    x = m.source(lambda v: v.ndim <= 3)
    m.append("BinaryOp", [x, memory(m, m.shape(x))], s0=0)


def eltwise(m):
    x = m.source()
    shape = m.shape(x)
    fitting = [n for n in m.pool if m.shape(n) == shape]
    values = [x] + [m.random.choice(fitting) for _ in range(m.random.randint(1, 3))]
    kind = m.random.randrange(3)
    factors = [m.random.choice([1.0, -1.0, 0.5]) for _ in values] if kind == 1 and m.chance() else None
    m.append("Eltwise", values, s0=kind, s1=factors)


def prelu(m):
    x = m.source()
    count = m.random.choice([1, m.shape(x)[0]])
    m.append("PReLU", [x], weights=[m.bare(count)], s0=count)


def batch_norm(m):
    x = m.source()
    c = m.shape(x)[0]
    weights = [m.bare(c, center=1), m.bare(c), m.bare(c, center=1), m.bare(c)]
    m.append("BatchNorm", [x], weights=weights, s0=c, s1=m.random.choice([None, 1e-3, 1e-5]))


def affine(m, count):
    return [m.bare(count, center=1), m.bare(count)] if m.chance(0.7) else []


def instance_norm(m):
    x = m.source(lambda v: v.ndim == 3 and v[0].size > 2)
    c = m.shape(x)[0]
    weights = affine(m, c)
    m.append("InstanceNorm", [x], weights=weights, s0=c, s1=m.random.choice([None, 1e-3, 1e-2]),
             s2=None if weights else 0)


def group_norm(m):
    x = m.source(lambda v: v.size > 8)
    c = m.shape(x)[0]
    count = m.random.choice([g for g in (1, 2, 3, 4, 8, c) if c % g == 0])
    if m.values[x].size // count < 3:
        raise Unfit
    weights = affine(m, c)
    m.append("GroupNorm", [x], weights=weights, s0=count, s1=c, s2=m.random.choice([None, 1e-2]),
             s3=None if weights else 0)


def layer_norm(m):
    x = m.source(lambda v: v.ndim <= 3 and v.shape[-1] > 2)
    shape = m.shape(x)
    count = shape[-1] if len(shape) < 3 or m.chance() else shape[-1] * shape[-2]
    weights = affine(m, count)
    m.append("LayerNorm", [x], weights=weights, s0=count, s1=m.random.choice([None, 1e-2]),
             s2=None if weights else 0)


def scale(m):
    x = m.source()
    c = m.shape(x)[0]
    vectors = [n for n in m.pool if m.shape(n) == [c]]
    if vectors and m.chance():
        return m.append("Scale", [x, m.random.choice(vectors)], s0=-233)
    weights = [m.bare(c, center=1)] + ([m.bare(c)] if m.chance() else [])
    m.append("Scale", [x], weights=weights, s0=c, s1=1 if len(weights) > 1 else None)


def bias(m):
    x = m.source()
    m.append("Bias", [x], weights=[m.bare(m.shape(x)[0])], s0=m.shape(x)[0])


def padding(m):
    x = m.picture_source()
    _, h, w = m.shape(x)
    mode = m.random.randrange(3)
    most = (2, 2) if mode < 2 else (min(2, h - 1), min(2, w - 1))
    m.append("Padding", [x], s0=m.random.randint(0, most[0]), s1=m.random.randint(0, most[0]),
             s2=m.random.randint(0, most[1]), s3=m.random.randint(0, most[1]), s4=mode,
             s5=m.random.choice([None, 0.3]))


def concat(m):
    x = m.source()
    shape = m.shape(x)
    axis = m.random.randrange(len(shape))

    def fits(other):
        return len(other) == len(shape) and all(
            a == b or k == axis for k, (a, b) in enumerate(zip(other, shape)))

    fitting = [n for n in m.pool if fits(m.shape(n))]
    values = [x] + [m.random.choice(fitting) for _ in range(m.random.randint(1, 3))]
    m.append("Concat", values, s0=axis - (len(shape) if m.chance(0.3) else 0))


def slices(m):
    x = m.source(lambda v: max(v.shape) > 1 and v.ndim <= 3)
    shape = m.shape(x)
    axis = m.random.choice([k for k, n in enumerate(shape) if n > 1])
    n = shape[axis]
    count = m.random.randint(2, min(4, n))
    cuts = sorted(m.random.sample(range(1, n), count - 1))
    named = axis - (len(shape) if m.chance(0.3) else 0)
    if m.chance(0.3):
        return m.append("Slice", [x], outputs=count, s1=named, s2=[
            c - n if m.chance(0.3) else c for c in cuts])
    sizes = [b - a for a, b in zip([0] + cuts, cuts + [n])]
    if m.chance(0.4):
        sizes = [-233] * count
    elif m.chance(0.3):
        sizes[-1] = -233
    m.append("Slice", [x], outputs=count, s0=sizes, s1=named)


def crop(m):
    x = m.source(lambda v: v.ndim <= 3)
    shape = m.shape(x)
    rank = len(shape)
    if m.chance(0.5):
        axes = sorted(m.random.sample(range(rank), m.random.randint(1, rank)))
        starts, ends = [], []
        for axis in axes:
            n = shape[axis]
            start, end = sorted(m.random.sample(range(n + 1), 2))
            starts.append(-233 if start == 0 and m.chance(0.3) else start)
            ends.append(-233 if end == n and m.chance(0.5) else end - n if end < n and m.chance(0.3)
                        else end)
        if axes == list(range(rank)) and m.chance():
            return m.append("Crop", [x], s9=starts, s10=ends)
        return m.append("Crop", [x], s9=starts, s10=ends, s11=[
            a - rank if m.chance(0.3) else a for a in axes])
    settings = {}
    for (offset, rest, size), n in zip([(2, 8, 5), (1, 7, 4), (0, 6, 3)][-rank:], shape):
        start = m.random.randint(0, n - 1)
        count = m.random.randint(1, n - start)
        settings[f"s{offset}"] = start
        if m.chance():
            settings[f"s{size}"] = count
        else:
            settings[f"s{size}"] = -233
            settings[f"s{rest}"] = n - start - count
    m.append("Crop", [x], **settings)


def crop_like(m):
    x = m.source(lambda v: v.ndim == 3)
    shape = m.shape(x)
    smaller = [n for n in m.pool if len(m.shape(n)) == 3 and all(
        a <= b for a, b in zip(m.shape(n), shape))]
    other = m.shape(m.random.choice(smaller))
    name = next(n for n in smaller if m.shape(n) == other)
    offsets = {f"s{k}": m.random.randint(0, b - a) for k, a, b in zip((2, 1, 0), other, shape)}
    m.append("Crop", [x, name], **offsets)


def interp(m):
    x = m.picture_source()
    _, h, w = m.shape(x)
    kind = m.random.choice([1, 1, 2, 2, 3])
    if kind == 3 and min(h, w) < 4:
        kind = 2
    settings = {"s0": kind}
    if kind > 1:
        settings["s6"] = m.random.choice([None, 0, 1])
    way = m.random.randrange(3)
    if way == 0:
        factor = m.random.choice([2.0, 2.0, 3.0, 0.5, 1.5])
        settings.update(s1=factor, s2=m.random.choice([factor, 2.0]))
        if any((n * f) % 1 for n, f in ((h, settings["s1"]), (w, settings["s2"]))):
            raise Unfit
        return m.append("Interp", [x], **settings)
    if way == 1:
        return m.append("Interp", [x], s3=m.random.randint(1, 12), s4=m.random.randint(1, 12), **settings)
    other = m.source(lambda v: v.ndim == 3)
    m.append("Interp", [x, other], s5=1, **settings)


def pixel_shuffle(m):
    x = m.picture_source()
    c = m.shape(x)[0]
    f = m.random.choice([2, 2, 3])
    if c % (f * f):
        x = m.conv(x, outputs=f * f * m.random.choice([1, 2, 3, 5]))
    m.append("PixelShuffle", [x], s0=f, s1=m.random.choice([None, 0, 1]))


def reorg(m):
    x = m.picture_source()
    f = m.random.choice([2, 3])
    if min(m.shape(x)[1:]) < f:
        raise Unfit
    m.append("Reorg", [x], s0=f, s1=m.random.choice([None, 0, 1]))


def pooling(m):
    x = m.picture_source()
    kind = m.random.choice([None, 0, 1])
    if m.chance(0.25):
        return m.append("Pooling", [x], s0=kind, s4=1)
    _, h, w = m.shape(x)
    if m.chance(0.15):
        rows = m.random.choice([n for n in range(1, h + 1) if h % n == 0])
        columns = m.random.choice([n for n in range(1, w + 1) if w % n == 0])
        return m.append("Pooling", [x], s0=kind, s7=1, s8=m.random.choice([columns, -233]), s18=rows)
    kernel = [m.random.randint(1, 3), m.random.randint(1, 3)]
    strides = [m.random.randint(1, 3), m.random.randint(1, 3)]
    mode = m.random.choice([None, 0, 1, 1, 2, 3])
    settings = {"s1": kernel[1], "s11": kernel[0], "s2": strides[1], "s12": strides[0], "s5": mode,
                "s6": m.random.choice([None, 1]) if kind else None}
    if not (mode or 0) >= 2 and m.chance():
        for k, size in zip((3, 13, 14, 15), (1, 0, 1, 0)):
            settings[f"s{k}"] = m.random.randint(0, min(1, kernel[size] - 1))
    m.append("Pooling", [x], s0=kind, **settings)


def permute(m):
    x = m.source(lambda v: v.ndim in (2, 3))
    m.append("Permute", [x], s0=m.random.randint(0, 1 if len(m.shape(x)) == 2 else 5))


def reshape(m):
    x = m.source(lambda v: v.ndim <= 3)
    sizes = m.shape(x)
    rank = m.random.randint(1, 3)
    if m.chance(0.2):
        sizes = [math.prod(sizes)]
    while len(sizes) > rank:
        k = m.random.randrange(len(sizes) - 1)
        sizes[k:k + 2] = [sizes[k] * sizes[k + 1]]
    while len(sizes) < rank:
        k = m.random.randrange(len(sizes))
        d = m.random.choice([d for d in range(1, sizes[k] + 1) if sizes[k] % d == 0])
        sizes[k:k + 1] = [d, sizes[k] // d]
    m.reshape(x, sizes)


def squeeze(m):
    x = m.source(lambda v: v.ndim <= 3 and 1 in v.shape)
    shape = m.shape(x)
    ones = [k for k, n in enumerate(shape) if n == 1]
    if m.chance(0.3):
        return m.append("Squeeze", [x], s0=1, s1=1, s2=1)
    axes = m.random.sample(ones, m.random.randint(1, len(ones)))
    m.append("Squeeze", [x], s3=[a - len(shape) if m.chance(0.3) else a for a in axes])


def expand(m):
    x = m.source(lambda v: v.ndim <= 2 or v.ndim == 3 and m.chance(0.2))
    rank = len(m.shape(x))
    count = m.random.randint(1, max(1, 3 - rank))
    axes = m.random.sample(range(rank + count), count)
    m.append("ExpandDims", [x], s3=[a - rank - count if m.chance(0.3) else a for a in axes])


def softmax(m):
    x = m.source()
    rank = len(m.shape(x))
    m.append("Softmax", [x], s0=m.random.randrange(-rank, rank), s1=1)


def reduction(m):
    x = m.source(lambda v: v.ndim <= 3)
    rank = len(m.shape(x))
    kind = m.random.choice([0, 1, 2, 3, 3, 4, 5, 6, 7, 8])
    keeps = m.random.choice([None, 0, 1])
    if m.chance(0.15):
        return m.append("Reduction", [x], s0=kind, s1=m.random.choice([None, 1]), s4=keeps)
    axes = sorted(m.random.sample(range(rank), m.random.randint(1, rank)))
    m.append("Reduction", [x], s0=kind, s1=0, s3=[
        a - rank if m.chance(0.3) else a for a in axes], s4=keeps, s5=1)


def matmul(m):
    a = m.source(lambda v: v.ndim in (2, 3))
    shape = m.shape(a)
    if m.chance():
        return m.append("MatMul", [a, a], s0=1)
    depth, columns = shape[-1], m.random.choice([1, 3, 5, 8, 9, 16, 17])
    turned = m.chance()
    sizes = shape[:-2] if m.chance() else []
    b = memory(m, sizes + ([columns, depth] if turned else [depth, columns]))
    m.append("MatMul", [a, b], s0=1 if turned else None)


def noop(m):
    m.append("Noop", [m.source()])
