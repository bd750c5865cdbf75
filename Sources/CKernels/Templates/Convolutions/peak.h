// Multiply-adds in registers, to measure a processor by.
#pragma once
#include "../level.h"

typedef float register_vector __attribute__((vector_size(4 * SEGUE_REGISTER)));

// Twelve independent chains a = a x + y of one register each: more than latency × throughput of any
// processor with these instructions, and few enough for 16 registers.
SEGUE_KERNEL int64_t multiply_adds(int64_t rounds) {
    enum { chains = 12 };
    register_vector a[chains];
    for (int i = 0; i < chains; i++) a[i] = (register_vector){0} + (float)(i + 1);
    register_vector x = (register_vector){0} + 0.999f, y = (register_vector){0} + 0.001f;
    // The compiler must not know the numbers.
    __asm__ volatile("" : "+m"(x), "+m"(y));
    for (int64_t round = 0; round < rounds; round++)
        SEGUE_UNROLLED(i, chains) a[i] = SEGUE_FMA(a[i], x, y);
    for (int i = 0; i < chains; i++) __asm__ volatile("" : : "m"(a[i]));
    return rounds * chains * SEGUE_REGISTER * 2;
}
