#include "CKernels.h"
#include "dispatch.h"

// Twelve independent chains a = a x + y of one register each: more than latency × throughput of any
// processor with these instructions, and few enough for 16 registers.
#define SEGUE_CHAINS(vector, multiply_add)                                                   \
    enum { chains = 12, lanes = sizeof(vector) / sizeof(float) };                            \
    vector a[chains];                                                                        \
    for (int i = 0; i < chains; i++) a[i] = (vector){0} + (float)(i + 1);                    \
    vector x = (vector){0} + 0.999f, y = (vector){0} + 0.001f;                               \
    /* The compiler must not know the numbers. */                                            \
    __asm__ volatile("" : "+m"(x), "+m"(y));                                                 \
    for (int64_t round = 0; round < rounds; round++)                                         \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < chains; i++)                  \
            a[i] = multiply_add(a[i], x, y);                                                 \
    for (int i = 0; i < chains; i++) __asm__ volatile("" : : "m"(a[i]));                     \
    return rounds * chains * lanes * 2

typedef float four __attribute__((vector_size(16)));

#if defined(__x86_64__)

typedef float eight __attribute__((vector_size(32)));
typedef float sixteen __attribute__((vector_size(64)));

// Two instructions: the baseline has no fused one.
#define SEGUE_SEPARATE(a, x, y) ((a) * (x) + (y))

static int64_t multiply_adds_plain(int64_t rounds) { SEGUE_CHAINS(four, SEGUE_SEPARATE); }

__attribute__((target("avx2,fma"))) static int64_t multiply_adds_avx2(int64_t rounds) {
    SEGUE_CHAINS(eight, __builtin_elementwise_fma);
}

__attribute__((target("avx512f"))) static int64_t multiply_adds_avx512(int64_t rounds) {
    SEGUE_CHAINS(sixteen, __builtin_elementwise_fma);
}

enum segue_level segue_best_level(void) {
    // What the loader asks for the levels of SEGUE_DISPATCH.
    return __builtin_cpu_supports("x86-64-v4")   ? SEGUE_LEVEL_AVX512
           : __builtin_cpu_supports("x86-64-v3") ? SEGUE_LEVEL_AVX2
                                                 : SEGUE_LEVEL_PLAIN;
}

int64_t segue_multiply_adds(enum segue_level level, int64_t rounds) {
    return level == SEGUE_LEVEL_AVX512 ? multiply_adds_avx512(rounds)
           : level == SEGUE_LEVEL_AVX2 ? multiply_adds_avx2(rounds)
                                        : multiply_adds_plain(rounds);
}

#else

enum segue_level segue_best_level(void) { return SEGUE_LEVEL_PLAIN; }

int64_t segue_multiply_adds(enum segue_level level, int64_t rounds) {
    (void)level;
    SEGUE_CHAINS(four, __builtin_elementwise_fma);
}

#endif
