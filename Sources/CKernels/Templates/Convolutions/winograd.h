// Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks",
// arXiv 1509.09308) for blocks of channels: Y = Aᵀ [ Σ_c (G g_c Gᵀ) ⊙ (Bᵀ d_c B) ] A.
#pragma once
#include "../variants.h"
#include "factors.h"

// Products that are zero because the pixels are pairs.
SEGUE_INLINE int is_skipped(const struct segue_winograd *w, int i, int j) {
    return (w->paired_rows && i == 2) || (w->paired_columns && j == 2);
}

// m[r] = Σ_c v[r, c] u[c] for SEGUE_ROWS tiles and one or two blocks of outputs.
SEGUE_INLINE void multiply_rows(const factor *v, const factor *u, const int blocks,
                                int64_t channels, float *m) {
    vector total[SEGUE_ROWS][2];
    SEGUE_UNROLLED(r, SEGUE_ROWS) total[r][0] = total[r][1] = (vector){0};
    for (int64_t c = 0; c < channels; c += GROUP) {
        factors b[2];
        SEGUE_UNROLLED(n, blocks) b[n] = load_weights(u + (c * blocks + n * GROUP) * SEGUE_LANES);
        SEGUE_UNROLLED(r, SEGUE_ROWS) {
            const factors a = repeat_input(v + r * channels + c);
            SEGUE_UNROLLED(n, blocks) total[r][n] = add_product(total[r][n], a, b[n]);
        }
    }
    SEGUE_UNROLLED(r, SEGUE_ROWS)
        SEGUE_UNROLLED(n, blocks) store_vector(m + (2 * r + n) * SEGUE_LANES, total[r][n]);
}

#include "winograd_dense.h"
#include "winograd_paired.h"
#include "winograd_strided.h"
