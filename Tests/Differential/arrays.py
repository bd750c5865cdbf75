"""Pictures' operations in float64, shared by what evaluates ONNX's and ncnn's graphs.

Pictures are arrays of channels x rows x columns here.
"""

import numpy as np


def convolve(x, w, bias, strides, dilations, pads, groups):
    """Cross-correlation; pads are top, left, bottom, right."""
    x = np.pad(x, ((0, 0), (pads[0], pads[2]), (pads[1], pads[3])))
    outputs, inputs, rows, columns = w.shape
    height = (x.shape[1] - (rows - 1) * dilations[0] - 1) // strides[0] + 1
    width = (x.shape[2] - (columns - 1) * dilations[1] - 1) // strides[1] + 1
    if height < 1 or width < 1 or inputs * groups != x.shape[0] or outputs % groups:
        raise ValueError("a convolution that does not fit")
    y = np.zeros((groups, outputs // groups, height, width))
    w = w.reshape(groups, outputs // groups, inputs, rows, columns)
    x = x.reshape(groups, inputs, *x.shape[1:])
    for row in range(rows):
        for column in range(columns):
            part = x[:, :, row * dilations[0]:, column * dilations[1]:]
            part = part[:, :, ::strides[0], ::strides[1]][:, :, :height, :width]
            y += np.einsum("goi,gihw->gohw", w[:, :, :, row, column], part)
    y = y.reshape(outputs, height, width)
    return y if bias is None else y + bias.reshape(-1, 1, 1)


def convolve_transposed(x, w, bias, strides, dilations, pads, more, groups):
    """w has inputs x outputs of a group x rows x columns; pads are dropped, `more` is added behind."""
    inputs, outputs, rows, columns = w.shape
    height = (x.shape[1] - 1) * strides[0] + (rows - 1) * dilations[0] + 1
    width = (x.shape[2] - 1) * strides[1] + (columns - 1) * dilations[1] + 1
    if inputs != x.shape[0]:
        raise ValueError("a convolution that does not fit")
    y = np.zeros((groups, outputs, height + more[0], width + more[1]))
    w = w.reshape(groups, inputs // groups, outputs, rows, columns)
    x = x.reshape(groups, inputs // groups, *x.shape[1:])
    for row in range(rows):
        for column in range(columns):
            part = np.einsum("gio,gihw->gohw", w[:, :, :, row, column], x)
            top, left = row * dilations[0], column * dilations[1]
            y[:, :, top:top + (part.shape[2] - 1) * strides[0] + 1:strides[0],
              left:left + (part.shape[3] - 1) * strides[1] + 1:strides[1]] += part
    y = y.reshape(groups * outputs, *y.shape[2:])
    y = y[:, pads[0]:y.shape[1] - pads[2], pads[1]:y.shape[2] - pads[3]]
    if y.shape[1] < 1 or y.shape[2] < 1:
        raise ValueError("nothing left")
    return y if bias is None else y + bias.reshape(-1, 1, 1)


def pool(x, largest, kernel, strides, dilations, pads, rounds_up, counts_pads):
    """Windows as ONNX's MaxPool and AveragePool have them."""

    def places(size, k, s, d, before, after):
        reach = (k - 1) * d + 1
        free = size + before + after - reach
        if free < 0 or before >= reach or after >= reach:
            raise ValueError("a window that sees nothing")
        count = (-(-free // s) if rounds_up else free // s) + 1
        if rounds_up and (count - 1) * s >= size + before:
            count -= 1
        return [[i * s - before + j * d for j in range(k)] for i in range(count)]

    rows = places(x.shape[1], kernel[0], strides[0], dilations[0], pads[0], pads[2])
    columns = places(x.shape[2], kernel[1], strides[1], dilations[1], pads[1], pads[3])
    y = np.zeros((x.shape[0], len(rows), len(columns)))
    for i, down in enumerate(rows):
        for j, across in enumerate(columns):
            inner = [p for p in down if 0 <= p < x.shape[1]]
            side = [p for p in across if 0 <= p < x.shape[2]]
            if not inner or not side:
                raise ValueError("a window that sees nothing")
            part = x[:, inner][:, :, side]
            if largest:
                y[:, i, j] = part.max(axis=(1, 2))
                continue
            count = len(inner) * len(side)
            if counts_pads:
                count = sum(p < x.shape[1] + pads[2] for p in down)
                count *= sum(p < x.shape[2] + pads[3] for p in across)
            y[:, i, j] = part.sum(axis=(1, 2)) / count
    return y


def cubic(distance, a):
    x = abs(distance)
    if x <= 1:
        return ((a + 2) * x - (a + 3)) * x * x + 1
    return (((x - 5) * x + 8) * x - 4) * a if x < 2 else 0.0


def linear(distance):
    return max(0.0, 1 - abs(distance))


def taps(place, size, weight, reach, shrink=1.0, excludes=False):
    """The weights of all pixels for one place between them."""
    row = np.zeros(size)
    first = int(np.floor(place - reach / shrink)) + 1
    last = max(first, int(np.ceil(place + reach / shrink)) - 1)
    for tap in range(first, last + 1):
        if excludes and not 0 <= tap < size:
            continue
        row[min(max(tap, 0), size - 1)] += weight((tap - place) * shrink)
    return row / row.sum()


def shuffled(x, factor, channel_first):
    """Channels to blocks of pixels, of an array ... x channels x rows x columns."""
    channels, height, width = x.shape
    if channels % factor ** 2:
        raise ValueError("channels that make no blocks")
    count = channels // factor ** 2
    if channel_first:
        y = x.reshape(count, factor, factor, height, width).transpose(0, 3, 1, 4, 2)
    else:
        y = x.reshape(factor, factor, count, height, width).transpose(2, 3, 0, 4, 1)
    return y.reshape(count, height * factor, width * factor)


def unshuffled(x, factor, channel_first):
    channels, height, width = x.shape
    if height % factor or width % factor:
        raise ValueError("sides that make no blocks")
    y = x.reshape(channels, height // factor, factor, width // factor, factor)
    y = y.transpose(0, 2, 4, 1, 3) if channel_first else y.transpose(2, 4, 0, 1, 3)
    return y.reshape(channels * factor ** 2, height // factor, width // factor)


def softmax(x, axis, logarithm=False):
    x = x - x.max(axis=axis, keepdims=True)
    total = np.exp(x).sum(axis=axis, keepdims=True)
    return x - np.log(total) if logarithm else np.exp(x) / total


def normalised(x, axes, epsilon):
    mean = x.mean(axis=axes, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon)



def erf(x):
    """The error function by its series and continued fraction, through math.erf."""
    import math
    return np.vectorize(math.erf, otypes=[float])(x) if x.size else x


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-abs(x))), np.exp(-abs(x)) / (1 + np.exp(-abs(x))))


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-abs(x)))


def gelu(x, by_tanh):
    if by_tanh:
        return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


def mish(x):
    return x * np.tanh(softplus(x))
