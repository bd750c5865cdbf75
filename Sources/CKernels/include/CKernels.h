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

// A function applied to every value.  The comment gives the formula, p and q the parameters.
enum segue_activation {
    SEGUE_IDENTITY,    // x
    SEGUE_RELU,        // max(x, 0)
    SEGUE_LEAKY_RELU,  // x >= 0 ? x : p x
    SEGUE_SIGMOID,     // 1 / (1 + exp(-x))
    SEGUE_TANH,        // tanh(x)
    SEGUE_CLIP,        // min(max(x, p), q)
};

struct segue_function {
    enum segue_activation kind;
    float p, q;
};

// A rectangle of pixels inside a blocked buffer.
struct segue_view {
    float *data;        // the first pixel of the first block
    ptrdiff_t row;      // floats from one row to the next
    ptrdiff_t block;    // floats from one block of channels to the next
};

// One pass over memory: out[y, x] = g(f(in[rows[y], columns[x]] · scale + shift) + residual[rows[y], columns[x]]).
struct segue_pass {
    struct segue_view in, out;
    struct segue_view residual;     // data is NULL where nothing is added
    const int32_t *rows, *columns;  // where each output row and column comes from; -1 gives 0
    int32_t height, width, lanes;   // of the output
    const float *scale, *shift;     // one a channel, padded to whole blocks; NULL for 1 and 0
    struct segue_function first, second;  // f and g
};

// Computes items first ..< last of a pass, where item b · height + y is row y of block b.
void segue_pass_rows(const struct segue_pass *pass, int64_t first, int64_t last);

// Mean and biased variance of every lane of one block over height × width pixels.
void segue_moments(const float *data, ptrdiff_t row, int32_t height, int32_t width, int32_t lanes,
                   double *mean, double *variance);

// out[k] = Σ_m weights[m] · members[m][k], summed in the order of the members, for first <= k < last.
void segue_weighted_sum(float *out, const float *const *members, const float *weights, int32_t count,
                        int64_t first, int64_t last);

// out[i · b_rows + j] = Σ_k a[i · depth + k] · b[j · depth + k]: every row of a with every row of b.
void segue_products(const float *a, int64_t a_rows, const float *b, int64_t b_rows, int64_t depth,
                    float *out);

// Σ aₖbₖ, Σ aₖ², Σ bₖ² and Σ (aₖ − bₖ)² in double precision.
void segue_relation(const float *a, const float *b, int64_t count, double *ab, double *aa,
                    double *bb, double *difference);

// Copies one block's first `channels` lanes to planes of their own, `plane` floats apart.
void segue_unblock_row(const float *in, int32_t width, int32_t lanes, int32_t channels, float *out,
                       ptrdiff_t plane);

// The inverse of segue_unblock_row; lanes past `channels` become 0.
void segue_block_row(const float *in, ptrdiff_t plane, int32_t width, int32_t channels,
                     int32_t lanes, float *out);
