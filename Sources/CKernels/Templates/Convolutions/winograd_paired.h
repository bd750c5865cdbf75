// F(4, 3), the scheme of a 3×3 convolution of stride 1 behind a doubling, with the points 0, ±1, ±2 and ∞:
// for ±1 alone a product is exactly 0 where pixels are pairs, and left out.
//
//        ⎡ 4  0 -5  0  1  0 ⎤       ⎡  1/4    0     0  ⎤       ⎡ 1  1  1  1  1  0 ⎤
//        ⎢ 0 -4 -4  1  1  0 ⎥       ⎢ -1/6  -1/6  -1/6 ⎥       ⎢ 0  1 -1  2 -2  0 ⎥
//   Bᵀ = ⎢ 0  4 -4 -1  1  0 ⎥   G = ⎢ -1/6   1/6  -1/6 ⎥  Aᵀ = ⎢ 0  1  1  4  4  0 ⎥
//        ⎢ 0 -2 -1  2  1  0 ⎥       ⎢ 1/24  1/12   1/6 ⎥       ⎣ 0  1 -1  8 -8  1 ⎦
//        ⎢ 0  2 -1 -2  1  0 ⎥       ⎢ 1/24 -1/12   1/6 ⎥
//        ⎣ 0  4  0 -5  0  1 ⎦       ⎣  0     0     1   ⎦
#define SEGUE_SCHEME paired
#define SEGUE_PLACES 6  // read along an axis for a tile
#define SEGUE_STEP 4    // places from one tile to the next
#define SEGUE_PARTS 6   // products along an axis

// Bᵀ d.  The third entry is exactly 0 where d[1] = d[2] and d[3] = d[4].
SEGUE_INLINE void input_line_paired(const vector d[6], vector r[6]) {
    const vector a = d[4] - 4 * d[2], b = d[3] - 4 * d[1], c = d[4] - d[2], e = 2 * (d[3] - d[1]);
    r[0] = 4 * d[0] - 5 * d[2] + d[4];
    r[1] = a + b;
    r[2] = a - b;
    r[3] = c + e;
    r[4] = c - e;
    r[5] = 4 * d[1] - 5 * d[3] + d[5];
}

// Aᵀ m.
SEGUE_INLINE void output_line_paired(const vector m[6], vector y[4]) {
    const vector a = m[1] + m[2], b = m[1] - m[2], c = m[3] + m[4], d = m[3] - m[4];
    y[0] = m[0] + a + c;
    y[1] = b + 2 * d;
    y[2] = a + 4 * c;
    y[3] = b + 8 * d + m[5];
}

// G g.
SEGUE_INLINE void weight_line_paired(const vector g[3], vector r[6]) {
    const vector a = (g[0] + g[2]) * (-1.0f / 6), b = g[1] * (-1.0f / 6);
    const vector c = g[0] * (1.0f / 24) + g[2] * (1.0f / 6), d = g[1] * (1.0f / 12);
    r[0] = g[0] * 0.25f;
    r[1] = a + b;
    r[2] = a - b;
    r[3] = c + d;
    r[4] = c - d;
    r[5] = g[2];
}

#include "winograd_scheme.h"
