// One function or one operation on a stretch of values, vectorised; the kind is known to the compiler
// inside every loop.
#pragma once
#include "functions.h"

#define SEGUE_EACH(formula)               \
    for (int64_t i = 0; i < count; i++) { \
        const float x = v[i];             \
        v[i] = (formula);                 \
    }                                     \
    break
#define SEGUE_EACH_DOUBLE(formula)        \
    for (int64_t i = 0; i < count; i++) { \
        const double x = v[i];            \
        v[i] = (float)(formula);          \
    }                                     \
    break

// Arithmetic in float32 where it is exact to one rounding, so that all engines agree.
SEGUE_INLINE void apply_in_float(enum segue_kind kind, float p, float q, float *v, int64_t count) {
    switch (kind) {
    case SEGUE_RELU: SEGUE_EACH(x < 0 ? 0 : x);
    case SEGUE_LEAKY_RELU: SEGUE_EACH(x >= 0 ? x : p * x);
    case SEGUE_THRESHOLDED_RELU: SEGUE_EACH(x > p ? x : 0);
    case SEGUE_CLIP: SEGUE_EACH((x < p ? p : x) > q ? q : x < p ? p : x);
    case SEGUE_LINEAR: SEGUE_EACH(x * p + q);
    case SEGUE_ABSOLUTE: SEGUE_EACH(fabsf(x));
    case SEGUE_SQUARE_ROOT: SEGUE_EACH(sqrtf(x));
    case SEGUE_RECIPROCAL: SEGUE_EACH(1 / x);
    case SEGUE_SIGN: SEGUE_EACH(x > 0 ? 1 : x < 0 ? -1 : x);
    case SEGUE_FLOOR: SEGUE_EACH(floorf(x));
    case SEGUE_CEILING: SEGUE_EACH(ceilf(x));
    case SEGUE_ROUND: SEGUE_EACH(rintf(x));
    default: assert(!"a kind of another switch, or one without a formula");
    }
}

SEGUE_INLINE double ramp(double x, double slope, double offset) {
    const double y = slope * x + offset;
    return y < 0 ? 0 : y > 1 ? 1 : y;
}

SEGUE_INLINE void apply_in_double(enum segue_kind kind, float p, float q, float *v, int64_t count) {
    const double a = p, b = q;
    switch (kind) {
    case SEGUE_HARD_SIGMOID: SEGUE_EACH_DOUBLE(ramp(x, a, b));
    case SEGUE_HARD_SWISH: SEGUE_EACH_DOUBLE(x * ramp(x, a, b));
    case SEGUE_SOFTSIGN: SEGUE_EACH_DOUBLE(x / (1 + fabs(x)));
    case SEGUE_EXPONENTIAL: SEGUE_EACH_DOUBLE(exponential(x));
    case SEGUE_SIGMOID: SEGUE_EACH_DOUBLE(1 / (1 + exponential(-x)));
    case SEGUE_TANH: SEGUE_EACH_DOUBLE(hyperbolic_tangent(x));
    case SEGUE_SILU: SEGUE_EACH_DOUBLE(x / (1 + exponential(-x)));
    case SEGUE_ELU: SEGUE_EACH_DOUBLE(b * (x >= 0 ? x : a * exponential_less_one(x)));
    case SEGUE_CELU: SEGUE_EACH_DOUBLE(x >= 0 ? x : a * exponential_less_one(x / a));
    case SEGUE_MISH: SEGUE_EACH_DOUBLE(mish(x));
    case SEGUE_SOFTPLUS: SEGUE_EACH_DOUBLE(softplus(x));
    case SEGUE_TANH_GELU:
        SEGUE_EACH_DOUBLE(x / (1 + exponential(-0x1.9884533d43651p0 * (x + 0.044715 * x * x * x))));
    case SEGUE_GELU: SEGUE_EACH_DOUBLE(gelu(x));
    case SEGUE_ERROR_FUNCTION: SEGUE_EACH_DOUBLE(error_function(x));
    case SEGUE_LOGARITHM: SEGUE_EACH_DOUBLE(log(x));
    case SEGUE_SINE: SEGUE_EACH_DOUBLE(sin(x));
    case SEGUE_COSINE: SEGUE_EACH_DOUBLE(cos(x));
    default: assert(!"a kind of another switch, or one without a formula");
    }
}

// x ∘ y for stretches of equal length.
#define SEGUE_PAIRS(formula)                  \
    for (int64_t i = 0; i < count; i++) {     \
        const float x = v[i], y = operand[i]; \
        v[i] = (formula);                     \
    }                                         \
    break

SEGUE_INLINE void apply_pairs(enum segue_kind kind, float *v, const float *operand, int64_t count) {
    switch (kind) {
    case SEGUE_ADD: SEGUE_PAIRS(x + y);
    case SEGUE_SUBTRACT: SEGUE_PAIRS(x - y);
    case SEGUE_SUBTRACT_FROM: SEGUE_PAIRS(y - x);
    case SEGUE_MULTIPLY: SEGUE_PAIRS(x * y);
    case SEGUE_DIVIDE: SEGUE_PAIRS(x / y);
    case SEGUE_DIVIDE_INTO: SEGUE_PAIRS(y / x);
    case SEGUE_POWER: SEGUE_PAIRS(y == 2 ? x * x : (float)pow(x, y));
    case SEGUE_POWER_OF: SEGUE_PAIRS((float)pow(y, x));
    case SEGUE_LARGER: SEGUE_PAIRS(x != x ? x : y != y ? y : x > y ? x : y);
    case SEGUE_SMALLER: SEGUE_PAIRS(x != x ? x : y != y ? y : x < y ? x : y);
    default: assert(!"a kind of another switch, or one without a formula");
    }
}
