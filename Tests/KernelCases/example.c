#include "example.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *kernel;
    kernel_case *run;
} cases[] = {
    {"pass_rows", passes_of_one_stage},
    {"pass_rows", passes_of_several_stages},
    {"apply", functions},
    {"moments", moments},
    {"combine_sums", sums_of_units},
    {"reduce_pixels", reductions_of_pixels},
    {"reduce_channels", reductions_of_channels},
    {"normalise_channels", normalised_channels},
    {"arrange_row", arranged_rows},
    {"plane_row", plane_rows},
    {"resize_row", resized_rows},
    {"pool_row", pooled_rows},
    {"weighted_sum", weighted_sums},
    {"products", inner_products},
    {"relation", relations},
    {"matrix_rows", matrix_products},
    {"softmax", softmaxes},
    {"gather", gatherings},
    {"winograd_weights", winograd_weights},
    {"winograd_unit", winograd_units},
    {"winograd_unit", winograd_halves},
    {"from_planes_weights", from_planes_weights},
    {"from_planes_unit", from_planes_units},
    {"to_planes_weights", to_planes_weights},
    {"to_planes_unit", to_planes_units},
    {"multiply_adds", multiply_adds},
};

int32_t kernel_case_count(void) { return sizeof cases / sizeof cases[0]; }

const char *kernel_case_name(int32_t index) { return cases[index].kernel; }

struct kernel_results kernel_case_run(int32_t index, enum segue_level level) {
    struct example e = {
        segue_kernels_at(level), level, 7 + (uint32_t)index, NULL, 0, {NULL, NULL, 0},
    };
    cases[index].run(&e);
    for (int64_t k = 0; k < e.memory_count; k++) free(e.memory[k]);
    free(e.memory);
    return e.results;
}

void kernel_results_free(struct kernel_results results) {
    free(results.values);
    free(results.ends);
}

static void *checked(void *memory) {
    if (!memory) abort();
    return memory;
}

void *take_memory(struct example *e, int64_t bytes) {
    e->memory = checked(realloc(e->memory, sizeof(void *) * (size_t)(e->memory_count + 1)));
    return e->memory[e->memory_count++] = checked(malloc(bytes > 0 ? (size_t)bytes : 1));
}

float *take_numbers(struct example *e, int64_t count) {
    float *numbers = take_memory(e, count * (int64_t)sizeof(float));
    for (int64_t k = 0; k < count; k++) {
        e->random = e->random * 1664525 + 1013904223;
        numbers[k] = (float)(e->random >> 8) * 0x1p-23f - 1;
    }
    return numbers;
}

float *take_floats(struct example *e, int64_t count) {
    float *floats = take_memory(e, count * (int64_t)sizeof(float));
    for (int64_t k = 0; k < count; k++) floats[k] = NAN;
    return floats;
}

struct segue_room take_room(struct example *e, int64_t count) {
    return (struct segue_room){take_floats(e, count), count};
}

static double *longer_results(struct example *e, int64_t count) {
    struct kernel_results *r = &e->results;
    const int64_t before = r->count > 0 ? r->ends[r->count - 1] : 0, all = before + count;
    r->values = checked(realloc(r->values, sizeof(double) * (size_t)(all + 1)));
    r->ends = checked(realloc(r->ends, sizeof(int64_t) * (size_t)(r->count + 1)));
    r->ends[r->count++] = all;
    return r->values + before;
}

void keep(struct example *e, const float *values, int64_t count) {
    double *added = longer_results(e, count);
    for (int64_t k = 0; k < count; k++) added[k] = values[k];
}

void keep_doubles(struct example *e, const double *values, int64_t count) {
    memcpy(longer_results(e, count), values, sizeof(double) * (size_t)count);
}
