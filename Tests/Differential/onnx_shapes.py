"""Operators that move, cut, join and resize values, appended to a random graph."""

import math

import numpy as np

from generating import Unfit
from onnx_functions import compared


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
