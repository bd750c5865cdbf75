// The hot loops that no library has, vectorised for the processor at hand.
//
// Activations are blocked: `lanes` channels of one pixel lie side by side (1 for planar pictures, 8 or
// 16 for what oneDNN calls nChw8c and nChw16c), pixels of a row after one another, rows after one
// another, blocks of channels after one another.  Every lane is computed by itself in a fixed order
// and without contraction to fused multiply-adds, so results depend neither on the vector width nor
// on how blocks and rows are shared among threads.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What one stage of a pass does to every value x.  The comment gives the formula, p and q the numbers,
// a and b the tables with one number a channel, y the operand.  Functions that are not elementary are
// computed in float64 and rounded once.
enum segue_kind {
    // In float32.
    SEGUE_AFFINE,            // x a + b
    SEGUE_RELU,              // max(x, 0)
    SEGUE_LEAKY_RELU,        // x >= 0 ? x : p x
    SEGUE_PARAMETRIC_RELU,   // x >= 0 ? x : a x
    SEGUE_THRESHOLDED_RELU,  // x > p ? x : 0
    SEGUE_CLIP,              // min(max(x, p), q)
    SEGUE_LINEAR,            // p x + q
    SEGUE_ABSOLUTE,          // |x|
    SEGUE_SQUARE_ROOT,       // √x
    SEGUE_RECIPROCAL,        // 1 / x
    SEGUE_SIGN,              // -1, 0 or 1
    SEGUE_FLOOR,
    SEGUE_CEILING,
    SEGUE_ROUND,  // halves to the even side
    // In float64.
    SEGUE_HARD_SIGMOID,      // min(max(p x + q, 0), 1)
    SEGUE_HARD_SWISH,        // x min(max(p x + q, 0), 1)
    SEGUE_SOFTSIGN,          // x / (1 + |x|)
    SEGUE_EXPONENTIAL,  // e^x
    SEGUE_SIGMOID,      // 1 / (1 + e^-x)
    SEGUE_TANH,         // tanh x
    SEGUE_SILU,         // x / (1 + e^-x)
    SEGUE_ELU,          // q (x >= 0 ? x : p (e^x - 1))
    SEGUE_CELU,         // max(x, 0) + min(0, p (e^(x/p) - 1))
    SEGUE_MISH,         // x tanh(ln(1 + e^x))
    SEGUE_SOFTPLUS,     // ln(1 + e^x)
    SEGUE_TANH_GELU,    // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))
    SEGUE_GELU,         // x/2 (1 + erf(x/√2))
    SEGUE_ERROR_FUNCTION,
    SEGUE_LOGARITHM,
    SEGUE_SINE,
    SEGUE_COSINE,
    // Two operands.
    SEGUE_ADD,                  // x + y
    SEGUE_SUBTRACT,             // x - y
    SEGUE_SUBTRACT_FROM,        // y - x
    SEGUE_MULTIPLY,             // x y
    SEGUE_DIVIDE,               // x / y
    SEGUE_DIVIDE_INTO,          // y / x
    SEGUE_POWER,                // x^y
    SEGUE_POWER_OF,             // y^x
    SEGUE_LARGER,               // max(x, y), not a number where one is not
    SEGUE_SMALLER,              // min(x, y), not a number where one is not
};

// A rectangle of pixels in memory.  Distances are in floats and may be 0, where a value is repeated.
struct segue_view {
    float *data;      // the first channel of the first pixel
    ptrdiff_t row;    // from one row to the next
    ptrdiff_t pixel;  // from one pixel to the next
    ptrdiff_t block;  // from one block of `lanes` channels to the next
    ptrdiff_t lane;   // from one channel of a block to the next
};

struct segue_stage {
    enum segue_kind kind;
    float p, q;
    const float *a, *b;         // one a channel, padded to whole blocks
    struct segue_view operand;  // as many rows and columns as the pass's input
};

enum { SEGUE_STAGES = 8 };

// One pass over memory: out[y, x] = stages(in[rows[y], columns[x]]), with the operands of stages taken
// at the same place as the input.
struct segue_pass {
    struct segue_view in, out;      // the output's lanes and pixels are dense
    const int32_t *rows, *columns;  // where each output row and column comes from, -1 for `outside`;
                                    // NULL for its own number
    int64_t height, width;          // of the output
    int32_t lanes, channels;
    float outside;
    int32_t count;  // of stages
    struct segue_stage stages[SEGUE_STAGES];
};

// Computes items first ..< last of a pass, where item b · height + y is row y of block b.
void segue_pass_rows(const struct segue_pass *pass, int64_t first, int64_t last);

// A function of `count` numbers in place; any kind without operand and tables.
void segue_apply(enum segue_kind kind, float p, float q, float *values, int64_t count);

// Mean and biased variance of every lane of one block over height × width pixels.
void segue_moments(const float *data, ptrdiff_t row, int64_t height, int64_t width, int32_t lanes,
                   double *mean, double *variance);

// What a reduction makes of the values x.
enum segue_reduction {
    SEGUE_SUM,
    SEGUE_LARGEST,
    SEGUE_SMALLEST,
    SEGUE_PRODUCT,
    SEGUE_ABSOLUTE_SUM,
    SEGUE_SQUARE_SUM,
};

// Reduces every lane of one block over height × width pixels.
void segue_reduce_pixels(enum segue_reduction kind, const float *data, ptrdiff_t row, int64_t height,
                         int64_t width, int32_t lanes, double *results);

// Reduces the channels of every pixel of one row to one number each, in the order of the channels.
void segue_reduce_channels(enum segue_reduction kind, const float *data, ptrdiff_t block,
                           int64_t width, int32_t lanes, int32_t channels, double *results);

// Brings the channels of every pixel of one row to mean 0 and variance 1: (x - μ) / √(σ² + epsilon).
// Lanes past `channels` become 0.
void segue_normalise_channels(const float *in, ptrdiff_t in_block, float *out, ptrdiff_t out_block,
                              int64_t width, int32_t lanes, int32_t channels, double epsilon);

// Where one channel of an arrangement comes from.
struct segue_source {
    const float *data;  // the first pixel; NULL for zeros
    ptrdiff_t row;      // from one of the rows taken to the next
    ptrdiff_t pixel;    // from one of the pixels taken to the next
};

// One output row whose channels come from anywhere: out[x, k] = sources[k · phases + x mod phases] at
// row `row` and pixel ⌊x / phases⌋.
void segue_arrange_row(const struct segue_source *sources, int32_t phases, int64_t row, float *out,
                       int64_t width, int32_t lanes);

// Copies one channel of a row, whose pixels are `pixel` floats apart.
void segue_plane_row(const float *in, ptrdiff_t pixel, float *out, int64_t width);

// Taps of a resizing along one axis: `count` places and weights for every output place.
struct segue_taps {
    const int32_t *places;
    const float *weights;
    int32_t count;
};

// One output row of a resizing: `sum` (input width × lanes floats) takes the weighted sum of rows, then
// out that of its columns.
void segue_resize_row(const float *in, ptrdiff_t in_row, int64_t in_width, int32_t lanes,
                      const struct segue_taps *rows, const struct segue_taps *columns, int64_t y,
                      float *sum, float *out, int64_t width);

// Windows of a pooling along one axis.
struct segue_windows {
    int64_t size;  // of the input
    int32_t kernel, stride, dilation;
    int32_t before, after;  // padding
};

// One output row of a pooling: the largest value or the mean of the pixels inside the picture, or of
// those inside the padding.
void segue_pool_row(const float *in, ptrdiff_t in_row, int32_t lanes,
                    const struct segue_windows *rows, const struct segue_windows *columns,
                    int32_t largest, int32_t counts_padding, int64_t y, float *out, int64_t width);

// out[k] = Σ_m weights[m] · members[m][k], summed in the order of the members, for first <= k < last.
void segue_weighted_sum(float *out, const float *const *members, const float *weights, int32_t count,
                        int64_t first, int64_t last);

// out[i · b_rows + j] = Σ_k a[i · depth + k] · b[j · depth + k]: every row of a with every row of b.
void segue_products(const float *a, int64_t a_rows, const float *b, int64_t b_rows, int64_t depth,
                    float *out);

// Σ aₖbₖ, Σ aₖ², Σ bₖ² and Σ (aₖ − bₖ)² in double precision.
void segue_relation(const float *a, const float *b, int64_t count, double *ab, double *aa,
                    double *bb, double *difference);

// out[i, j] = Σ_k a[i, k] · b[k, j] in float64, for rows first ..< last of the product; all dense.
void segue_matrix_rows(const float *a, const float *b, float *out, int64_t depth, int64_t columns,
                       int64_t first, int64_t last);

// e^x over its sum along one axis of `count` places `step` apart, or the logarithm of that.
void segue_softmax(const float *in, float *out, int64_t count, ptrdiff_t step, int32_t logarithm);

// Copies a row-major array of any rank out of another: `sizes` of the output, `steps` in the input.
void segue_gather(const float *in, const int64_t *sizes, const int64_t *steps, int32_t rank,
                  float *out);

#include "convolutions.h"
#include "peak.h"
