// What the cases have in common: memory, random numbers and the results.
#pragma once
#include <math.h>
#include <stdint.h>

#include "KernelCases.h"

struct example {
    const struct segue_kernels *kernels;
    enum segue_level level;
    uint32_t random;
    void **memory;
    int64_t memory_count;
    struct kernel_results results;
};

// Memory that is freed after the case.
void *take_memory(struct example *e, int64_t bytes);

// Random numbers from -1 to 1.
float *take_numbers(struct example *e, int64_t count);

// Floats that are no numbers, to be written.
float *take_floats(struct example *e, int64_t count);

struct segue_room take_room(struct example *e, int64_t count);

// Adds to the results.
void keep(struct example *e, const float *values, int64_t count);
void keep_doubles(struct example *e, const double *values, int64_t count);

typedef void kernel_case(struct example *e);

kernel_case passes_of_one_stage, passes_of_several_stages, functions, moments, sums_of_units;
kernel_case reductions_of_pixels, reductions_of_channels, normalised_channels;
kernel_case arranged_rows, plane_rows, resized_rows, pooled_rows;
kernel_case weighted_sums, inner_products, relations, matrix_products, softmaxes, gatherings;
kernel_case winograd_weights, winograd_units, winograd_halves;
kernel_case from_planes_weights, from_planes_units, to_planes_weights, to_planes_units;
kernel_case multiply_adds;

enum { KINDS_OF_BLOCKS = 3 };
static const int32_t block_lanes[KINDS_OF_BLOCKS] = {1, 8, 16};
