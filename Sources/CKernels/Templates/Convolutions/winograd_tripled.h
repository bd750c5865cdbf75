// F(3, 3), the scheme of kernels whose size is a multiple of 3, with the points 0, ±1, 2 and ∞.  Tiles lie
// as far apart as the kernel's 3×3 parts, so all parts share one transform of the input.
//
//        ⎡ 2 -1 -2  1  0 ⎤       ⎡  1/2    0    0  ⎤       ⎡ 1  1  1  1  0 ⎤
//        ⎢ 0 -2 -1  1  0 ⎥       ⎢ -1/2  -1/2 -1/2 ⎥  Aᵀ = ⎢ 0  1 -1  2  0 ⎥
//   Bᵀ = ⎢ 0  2 -3  1  0 ⎥   G = ⎢ -1/6   1/6 -1/6 ⎥       ⎣ 0  1  1  4  1 ⎦
//        ⎢ 0 -1  0  1  0 ⎥       ⎢  1/6   1/3  2/3 ⎥
//        ⎣ 0  2 -1 -2  1 ⎦       ⎣   0     0    1  ⎦
#pragma once
#include "vectors.h"

SEGUE_INLINE void input_line_tripled(const vector d[5], vector r[5]) {
    const vector a = d[3] - d[1];
    r[0] = 2 * (d[0] - d[2]) + a;
    r[1] = d[3] - d[2] - 2 * d[1];
    r[2] = 2 * d[1] - 3 * d[2] + d[3];
    r[3] = a;
    r[4] = d[4] - d[2] - 2 * a;
}

SEGUE_INLINE void output_line_tripled(const vector m[5], vector y[3]) {
    const vector a = m[1] + m[2], b = m[1] - m[2];
    y[0] = m[0] + a + m[3];
    y[1] = b + 2 * m[3];
    y[2] = a + 4 * m[3] + m[4];
}

SEGUE_INLINE void weight_line_tripled(const vector g[3], vector r[5]) {
    const vector a = g[0] + g[2];
    r[0] = g[0] * 0.5f;
    r[1] = (a + g[1]) * -0.5f;
    r[2] = (g[1] - a) * (1.0f / 6);
    r[3] = g[0] * (1.0f / 6) + g[1] * (1.0f / 3) + g[2] * (2.0f / 3);
    r[4] = g[2];
}

// G g Gᵀ of one 3×3 part, whose taps are `tap` floats apart along a row and `row` from row to row.
SEGUE_INLINE void transform_part(const struct segue_weights *weights, ptrdiff_t start,
                                 ptrdiff_t row, ptrdiff_t tap, float *out, ptrdiff_t distance) {
    vector g[3][3], line[3], half[3][5], u[5];
    load_taps(weights, start, row, tap, g);
    SEGUE_UNROLLED(x, 3) {
        SEGUE_UNROLLED(y, 3) line[y] = g[y][x];
        weight_line_tripled(line, half[x]);
    }
    SEGUE_UNROLLED(i, 5) {
        SEGUE_UNROLLED(x, 3) line[x] = half[x][i];
        weight_line_tripled(line, u);
        SEGUE_UNROLLED(j, 5) store_vector(out + (5 * i + j) * distance, u[j]);
    }
}

// Aᵀ m A of products that are `distance` floats apart.
SEGUE_INLINE void finish_values(const float *m, ptrdiff_t distance, vector bias,
                                vector values[3][3]) {
    vector half[5][3], line[5], y[3];
    SEGUE_UNROLLED(i, 5) {
        SEGUE_UNROLLED(j, 5) line[j] = load_vector(m + (5 * i + j) * distance);
        output_line_tripled(line, half[i]);
    }
    SEGUE_UNROLLED(j, 3) {
        SEGUE_UNROLLED(i, 5) line[i] = half[i][j];
        output_line_tripled(line, y);
        SEGUE_UNROLLED(i, 3) values[i][j] = y[i] + bias;
    }
}
