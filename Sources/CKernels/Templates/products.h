// Inner products of weights.
#pragma once
#include "level.h"

enum { SUM_LANES = 16, SUM_CHUNK = 1024 };

// Sums in single precision over a chunk, sixteen lanes side by side, and in double over chunks.
SEGUE_INLINE double product(const float *a, const float *b, int64_t depth) {
    double sum = 0;
    for (int64_t start = 0; start < depth; start += SUM_CHUNK) {
        int64_t end = start + SUM_CHUNK < depth ? start + SUM_CHUNK : depth;
        float lanes[SUM_LANES] = {0};
        int64_t k = start;
        for (; k + SUM_LANES <= end; k += SUM_LANES)
            for (int lane = 0; lane < SUM_LANES; ++lane) lanes[lane] += a[k + lane] * b[k + lane];
        for (int lane = 0; k < end; ++k, ++lane) lanes[lane] += a[k] * b[k];
        for (int lane = 0; lane < SUM_LANES; ++lane) sum += lanes[lane];
    }
    return sum;
}

SEGUE_KERNEL void products(const float *a, int64_t a_rows, const float *b, int64_t b_rows,
                           int64_t depth, float *out) {
    assert(a_rows >= 0 && b_rows >= 0 && depth >= 0);
    for (int64_t i = 0; i < a_rows; ++i)
        for (int64_t j = 0; j < b_rows; ++j)
            out[i * b_rows + j] = (float)product(a + i * depth, b + j * depth, depth);
}

SEGUE_KERNEL void relation(const float *a, const float *b, int64_t count, double *ab, double *aa,
                           double *bb, double *difference) {
    assert(count >= 0);
    double sums[4][8] = {{0}};
    for (int64_t k = 0; k < count; ++k) {
        double x = a[k], y = b[k];
        int lane = (int)(k % 8);
        sums[0][lane] += x * y;
        sums[1][lane] += x * x;
        sums[2][lane] += y * y;
        sums[3][lane] += (x - y) * (x - y);
    }
    double *results[] = {ab, aa, bb, difference};
    for (int sum = 0; sum < 4; ++sum) {
        *results[sum] = 0;
        for (int lane = 0; lane < 8; ++lane) *results[sum] += sums[sum][lane];
    }
}
