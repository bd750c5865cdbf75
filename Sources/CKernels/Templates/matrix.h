// Arrays of any rank.
#pragma once
#include "functions.h"

SEGUE_KERNEL void matrix_rows(const float *a, const float *b, float *out, int64_t depth,
                              int64_t columns, int64_t first, int64_t last) {
    assert(depth >= 0 && columns >= 0 && first >= 0);
    // Sums of one row's stretch of columns stay in the first-level cache.
    enum { stretch = 512 };
    double sums[stretch];
    for (int64_t i = first; i < last; i++)
        for (int64_t start = 0; start < columns; start += stretch) {
            const int64_t count = columns - start < stretch ? columns - start : stretch;
            for (int64_t j = 0; j < count; j++) sums[j] = 0;
            for (int64_t k = 0; k < depth; k++) {
                const double factor = a[i * depth + k];
                const float *row = b + k * columns + start;
                for (int64_t j = 0; j < count; j++) sums[j] += factor * row[j];
            }
            for (int64_t j = 0; j < count; j++) out[i * columns + start + j] = (float)sums[j];
        }
}

SEGUE_KERNEL void softmax(const float *in, float *out, int64_t count, ptrdiff_t step,
                          int32_t logarithm) {
    assert(count > 0);
    float largest = in[0];
    double sum = 0;
    for (int64_t k = 1; k < count; k++) largest = in[k * step] > largest ? in[k * step] : largest;
    for (int64_t k = 0; k < count; k++) sum += exponential((double)in[k * step] - largest);
    const double shift = log(sum), factor = 1 / sum;
    for (int64_t k = 0; k < count; k++) {
        const double x = (double)in[k * step] - largest;
        out[k * step] = (float)(logarithm ? x - shift : exponential(x) * factor);
    }
}

SEGUE_KERNEL void gather(const float *in, const int64_t *sizes, const int64_t *steps, int32_t rank,
                         float *out) {
    assert(rank >= 0 && rank <= SEGUE_MOST_AXES);
    int64_t place[SEGUE_MOST_AXES] = {0}, offset = 0;
    const int64_t inner = rank > 0 ? sizes[rank - 1] : 1, step = rank > 0 ? steps[rank - 1] : 0;
    for (;;) {
        for (int64_t k = 0; k < inner; k++) *out++ = in[offset + k * step];
        int32_t axis = rank - 2;
        for (; axis >= 0; axis--) {
            offset += steps[axis];
            if (++place[axis] < sizes[axis]) break;
            offset -= steps[axis] * sizes[axis];
            place[axis] = 0;
        }
        if (axis < 0) return;
    }
}
