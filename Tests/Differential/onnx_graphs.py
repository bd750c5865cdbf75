"""Random ONNX graphs of all operators that are read, on values of rank 0 to 6."""

import math

import numpy as np

from generating import CHANNELS, LARGEST, Generator, Unfit, is_ordinary
from onnx_graph import Graph, Node

OPSETS = [9, 9, 11, 12, 13, 15, 17, 18, 20, 21, 23, 24]


class Maker(Generator):
    """Appends operators to a graph; every value is known while it is made."""

    def __init__(self, seed):
        super().__init__(seed)
        r = self.random
        layout = r.choice(["nchw"] * 8 + ["nhwc", "chw"])
        mode = "picture" if layout != "nchw" else r.choice(["raw", "picture"])
        shape = [r.choice(CHANNELS), r.randint(1, 12), r.randint(1, 12)]
        self.graph = Graph(r.choice(OPSETS), shape, layout, mode, free=r.random() < 0.5)
        if layout == "nhwc" and shape[0] == shape[1]:
            # Channels that are fixed in both places count as the first axis.
            self.graph.free = True
        picture = self.numbers.uniform(r.choice([0, -1]), 1, shape)
        self.picture = picture.astype(np.float32)
        self.values = {"x": self.graph.laid_out(self.picture.astype(np.float64))}
        # Some graphs stay with what is no picture.
        self.returns = r.choice([0.02, 0.02, 0.1, 0.7, 1.0])
        self.count = 0
        if layout == "nhwc" and r.random() < 0.8:
            self.append("Transpose", ["x"], perm=[0, 3, 1, 2])
        elif layout == "chw" and r.random() < 0.8:
            self.unsqueeze("x", [0])

    @property
    def opset(self):
        return self.graph.opset

    def need(self, opset):
        if self.opset < opset:
            raise Unfit

    # Values.

    def name(self, prefix="v"):
        self.count += 1
        return f"{prefix}{self.count}"

    def shape(self, name):
        return list(self.value(name).shape)

    def value(self, name):
        return self.graph.value_of(name, self.values)

    def rank(self, *ranks):
        return self.source(lambda v: v.ndim in ranks)

    def source_picture(self):
        """One picture; made of the newest value where there is none or by chance."""
        last = self.pool[-1]
        value = self.values[last]
        if value.ndim == 4 and value.shape[0] == 1:
            return last
        if not self.chance(self.returns):
            raise Unfit
        if self.chance(0.7):
            return self.reshape(last, self.picture_shape(value))
        return self.source(lambda v: v.ndim == 4 and v.shape[0] == 1)

    def picture_shape(self, value):
        """Channels, rows and columns that a value can be taken as."""
        sizes = [n for n in value.shape if n != 1]
        self.random.shuffle(sizes) if self.chance(0.2) else None
        while len(sizes) > 3:
            place = self.random.randrange(len(sizes) - 1)
            sizes[place:place + 2] = [sizes[place] * sizes[place + 1]]
        if len(sizes) < 3 and self.chance():
            for place, size in enumerate(sizes):
                divisors = [d for d in (2, 3, 4, 8, 16) if size % d == 0 and size > d]
                if divisors and len(sizes) < 3:
                    d = self.random.choice(divisors)
                    sizes[place:place + 1] = [d, size // d]
        while len(sizes) < 3:
            sizes.insert(self.random.randint(0, len(sizes)), 1)
        return [1] + sizes

    # Constants.

    def constant(self, array, prefix="w"):
        name = self.name(prefix)
        self.graph.constants[name] = np.asarray(array)
        if self.chance(0.25):
            self.graph.as_nodes.add(name)
        return name

    def integers(self, values):
        return self.constant(np.array(values, dtype=np.int64), "n")

    def scalar(self, value, shape=()):
        return self.constant(np.full(shape, value, dtype=np.float32), "s")

    def floats(self, shape, scale=1.0, center=0.0):
        values = center + scale * self.numbers.uniform(-1, 1, shape)
        return self.constant(np.asarray(values, dtype=np.float32))

    def weight(self, shape, fan):
        """Weights that keep the size of what comes in, as they are or rearranged on the way."""
        scale = 1.7 / math.sqrt(max(fan, 1))
        if self.chance(0.9):
            return self.floats(shape, scale)
        kind = self.random.choice(["Reshape", "Transpose", "Identity", "Slice"])
        if kind == "Reshape":
            stored = self.floats([math.prod(shape)], scale)
            return self.bare("Reshape", [stored, self.integers(shape)])
        if kind == "Transpose":
            perm = list(range(len(shape)))
            self.random.shuffle(perm)
            stored = self.floats([shape[perm.index(i)] for i in range(len(shape))], scale)
            return self.bare("Transpose", [stored], perm=perm)
        if kind == "Slice" and self.opset >= 10:
            stored = self.floats([shape[0] + 2] + list(shape[1:]), scale)
            return self.bare(
                "Slice", [stored, self.integers([1]), self.integers([shape[0] + 1]),
                          self.integers([0])])
        return self.bare("Identity", [self.floats(shape, scale)])

    # Nodes.

    def bare(self, op, inputs, outputs=1, **attributes):
        """Appends a node whose outputs are not floats of the picture."""
        names = [self.name() for _ in range(outputs)]
        node = Node(op, inputs, names, **attributes)
        try:
            made = self.graph.compute(node, self.values)
        except (ValueError, TypeError, IndexError, KeyError, np.exceptions.AxisError) as error:
            raise Unfit from error
        for value in made.values():
            if not 0 < value.size <= LARGEST or value.ndim > 6:
                raise Unfit
            if value.dtype.kind == "f" and not (np.isfinite(value).all() and is_ordinary(value)):
                raise Unfit
        self.graph.nodes.append(node)
        self.values.update(made)
        return names[0] if outputs == 1 else names

    def append(self, op, inputs, outputs=1, **attributes):
        names = self.bare(op, inputs, outputs, **attributes)
        self.pool += [names] if outputs == 1 else names
        return names

    def reshape(self, x, shape):
        """By a constant shape, or one computed from the sizes of values."""
        shape = list(shape)
        if self.graph.free and self.chance(0.4):
            target = self.computed_shape(x, shape)
        else:
            written = list(shape)
            if self.chance(0.3) and shape:
                written[self.random.randrange(len(shape))] = -1
            elif self.chance(0.3):
                own = self.shape(x)
                written = [0 if i < len(own) and own[i] == n and self.chance() else n
                           for i, n in enumerate(shape)]
            target = self.integers(written)
        return self.append("Reshape", [x, target])

    def computed_shape(self, x, shape):
        """Sizes put together by Shape, Gather, Slice, Concat and arithmetic."""
        own = self.shape(x)
        sizes = self.bare("Shape", [x])
        parts, index = [], 0
        for n in shape:
            where = [i for i, m in enumerate(own) if m == n]
            if where and self.chance(0.7):
                place = self.random.choice(where)
                if self.chance() or self.opset < 10:
                    size = self.bare("Gather", [sizes, self.integers([place])], axis=0)
                else:
                    size = self.bare(
                        "Slice", [sizes, self.integers([place]), self.integers([place + 1])])
                if self.chance(0.2):
                    two = self.integers([2])
                    doubled = self.bare("Mul", [size, two])
                    size = self.bare("Div", [doubled, two])
                elif self.chance(0.1):
                    size = self.bare("Cast", [self.bare("Cast", [size], to=1)], to=7)
            else:
                size = self.integers([n])
            parts.append(size)
            index += 1
        if not parts:
            return self.integers([])
        return self.bare("Concat", parts, axis=0)

    def with_axes(self, op, x, axes, since, **attributes):
        """A node whose axes are an attribute or, since an operator set, an input."""
        if self.opset >= since:
            return self.append(op, [x, self.integers(axes)], **attributes)
        return self.append(op, [x], axes=list(axes), **attributes)

    def unsqueeze(self, x, axes):
        return self.with_axes("Unsqueeze", x, axes, 13)

    def squeeze(self, x, axes):
        return self.with_axes("Squeeze", x, axes, 13)

    def reduce(self, op, x, axes, keepdims):
        since = 13 if op == "ReduceSum" else 18
        return self.with_axes(op, x, axes, since, keepdims=None if keepdims and self.chance() else keepdims)

    def axes(self, rank, fewest=1):
        count = self.random.randint(fewest, rank)
        axes = sorted(self.random.sample(range(rank), count))
        return axes if self.chance(0.7) else [a - rank for a in axes]

    def axis(self, rank):
        return self.random.randint(-rank, rank - 1)

    def partner(self, x):
        """A value or a constant that can be combined with a value, and whether it is a value."""
        shape = self.shape(x)
        if self.chance(0.35):
            fitting = [n for n in self.pool if self.broadcasts(shape, self.shape(n))]
            return self.random.choice(fitting)
        kind = self.random.randrange(5)
        if kind == 0:
            return self.scalar(self.numbers.uniform(0.3, 1.5), self.random.choice([(), (1,)]))
        own = [n if self.chance() else 1 for n in shape]
        if kind == 1:
            own = own[self.random.randint(0, len(own)):]
        if kind == 2 and len(shape) >= 2:
            own = [shape[1]] + [1] * (len(shape) - 2)
        if kind == 3 and len(shape) < 5:
            own = [self.random.choice([1, 1, 2, 3])] * (5 - len(shape) > 0) + own
        if kind == 4:
            own = shape
        return self.floats(own, 0.5, 1.0)

    def broadcasts(self, a, b):
        try:
            return math.prod(np.broadcast_shapes(tuple(a), tuple(b))) <= LARGEST
        except ValueError:
            return False

    # The end.

    def finish(self):
        g = self.graph
        if g.mode == "picture":
            self.returns = 1.0
            x = self.source_picture()
            if self.chance(0.3):
                x = self.conv(x)
            if g.layout == "nhwc":
                shape = self.shape(x)
                if shape[1] != g.shape[0]:
                    w = self.weight([g.shape[0], shape[1], 1, 1], shape[1])
                    x = self.append("Conv", [x, w])
                x = self.append("Transpose", [x], perm=[0, 2, 3, 1])
            elif g.layout == "chw" and self.chance():
                x = self.squeeze(x, [0])
            shape = self.shape(x)
            last = ([1] + shape)[-4:]
            if g.layout != "nhwc" and last[3] == g.shape[0] and last[1] != g.shape[0]:
                # Taken for channels-last; that is tried with such inputs.
                g.mode = "raw" if g.layout == "nchw" else "none"
        else:
            x = self.pool[-1]
        g.output = x
        g.prune()
        if g.mode == "none" or not g.depends() or not g.nodes or self.values[x].ndim == 0:
            raise Unfit
        return g

    def conv(self, x, outputs=None):
        shape = self.shape(x)
        outputs = outputs or self.random.choice(CHANNELS)
        return self.append("Conv", [x, self.weight([outputs, shape[1], 1, 1], shape[1])])


def leave(maker):
    """Brings a graph that stays with what is no picture there first."""
    import onnx_operators
    if maker.returns < 0.1:
        try:
            if maker.chance():
                onnx_operators.convolution(maker)
            onnx_operators.reshape(maker, rank=maker.random.choice([1, 2, 3, 3, 5, 5, 5]))
        except Unfit:
            pass


def make(seed):
    """A graph, its picture and all values; tries further where nothing came of a seed's start."""
    import onnx_operators
    for attempt in range(100):
        maker = Maker(seed * 1000 + attempt)
        target = maker.random.choice([1, 2, 3, 5, 8, 12, 16])
        leave(maker)
        for _ in range(4 * target):
            before = (len(maker.graph.nodes), len(maker.pool))
            try:
                onnx_operators.append_any(maker)
            except Unfit:
                del maker.pool[before[1]:]
                del maker.graph.nodes[before[0]:]
            if len(maker.graph.nodes) >= target:
                break
        try:
            graph = maker.finish()
        except Unfit:
            continue
        return graph, maker.picture, maker.values
    raise RuntimeError(f"seed {seed}: no graph")
