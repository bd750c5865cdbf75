// Convolutions from a few planes to blocks of channels; see winograd_tripled.h.
#pragma once
#include "winograd_tripled.h"

// From one product's sums to the next's; as many floats as scratch.h has room for, or fewer.
enum { SUM_STEP = 2 * SEGUE_CHUNK * SEGUE_LANES + SEGUE_STAGGER };

// Transformed weights are kept for pairs of output blocks, products × planes × parts × blocks of the pair.
SEGUE_KERNEL void from_planes_weights(const struct segue_from_planes *c, int64_t first,
                                      int64_t last) {
    const int64_t g = c->parts, size = 3 * g, terms = c->planes * g * g;
    for (int64_t item = first; item < last; item++) {
        const int64_t block = item / terms, term = item % terms, pair = block / 2 * 2;
        const int64_t plane = term / (g * g), py = term / g % g, px = term % g;
        const int64_t blocks = pair + 1 < c->out.blocks ? 2 : 1;
        const int64_t tap = (block * c->planes + plane) * size * size + 3 * py * size + 3 * px;
        float *out =
            c->transformed.floats + (25 * pair * terms + term * blocks + block % 2) * SEGUE_LANES;
        transform_part(&c->weights, tap * SEGUE_LANES, size * SEGUE_LANES, SEGUE_LANES, out,
                       blocks * terms * SEGUE_LANES);
    }
}

// Bᵀ d B of one row of tiles of one plane: vertically for pixels side by side, then for tiles side by
// side, whose pixels are taken apart by threes.
SEGUE_INLINE void transform_plane_row(const struct segue_from_planes *c, const float *in, float *v,
                                      int64_t distance, float *lines) {
    const struct segue_from_planes_scratch scratch = segue_from_planes_scratch(c);
    const int64_t width = scratch.width, across = scratch.tiles;
    vector d[5], r[5];
    for (int64_t x = 0; x < width; x += SEGUE_LANES) {
        SEGUE_UNROLLED(i, 5) d[i] = load_vector(in + i * c->in_row + x);
        input_line_tripled(d, r);
        SEGUE_UNROLLED(i, 5) store_vector(lines + i * width + x, r[i]);
    }
    float *phases = lines + scratch.lines;
    const int64_t phase = scratch.phase;
    for (int i = 0; i < 5; i++) {
        const float *line = lines + i * width;
        for (int64_t t = 0; t <= across; t++) {
            phases[t] = line[3 * t];
            phases[phase + t] = line[3 * t + 1];
            phases[2 * phase + t] = t < across ? line[3 * t + 2] : 0;
        }
        for (int64_t t = 0; t < across; t += SEGUE_LANES) {
            SEGUE_UNROLLED(k, 5) d[k] = load_vector(phases + k % 3 * phase + k / 3 + t);
            input_line_tripled(d, r);
            SEGUE_UNROLLED(j, 5) store_vector(v + (5 * i + j) * distance + t, r[j]);
        }
    }
}

// m[r] = Σ_k v[k][r] u[k] over all planes and parts for SEGUE_ROWS tiles side by side.
SEGUE_INLINE void multiply_planes(const struct segue_from_planes *c, const float *v, const float *u,
                                  const int blocks, float *m) {
    const int64_t across = segue_from_planes_scratch(c).tiles, g = c->parts;
    vector total[SEGUE_ROWS][2];
    SEGUE_UNROLLED(r, SEGUE_ROWS) total[r][0] = total[r][1] = (vector){0};
    for (int64_t plane = 0; plane < c->planes; plane++)
        for (int64_t y = 0; y < g; y++)
            for (int64_t x = 0; x < g; x++, u += blocks * SEGUE_LANES) {
                const float *row = v + (y * c->planes + plane) * across + x;
                vector b[2];
                SEGUE_UNROLLED(n, blocks) b[n] = load_vector(u + n * SEGUE_LANES);
                SEGUE_UNROLLED(r, SEGUE_ROWS) {
                    const vector a = row[r] - (vector){0};
                    SEGUE_UNROLLED(n, blocks) total[r][n] = SEGUE_FMA(a, b[n], total[r][n]);
                }
            }
    SEGUE_UNROLLED(r, SEGUE_ROWS)
        SEGUE_UNROLLED(n, blocks) store_vector(m + (2 * r + n) * SEGUE_LANES, total[r][n]);
}

SEGUE_INLINE void finish_blocks(const struct segue_from_planes *c, int64_t ty, int64_t tx,
                                int64_t count, int64_t block, const float *m,
                                struct block_sums *s) {
    const vector bias = c->out.bias ? load_vector(c->out.bias + block * SEGUE_LANES) : (vector){0};
    const int64_t below = c->out.height - 3 * ty;
    const int rows = below < 3 ? (int)below : 3;
    for (int64_t t = 0; t < count; t++) {
        vector values[3][3];
        finish_values(m + 2 * t * SEGUE_LANES, SUM_STEP, bias, values);
        const int64_t right = c->out.width - 3 * (tx + t);
        const int columns = right < 3 ? (int)right : 3;
        const ptrdiff_t start =
            block * c->out.block + 3 * ty * c->out.row + 3 * (tx + t) * SEGUE_LANES;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                const ptrdiff_t place = start + i * c->out.row + j * SEGUE_LANES;
                if (c->out.data) store_vector(c->out.data + place, values[i][j]);
                if (c->out.sums) add_to_sums(s, values[i][j]);
            }
    }
}

// One or two blocks of outputs of all rows of a unit.
SEGUE_INLINE void compute_pair(const struct segue_from_planes *c, int64_t unit, int64_t first,
                               int64_t last, int64_t block, const int blocks, const float *v,
                               float *m) {
    const struct segue_from_planes_scratch scratch = segue_from_planes_scratch(c);
    const int64_t across = scratch.tiles, terms = c->planes * c->parts * c->parts;
    const int64_t v_row = c->planes * across, distance = scratch.input_step;
    struct block_sums s[2] = {{{0}, {0}, {0}, 0}, {{0}, {0}, {0}, 0}};
    for (int64_t ty = first; ty < last; ty++)
        for (int64_t tx = 0; tx < c->tiles_x; tx += SEGUE_CHUNK) {
            const int64_t rest = c->tiles_x - tx, count = rest < SEGUE_CHUNK ? rest : SEGUE_CHUNK;
            for (int f = 0; f < 25; f++) {
                const float *u =
                    c->transformed.floats + (25 * block + f * blocks) * terms * SEGUE_LANES;
                for (int64_t t = 0; t < count; t += SEGUE_ROWS)
                    multiply_planes(c, v + f * distance + (ty - first) * v_row + tx + t, u, blocks,
                                    m + f * SUM_STEP + 2 * t * SEGUE_LANES);
            }
            for (int n = 0; n < blocks; n++)
                finish_blocks(c, ty, tx, count, block + n, m + n * SEGUE_LANES, &s[n]);
        }
    for (int n = 0; n < blocks && c->out.sums; n++) store_sums(&c->out, unit, block + n, &s[n]);
}

SEGUE_KERNEL void from_planes_unit(const struct segue_from_planes *c, int64_t unit,
                                   struct segue_room room) {
    const int64_t first = unit * c->unit_rows, rest = c->tiles_y - first;
    const int64_t last = first + (rest < c->unit_rows ? rest : c->unit_rows);
    const struct segue_from_planes_scratch scratch = segue_from_planes_scratch(c);
    const int64_t across = scratch.tiles, distance = scratch.input_step;
    float *v = room.floats, *m = v + scratch.inputs, *lines = m + scratch.sums;
    for (int64_t ty = first; ty < last + c->parts - 1; ty++)
        for (int64_t plane = 0; plane < c->planes; plane++)
            transform_plane_row(c, c->in + plane * c->in_plane + 3 * ty * c->in_row,
                                v + ((ty - first) * c->planes + plane) * across, distance, lines);
    int64_t block = 0;
    for (; block + 2 <= c->out.blocks; block += 2)
        compute_pair(c, unit, first, last, block, 2, v, m);
    if (block < c->out.blocks) compute_pair(c, unit, first, last, block, 1, v, m);
}
