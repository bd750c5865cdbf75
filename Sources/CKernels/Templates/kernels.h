// The kernels of one level.
#pragma once
#include "arrange.h"
#include "chosen.h"
#include "matrix.h"
#include "moments.h"
#include "pass.h"
#include "pool.h"
#include "products.h"
#include "reduce.h"
#include "resize.h"
#include "weighted_sum.h"

const struct segue_kernels SEGUE_JOIN(segue_kernels, SEGUE_LEVEL) = {
    .pass_rows = pass_rows,
    .apply = apply,
    .moments = moments,
    .combine_sums = combine_sums,
    .reduce_pixels = reduce_pixels,
    .reduce_channels = reduce_channels,
    .normalise_channels = normalise_channels,
    .arrange_row = arrange_row,
    .plane_row = plane_row,
    .resize_row = resize_row,
    .pool_row = pool_row,
    .weighted_sum = weighted_sum,
    .products = products,
    .relation = relation,
    .matrix_rows = matrix_rows,
    .softmax = softmax,
    .gather = gather,
    .winograd_weights = winograd_weights,
    .winograd_unit = winograd_unit,
    .from_planes_weights = from_planes_weights,
    .from_planes_unit = from_planes_unit,
    .to_planes_weights = to_planes_weights,
    .to_planes_unit = to_planes_unit,
    .multiply_adds = multiply_adds,
};
