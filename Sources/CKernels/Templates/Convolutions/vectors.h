// A block of channels of one pixel as the compiler's vector, and how a convolution reads and writes it.
#pragma once
#include "../level.h"

#pragma clang diagnostic ignored "-Wpsabi"  // every call with vectors is inlined

typedef float vector __attribute__((vector_size(4 * SEGUE_LANES)));
typedef int32_t vector_mask __attribute__((vector_size(4 * SEGUE_LANES)));

SEGUE_INLINE vector load_vector(const float *p) {
    vector v;
    memcpy(&v, p, sizeof v);
    return v;
}

SEGUE_INLINE void store_vector(float *p, vector v) { memcpy(p, &v, sizeof v); }

// The 3×3 taps of a mixture's weights, g[y][x] at `row` · y + `tap` · x: Σ shares[m] · members[m], summed in
// the order of the members.
SEGUE_INLINE void load_taps(const struct segue_weights *weights, ptrdiff_t start, ptrdiff_t row,
                            ptrdiff_t tap, vector g[3][3]) {
    const struct segue_mixture *mixture = weights->mixture;
    for (int32_t m = 0; m < mixture->count; m++) {
        const float *member = mixture->members[m] + weights->offset + start;
        const float share = mixture->shares[m];
        // Weights are read once a frame, out of memory: those of the channel after the next come along.
        SEGUE_UNROLLED(k, 9) __builtin_prefetch(member + (18 + k) * SEGUE_LANES);
        SEGUE_UNROLLED(y, 3)
            SEGUE_UNROLLED(x, 3) {
                const vector term = share * load_vector(member + y * row + x * tap);
                g[y][x] = m == 0 ? term : g[y][x] + term;
            }
    }
}

// What is done to a block of channels as it is read.
struct block_stages {
    int is_scaled, is_rectified;
    vector scale, shift, slope, outside;
};

SEGUE_INLINE struct block_stages make_stages(const struct segue_reading *in, int64_t block) {
    struct block_stages s = {in->scale != NULL, in->slope != NULL, {0}, {0}, {0}, {0}};
    s.outside = in->outside - (vector){0};
    if (s.is_scaled) {
        s.scale = load_vector(in->scale + block * SEGUE_LANES);
        s.shift = load_vector(in->shift + block * SEGUE_LANES);
    }
    if (s.is_rectified) s.slope = load_vector(in->slope + block * SEGUE_LANES);
    return s;
}

// Where the row of a place begins in one block; NULL outside.
SEGUE_INLINE const float *row_of_place(const struct segue_reading *in, int64_t block,
                                       int64_t place) {
    const int32_t row = in->rows[place];
    return row < 0 ? NULL : in->data + block * in->block + row * in->row;
}

// One pixel after the stages.
SEGUE_INLINE vector read_pixel(const float *row, int32_t column, const struct block_stages *s) {
    if (!row || column < 0) return s->outside;
    vector v = load_vector(row + column * (int64_t)SEGUE_LANES);
    if (s->is_scaled) v = v * s->scale + s->shift;
    if (s->is_rectified) {
        const vector_mask negative = v < 0;
        v = (vector)(((vector_mask)(v * s->slope) & negative) | ((vector_mask)v & ~negative));
    }
    return v;
}

// What a normalisation needs of the values of one unit and block: how far they are from `center`.
struct block_sums {
    vector center, sum, squares;
    int64_t count;
};

SEGUE_INLINE void add_to_sums(struct block_sums *s, vector value) {
    if (s->count == 0) s->center = value;
    const vector d = value - s->center;
    s->sum += d;
    s->squares = SEGUE_FMA(d, d, s->squares);
    s->count++;
}

SEGUE_INLINE void store_sums(const struct segue_writing *out, int64_t unit, int64_t block,
                             const struct block_sums *s) {
    const int64_t channels = out->blocks * SEGUE_LANES;
    float *result = out->sums + unit * 4 * channels + block * SEGUE_LANES;
    store_vector(result, s->center);
    store_vector(result + channels, s->sum);
    store_vector(result + 2 * channels, s->squares);
    store_vector(result + 3 * channels, (float)s->count - (vector){0});
}
