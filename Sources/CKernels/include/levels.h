// Which instructions kernels use.
#pragma once

// Levels of instructions; each has those below it too.
enum segue_level {
    SEGUE_LEVEL_PLAIN,   // what every processor of the kind has
    SEGUE_LEVEL_AVX2,    // AVX2 and fused multiply-adds
    SEGUE_LEVEL_AVX512,  // AVX-512 with its F, BW, CD, DQ and VL parts
};

// `plain`, `avx2` or `avx512`.
const char *segue_level_name(enum segue_level level);

// The highest level that this processor has.
enum segue_level segue_best_level(void);

// The highest level that the environment variable SEGUE_CPU allows by its name: the highest of all if it is
// unset or empty, -1 if no level has that name.
int segue_level_cap(void);

// What SEGUE_CPU is set to; empty if it is unset.
const char *segue_level_cap_text(void);

// The level in use: the best one or, if that is lower, the cap.  The environment is read once.
enum segue_level segue_level_in_use(void);
