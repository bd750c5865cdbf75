// Includes SEGUE_BODIES for both widths of blocks at every level; see levels.h.
#define SEGUE_LEVEL plain
#define SEGUE_ROWS 3
#define SEGUE_FMA(a, b, c) ((a) * (b) + (c))
#include "each_width.h"

#if defined(__x86_64__)
#define SEGUE_LEVEL avx2
#define SEGUE_ROWS 6
#define SEGUE_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "each_width.h"
#pragma clang attribute pop

#define SEGUE_LEVEL avx512
#define SEGUE_ROWS 12
#define SEGUE_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#pragma clang attribute push(                                          \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,fma"))), \
    apply_to = function)
#include "each_width.h"
#pragma clang attribute pop
#endif
