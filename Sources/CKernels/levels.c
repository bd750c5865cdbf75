#include "levels.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"
#include "Templates/variants.h"
#include "asserts.h"

const char *segue_level_name(enum segue_level level) {
    return level == SEGUE_LEVEL_AVX512 ? "avx512" : level == SEGUE_LEVEL_AVX2 ? "avx2" : "plain";
}

enum segue_level segue_best_level(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return SEGUE_LEVEL_AVX512;
    if (__builtin_cpu_supports("x86-64-v3")) return SEGUE_LEVEL_AVX2;
#endif
    return SEGUE_LEVEL_PLAIN;
}

const char *segue_level_cap_text(void) {
    const char *text = getenv("SEGUE_CPU");
    return text ? text : "";
}

int segue_level_cap(void) {
    const char *name = segue_level_cap_text();
    if (!*name) return SEGUE_LEVEL_AVX512;
    for (int level = SEGUE_LEVEL_PLAIN; level <= SEGUE_LEVEL_AVX512; level++)
        if (strcmp(name, segue_level_name((enum segue_level)level)) == 0) return level;
    return -1;
}

enum segue_level segue_level_in_use(void) {
    // Threads that come first together find the same.
    static atomic_int found = -1;
    int level = atomic_load_explicit(&found, memory_order_relaxed);
    if (level >= 0) return (enum segue_level)level;
    const int best = (int)segue_best_level(), cap = segue_level_cap();
    level = cap >= 0 && cap < best ? cap : best;
    atomic_store_explicit(&found, level, memory_order_relaxed);
    return (enum segue_level)level;
}

const struct segue_kernels *segue_kernels_at(enum segue_level level) {
    assert(level <= segue_best_level());
#if defined(__x86_64__)
    if (level == SEGUE_LEVEL_AVX512) return &segue_kernels_avx512;
    if (level == SEGUE_LEVEL_AVX2) return &segue_kernels_avx2;
#endif
    return &segue_kernels_plain;
}

const struct segue_kernels *segue_kernels_in_use(void) {
    return segue_kernels_at(segue_level_in_use());
}
