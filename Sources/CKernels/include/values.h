// What kernels read and write, but for convolutions.
//
// Activations are blocked: `lanes` channels of one pixel lie side by side (1 for planar pictures, 8 or
// 16 for what oneDNN calls nChw8c and nChw16c), pixels of a row after one another, rows after one
// another, blocks of channels after one another.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    // Channels of the widest block.
    SEGUE_MOST_LANES = 16,
};

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
    SEGUE_HARD_SIGMOID,  // min(max(p x + q, 0), 1)
    SEGUE_HARD_SWISH,    // x min(max(p x + q, 0), 1)
    SEGUE_SOFTSIGN,      // x / (1 + |x|)
    SEGUE_EXPONENTIAL,   // e^x
    SEGUE_SIGMOID,       // 1 / (1 + e^-x)
    SEGUE_TANH,          // tanh x
    SEGUE_SILU,          // x / (1 + e^-x)
    SEGUE_ELU,           // q (x >= 0 ? x : p (e^x - 1))
    SEGUE_CELU,          // max(x, 0) + min(0, p (e^(x/p) - 1))
    SEGUE_MISH,          // x tanh(ln(1 + e^x))
    SEGUE_SOFTPLUS,      // ln(1 + e^x)
    SEGUE_TANH_GELU,     // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))
    SEGUE_GELU,          // x/2 (1 + erf(x/√2))
    SEGUE_ERROR_FUNCTION,
    SEGUE_LOGARITHM,
    SEGUE_SINE,
    SEGUE_COSINE,
    // Two operands.
    SEGUE_ADD,            // x + y
    SEGUE_SUBTRACT,       // x - y
    SEGUE_SUBTRACT_FROM,  // y - x
    SEGUE_MULTIPLY,       // x y
    SEGUE_DIVIDE,         // x / y
    SEGUE_DIVIDE_INTO,    // y / x
    SEGUE_POWER,          // x^y
    SEGUE_POWER_OF,       // y^x
    SEGUE_LARGER,         // max(x, y), not a number where one is not
    SEGUE_SMALLER,        // min(x, y), not a number where one is not
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

enum {
    // Stages of a pass at most.
    SEGUE_STAGES = 8,
};

// One pass over memory: out[y, x] = stages(in[rows[y], columns[x]]), with the operands of stages taken
// at the same place as the input.
struct segue_pass {
    struct segue_view in, out;  // the output's lanes and pixels are dense
    const int32_t *rows,
        *columns;           // where each output row and column comes from, -1 for `outside`;
                            // NULL for its own number
    int64_t height, width;  // of the output
    int32_t lanes, channels;
    float outside;
    int32_t count;  // of stages
    struct segue_stage stages[SEGUE_STAGES];
};

// What a reduction makes of the values x.
enum segue_reduction {
    SEGUE_SUM,
    SEGUE_LARGEST,
    SEGUE_SMALLEST,
    SEGUE_PRODUCT,
    SEGUE_ABSOLUTE_SUM,
    SEGUE_SQUARE_SUM,
};

// Where one channel of an arrangement comes from.
struct segue_source {
    const float *data;  // the first pixel; NULL for zeros
    ptrdiff_t row;      // from one of the rows taken to the next
    ptrdiff_t pixel;    // from one of the pixels taken to the next
};

// Taps of a resizing along one axis: `count` places and weights for every output place.
struct segue_taps {
    const int32_t *places;
    const float *weights;
    int32_t count;
};

// Windows of a pooling along one axis.
struct segue_windows {
    int64_t size;  // of the input
    int32_t kernel, stride, dilation;
    int32_t before, after;  // padding
};

enum {
    // The highest rank of an array.
    SEGUE_MOST_AXES = 16,
};
