"""Random ncnn networks of all types of layers that are read, on values of 1 to 4 dimensions."""

import math

import numpy as np

from generating import CHANNELS, LARGEST, Generator, Unfit, is_ordinary
from ncnn_blocks import channel_attention, dense_block, transposed_attention
from ncnn_graph import Graph, Layer
from ncnn_layers import (
    batch_norm, bias, binary, concat, convolution, crop, crop_like, eltwise, expand, function,
    group_norm, inner_product, instance_norm, interp, layer_norm, matmul, memory_beside, noop,
    padding, permute, pixel_shuffle, pooling, prelu, reduction, reorg, reshape, scale, slices,
    softmax, squeeze, unary, vector_convolution,
)


class Maker(Generator):
    def __init__(self, seed):
        super().__init__(seed)
        r = self.random
        shape = [r.choice(CHANNELS), r.randint(1, 12), r.randint(1, 12)]
        self.graph = Graph(shape)
        self.picture = self.numbers.uniform(r.choice([0, -1]), 1, shape).astype(np.float32)
        self.values = {"x": self.picture.astype(np.float64)}
        # Some networks stay longer with what is no picture.
        self.returns = r.choice([0.1, 0.7, 1.0])
        self.count = 0

    def shape(self, name):
        return list(self.values[name].shape)

    def picture_source(self):
        """A blob of three dimensions; made of the newest where there is none or by chance."""
        last = self.pool[-1]
        shape = self.shape(last)
        if len(shape) == 3:
            return last
        if not self.chance(self.returns):
            raise Unfit
        if len(shape) < 3 and self.chance(0.7):
            sizes = shape + [1] * (3 - len(shape))
            if self.chance(0.3):
                self.random.shuffle(sizes)
            return self.reshape(last, sizes)
        return self.source(lambda v: v.ndim == 3)

    def floats(self, shape, scale=1.0, center=0.0):
        return (center + scale * self.numbers.uniform(-1, 1, shape)).astype(np.float32)

    def stored(self, shape, fan):
        """A weight and how it is written."""
        array = self.floats(shape, 1.7 / math.sqrt(max(fan, 1)))
        if self.chance(0.15):
            return array.astype(np.float16).astype(np.float32), "half"
        return array, "tagged"

    def bare(self, *shape, scale=0.5, center=0.0):
        return self.floats(shape, scale, center), "bare"

    def append(self, type, inputs, outputs=1, weights=(), **settings):
        """Settings are named s0, s1 and so on."""
        names = [f"v{self.count + k + 1}" for k in range(outputs)]
        self.count += outputs
        numbered = {int(k[1:]): v for k, v in settings.items()}
        layer = Layer(type, inputs, names, numbered, weights)
        try:
            made = self.graph.compute(layer, self.values)
        except (ValueError, TypeError, IndexError, KeyError, np.exceptions.AxisError) as error:
            raise Unfit from error
        for value in made.values():
            if not 0 < value.size <= LARGEST or value.ndim > 4 or value.ndim == 0:
                raise Unfit
            if not np.isfinite(value).all() or not is_ordinary(value):
                raise Unfit
        self.graph.nodes.append(layer)
        self.values.update(made)
        self.pool += names
        return names[0] if outputs == 1 else names

    def reshape(self, x, sizes):
        sizes = list(sizes)
        settings = dict(zip((0, 1, 2), reversed(sizes)))
        free = self.random.choice(list(settings)) if self.chance(0.3) else None
        own = list(reversed(self.shape(x)))
        for k in settings:
            if k == free:
                settings[k] = -1
            elif k < len(own) and own[k] == settings[k] and self.chance(0.3):
                settings[k] = 0
        return self.append("Reshape", [x], **{f"s{k}": v for k, v in settings.items()})

    def conv(self, x, outputs=None, kernel=1):
        inputs = self.shape(x)[0]
        outputs = outputs or self.random.choice(CHANNELS)
        weights = [self.stored([outputs, inputs, kernel, kernel], inputs * kernel * kernel)]
        if self.chance():
            weights.append(self.bare(outputs))
        return self.append(
            "Convolution", [x], weights=weights, s0=outputs, s1=kernel, s4=kernel // 2,
            s5=len(weights) - 1, s6=weights[0][0].size, **self.fused())

    def fused(self):
        kind = self.random.choice([0, 0, 0, 1, 2, 3, 4, 5, 6])
        numbers = {2: [0.2], 3: [-0.5, 0.75], 6: [1 / 6, 0.5]}.get(kind)
        return {"s9": kind if kind or self.chance() else None, "s10": numbers}

    def finish(self):
        g = self.graph
        g.output = self.pool[-1]
        g.prune()
        if not g.nodes or not g.depends():
            raise Unfit
        return g


LAYERS = [
    convolution(False, False), convolution(True, False), convolution(False, True),
    convolution(True, True), vector_convolution, inner_product, unary, binary, eltwise, prelu,
    batch_norm, instance_norm, group_norm, layer_norm, scale, bias, memory_beside, padding, concat,
    slices, crop, crop_like, interp, pixel_shuffle, reorg, pooling, permute, reshape, squeeze, expand,
    softmax, reduction, matmul, noop,
    function("Dropout", {}, {"s0": 0.7}), function("Flatten"),
    function("ReLU", {}, {"s0": 0.2}), function("Sigmoid"), function("TanH"), function("Swish"),
    function("Mish"), function("HardSwish", {}, {"s0": 1 / 6, "s1": 0.5}),
    function("HardSigmoid", {}, {"s0": 1 / 6, "s1": 0.4}), function("GELU", {}, {"s0": 1}),
    function("ELU", {}, {"s0": 0.7}), function("SELU", {}, {"s0": 1.5, "s1": 1.1}),
    function("Clip", {"s0": -0.5, "s1": 0.75}, {"s0": 0.0, "s1": 6.0}),
]
GROUPS = [channel_attention, channel_attention, transposed_attention, dense_block]
CHANGES = [reshape, reshape, squeeze, expand, permute, reduction, binary, convolution(False, False)]


def make(seed):
    """A network, its picture and all values."""
    for attempt in range(100):
        maker = Maker(seed * 1000 + attempt)
        target = maker.random.choice([1, 2, 3, 5, 8, 12])
        for _ in range(4 * target):
            before = (len(maker.graph.nodes), len(maker.pool))
            kind = maker.random.random()
            try:
                maker.random.choice(
                    LAYERS if kind < 0.65 else GROUPS if kind < 0.8 else CHANGES)(maker)
            except (Unfit, IndexError):
                del maker.graph.nodes[before[0]:]
                del maker.pool[before[1]:]
            if len(maker.graph.nodes) >= target:
                break
        try:
            graph = maker.finish()
        except Unfit:
            continue
        return graph, maker.picture, maker.values
    raise RuntimeError(f"seed {seed}: no network")
