// The scheme of a 3×3 convolution of stride 2.  Along an axis its outputs are y[i] = Σ e[i + k] h[k] +
// o[i] g[1] with the even places e, the odd ones o and h = (g[0], g[2]): F(4, 2) with the points 0, ±1,
// 2 and ∞ and four plain products.
//
//        ⎡ 2 -1 -2  1  0 ⎤       ⎡  1/2    0  ⎤       ⎡ 1  1  1  1  0 ⎤
//        ⎢ 0 -2 -1  1  0 ⎥       ⎢ -1/2  -1/2 ⎥       ⎢ 0  1 -1  2  0 ⎥
//   Bᵀ = ⎢ 0  2 -3  1  0 ⎥   G = ⎢ -1/6   1/6 ⎥  Aᵀ = ⎢ 0  1  1  4  0 ⎥
//        ⎢ 0 -1  0  1  0 ⎥       ⎢  1/6   1/3 ⎥       ⎣ 0  1 -1  8  1 ⎦
//        ⎣ 0  2 -1 -2  1 ⎦       ⎣   0     1  ⎦
#define SEGUE_SCHEME strided
#define SEGUE_PLACES 9
#define SEGUE_STEP 8
#define SEGUE_PARTS 9

SEGUE_INLINE void input_line_strided(const vector d[9], vector r[9]) {
    const vector a = d[6] - d[2], b = d[6] - d[4];
    r[0] = 2 * (d[0] - d[4]) + a;
    r[1] = b - 2 * d[2];
    r[2] = 2 * d[2] - 3 * d[4] + d[6];
    r[3] = a;
    r[4] = d[8] - d[4] - 2 * a;
    r[5] = d[1];
    r[6] = d[3];
    r[7] = d[5];
    r[8] = d[7];
}

SEGUE_INLINE void output_line_strided(const vector m[9], vector y[4]) {
    const vector a = m[1] + m[2], b = m[1] - m[2];
    y[0] = m[0] + a + m[3] + m[5];
    y[1] = b + 2 * m[3] + m[6];
    y[2] = a + 4 * m[3] + m[7];
    y[3] = b + 8 * m[3] + m[4] + m[8];
}

SEGUE_INLINE void weight_line_strided(const vector g[3], vector r[9]) {
    r[0] = g[0] * 0.5f;
    r[1] = (g[0] + g[2]) * -0.5f;
    r[2] = (g[2] - g[0]) * (1.0f / 6);
    r[3] = g[0] * (1.0f / 6) + g[2] * (1.0f / 3);
    r[4] = g[2];
    r[5] = r[6] = r[7] = r[8] = g[1];
}

#include "winograd_scheme.h"
