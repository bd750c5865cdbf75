// Cases of convolutions.  Pixels are found by places mirrored above and to the left, and outside below and to
// the right.
#include "example.h"

static const int64_t sizes[][2] = {{1, 1}, {4, 8}, {5, 3}, {13, 50}};
enum { SIZES = sizeof sizes / sizeof sizes[0], MEMBERS = 2 };

static const int32_t *places(struct example *e, int64_t count, int64_t size, int32_t before,
                             int32_t times) {
    int32_t *result = take_memory(e, count * (int64_t)sizeof(int32_t));
    for (int64_t k = 0; k < count; k++) {
        const int64_t place = (k < before ? before - k : k - before) / times;
        result[k] = place < size ? (int32_t)place : -1;
    }
    return result;
}

// A value in blocks with the places of its rows and columns.
static struct segue_reading reading(struct example *e, int32_t lanes, int64_t channels,
                                    const int64_t size[2], const int64_t read[2], int32_t before,
                                    int32_t times) {
    struct segue_reading in = {0};
    in.row = size[1] * lanes;
    in.block = size[0] * in.row;
    in.data = take_numbers(e, channels / lanes * in.block);
    in.rows = places(e, read[0], size[0], before, times);
    in.columns = places(e, read[1], size[1], before, times);
    in.outside = 0.25f;
    in.scale = take_numbers(e, channels);
    in.shift = take_numbers(e, channels);
    in.slope = take_numbers(e, channels);
    return in;
}

static struct segue_writing writing(struct example *e, int32_t lanes, int64_t blocks,
                                    const int64_t size[2], int64_t units) {
    struct segue_writing out = {0};
    out.height = size[0];
    out.width = size[1];
    out.blocks = blocks;
    out.row = size[1] * lanes;
    out.block = size[0] * out.row;
    out.data = take_floats(e, blocks * out.block);
    out.bias = take_numbers(e, blocks * lanes);
    out.sums = take_floats(e, units * 4 * blocks * lanes);
    return out;
}

static void keep_written(struct example *e, const struct segue_writing *out, int32_t lanes,
                         int64_t units) {
    keep(e, out->data, out->blocks * out->block);
    const int64_t channels = out->blocks * lanes;
    double *mean = take_memory(e, channels * (int64_t)sizeof(double));
    double *variance = take_memory(e, channels * (int64_t)sizeof(double));
    e->kernels->combine_sums(out->sums, units, channels, mean, variance);
    keep_doubles(e, mean, channels);
    keep_doubles(e, variance, channels);
}

static struct segue_weights weights(struct example *e, int64_t count) {
    const float **members = take_memory(e, MEMBERS * (int64_t)sizeof(float *));
    for (int m = 0; m < MEMBERS; m++) members[m] = take_numbers(e, 3 + count);
    struct segue_mixture *mixture = take_memory(e, sizeof *mixture);
    *mixture = (struct segue_mixture){members, take_numbers(e, MEMBERS), MEMBERS};
    return (struct segue_weights){mixture, 3};
}

static struct segue_winograd winograd(struct example *e, int32_t lanes, int64_t blocks,
                                      const int64_t size[2], int32_t stride, int32_t is_paired) {
    struct segue_winograd w = {0};
    w.tiles_y = (size[0] + 3) / 4;
    w.tiles_x = (size[1] + 3) / 4;
    w.unit_tiles = 12;
    w.channels = 2 * lanes;
    w.lanes = lanes;
    w.stride = stride;
    w.paired_rows = w.paired_columns = is_paired;
    const int32_t times = is_paired ? 2 : 1;
    const int64_t read[2] = {4 * stride * w.tiles_y + 3 - stride,
                             4 * stride * w.tiles_x + 3 - stride};
    const int64_t in[2] = {(size[0] * stride + times - 1) / times,
                           (size[1] * stride + times - 1) / times};
    w.in = reading(e, lanes, w.channels, in, read, 1, times);
    w.out = writing(e, lanes, blocks, size, (w.tiles_y * w.tiles_x + 11) / 12);
    w.weights = weights(e, blocks * w.channels * 9 * lanes);
    w.transformed = take_room(e, segue_winograd_scratch(&w).weights);
    return w;
}

void winograd_weights(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int32_t stride = 1; stride <= 2; stride++) {
            const struct segue_winograd w = winograd(e, lanes, 3, sizes[0], stride, 0);
            e->kernels->winograd_weights(&w, 0, 5);
            e->kernels->winograd_weights(&w, 5, 3 * w.channels);
            keep(e, w.transformed.floats, w.transformed.count);
        }
}

static void compute_winograd(struct example *e, const struct segue_winograd *w) {
    const struct segue_room room = take_room(e, segue_winograd_scratch(w).unit);
    const int64_t units = (w->tiles_y * w->tiles_x + 11) / 12;
    e->kernels->winograd_weights(w, 0, w->out.blocks * w->channels);
    for (int64_t unit = 0; unit < units; unit++) e->kernels->winograd_unit(w, unit, room);
}

void winograd_units(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int s = 0; s < SIZES; s++)
            for (int32_t kind = 0; kind < 3; kind++) {
                struct segue_winograd w =
                    winograd(e, lanes, 3, sizes[s], kind == 1 ? 2 : 1, kind == 2);
                if (s == 1) w.in.scale = w.in.shift = w.in.slope = w.out.bias = NULL;
                compute_winograd(e, &w);
                keep_written(e, &w.out, lanes, (w.tiles_y * w.tiles_x + 11) / 12);
            }
}

// Other products than those of other levels: their accuracy is tested elsewhere.
void winograd_halves(struct example *e) {
#if defined(__x86_64__)
    if (e->level != SEGUE_LEVEL_AVX512 || !__builtin_cpu_supports("avx512bf16")) return;
    for (int32_t stride = 1; stride <= 2; stride++) {
        struct segue_winograd w = winograd(e, 16, 3, sizes[3], stride, 0);
        w.is_bf16 = 1;
        compute_winograd(e, &w);
    }
#else
    (void)e;
#endif
}

static struct segue_from_planes from_planes(struct example *e, int32_t lanes, int32_t planes,
                                            int32_t parts, const int64_t size[2]) {
    struct segue_from_planes c = {0};
    c.tiles_y = (size[0] + 2) / 3;
    c.tiles_x = (size[1] + 2) / 3;
    c.unit_rows = 2;
    c.planes = planes;
    c.parts = parts;
    c.lanes = lanes;
    c.out = writing(e, lanes, 3, size, (c.tiles_y + 1) / 2);
    const struct segue_from_planes_scratch scratch = segue_from_planes_scratch(&c);
    c.in_row = scratch.width;
    c.in_plane = (3 * c.tiles_y + 3 * parts - 1) * c.in_row;
    c.in = take_numbers(e, planes * c.in_plane);
    c.weights = weights(e, 3 * planes * 9 * parts * parts * lanes);
    c.transformed = take_room(e, scratch.weights);
    return c;
}

void from_planes_weights(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int32_t parts = 1; parts <= 3; parts++) {
            const struct segue_from_planes c = from_planes(e, lanes, 3, parts, sizes[0]);
            e->kernels->from_planes_weights(&c, 0, 2);
            e->kernels->from_planes_weights(&c, 2, 3 * 3 * parts * parts);
            keep(e, c.transformed.floats, c.transformed.count);
        }
}

void from_planes_units(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int s = 0; s < SIZES; s++)
            for (int32_t parts = 1; parts <= 3; parts++) {
                const int32_t planes = parts == 2 ? 1 : 3;
                const struct segue_from_planes c = from_planes(e, lanes, planes, parts, sizes[s]);
                const struct segue_room room = take_room(e, segue_from_planes_scratch(&c).unit);
                const int64_t units = (c.tiles_y + 1) / 2;
                e->kernels->from_planes_weights(&c, 0, 3 * planes * parts * parts);
                for (int64_t unit = 0; unit < units; unit++)
                    e->kernels->from_planes_unit(&c, unit, room);
                keep_written(e, &c.out, lanes, units);
            }
}

static struct segue_to_planes to_planes(struct example *e, int32_t lanes, int32_t outputs,
                                        int32_t parts, const int64_t size[2]) {
    struct segue_to_planes c = {0};
    c.tiles_y = (size[0] + 2) / 3;
    c.tiles_x = (size[1] + 2) / 3;
    c.unit_rows = 2;
    c.height = size[0];
    c.width = size[1];
    c.outputs = outputs;
    c.parts = parts;
    c.lanes = lanes;
    c.channels = 2 * lanes;
    const int64_t read[2] = {3 * c.tiles_y + 3 * parts - 1, 3 * c.tiles_x + 3 * parts - 1};
    c.in = reading(e, lanes, c.channels, size, read, 3 * parts / 2, 1);
    c.out = take_floats(e, outputs * size[0] * size[1]);
    c.out_row = size[1];
    c.out_plane = size[0] * size[1];
    c.bias = outputs == 2 ? NULL : take_numbers(e, outputs);
    c.weights = weights(e, outputs * 9 * parts * parts * c.channels);
    c.transformed = take_room(e, segue_to_planes_scratch(&c).weights);
    return c;
}

void to_planes_weights(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int32_t parts = 1; parts <= 3; parts++) {
            const struct segue_to_planes c = to_planes(e, lanes, 3, parts, sizes[0]);
            e->kernels->to_planes_weights(&c, 0, 2);
            e->kernels->to_planes_weights(&c, 2, 3 * parts * parts);
            keep(e, c.transformed.floats, c.transformed.count);
        }
}

void to_planes_units(struct example *e) {
    for (int32_t lanes = 8; lanes <= 16; lanes += 8)
        for (int s = 0; s < SIZES; s++)
            for (int32_t outputs = 1; outputs <= 4; outputs++) {
                const int32_t parts = 1 + outputs % 3;
                const struct segue_to_planes c = to_planes(e, lanes, outputs, parts, sizes[s]);
                const struct segue_room room = take_room(e, segue_to_planes_scratch(&c).unit);
                e->kernels->to_planes_weights(&c, 0, outputs * parts * parts);
                for (int64_t unit = 0; unit < segue_to_planes_units(&c); unit++)
                    e->kernels->to_planes_unit(&c, unit, room);
                keep(e, c.out, outputs * c.out_plane);
            }
}
