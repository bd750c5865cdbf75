// What the processor can do at most.
#pragma once
#include <stdint.h>

#include "convolutions.h"

// The best instructions that this processor has.
enum segue_level segue_best_level(void);

// Computes multiply-adds in registers as fast as a level can, which the processor must have.
// Returns how many floating-point operations that were, a multiply-add counted as two.
int64_t segue_multiply_adds(enum segue_level level, int64_t rounds);
