"""All operators and groups of them, and how often a random graph has each."""

from onnx_blocks import (
    channel_attention, channel_shuffle, channels_last_island, dense_block, folded,
    selective_kernel, spatial_attention, transposed_attention, window_attention, written_gate,
    written_group_norm, written_normalisation, written_shuffle,
)
from onnx_functions import (
    FUNCTIONS, binary, clip, comparison, dropout, function, logic, negation, positive, power,
    prelu, variadic,
)
from onnx_layers import (
    batch, convolution, gemm, global_pooling, group_norm, instance, lp, matmul, over_last,
    pooling, reduction, softmax, transposed_convolution,
)
from onnx_shapes import (
    cast_like, concat, constant_of_shape, depth_to_space, expand, flatten, gather, identity_cast,
    pad, reshape, resize, slice_, space_to_depth, split, squeeze, tile, transpose, unsqueeze,
    upsample, where,
)

OPERATORS = {
    **{op: function(op) for op in FUNCTIONS},
    **{op: positive(op) for op in ("Sqrt", "Log", "Reciprocal")},
    **{op: binary(op) for op in ("Add", "Sub", "Mul", "Div")},
    **{op: variadic(op) for op in ("Max", "Min", "Sum", "Mean")},
    **{op: comparison(op) for op in ("Greater", "Less", "GreaterOrEqual", "LessOrEqual")},
    **{op: logic(op) for op in ("And", "Or")},
    **{op: pooling(op) for op in ("MaxPool", "AveragePool")},
    **{op: global_pooling(op) for op in ("GlobalAveragePool", "GlobalMaxPool")},
    **{op: reduction(op) for op in (
        "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
        "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp")},
    **{op: softmax(op) for op in ("Softmax", "LogSoftmax")},
    "Not": negation, "Where": where, "Pow": power, "Clip": clip, "Dropout": dropout, "PRelu": prelu,
    "MatMul": matmul, "Gemm": gemm, "Conv": convolution, "ConvTranspose": transposed_convolution,
    "LpNormalization": lp, "InstanceNormalization": instance, "BatchNormalization": batch,
    "GroupNormalization": group_norm, "LayerNormalization": over_last("LayerNormalization", 17),
    "RMSNormalization": over_last("RMSNormalization", 23),
    "Reshape": reshape, "Flatten": flatten, "Squeeze": squeeze, "Unsqueeze": unsqueeze,
    "Transpose": transpose, "DepthToSpace": depth_to_space, "SpaceToDepth": space_to_depth,
    "Cast": identity_cast, "CastLike": cast_like, "Concat": concat, "Slice": slice_, "Split": split,
    "Gather": gather, "Expand": expand, "Tile": tile, "Pad": pad,
    "ConstantOfShape": constant_of_shape, "Resize": resize, "Upsample": upsample,
}

GROUPS = [
    *[channel_attention] * 4, spatial_attention, selective_kernel, window_attention,
    transposed_attention, written_normalisation, written_group_norm, written_gate, written_shuffle,
    channel_shuffle, channels_last_island, dense_block, folded, folded,
]

# What brings values to another rank, more often than chance would.
CHANGES = [
    reshape, reshape, squeeze, unsqueeze, transpose, convolution, matmul, binary("Mul"),
    reduction("ReduceMean"), reduction("ReduceMax")]


def append_any(m):
    kind = m.random.random()
    if kind < 0.5:
        m.random.choice(list(OPERATORS.values()))(m)
    elif kind < 0.75:
        m.random.choice(GROUPS)(m)
    else:
        m.random.choice(CHANGES)(m)
