// Resizings, rows first.
#pragma once
#include "level.h"

SEGUE_INLINE void columns_of(const float *sum, const struct segue_taps *taps, float *out,
                             int64_t width, const int lanes) {
    for (int64_t x = 0; x < width; x++) {
        const int32_t *places = taps->places + x * taps->count;
        const float *weights = taps->weights + x * taps->count;
        float result[SEGUE_MOST_LANES] = {0};
        for (int32_t t = 0; t < taps->count; t++)
            for (int k = 0; k < lanes; k++)
                result[k] += weights[t] * sum[(ptrdiff_t)places[t] * lanes + k];
        for (int k = 0; k < lanes; k++) out[x * lanes + k] = result[k];
    }
}

SEGUE_KERNEL void resize_row(const float *in, ptrdiff_t in_row, int64_t in_width, int32_t lanes,
                             const struct segue_taps *rows, const struct segue_taps *columns,
                             int64_t y, float *sum, float *out, int64_t width) {
    assert(is_block(lanes) && rows->count > 0 && columns->count > 0);
    assert(y >= 0 && in_width > 0 && width >= 0);
    const int64_t count = in_width * lanes;
    for (int32_t t = 0; t < rows->count; t++) {
        const float *row = in + rows->places[y * rows->count + t] * in_row;
        const float weight = rows->weights[y * rows->count + t];
        if (t == 0)
            for (int64_t k = 0; k < count; k++) sum[k] = weight * row[k];
        else if (weight != 0)
            for (int64_t k = 0; k < count; k++) sum[k] += weight * row[k];
    }
    if (lanes == 16)
        columns_of(sum, columns, out, width, 16);
    else if (lanes == 8)
        columns_of(sum, columns, out, width, 8);
    else
        columns_of(sum, columns, out, width, 1);
}
