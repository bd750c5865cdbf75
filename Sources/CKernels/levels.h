// Compiles a file's bodies once for every level of the processor: unlike the other kernels convolutions
// need fused multiply-adds, which the library's levels differ in, and registers counted by hand.
//
// A file includes this one, defines SEGUE_BODIES as a string with the name of the header to compile and
// includes "each_level.h".  In the bodies SEGUE_LANES is 8 or 16, SEGUE_ROWS the rows of a register
// tile of two vectors a row, and SEGUE_IN(name) the name at this level and width.
#pragma once
#include <stdint.h>
#include <string.h>

#include "dispatch.h"

#pragma clang diagnostic ignored "-Wpsabi"  // every call between levels is inlined

#define SEGUE_JOIN_(a, b) a##_##b
#define SEGUE_JOIN(a, b) SEGUE_JOIN_(a, b)
#define SEGUE_IN(name) SEGUE_JOIN(SEGUE_JOIN(name, SEGUE_LANES), SEGUE_LEVEL)
#define SEGUE_UNROLL _Pragma("clang loop unroll(full)")

// Calls the function at a level and width.
#if defined(__x86_64__)
#define SEGUE_CALL_LEVELS(name, level, ...)                            \
    switch (level) {                                                   \
    case SEGUE_LEVEL_AVX512: SEGUE_JOIN(name, avx512)(__VA_ARGS__); break; \
    case SEGUE_LEVEL_AVX2: SEGUE_JOIN(name, avx2)(__VA_ARGS__); break; \
    default: SEGUE_JOIN(name, plain)(__VA_ARGS__); break;              \
    }
#else
#define SEGUE_CALL_LEVELS(name, level, ...) SEGUE_JOIN(name, plain)(__VA_ARGS__)
#endif
#define SEGUE_CALL(name, lanes, level, ...)                    \
    if ((lanes) == 16) {                                       \
        SEGUE_CALL_LEVELS(SEGUE_JOIN(name, 16), level, __VA_ARGS__) \
    } else {                                                   \
        SEGUE_CALL_LEVELS(SEGUE_JOIN(name, 8), level, __VA_ARGS__)  \
    }
