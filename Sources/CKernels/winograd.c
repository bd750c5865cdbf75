// Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks",
// arXiv 1509.09308) for blocks of channels: Y = Aᵀ [ Σ_c (G g_c Gᵀ) ⊙ (Bᵀ d_c B) ] A.
#include "CKernels.h"
#include "levels.h"

#define SEGUE_BODIES "winograd_bodies.h"
#include "each_level.h"

// AVX-512 with factors of bfloat16.
#if defined(__x86_64__)
#include <immintrin.h>
#define SEGUE_BF16
#define SEGUE_LEVEL bf16
#define SEGUE_LANES 16
#define SEGUE_ROWS 12
#define SEGUE_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#pragma clang attribute push(                                                     \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx512bf16,fma"))), \
    apply_to = function)
#include "winograd_bodies.h"
#pragma clang attribute pop
#undef SEGUE_LEVEL
#undef SEGUE_LANES
#undef SEGUE_ROWS
#undef SEGUE_FMA
#define SEGUE_CALL_OF(name, w, level, ...)                   \
    if ((w)->is_bf16) {                                      \
        SEGUE_JOIN(SEGUE_JOIN(name, 16), bf16)(__VA_ARGS__); \
    } else                                                   \
        SEGUE_CALL(name, (w)->lanes, level, __VA_ARGS__)
#else
#define SEGUE_CALL_OF(name, w, level, ...) SEGUE_CALL(name, (w)->lanes, level, __VA_ARGS__)
#endif

void segue_winograd_weights(const struct segue_winograd *w, enum segue_level level, int64_t first,
                            int64_t last) {
    if (w->stride == 2) {
        SEGUE_CALL_OF(weights_strided, w, level, w, first, last)
    } else {
        SEGUE_CALL_OF(weights_dense, w, level, w, first, last)
    }
}

void segue_winograd_unit(const struct segue_winograd *w, enum segue_level level, int64_t unit,
                         float *room) {
    if (w->stride == 2) {
        SEGUE_CALL_OF(unit_strided, w, level, w, unit, room)
    } else {
        SEGUE_CALL_OF(unit_dense, w, level, w, unit, room)
    }
}
