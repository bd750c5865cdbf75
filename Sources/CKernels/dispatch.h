// Compiles a function once for every level of the processor; the loader picks one.
#pragma once

// Holds for all that follows the inclusion: without it products and sums are fused where the processor
// can, and results depend on it.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define SEGUE_DISPATCH __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SEGUE_DISPATCH
#endif
#define SEGUE_INLINE static inline __attribute__((always_inline))
