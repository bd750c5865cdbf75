// Reductions over pixels or channels.
#pragma once
#include "level.h"

SEGUE_INLINE double start_of(enum segue_reduction kind) {
    return kind == SEGUE_LARGEST    ? -INFINITY
           : kind == SEGUE_SMALLEST ? INFINITY
           : kind == SEGUE_PRODUCT  ? 1
                                    : 0;
}

// Not a number where one is not.
SEGUE_INLINE double joined(const enum segue_reduction kind, double sum, double x) {
    switch (kind) {
    case SEGUE_LARGEST: return x > sum || x != x ? x : sum;
    case SEGUE_SMALLEST: return x < sum || x != x ? x : sum;
    case SEGUE_PRODUCT: return sum * x;
    case SEGUE_ABSOLUTE_SUM: return sum + fabs(x);
    case SEGUE_SQUARE_SUM: return sum + x * x;
    default: return sum + x;
    }
}

SEGUE_INLINE void pixels(const enum segue_reduction kind, const float *data, ptrdiff_t row,
                         int64_t height, int64_t width, const int lanes, double *results) {
    double sums[SEGUE_MOST_LANES];
    for (int k = 0; k < lanes; k++) sums[k] = start_of(kind);
    for (int64_t y = 0; y < height; y++)
        for (int64_t x = 0; x < width; x++)
            for (int k = 0; k < lanes; k++)
                sums[k] = joined(kind, sums[k], data[y * row + x * lanes + k]);
    for (int k = 0; k < lanes; k++) results[k] = sums[k];
}

SEGUE_INLINE void pixels_of(const enum segue_reduction kind, const float *data, ptrdiff_t row,
                            int64_t height, int64_t width, int32_t lanes, double *results) {
    if (lanes == 16)
        pixels(kind, data, row, height, width, 16, results);
    else if (lanes == 8)
        pixels(kind, data, row, height, width, 8, results);
    else
        pixels(kind, data, row, height, width, 1, results);
}

SEGUE_KERNEL void reduce_pixels(enum segue_reduction kind, const float *data, ptrdiff_t row,
                                int64_t height, int64_t width, int32_t lanes, double *results) {
    assert(is_block(lanes) && height >= 0 && width >= 0);
    if (kind == SEGUE_SUM)
        pixels_of(SEGUE_SUM, data, row, height, width, lanes, results);
    else if (kind == SEGUE_LARGEST)
        pixels_of(SEGUE_LARGEST, data, row, height, width, lanes, results);
    else if (kind == SEGUE_SQUARE_SUM)
        pixels_of(SEGUE_SQUARE_SUM, data, row, height, width, lanes, results);
    else
        pixels_of(kind, data, row, height, width, lanes, results);
}

SEGUE_KERNEL void reduce_channels(enum segue_reduction kind, const float *data, ptrdiff_t block,
                                  int64_t width, int32_t lanes, int32_t channels, double *results) {
    assert(is_block(lanes) && width >= 0 && channels >= 0);
    for (int64_t x = 0; x < width; x++) results[x] = start_of(kind);
    for (int32_t c = 0; c < channels; c++) {
        const float *in = data + c / lanes * block + c % lanes;
        for (int64_t x = 0; x < width; x++) results[x] = joined(kind, results[x], in[x * lanes]);
    }
}

// The mean and the squared distances from it, both in the order of the channels.
SEGUE_KERNEL void normalise_channels(const float *in, ptrdiff_t in_block, float *out,
                                     ptrdiff_t out_block, int64_t width, int32_t lanes,
                                     int32_t channels, double epsilon) {
    assert(is_block(lanes) && width >= 0 && channels > 0);
    const int32_t blocks = (channels + lanes - 1) / lanes;
    for (int64_t x = 0; x < width; x++) {
        double sum = 0, squares = 0;
        for (int32_t c = 0; c < channels; c++)
            sum += in[c / lanes * in_block + x * lanes + c % lanes];
        const double mean = sum / channels;
        for (int32_t c = 0; c < channels; c++) {
            const double d = in[c / lanes * in_block + x * lanes + c % lanes] - mean;
            squares += d * d;
        }
        const double factor = 1 / sqrt(squares / channels + epsilon);
        for (int32_t b = 0; b < blocks; b++)
            for (int32_t k = 0; k < lanes; k++) {
                const double value = in[b * in_block + x * lanes + k];
                out[b * out_block + x * lanes + k] =
                    b * lanes + k < channels ? (float)((value - mean) * factor) : 0;
            }
    }
}
