// The hot loops that no library has, compiled for every level of instructions.
//
// A kernel is a member of `struct segue_kernels`, of which there is one table for each level.  Every lane is
// computed by itself in a fixed order, so that results depend neither on the width of vectors nor on how
// blocks and rows are shared among threads.  Products and sums are not contracted to fused multiply-adds,
// so that results do not depend on the level either; only convolutions fuse them, on every level but the
// plain one.
#pragma once
#include "convolutions.h"
#include "levels.h"
#include "scratch.h"
#include "values.h"

// The kernels of one level.
struct segue_kernels {
    // Computes items first ..< last of a pass, where item b · height + y is row y of block b.
    void (*pass_rows)(const struct segue_pass *pass, int64_t first, int64_t last);

    // A function of `count` numbers in place; any kind without operand and tables.
    void (*apply)(enum segue_kind kind, float p, float q, float *values, int64_t count);

    // Mean and biased variance of every lane of one block over height × width pixels.
    void (*moments)(const float *data, ptrdiff_t row, int64_t height, int64_t width, int32_t lanes,
                    double *mean, double *variance);

    // Mean and biased variance of every channel out of the sums of units, as convolutions write them.
    void (*combine_sums)(const float *sums, int64_t units, int64_t channels, double *mean,
                         double *variance);

    // Reduces every lane of one block over height × width pixels.
    void (*reduce_pixels)(enum segue_reduction kind, const float *data, ptrdiff_t row,
                          int64_t height, int64_t width, int32_t lanes, double *results);

    // Reduces the channels of every pixel of one row to one number each, in the order of the channels.
    void (*reduce_channels)(enum segue_reduction kind, const float *data, ptrdiff_t block,
                            int64_t width, int32_t lanes, int32_t channels, double *results);

    // Brings the channels of every pixel of one row to mean 0 and variance 1: (x - μ) / √(σ² + epsilon).
    // Lanes past `channels` become 0.
    void (*normalise_channels)(const float *in, ptrdiff_t in_block, float *out, ptrdiff_t out_block,
                               int64_t width, int32_t lanes, int32_t channels, double epsilon);

    // One output row whose channels come from anywhere: out[x, k] = sources[k · phases + x mod phases]
    // at row `row` and pixel ⌊x / phases⌋.
    void (*arrange_row)(const struct segue_source *sources, int32_t phases, int64_t row, float *out,
                        int64_t width, int32_t lanes);

    // Copies one channel of a row, whose pixels are `pixel` floats apart.
    void (*plane_row)(const float *in, ptrdiff_t pixel, float *out, int64_t width);

    // One output row of a resizing: `sum` (input width × lanes floats) takes the weighted sum of rows,
    // then out that of its columns.
    void (*resize_row)(const float *in, ptrdiff_t in_row, int64_t in_width, int32_t lanes,
                       const struct segue_taps *rows, const struct segue_taps *columns, int64_t y,
                       float *sum, float *out, int64_t width);

    // One output row of a pooling: the largest value or the mean of the pixels inside the picture, or
    // of those inside the padding.
    void (*pool_row)(const float *in, ptrdiff_t in_row, int32_t lanes,
                     const struct segue_windows *rows, const struct segue_windows *columns,
                     int32_t largest, int32_t counts_padding, int64_t y, float *out, int64_t width);

    // out[k] = Σ_m weights[m] · members[m][k], summed in the order of the members, for
    // first <= k < last.
    void (*weighted_sum)(float *out, const float *const *members, const float *weights,
                         int32_t count, int64_t first, int64_t last);

    // out[i · b_rows + j] = Σ_k a[i · depth + k] · b[j · depth + k]: every row of a with every row of b.
    void (*products)(const float *a, int64_t a_rows, const float *b, int64_t b_rows, int64_t depth,
                     float *out);

    // Σ aₖbₖ, Σ aₖ², Σ bₖ² and Σ (aₖ − bₖ)² in float64.
    void (*relation)(const float *a, const float *b, int64_t count, double *ab, double *aa,
                     double *bb, double *difference);

    // out[i, j] = Σ_k a[i, k] · b[k, j] in float64, for rows first ..< last of the product; all dense.
    void (*matrix_rows)(const float *a, const float *b, float *out, int64_t depth, int64_t columns,
                        int64_t first, int64_t last);

    // e^x over its sum along one axis of `count` places `step` apart, or the logarithm of that.
    void (*softmax)(const float *in, float *out, int64_t count, ptrdiff_t step, int32_t logarithm);

    // Copies a row-major array of any rank out of another: `sizes` of the output, `steps` in the
    // input.
    void (*gather)(const float *in, const int64_t *sizes, const int64_t *steps, int32_t rank,
                   float *out);

    // Transforms the weights of items first ..< last; item b · channels + c is block b of the outputs
    // of input c.  Both are even where factors are bfloat16.
    void (*winograd_weights)(const struct segue_winograd *convolution, int64_t first, int64_t last);

    // Computes one unit.
    void (*winograd_unit)(const struct segue_winograd *convolution, int64_t unit,
                          struct segue_room room);

    // Transforms the weights of items first ..< last of blocks of outputs × planes × parts².
    void (*from_planes_weights)(const struct segue_from_planes *convolution, int64_t first,
                                int64_t last);

    // Computes one unit.
    void (*from_planes_unit)(const struct segue_from_planes *convolution, int64_t unit,
                             struct segue_room room);

    // Transforms the weights of items first ..< last of outputs × parts².
    void (*to_planes_weights)(const struct segue_to_planes *convolution, int64_t first,
                              int64_t last);

    // Computes one unit.
    void (*to_planes_unit)(const struct segue_to_planes *convolution, int64_t unit,
                           struct segue_room room);

    // Computes multiply-adds in registers as fast as the level can.  Returns how many floating-point
    // operations that were, a multiply-add counted as two.
    int64_t (*multiply_adds)(int64_t rounds);
};

// The kernels of a level that this processor has.
const struct segue_kernels *segue_kernels_at(enum segue_level level);

// The kernels of the level in use.
const struct segue_kernels *segue_kernels_in_use(void);
