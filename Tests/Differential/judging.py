"""Whether outputs agree, and what a graph makes of rounding."""

import numpy as np

# Of the output's range.
LIMIT = 1e-4
# Times what rounding every value by 2^-23 of itself does to the output.
ROUNDINGS = 16
# An output of a range below this share of its size is one number, as float32 has it.
ONE_NUMBER = 1e-2
# In the reason of a graph that was compared with float64 only.
REFUSED = "the other program refuses: "


def span(y):
    """The range of an output; its size where all of it is nearly one number."""
    size = float(abs(y).max()) if y.size else 0.0
    extent = float(y.max() - y.min()) if y.size else 0.0
    if extent < ONE_NUMBER * size:
        extent = size
    return extent if extent > 0 else 1.0


def distance(a, b, extent):
    """The largest difference, of the range; infinite for other shapes and for what is no number."""
    if list(a.shape) != list(b.shape):
        return float("inf")
    if not np.isfinite(a).all() or not np.isfinite(b).all():
        return float("inf")
    return float(abs(a.astype(np.float64) - b).max()) / extent if a.size else 0.0


def roundings(graph, picture, exact, extent, runs=8):
    """What changes of every value by 2^-23 of itself do to the output, of its range."""
    worst = 0.0
    for seed in range(runs):
        random = np.random.default_rng(seed)

        def noise(x):
            return x * (1 + 2.0 ** -23 * random.uniform(-1, 1, x.shape))

        values = graph.evaluate(picture, noise)
        changed = graph.picture_of(values[graph.output])
        worst = max(worst, distance(changed, exact, extent))
    return worst


class Judge:
    """Compares what the library makes of a graph with another program and with float64."""

    def __init__(self, kind, library, others, folder):
        self.kind, self.library, self.others, self.folder = kind, library, others, folder

    def __call__(self, case, graph, picture, values=None):
        """A verdict and its reason."""
        path = graph.save_to(self.folder, case)
        values = values or graph.evaluate(picture)
        exact = graph.picture_of(values[graph.output])
        extent = span(exact)
        try:
            found = self.library.run(case, self.kind, graph.mode, picture)
        except Exception as error:
            name = type(error).__name__
            if name == "Refused":
                return "refused", str(error)
            if name == "Died":
                return "died", str(error)
            raise
        try:
            other = self.others.run(
                self.kind, path, graph.output_blob, graph.laid_out(picture).astype(np.float32))
            other = graph.picture_of(other)
        except Exception as error:
            if type(error).__name__ != "Refused":
                raise
            return self.alone(graph, picture, found, exact, extent, str(error))
        engine = max(distance(y, other, extent) for y in found[:2])
        if engine <= LIMIT:
            far = distance(other, exact, extent)
            if far > LIMIT and far > ROUNDINGS * roundings(graph, picture, exact, extent):
                return "third", f"float64 is {far:.1e} from both"
            return "passed", ""
        own = max(distance(y, exact, extent) for y in found[:2])
        theirs = distance(other, exact, extent)
        text = (f"{engine:.1e} from the other program; from float64 {own:.1e}, "
                f"the other {theirs:.1e}, the plain evaluation "
                f"{distance(found[2], exact, extent):.1e}; shapes {list(found[0].shape)}, "
                f"{list(other.shape)}, {list(exact.shape)}")
        if own <= LIMIT:
            return "sided", text
        noise = roundings(graph, picture, exact, extent)
        if noise > 1:
            # Zero but for rounding, such as a sum of what was normalised: the values it is made of count.
            largest = max(
                float(abs(value.astype(float)).max()) for value in values.values() if value.size)
            if engine * extent <= LIMIT * largest:
                return "zero", text
        if own <= ROUNDINGS * noise:
            return "rounding", text
        return "failed", text

    def alone(self, graph, picture, found, exact, extent, reason):
        """Where the other program refuses, against float64."""
        own = max(distance(y, exact, extent) for y in found[:2])
        if own <= LIMIT or own <= ROUNDINGS * roundings(graph, picture, exact, extent):
            return "unchecked", reason
        return "failed", (
            f"{own:.1e} from float64, the plain evaluation {distance(found[2], exact, extent):.1e}; "
            f"shapes {list(found[0].shape)}, {list(exact.shape)}; {REFUSED}{reason}")
