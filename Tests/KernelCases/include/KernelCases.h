// Every kernel on small examples of odd sizes, at any level: for tests, which compare the levels, and for
// sanitizers, as every array is exactly as long as the kernel may read or write.
#pragma once
#include "CKernels.h"

// What a kernel made of its examples: arrays of numbers that have a scale in common.
struct kernel_results {
    double *values;
    int64_t *ends;  // of each array
    int64_t count;  // of arrays
};

// How many cases there are; a kernel may have several.
int32_t kernel_case_count(void);

// The kernel of a case: a member of struct segue_kernels.
const char *kernel_case_name(int32_t index);

// Runs a case at a level that the processor has.  The caller frees the results.
struct kernel_results kernel_case_run(int32_t index, enum segue_level level);

void kernel_results_free(struct kernel_results results);
