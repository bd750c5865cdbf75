// The two factors of a convolution's products: transformed inputs v and transformed weights u, as float32
// or, where SEGUE_BF16 is defined, as bfloat16 in pairs of channels.  Sums are float32 in both.
#pragma once
#include "vectors.h"

#ifdef SEGUE_BF16
#include <immintrin.h>

typedef uint16_t factor;
typedef __m512bh factors;
enum {
    // Channels of which one instruction adds the products.
    GROUP = 2,
    // Factors between the weights of one product and the next.
    PAD = 2 * SEGUE_WEIGHTS_STAGGER,
};

// A block of one tile's channels, rounded to the nearest, halves to even.
SEGUE_INLINE void store_inputs(factor *p, vector v) {
    const __m256bh half = _mm512_cvtneps_pbh((__m512)v);
    memcpy(p, &half, sizeof half);
}

// The weights of a block of outputs for a pair of channels, pair by pair.
SEGUE_INLINE void store_weights(factor *p, const vector u[GROUP]) {
    const __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)u[0]));
    const __m512i high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)u[1]));
    const __m512i pairs = _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
    memcpy(p, &pairs, sizeof pairs);
}

SEGUE_INLINE factors load_weights(const factor *p) {
    factors u;
    memcpy(&u, p, sizeof u);
    return u;
}

SEGUE_INLINE factors repeat_input(const factor *p) {
    int32_t pair;
    memcpy(&pair, p, sizeof pair);
    return (factors)_mm512_set1_epi32(pair);
}

SEGUE_INLINE vector add_product(vector sum, factors v, factors u) {
    return (vector)_mm512_dpbf16_ps((__m512)sum, v, u);
}

#else

typedef float factor;
typedef vector factors;
enum { GROUP = 1, PAD = SEGUE_WEIGHTS_STAGGER };

SEGUE_INLINE void store_inputs(factor *p, vector v) { store_vector(p, v); }
SEGUE_INLINE void store_weights(factor *p, const vector u[GROUP]) { store_vector(p, u[0]); }
SEGUE_INLINE factors load_weights(const factor *p) { return load_vector(p); }
SEGUE_INLINE factors repeat_input(const factor *p) { return *p - (vector){0}; }

SEGUE_INLINE vector add_product(vector sum, factors v, factors u) { return SEGUE_FMA(v, u, sum); }

#endif
