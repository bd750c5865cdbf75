// F(4, 3), the scheme of a 3×3 convolution of stride 1, with the points 0, ±2/3, ±3/2 and ∞:
//
//        ⎡ 1    0   -97/36    0      1  0 ⎤       ⎡    1       0       0    ⎤
//        ⎢ 0  -3/2   -9/4    2/3     1  0 ⎥       ⎢ -27/65  -18/65  -12/65  ⎥
//   Bᵀ = ⎢ 0   3/2   -9/4   -2/3     1  0 ⎥   G = ⎢ -27/65   18/65  -12/65  ⎥
//        ⎢ 0  -2/3   -4/9    3/2     1  0 ⎥       ⎢  12/65   18/65   27/65  ⎥
//        ⎢ 0   2/3   -4/9   -3/2     1  0 ⎥       ⎢  12/65  -18/65   27/65  ⎥
//        ⎣ 0    1      0   -97/36    0  1 ⎦       ⎣    0       0       1    ⎦
//
//        ⎡ 1  3/2   3/2   2/3   2/3   0 ⎤
//   Aᵀ = ⎢ 0   1    -1     1    -1    0 ⎥
//        ⎢ 0  2/3   2/3   3/2   3/2   0 ⎥
//        ⎣ 0  4/9  -4/9   9/4  -9/4   1 ⎦
//
// Their factors are nearer to 1 than those of 0, ±1, ±2 (Barabasz et al., "Error Analysis and Improving the Accuracy
// of Winograd Convolution for Deep Neural Networks", arXiv 1803.10986): over random images with bfloat16 factors the
// error is half as large, and no other points of small numerators make it 5 % smaller.
#define SEGUE_SCHEME dense
#define SEGUE_PLACES 6  // read along an axis for a tile
#define SEGUE_STEP 4    // places from one tile to the next
#define SEGUE_PARTS 6   // products along an axis

// Bᵀ d.
SEGUE_INLINE void input_line_dense(const vector d[6], vector r[6]) {
    const vector a = d[4] - 2.25f * d[2], b = d[3] - 2.25f * d[1];
    const vector c = d[4] - (4.0f / 9) * d[2], e = d[3] - (4.0f / 9) * d[1];
    r[0] = d[0] - (97.0f / 36) * d[2] + d[4];
    r[1] = a + (2.0f / 3) * b;
    r[2] = a - (2.0f / 3) * b;
    r[3] = c + 1.5f * e;
    r[4] = c - 1.5f * e;
    r[5] = d[1] - (97.0f / 36) * d[3] + d[5];
}

// Aᵀ m.
SEGUE_INLINE void output_line_dense(const vector m[6], vector y[4]) {
    const vector a = m[1] + m[2], b = m[1] - m[2], c = m[3] + m[4], d = m[3] - m[4];
    y[0] = m[0] + 1.5f * a + (2.0f / 3) * c;
    y[1] = b + d;
    y[2] = (2.0f / 3) * a + 1.5f * c;
    y[3] = m[5] + (4.0f / 9) * b + 2.25f * d;
}

// G g.
SEGUE_INLINE void weight_line_dense(const vector g[3], vector r[6]) {
    const vector a = g[0] * (-27.0f / 65) + g[2] * (-12.0f / 65), b = g[1] * (-18.0f / 65);
    const vector c = g[0] * (12.0f / 65) + g[2] * (27.0f / 65), d = g[1] * (18.0f / 65);
    r[0] = g[0];
    r[1] = a + b;
    r[2] = a - b;
    r[3] = c + d;
    r[4] = c - d;
    r[5] = g[2];
}

#include "winograd_scheme.h"
