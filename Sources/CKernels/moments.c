#include "CKernels.h"
#include "dispatch.h"

#pragma STDC FP_CONTRACT OFF

// Sums of one row, four pixels apart so that the additions do not wait for one another.
SEGUE_INLINE void row_sums(const float *row, int32_t width, const int lanes, const float *mean,
                           float *sums) {
    float part[4][16] = {{0}};
    int32_t x = 0;
    for (; x + 4 <= width; x += 4)
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < lanes; k++) {
                const float v = row[(ptrdiff_t)(x + i) * lanes + k];
                part[i][k] += mean ? (v - mean[k]) * (v - mean[k]) : v;
            }
    for (; x < width; x++)
        for (int k = 0; k < lanes; k++) {
            const float v = row[(ptrdiff_t)x * lanes + k];
            part[0][k] += mean ? (v - mean[k]) * (v - mean[k]) : v;
        }
    for (int k = 0; k < lanes; k++) sums[k] = (part[0][k] + part[1][k]) + (part[2][k] + part[3][k]);
}

// Rows are combined by the parallel form of Chan, Golub and LeVeque (1983):
// M = M_a + M_b + δ² n_a n_b / n,  μ = μ_a + δ n_b / n,  δ = μ_b − μ_a.
SEGUE_INLINE void moments(const float *data, ptrdiff_t row, int32_t height, int32_t width,
                          const int lanes, double *mean, double *variance) {
    double m[16] = {0}, s[16] = {0};
    for (int32_t y = 0; y < height; y++) {
        float sums[16], row_mean[16];
        row_sums(data + y * row, width, lanes, 0, sums);
        for (int k = 0; k < lanes; k++) row_mean[k] = sums[k] / (float)width;
        row_sums(data + y * row, width, lanes, row_mean, sums);
        for (int k = 0; k < lanes; k++) {
            const double delta = (double)row_mean[k] - m[k];
            m[k] += delta / (y + 1);
            s[k] += (double)sums[k] + delta * delta * ((double)width * y / (y + 1));
        }
    }
    for (int k = 0; k < lanes; k++) {
        mean[k] = m[k];
        variance[k] = s[k] / ((double)width * height);
    }
}

SEGUE_DISPATCH
void segue_moments(const float *data, ptrdiff_t row, int32_t height, int32_t width, int32_t lanes,
                   double *mean, double *variance) {
    if (lanes == 16)
        moments(data, row, height, width, 16, mean, variance);
    else if (lanes == 8)
        moments(data, row, height, width, 8, mean, variance);
    else
        moments(data, row, height, width, 1, mean, variance);
}
