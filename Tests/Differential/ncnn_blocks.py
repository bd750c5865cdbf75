"""Groups of layers that networks have, appended to a random ncnn network."""

import math


def channel_attention(m):
    """Squeeze and excitation, however it is written."""
    x = m.picture_source()
    c = m.shape(x)[0]
    kind = m.random.choice(["pool", "pool", "reduction", "keep"])
    if kind == "pool":
        y = m.append("Pooling", [x], s0=m.random.choice([0, 1]), s4=1)
    else:
        y = m.append("Reduction", [x], s0=m.random.choice([0, 3, 4]), s1=0, s3=[1, 2],
                     s4=1 if kind == "keep" else 0, s5=1)
    if m.chance(0.3) and kind != "keep":
        y = m.reshape(y, [c, 1, 1])
    for outputs in (m.random.choice([1, 2, 4, 8, c]), c):
        if len(m.shape(y)) == 3 or m.chance(0.3):
            y = m.conv(y, outputs=outputs)
        else:
            n = math.prod(m.shape(y))
            weights = [m.stored([outputs, n], n), m.bare(outputs)]
            y = m.append("InnerProduct", [y], weights=weights, s0=outputs, s1=1,
                         s2=weights[0][0].size, **m.fused())
    y = m.append(m.random.choice(["Sigmoid", "HardSigmoid", "TanH"]), [y])
    if len(m.shape(y)) == 1:
        way = m.random.randrange(3)
        if way == 0:
            return m.append("Scale", [x, y], s0=-233)
        if way == 1:
            y = m.reshape(y, [c, 1, 1])
    m.append("BinaryOp", [x, y] if m.chance() else [y, x], s0=m.random.choice([0, 2, 2]))


def transposed_attention(m):
    """Attention between channels."""
    x = m.picture_source()
    c, h, w = m.shape(x)
    heads = m.random.choice([n for n in (1, 2, 4) if c % n == 0])
    parts = m.append("Slice", [m.conv(x, outputs=3 * c)], outputs=3, s0=[-233] * 3, s1=0)
    q, k, v = (m.reshape(n, [heads, c // heads, h * w]) for n in parts)
    q = m.append("BinaryOp", [q], s0=2, s1=1, s2=1 / math.sqrt(h * w))
    scores = m.append("Softmax", [m.append("MatMul", [q, k], s0=1)], s0=2, s1=1)
    y = m.reshape(m.append("MatMul", [scores, v]), [c, h, w])
    m.append("BinaryOp", [x, y], s0=0)


def dense_block(m):
    x = m.picture_source()
    for _ in range(m.random.randint(2, 3)):
        y = m.conv(x, outputs=m.random.choice([4, 8, 16]))
        x = m.append("Concat", [x, y])
