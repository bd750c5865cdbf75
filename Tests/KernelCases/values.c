// Cases of passes, functions, moments and reductions.
#include "example.h"

// A value in blocks, with a gap after every row.
static struct segue_view blocked(struct example *e, int32_t lanes, int64_t blocks, int64_t height,
                                 int64_t width) {
    const ptrdiff_t row = width * lanes + 3;
    return (struct segue_view){take_numbers(e, blocks * height * row), row, lanes, height * row, 1};
}

// Runs a pass in three pieces and keeps the output.
static void run(struct example *e, struct segue_pass *pass) {
    const int64_t blocks = (pass->channels + pass->lanes - 1) / pass->lanes;
    const int64_t row = pass->width * pass->lanes, items = blocks * pass->height;
    float *out = take_floats(e, items * row);
    pass->out = (struct segue_view){out, row, pass->lanes, pass->height * row, 1};
    e->kernels->pass_rows(pass, 0, 1);
    e->kernels->pass_rows(pass, 1, items / 2 + 1);
    e->kernels->pass_rows(pass, items / 2 + 1, items);
    keep(e, out, items * row);
}

void passes_of_one_stage(struct example *e) {
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int kind = SEGUE_RELU; kind <= SEGUE_SMALLER; kind++) {
            if (kind == SEGUE_PARAMETRIC_RELU) continue;
            // Longer than what goes through all stages together.
            const int32_t lanes = block_lanes[n];
            const int64_t width = 1024 / lanes + 11;
            struct segue_pass pass = {0};
            pass.height = 2;
            pass.width = width;
            pass.lanes = lanes;
            pass.channels = lanes + (lanes > 1 ? 3 : 1);
            pass.in = blocked(e, lanes, 2, 2, width);
            pass.count = 1;
            pass.stages[0].kind = (enum segue_kind)kind;
            pass.stages[0].p = 0.3f;
            pass.stages[0].q = 0.7f;
            pass.stages[0].operand = blocked(e, lanes, 2, 2, width);
            run(e, &pass);
        }
}

void passes_of_several_stages(struct example *e) {
    static const int32_t rows[] = {2, 1, 0, 0, 1, 2, -1, 4, 4, 4};
    static const int32_t columns[] = {0, 0, 3, 5, -1, 2, 2};
    for (int n = 0; n < KINDS_OF_BLOCKS; n++) {
        const int32_t lanes = block_lanes[n], channels = lanes + (lanes > 1 ? 3 : 1);
        struct segue_pass pass = {0};
        pass.height = 10;
        pass.width = 7;
        pass.rows = rows;
        pass.columns = columns;
        pass.lanes = lanes;
        pass.channels = channels;
        pass.outside = 0.5f;
        // In planes of five rows and six columns.
        pass.in = (struct segue_view){take_numbers(e, channels * 30), 6, 1, lanes * 30, 30};
        pass.count = 4;
        pass.stages[0].kind = SEGUE_AFFINE;
        pass.stages[0].a = take_numbers(e, 2 * lanes);
        pass.stages[0].b = take_numbers(e, 2 * lanes);
        pass.stages[1].kind = SEGUE_PARAMETRIC_RELU;
        pass.stages[1].a = take_numbers(e, 2 * lanes);
        pass.stages[2].kind = SEGUE_ADD;
        pass.stages[2].operand = blocked(e, lanes, 2, 5, 6);
        // One number a channel for all pixels.
        pass.stages[3].kind = SEGUE_MULTIPLY;
        pass.stages[3].operand = (struct segue_view){take_numbers(e, 2 * lanes), 0, 0, lanes, 1};
        run(e, &pass);
    }
}

void functions(struct example *e) {
    for (int kind = SEGUE_RELU; kind < SEGUE_ADD; kind++) {
        if (kind == SEGUE_PARAMETRIC_RELU) continue;
        for (int64_t count = 1; count < 1000; count = 3 * count + 2) {
            float *values = take_numbers(e, count);
            for (int64_t k = 0; k < count; k++) values[k] *= 8;
            e->kernels->apply((enum segue_kind)kind, 0.3f, 0.7f, values, count);
            keep(e, values, count);
        }
    }
}

enum { SIZES = 4 };
static const int64_t sizes[SIZES][2] = {{1, 1}, {3, 7}, {5, 4}, {33, 13}};

void moments(struct example *e) {
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int s = 0; s < SIZES; s++) {
            const int64_t height = sizes[s][0], width = sizes[s][1];
            const int32_t lanes = block_lanes[n];
            const ptrdiff_t row = width * lanes + 5;
            const float *data = take_numbers(e, (height - 1) * row + width * lanes);
            double mean[SEGUE_MOST_LANES], variance[SEGUE_MOST_LANES];
            e->kernels->moments(data, row, height, width, lanes, mean, variance);
            keep_doubles(e, mean, lanes);
            keep_doubles(e, variance, lanes);
        }
}

void sums_of_units(struct example *e) {
    enum { units = 3, channels = 13 };
    float *sums = take_numbers(e, units * 4 * channels);
    for (int unit = 0; unit < units; unit++)
        for (int k = 0; k < channels; k++) {
            float *own = sums + unit * 4 * channels + k;
            own[2 * channels] = fabsf(own[2 * channels]) + 2;
            own[3 * channels] = (float)(unit * unit + 1);
        }
    double mean[channels], variance[channels];
    e->kernels->combine_sums(sums, units, channels, mean, variance);
    keep_doubles(e, mean, channels);
    keep_doubles(e, variance, channels);
}

void reductions_of_pixels(struct example *e) {
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int s = 0; s < SIZES; s++)
            for (int kind = SEGUE_SUM; kind <= SEGUE_SQUARE_SUM; kind++) {
                const int64_t height = sizes[s][0], width = sizes[s][1];
                const int32_t lanes = block_lanes[n];
                const ptrdiff_t row = width * lanes + 5;
                const float *data = take_numbers(e, (height - 1) * row + width * lanes);
                double results[SEGUE_MOST_LANES];
                e->kernels->reduce_pixels((enum segue_reduction)kind, data, row, height, width,
                                          lanes, results);
                keep_doubles(e, results, lanes);
            }
}

void reductions_of_channels(struct example *e) {
    enum { width = 11 };
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int kind = SEGUE_SUM; kind <= SEGUE_SQUARE_SUM; kind++) {
            const int32_t lanes = block_lanes[n], channels = 2 * lanes + 1;
            const ptrdiff_t block = width * lanes;
            double results[width];
            e->kernels->reduce_channels((enum segue_reduction)kind, take_numbers(e, 3 * block),
                                        block, width, lanes, channels, results);
            keep_doubles(e, results, width);
        }
}

void normalised_channels(struct example *e) {
    enum { width = 11 };
    for (int n = 0; n < KINDS_OF_BLOCKS; n++) {
        const int32_t lanes = block_lanes[n], channels = 2 * lanes + 1;
        const ptrdiff_t block = width * lanes;
        float *out = take_floats(e, 3 * block);
        e->kernels->normalise_channels(take_numbers(e, 3 * block), block, out, block, width, lanes,
                                       channels, 1e-5);
        keep(e, out, 3 * block);
    }
}
