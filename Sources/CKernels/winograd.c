// Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks",
// arXiv 1509.09308) for blocks of channels: Y = Aᵀ [ Σ_c (G g_c Gᵀ) ⊙ (Bᵀ d_c B) ] A.
#include "CKernels.h"
#include "levels.h"

#define SEGUE_BODIES "winograd_bodies.h"
#include "each_level.h"

void segue_winograd_weights(const struct segue_winograd *w, enum segue_level level, int64_t first,
                            int64_t last) {
    if (w->stride == 2) {
        SEGUE_CALL(weights_strided, w->lanes, level, w, first, last)
    } else {
        SEGUE_CALL(weights_dense, w->lanes, level, w, first, last)
    }
}

void segue_winograd_unit(const struct segue_winograd *w, enum segue_level level, int64_t unit,
                         float *room) {
    if (w->stride == 2) {
        SEGUE_CALL(unit_strided, w->lanes, level, w, unit, room)
    } else {
        SEGUE_CALL(unit_dense, w->lanes, level, w, unit, room)
    }
}
