// Means and variances.
#pragma once
#include "level.h"

// Sums of one row's distances from a number close to its mean, or of their squares.  Four pixels apart,
// so that the additions do not wait for one another.
SEGUE_INLINE void row_sums(const float *row, int64_t width, const int lanes, const float *center,
                           const int squared, float *sums) {
    float part[4][SEGUE_MOST_LANES] = {{0}};
    int64_t x = 0;
    for (; x + 4 <= width; x += 4)
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < lanes; k++) {
                const float d = row[(ptrdiff_t)(x + i) * lanes + k] - center[k];
                part[i][k] += squared ? d * d : d;
            }
    for (; x < width; x++)
        for (int k = 0; k < lanes; k++) {
            const float d = row[(ptrdiff_t)x * lanes + k] - center[k];
            part[0][k] += squared ? d * d : d;
        }
    for (int k = 0; k < lanes; k++) sums[k] = (part[0][k] + part[1][k]) + (part[2][k] + part[3][k]);
}

// Rows are combined by the parallel form of Chan, Golub and LeVeque (1983):
// M = M_a + M_b + δ² n_a n_b / n,  μ = μ_a + δ n_b / n,  δ = μ_b − μ_a.
// Sums are taken around the last row's mean c, so that a mean far from 0 costs no digits:
// μ_b = c + Σ (v − c) / n_b,  M_b = Σ (v − c')² − n_b (c' − μ_b)² with c' the float next to μ_b.
SEGUE_INLINE void block_moments(const float *data, ptrdiff_t row, int64_t height, int64_t width,
                                const int lanes, double *mean, double *variance) {
    double m[SEGUE_MOST_LANES] = {0}, s[SEGUE_MOST_LANES] = {0}, row_mean[SEGUE_MOST_LANES];
    float center[SEGUE_MOST_LANES], sums[SEGUE_MOST_LANES];
    for (int k = 0; k < lanes; k++) center[k] = data[k];
    for (int64_t y = 0; y < height; y++) {
        row_sums(data + y * row, width, lanes, center, 0, sums);
        for (int k = 0; k < lanes; k++) {
            row_mean[k] = center[k] + (double)sums[k] / (double)width;
            center[k] = (float)row_mean[k];
        }
        row_sums(data + y * row, width, lanes, center, 1, sums);
        for (int k = 0; k < lanes; k++) {
            const double offset = center[k] - row_mean[k], delta = row_mean[k] - m[k];
            m[k] += delta / (double)(y + 1);
            s[k] += sums[k] - (double)width * offset * offset +
                    delta * delta * ((double)width * (double)y / (double)(y + 1));
        }
    }
    for (int k = 0; k < lanes; k++) {
        mean[k] = m[k];
        variance[k] = (s[k] < 0 ? 0 : s[k]) / ((double)width * (double)height);
    }
}

SEGUE_KERNEL void moments(const float *data, ptrdiff_t row, int64_t height, int64_t width,
                          int32_t lanes, double *mean, double *variance) {
    assert(is_block(lanes) && height > 0 && width > 0);
    if (lanes == 16)
        block_moments(data, row, height, width, 16, mean, variance);
    else if (lanes == 8)
        block_moments(data, row, height, width, 8, mean, variance);
    else
        block_moments(data, row, height, width, 1, mean, variance);
}

// Units are combined as rows are above: μ_u = c + Σ (v − c) / n, M_u = Σ (v − c)² − (Σ (v − c))² / n.
SEGUE_KERNEL void combine_sums(const float *sums, int64_t units, int64_t channels, double *mean,
                               double *variance) {
    assert(units > 0 && channels >= 0);
    for (int64_t k = 0; k < channels; k++) {
        double m = 0, s = 0, count = 0;
        for (int64_t u = 0; u < units; u++) {
            const float *unit = sums + u * 4 * channels + k;
            const double n = unit[3 * channels], sum = unit[channels];
            const double delta = unit[0] + sum / n - m;
            s += unit[2 * channels] - sum * sum / n + delta * delta * (n * count / (n + count));
            count += n;
            m += delta * (n / count);
        }
        mean[k] = m;
        variance[k] = (s < 0 ? 0 : s) / count;
    }
}
