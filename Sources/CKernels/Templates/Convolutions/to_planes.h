// Convolutions from blocks of channels to a few planes; see winograd_tripled.h.
//
// Vectors hold channels until the products of all are added up, and tiles after that: no lane is wasted
// on outputs that do not exist.
#pragma once
#include "winograd_tripled.h"

enum {
    // Tiles of a register tile: three outputs of each.
    TILE_GROUP = 2 * SEGUE_ROWS / 3,
};

// Transformed weights are kept as products × outputs × parts × channels.
SEGUE_KERNEL void to_planes_weights(const struct segue_to_planes *c, int64_t first, int64_t last) {
    const int64_t g = c->parts, size = 3 * g, channels = c->channels;
    for (int64_t item = first; item < last; item++) {
        const int64_t output = item / (g * g), py = item / g % g, px = item % g;
        const int64_t tap = output * size * size + 3 * py * size + 3 * px;
        for (int64_t k = 0; k < channels; k += SEGUE_LANES)
            transform_part(&c->weights, tap * channels + k, size * channels, channels,
                           c->transformed.floats + item * channels + k,
                           c->outputs * g * g * channels);
    }
}

SEGUE_INLINE void transform_tile_column(const float *const rows[5], int32_t column,
                                        const struct block_stages *s, vector r[5]) {
    vector d[5];
    SEGUE_UNROLLED(y, 5) d[y] = read_pixel(rows[y], column, s);
    input_line_tripled(d, r);
}

// Bᵀ d B of one row of tiles and one block of channels.
SEGUE_INLINE void transform_block(const struct segue_to_planes *c, int64_t ty, int64_t tx,
                                  int64_t block, float *v) {
    const struct block_stages s = make_stages(&c->in, block);
    const int64_t distance = segue_to_planes_scratch(c).input_step;
    const float *rows[5];
    for (int y = 0; y < 5; y++) rows[y] = row_of_place(&c->in, block, 3 * ty + y);
    vector columns[5][5], line[5], r[5];
    const int32_t *places = c->in.columns + 3 * tx;
    const int64_t left = c->tiles_x + c->parts - 1 - tx, all = SEGUE_ACROSS + c->parts - 1;
    const int64_t count = left < all ? left : all;
    for (int x = 0; x < 2; x++) transform_tile_column(rows, places[x], &s, columns[3 + x]);
    for (int64_t t = 0; t < count; t++, v += c->channels, places += 3) {
        SEGUE_UNROLLED(i, 5) {
            columns[0][i] = columns[3][i];
            columns[1][i] = columns[4][i];
        }
        for (int x = 2; x < 5; x++) transform_tile_column(rows, places[x], &s, columns[x]);
        SEGUE_UNROLLED(i, 5) {
            SEGUE_UNROLLED(x, 5) line[x] = columns[x][i];
            input_line_tripled(line, r);
            SEGUE_UNROLLED(j, 5) store_vector(v + (5 * i + j) * distance, r[j]);
        }
    }
}

// Where a row of transformed tiles is kept: as many rows as the kernel has parts take turns.
SEGUE_INLINE void transform_row(const struct segue_to_planes *c, int64_t ty, int64_t tx, float *v) {
    float *row = v + ty % c->parts * 25 * segue_to_planes_scratch(c).input_step;
    for (int64_t block = 0; block < c->channels / SEGUE_LANES; block++)
        transform_block(c, ty, tx, block, row + block * SEGUE_LANES);
}

// The halves of every stretch of 2 · `size` lanes added, a's beside b's.
SEGUE_INLINE vector fold(vector a, vector b, const int size) {
    // clang-format off
#if SEGUE_LANES == 16
    const vector low =
        size == 8   ? __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
        : size == 4 ? __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
        : size == 2 ? __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
                    : __builtin_shufflevector(a, b, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
    const vector high =
        size == 8   ? __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
        : size == 4 ? __builtin_shufflevector(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
        : size == 2 ? __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
                    : __builtin_shufflevector(a, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
#else
    const vector low = size == 4   ? __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
                       : size == 2 ? __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
                                   : __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14);
    const vector high = size == 4   ? __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)
                        : size == 2 ? __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
                                    : __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
#endif
    // clang-format on
    return low + high;
}

// The sum of the lanes of each of as many vectors as there are lanes.
SEGUE_INLINE vector add_lanes(const float *vectors) {
    vector v[SEGUE_LANES];
    SEGUE_UNROLLED(i, SEGUE_LANES) v[i] = load_vector(vectors + i * SEGUE_LANES);
    SEGUE_UNROLLED(i, SEGUE_LANES / 2) v[i] = fold(v[i], v[i + SEGUE_LANES / 2], SEGUE_LANES / 2);
    SEGUE_UNROLLED(i, SEGUE_LANES / 4) v[i] = fold(v[i], v[i + SEGUE_LANES / 4], SEGUE_LANES / 4);
    SEGUE_UNROLLED(i, SEGUE_LANES / 8) v[i] = fold(v[i], v[i + SEGUE_LANES / 8], SEGUE_LANES / 8);
    return SEGUE_LANES == 16 ? fold(v[0], v[1], 1) : v[0];
}

// Products of a group of tiles and so many outputs, still apart by lanes of channels.
SEGUE_INLINE void multiply_tiles(const struct segue_to_planes *c, int64_t ty, const float *v,
                                 const float *u, const int outputs, float *m) {
    const int64_t g = c->parts, channels = c->channels;
    vector total[TILE_GROUP][3];
    SEGUE_UNROLLED(t, TILE_GROUP)
        SEGUE_UNROLLED(o, 3) total[t][o] = (vector){0};
    for (int64_t y = 0; y < g; y++) {
        const float *row = v + (ty + y) % g * 25 * segue_to_planes_scratch(c).input_step;
        for (int64_t x = 0; x < g; x++)
            for (int64_t k = 0; k < channels; k += SEGUE_LANES) {
                const float *part = u + (y * g + x) * channels + k;
                vector weight[3];
                SEGUE_UNROLLED(o, outputs) weight[o] = load_vector(part + o * g * g * channels);
                SEGUE_UNROLLED(t, TILE_GROUP) {
                    const vector pixel = load_vector(row + (t + x) * channels + k);
                    SEGUE_UNROLLED(o, outputs)
                        total[t][o] = SEGUE_FMA(pixel, weight[o], total[t][o]);
                }
            }
    }
    SEGUE_UNROLLED(o, outputs)
        SEGUE_UNROLLED(t, TILE_GROUP)
            store_vector(m + (o * SEGUE_ACROSS_ROUNDED + t) * SEGUE_LANES, total[t][o]);
}

// One product of a row of tiles and so many outputs.
SEGUE_INLINE void multiply_outputs(const struct segue_to_planes *c, int64_t ty, const float *v,
                                   const float *u, const int outputs, float *apart, float *m) {
    for (int t = 0; t < SEGUE_ACROSS; t += TILE_GROUP)
        multiply_tiles(c, ty, v + t * c->channels, u, outputs, apart + t * SEGUE_LANES);
    for (int o = 0; o < outputs; o++)
        for (int t = 0; t < SEGUE_ACROSS; t += SEGUE_LANES)
            store_vector(m + o * 25 * SEGUE_ACROSS + t,
                         add_lanes(apart + (o * SEGUE_ACROSS_ROUNDED + t) * SEGUE_LANES));
}

// All products of a row of tiles: m is outputs × 25 × tiles.
SEGUE_INLINE void multiply_row(const struct segue_to_planes *c, int64_t ty, const float *v,
                               float *apart, float *m) {
    const int64_t terms = c->parts * c->parts * c->channels;
    for (int f = 0; f < 25; f++) {
        const float *row = v + f * segue_to_planes_scratch(c).input_step;
        for (int o = 0; o < c->outputs;) {
            const float *u = c->transformed.floats + (f * c->outputs + o) * terms;
            float *products = m + (o * 25 + f) * SEGUE_ACROSS;
            if (c->outputs - o >= 3) {
                multiply_outputs(c, ty, row, u, 3, apart, products);
                o += 3;
            } else {
                multiply_outputs(c, ty, row, u, 1, apart, products);
                o++;
            }
        }
    }
}

SEGUE_INLINE void finish_row(const struct segue_to_planes *c, int64_t ty, int64_t tx,
                             const float *m) {
    const int64_t below = c->height - 3 * ty, right = c->width - 3 * tx;
    const int64_t rows = below < 3 ? below : 3;
    float pixels[3][3 * SEGUE_ACROSS];
    for (int o = 0; o < c->outputs; o++) {
        const vector bias = (c->bias ? c->bias[o] : 0) - (vector){0};
        for (int t = 0; t < SEGUE_ACROSS; t += SEGUE_LANES) {
            vector values[3][3];
            finish_values(m + o * 25 * SEGUE_ACROSS + t, SEGUE_ACROSS, bias, values);
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    for (int k = 0; k < SEGUE_LANES; k++)
                        pixels[i][3 * (t + k) + j] = values[i][j][k];
        }
        const int64_t count = right < 3 * SEGUE_ACROSS ? right : 3 * SEGUE_ACROSS;
        for (int64_t i = 0; i < rows; i++)
            memcpy(c->out + o * c->out_plane + (3 * ty + i) * c->out_row + 3 * tx, pixels[i],
                   sizeof(float) * (size_t)count);
    }
}

SEGUE_KERNEL void to_planes_unit(const struct segue_to_planes *c, int64_t unit,
                                 struct segue_room room) {
    const int64_t strips = (c->tiles_y + c->unit_rows - 1) / c->unit_rows;
    const int64_t tx = unit / strips * SEGUE_ACROSS, first = unit % strips * c->unit_rows;
    const int64_t rest = c->tiles_y - first;
    const int64_t last = first + (rest < c->unit_rows ? rest : c->unit_rows);
    const struct segue_to_planes_scratch scratch = segue_to_planes_scratch(c);
    float *v = room.floats, *m = v + scratch.inputs, *apart = m + scratch.sums;
    for (int64_t ty = first; ty < first + c->parts - 1; ty++) transform_row(c, ty, tx, v);
    for (int64_t ty = first; ty < last; ty++) {
        transform_row(c, ty + c->parts - 1, tx, v);
        multiply_row(c, ty, v, apart, m);
        finish_row(c, ty, tx, m);
    }
}
