"""Makes a failing graph small: fewer nodes, smaller pictures, as long as it fails."""

import numpy as np


def shrink(graph, picture, fails, steps=400):
    """`fails` takes a graph and a picture; what it throws is not that failure."""
    budget = [steps]

    def attempt(candidate, its_picture):
        if budget[0] <= 0:
            return False
        budget[0] -= 1
        try:
            candidate.prune()
            return bool(candidate.nodes) and candidate.depends() and fails(candidate, its_picture)
        except Exception:
            return False

    progress = True
    while progress and budget[0] > 0:
        progress = False
        for candidate, its_picture in candidates(graph, picture):
            if attempt(candidate, its_picture):
                graph, picture, progress = candidate, its_picture, True
                break
    return graph, picture


def candidates(graph, picture):
    values = graph.evaluate(picture)
    yield from earlier_outputs(graph, picture, values)
    yield from bypassed(graph, picture, values)
    yield from constants(graph, picture, values)
    yield from smaller(graph, picture)


def earlier_outputs(graph, picture, values):
    for node in graph.nodes:
        for name in node.outputs:
            if name != graph.output and values[name].dtype.kind == "f" and values[name].ndim > 0:
                candidate = graph.copy()
                candidate.output, candidate.mode = name, "raw"
                if candidate.layout == "nchw":
                    yield candidate, picture


def bypassed(graph, picture, values):
    for index, node in enumerate(graph.nodes):
        for name in node.inputs:
            value = values.get(name)
            if value is None or len(node.outputs) > 1:
                continue
            if value.shape != values[node.outputs[0]].shape:
                continue
            candidate = graph.copy()
            del candidate.nodes[index]
            candidate.rename(node.outputs[0], name)
            yield candidate, picture


def constants(graph, picture, values):
    for index, node in enumerate(graph.nodes):
        value = values[node.outputs[0]]
        if len(node.outputs) == 1 and value.dtype.kind == "f" and node.outputs[0] != graph.output:
            candidate = graph.copy()
            del candidate.nodes[index]
            if candidate.define(node.outputs[0], value.astype(np.float32)):
                yield candidate, picture


def smaller(graph, picture):
    for axis in (1, 2):
        size = picture.shape[axis]
        for less in {size // 2, size - 1} - {0, size}:
            candidate = graph.copy()
            part = np.take(picture, range(less), axis)
            candidate.shape = list(part.shape)
            yield candidate, part
