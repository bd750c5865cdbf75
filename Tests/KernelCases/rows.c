// Cases of arrangements, resizings and poolings.
#include "example.h"

enum { WIDTH = 37 };

static void arrange(struct example *e, const struct segue_source *sources, int32_t phases,
                    int32_t lanes) {
    float *out = take_floats(e, WIDTH * lanes);
    e->kernels->arrange_row(sources, phases, 1, out, WIDTH, lanes);
    keep(e, out, WIDTH * lanes);
}

void arranged_rows(struct example *e) {
    struct segue_source sources[2 * SEGUE_MOST_LANES];
    for (int n = 0; n < KINDS_OF_BLOCKS; n++) {
        const int32_t lanes = block_lanes[n];
        const float *block = take_numbers(e, 2 * WIDTH * lanes);
        for (int k = 0; k < lanes; k++)
            sources[k] = (struct segue_source){block + k, WIDTH * lanes, lanes};
        arrange(e, sources, 1, lanes);
        // The first half from blocks of half the lanes, the second from planes but for one of zeros.
        const float *half = take_numbers(e, 2 * WIDTH * lanes);
        for (int k = 0; k < lanes / 2; k++)
            sources[k] = (struct segue_source){half + k, WIDTH * lanes / 2, lanes / 2};
        for (int k = lanes / 2; k < lanes; k++)
            sources[k] = (struct segue_source){take_numbers(e, 2 * WIDTH), WIDTH, 1};
        sources[lanes - 1].data = NULL;
        arrange(e, sources, 1, lanes);
        // Pixels by turns from two sources, of which one is zeros.
        for (int k = 0; k < 2 * lanes; k++)
            sources[k] = (struct segue_source){take_numbers(e, 2 * WIDTH), WIDTH, 1};
        sources[2 * lanes - 1].data = NULL;
        arrange(e, sources, 2, lanes);
    }
}

void plane_rows(struct example *e) {
    for (int n = 0; n < KINDS_OF_BLOCKS; n++) {
        float *out = take_floats(e, WIDTH);
        const int32_t pixel = block_lanes[n];
        e->kernels->plane_row(take_numbers(e, (WIDTH - 1) * pixel + 1), pixel, out, WIDTH);
        keep(e, out, WIDTH);
    }
}

// Taps of every output place somewhere in an input of `size` places.
static struct segue_taps taps(struct example *e, int32_t count, int64_t outputs, int32_t size) {
    int32_t *places = take_memory(e, count * outputs * (int64_t)sizeof(int32_t));
    float *weights = take_numbers(e, count * outputs);
    for (int64_t k = 0; k < count * outputs; k++) places[k] = (int32_t)(k * 5 % size);
    weights[count * outputs - 1] = 0;
    return (struct segue_taps){places, weights, count};
}

void resized_rows(struct example *e) {
    enum { height = 5, width = 9, rows = 4 };
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int32_t count = 1; count <= 4; count++) {
            const int32_t lanes = block_lanes[n];
            const float *in = take_numbers(e, height * width * lanes);
            const struct segue_taps down = taps(e, count, rows, height);
            const struct segue_taps across = taps(e, count, WIDTH, width);
            for (int64_t y = 0; y < rows; y++) {
                float *sum = take_floats(e, width * lanes), *out = take_floats(e, WIDTH * lanes);
                e->kernels->resize_row(in, width * lanes, width, lanes, &down, &across, y, sum, out,
                                       WIDTH);
                keep(e, out, WIDTH * lanes);
            }
        }
}

static int64_t pooled_size(const struct segue_windows *w) {
    return (w->size + w->before + w->after - (w->kernel - 1) * w->dilation - 1) / w->stride + 1;
}

void pooled_rows(struct example *e) {
    static const struct segue_windows examples[3][2] = {
        {{7, 3, 2, 1, 1, 1}, {13, 3, 2, 1, 1, 1}},
        {{8, 2, 2, 1, 0, 0}, {10, 2, 2, 1, 0, 0}},
        {{9, 3, 1, 3, 2, 1}, {12, 2, 3, 2, 1, 2}},
    };
    for (int n = 0; n < KINDS_OF_BLOCKS; n++)
        for (int k = 0; k < 3; k++)
            for (int32_t kind = 0; kind < 3; kind++) {
                const struct segue_windows *rows = &examples[k][0], *columns = &examples[k][1];
                const int32_t lanes = block_lanes[n];
                const int64_t width = pooled_size(columns), row = columns->size * lanes;
                const float *in = take_numbers(e, rows->size * row);
                for (int64_t y = 0; y < pooled_size(rows); y++) {
                    float *out = take_floats(e, width * lanes);
                    e->kernels->pool_row(in, row, lanes, rows, columns, kind == 0, kind == 2, y,
                                         out, width);
                    keep(e, out, width * lanes);
                }
            }
}
