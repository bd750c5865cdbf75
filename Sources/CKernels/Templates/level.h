// What templates are compiled for: a file of Variants defines SEGUE_AVX512, SEGUE_AVX2 or neither, and
// SEGUE_LANES where it compiles the convolutions, whose blocks have that many channels.
//
// Only functions that are called from elsewhere are compiled by themselves, so the instructions are
// chosen function by function: SEGUE_KERNEL and SEGUE_INLINE stand before every one.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "../asserts.h"
#include "CKernels.h"

// For all that follows: without it the compiler fuses products and sums where the processor can, and results
// depend on the level.
#pragma STDC FP_CONTRACT OFF

// SEGUE_TARGET: the level's instructions: those of x86-64-v3 and v4, though not by that name, which brings a
// preference for vectors of 256 bits along.  Convolutions are given only what their vectors need: with
// the rest the compiler schedules the transforms of weights worse.
// SEGUE_REGISTER: floats of a register.
// SEGUE_ROWS: rows of a register tile of two vectors a row; SEGUE_MOST_ROWS is a multiple.
// SEGUE_FMA: a b + c, rounded once where the level can.
#if defined(SEGUE_LANES)
#define SEGUE_INSTRUCTIONS_AVX2 "avx2,fma"
#define SEGUE_INSTRUCTIONS_AVX512 "avx512f,avx512vl,avx512bw,avx512dq,fma"
#else
#define SEGUE_INSTRUCTIONS_AVX2 "avx2,bmi,bmi2,f16c,fma,lzcnt,movbe,popcnt"
#define SEGUE_INSTRUCTIONS_AVX512 \
    SEGUE_INSTRUCTIONS_AVX2 ",avx512f,avx512bw,avx512cd,avx512dq,avx512vl"
#endif

#if defined(SEGUE_AVX512)
#define SEGUE_LEVEL avx512
#define SEGUE_REGISTER 16
#define SEGUE_ROWS 12
#define SEGUE_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#if defined(SEGUE_BF16)
#define SEGUE_TARGET __attribute__((target(SEGUE_INSTRUCTIONS_AVX512 ",avx512bf16")))
#else
#define SEGUE_TARGET __attribute__((target(SEGUE_INSTRUCTIONS_AVX512)))
#endif
#elif defined(SEGUE_AVX2)
#define SEGUE_LEVEL avx2
#define SEGUE_REGISTER 8
#define SEGUE_ROWS 6
#define SEGUE_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SEGUE_TARGET __attribute__((target(SEGUE_INSTRUCTIONS_AVX2)))
#else
#define SEGUE_LEVEL plain
#define SEGUE_REGISTER 4
#define SEGUE_ROWS 3
#define SEGUE_FMA(a, b, c) ((a) * (b) + (c))
#define SEGUE_TARGET
#endif

#define SEGUE_KERNEL static SEGUE_TARGET
#define SEGUE_INLINE static inline __attribute__((always_inline)) SEGUE_TARGET
// A loop for i from 0 to count - 1, which the compiler unrolls.
#define SEGUE_UNROLLED(i, count) \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < (count); i++)

// a_b, of what a and b stand for.
#define SEGUE_JOIN_(a, b) a##_##b
#define SEGUE_JOIN(a, b) SEGUE_JOIN_(a, b)

// Whether blocks may have that many channels.
SEGUE_INLINE int is_block(int32_t lanes) { return lanes == 1 || lanes == 8 || lanes == 16; }
