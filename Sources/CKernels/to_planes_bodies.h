#include "vectors.h"
#include "winograd_tripled.h"

#define transform_column SEGUE_IN(transform_column)
#define transform_block SEGUE_IN(transform_block)
#define transform_row SEGUE_IN(transform_row)
#define fold SEGUE_IN(fold)
#define add_lanes SEGUE_IN(add_lanes)
#define multiply_tiles SEGUE_IN(multiply_tiles)
#define multiply_outputs SEGUE_IN(multiply_outputs)
#define multiply_row SEGUE_IN(multiply_row)
#define finish_row SEGUE_IN(finish_row)

enum {
    // Tiles of a register tile: three outputs of each.
    SEGUE_IN(tile_group) = 2 * SEGUE_ROWS / 3,
};

// Transformed weights are kept as products × outputs × parts × channels.
static void SEGUE_IN(outputs_weights)(const struct segue_to_planes *c, int64_t first, int64_t last) {
    const int64_t g = c->parts, size = 3 * g, channels = c->channels;
    for (int64_t item = first; item < last; item++) {
        const int64_t output = item / (g * g), py = item / g % g, px = item % g;
        const int64_t tap = output * size * size + 3 * py * size + 3 * px;
        for (int64_t k = 0; k < channels; k += SEGUE_LANES)
            transform_part(&c->weights, tap * channels + k, size * channels, channels,
                           (float *)c->transformed + item * channels + k, c->outputs * g * g * channels);
    }
}

SEGUE_INLINE void transform_column(const float *const rows[5], int32_t column,
                                   const struct block_stages *s, vector r[5]) {
    vector d[5];
    SEGUE_UNROLL for (int y = 0; y < 5; y++) d[y] = read_pixel(rows[y], column, s);
    input_line(d, r);
}

// Bᵀ d B of one row of tiles and one block of channels.
SEGUE_INLINE void transform_block(const struct segue_to_planes *c, int64_t ty, int64_t tx,
                                  int64_t block, float *v) {
    const struct block_stages s = make_stages(&c->in, block);
    const int64_t distance = segue_to_planes_distance(c);
    const float *rows[5];
    for (int y = 0; y < 5; y++) rows[y] = row_of_place(&c->in, block, 3 * ty + y);
    vector columns[5][5], line[5], r[5];
    const int32_t *places = c->in.columns + 3 * tx;
    const int64_t left = c->tiles_x + c->parts - 1 - tx, all = SEGUE_ACROSS + c->parts - 1;
    const int64_t count = left < all ? left : all;
    for (int x = 0; x < 2; x++) transform_column(rows, places[x], &s, columns[3 + x]);
    for (int64_t t = 0; t < count; t++, v += c->channels, places += 3) {
        SEGUE_UNROLL for (int i = 0; i < 5; i++) {
            columns[0][i] = columns[3][i];
            columns[1][i] = columns[4][i];
        }
        for (int x = 2; x < 5; x++) transform_column(rows, places[x], &s, columns[x]);
        SEGUE_UNROLL for (int i = 0; i < 5; i++) {
            SEGUE_UNROLL for (int x = 0; x < 5; x++) line[x] = columns[x][i];
            input_line(line, r);
            SEGUE_UNROLL for (int j = 0; j < 5; j++)
                store_vector(v + (5 * i + j) * distance, r[j]);
        }
    }
}

// Where a row of transformed tiles is kept: as many rows as the kernel has parts take turns.
SEGUE_INLINE void transform_row(const struct segue_to_planes *c, int64_t ty, int64_t tx,
                                float *v) {
    float *row = v + ty % c->parts * 25 * segue_to_planes_distance(c);
    for (int64_t block = 0; block < c->channels / SEGUE_LANES; block++)
        transform_block(c, ty, tx, block, row + block * SEGUE_LANES);
}

// The halves of every stretch of 2 · `size` lanes added, a's beside b's.
SEGUE_INLINE vector fold(vector a, vector b, const int size) {
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
    return low + high;
}

// The sum of the lanes of each of as many vectors as there are lanes.
SEGUE_INLINE vector add_lanes(const float *vectors) {
    vector v[SEGUE_LANES];
    SEGUE_UNROLL for (int i = 0; i < SEGUE_LANES; i++) v[i] = load_vector(vectors + i * SEGUE_LANES);
    SEGUE_UNROLL for (int i = 0; i < SEGUE_LANES / 2; i++)
        v[i] = fold(v[i], v[i + SEGUE_LANES / 2], SEGUE_LANES / 2);
    SEGUE_UNROLL for (int i = 0; i < SEGUE_LANES / 4; i++)
        v[i] = fold(v[i], v[i + SEGUE_LANES / 4], SEGUE_LANES / 4);
    SEGUE_UNROLL for (int i = 0; i < SEGUE_LANES / 8; i++)
        v[i] = fold(v[i], v[i + SEGUE_LANES / 8], SEGUE_LANES / 8);
    return SEGUE_LANES == 16 ? fold(v[0], v[1], 1) : v[0];
}

// Products of a group of tiles and so many outputs, still apart by lanes of channels.
SEGUE_INLINE void multiply_tiles(const struct segue_to_planes *c, int64_t ty, const float *v,
                                 const float *u, const int outputs, float *m) {
    enum { tiles = SEGUE_IN(tile_group) };
    const int64_t g = c->parts, channels = c->channels;
    vector total[tiles][3];
    SEGUE_UNROLL for (int t = 0; t < tiles; t++)
        SEGUE_UNROLL for (int o = 0; o < 3; o++) total[t][o] = (vector){0};
    for (int64_t y = 0; y < g; y++) {
        const float *row = v + (ty + y) % g * 25 * segue_to_planes_distance(c);
        for (int64_t x = 0; x < g; x++)
            for (int64_t k = 0; k < channels; k += SEGUE_LANES) {
                const float *part = u + (y * g + x) * channels + k;
                vector weight[3];
                SEGUE_UNROLL for (int o = 0; o < outputs; o++)
                    weight[o] = load_vector(part + o * g * g * channels);
                SEGUE_UNROLL for (int t = 0; t < tiles; t++) {
                    const vector pixel = load_vector(row + (t + x) * channels + k);
                    SEGUE_UNROLL for (int o = 0; o < outputs; o++)
                        total[t][o] = SEGUE_FMA(pixel, weight[o], total[t][o]);
                }
            }
    }
    SEGUE_UNROLL for (int o = 0; o < outputs; o++)
        SEGUE_UNROLL for (int t = 0; t < tiles; t++)
            store_vector(m + (o * SEGUE_ACROSS_ROUNDED + t) * SEGUE_LANES, total[t][o]);
}

// One product of a row of tiles and so many outputs.
SEGUE_INLINE void multiply_outputs(const struct segue_to_planes *c, int64_t ty, const float *v,
                                   const float *u, const int outputs, float *apart, float *m) {
    for (int t = 0; t < SEGUE_ACROSS; t += SEGUE_IN(tile_group))
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
        const float *row = v + f * segue_to_planes_distance(c);
        for (int o = 0; o < c->outputs;) {
            const float *u = (const float *)c->transformed + (f * c->outputs + o) * terms;
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

static void SEGUE_IN(outputs_unit)(const struct segue_to_planes *c, int64_t unit, float *room) {
    const int64_t strips = (c->tiles_y + c->unit_rows - 1) / c->unit_rows;
    const int64_t tx = unit / strips * SEGUE_ACROSS, first = unit % strips * c->unit_rows;
    const int64_t rest = c->tiles_y - first;
    const int64_t last = first + (rest < c->unit_rows ? rest : c->unit_rows);
    float *v = room, *m = v + 25 * c->parts * segue_to_planes_distance(c);
    float *apart = m + c->outputs * 25 * SEGUE_ACROSS;
    for (int64_t ty = first; ty < first + c->parts - 1; ty++) transform_row(c, ty, tx, v);
    for (int64_t ty = first; ty < last; ty++) {
        transform_row(c, ty + c->parts - 1, tx, v);
        multiply_row(c, ty, v, apart, m);
        finish_row(c, ty, tx, m);
    }
}

#undef transform_column
#undef transform_block
#undef transform_row
#undef fold
#undef add_lanes
#undef multiply_tiles
#undef multiply_outputs
#undef multiply_row
#undef finish_row
#include "winograd_tripled_end.h"
#include "vectors_end.h"
