// Cases of weights and of arrays of any rank.
#include "example.h"

void weighted_sums(struct example *e) {
    enum { count = 5001 };
    const float *members[3];
    for (int m = 0; m < 3; m++) members[m] = take_numbers(e, count);
    for (int32_t m = 1; m <= 3; m++) {
        float *out = take_floats(e, count);
        e->kernels->weighted_sum(out, members, take_numbers(e, m), m, 3, count);
        keep(e, out, count);
    }
}

void inner_products(struct example *e) {
    for (int64_t depth = 1; depth < 1100; depth = 4 * depth + 13) {
        const float *a = take_numbers(e, 3 * depth), *b = take_numbers(e, 2 * depth);
        float *out = take_floats(e, 6);
        e->kernels->products(a, 3, b, 2, depth, out);
        keep(e, out, 6);
    }
}

void relations(struct example *e) {
    for (int64_t count = 0; count < 1100; count = 4 * count + 3) {
        double results[4];
        e->kernels->relation(take_numbers(e, count), take_numbers(e, count), count, &results[0],
                             &results[1], &results[2], &results[3]);
        keep_doubles(e, results, 4);
    }
}

void matrix_products(struct example *e) {
    enum { rows = 4, depth = 5, columns = 517 };
    const float *a = take_numbers(e, rows * depth), *b = take_numbers(e, depth * columns);
    float *out = take_floats(e, rows * columns);
    e->kernels->matrix_rows(a, b, out, depth, columns, 1, rows);
    keep(e, out, rows * columns);
}

void softmaxes(struct example *e) {
    for (int32_t logarithm = 0; logarithm < 2; logarithm++)
        for (ptrdiff_t step = 1; step <= 3; step += 2)
            for (int64_t count = 1; count < 100; count = 3 * count + 2) {
                const int64_t floats = (count - 1) * step + 1;
                float *out = take_floats(e, floats);
                e->kernels->softmax(take_numbers(e, floats), out, count, step, logarithm);
                keep(e, out, floats);
            }
}

void gatherings(struct example *e) {
    static const int64_t transposed_sizes[] = {3, 5, 2}, transposed_steps[] = {1, 6, 3};
    static const int64_t repeated_sizes[] = {2, 1, 7, 3}, repeated_steps[] = {0, 5, 3, 1};
    float *out = take_floats(e, 30 + 42 + 1);
    e->kernels->gather(take_numbers(e, 30), transposed_sizes, transposed_steps, 3, out);
    e->kernels->gather(take_numbers(e, 21), repeated_sizes, repeated_steps, 4, out + 30);
    e->kernels->gather(take_numbers(e, 1), NULL, NULL, 0, out + 72);
    keep(e, out, 73);
}

// As many operations in each lane of a register, whose number depends on the level.
void multiply_adds(struct example *e) {
    const int register_lanes = 4 << (int)e->level;
    const double operations = (double)e->kernels->multiply_adds(7) / register_lanes;
    keep_doubles(e, &operations, 1);
}
