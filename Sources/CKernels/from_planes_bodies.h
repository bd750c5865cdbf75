#include "vectors.h"
#include "winograd_tripled.h"

#define transform_rows SEGUE_IN(transform_rows)
#define transform_row SEGUE_IN(transform_row)
#define multiply_tiles SEGUE_IN(multiply_tiles)
#define finish_tiles SEGUE_IN(finish_tiles)
#define compute_pair SEGUE_IN(compute_pair)

// Transformed weights are kept for pairs of output blocks, products × planes × parts × blocks of the pair.
static void SEGUE_IN(planes_weights)(const struct segue_from_planes *c, int64_t first, int64_t last) {
    const int64_t g = c->parts, size = 3 * g, terms = c->planes * g * g;
    for (int64_t item = first; item < last; item++) {
        const int64_t block = item / terms, term = item % terms, pair = block / 2 * 2;
        const int64_t plane = term / (g * g), py = term / g % g, px = term % g;
        const int64_t blocks = pair + 1 < c->out.blocks ? 2 : 1;
        const int64_t tap = (block * c->planes + plane) * size * size + 3 * py * size + 3 * px;
        float *out =
            (float *)c->transformed + (25 * pair * terms + term * blocks + block % 2) * SEGUE_LANES;
        transform_part(&c->weights, tap * SEGUE_LANES, size * SEGUE_LANES, SEGUE_LANES, out,
                       blocks * terms * SEGUE_LANES);
    }
}

// Bᵀ d B of one row of tiles of one plane: vertically for pixels side by side, then for tiles side by
// side, whose pixels are taken apart by threes.
SEGUE_INLINE void transform_row(const struct segue_from_planes *c, const float *in, float *v,
                                int64_t distance, float *room) {
    const int64_t width = segue_from_planes_width(c), across = segue_from_planes_tiles(c);
    vector d[5], r[5];
    for (int64_t x = 0; x < width; x += SEGUE_LANES) {
        SEGUE_UNROLL for (int i = 0; i < 5; i++) d[i] = load_vector(in + i * c->in_row + x);
        input_line(d, r);
        SEGUE_UNROLL for (int i = 0; i < 5; i++) store_vector(room + i * width + x, r[i]);
    }
    float *phases = room + 5 * width;
    const int64_t phase = across + SEGUE_LANES;
    for (int i = 0; i < 5; i++) {
        const float *line = room + i * width;
        for (int64_t t = 0; t <= across; t++) {
            phases[t] = line[3 * t];
            phases[phase + t] = line[3 * t + 1];
            phases[2 * phase + t] = t < across ? line[3 * t + 2] : 0;
        }
        for (int64_t t = 0; t < across; t += SEGUE_LANES) {
            SEGUE_UNROLL for (int k = 0; k < 5; k++)
                d[k] = load_vector(phases + k % 3 * phase + k / 3 + t);
            input_line(d, r);
            SEGUE_UNROLL for (int j = 0; j < 5; j++)
                store_vector(v + (5 * i + j) * distance + t, r[j]);
        }
    }
}

// m[r] = Σ_k v[k][r] u[k] over all planes and parts for SEGUE_ROWS tiles side by side.
SEGUE_INLINE void multiply_tiles(const struct segue_from_planes *c, const float *v, const float *u,
                                 const int blocks, float *m) {
    const int64_t across = segue_from_planes_tiles(c), g = c->parts;
    vector total[SEGUE_ROWS][2];
    SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++) total[r][0] = total[r][1] = (vector){0};
    for (int64_t plane = 0; plane < c->planes; plane++)
        for (int64_t y = 0; y < g; y++)
            for (int64_t x = 0; x < g; x++, u += blocks * SEGUE_LANES) {
                const float *row = v + (y * c->planes + plane) * across + x;
                vector b[2];
                SEGUE_UNROLL for (int n = 0; n < blocks; n++)
                    b[n] = load_vector(u + n * SEGUE_LANES);
                SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++) {
                    const vector a = row[r] - (vector){0};
                    SEGUE_UNROLL for (int n = 0; n < blocks; n++)
                        total[r][n] = SEGUE_FMA(a, b[n], total[r][n]);
                }
            }
    SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++)
        SEGUE_UNROLL for (int n = 0; n < blocks; n++)
            store_vector(m + (2 * r + n) * SEGUE_LANES, total[r][n]);
}

SEGUE_INLINE void finish_tiles(const struct segue_from_planes *c, int64_t ty, int64_t tx,
                               int64_t count, int64_t block, const float *m,
                               struct block_sums *s) {
    const vector bias =
        c->out.bias ? load_vector(c->out.bias + block * SEGUE_LANES) : (vector){0};
    const int64_t below = c->out.height - 3 * ty;
    const int rows = below < 3 ? (int)below : 3;
    for (int64_t t = 0; t < count; t++) {
        vector values[3][3];
        finish_values(m + 2 * t * SEGUE_LANES, 2 * SEGUE_CHUNK * SEGUE_LANES + 16, bias, values);
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
    const int64_t across = segue_from_planes_tiles(c), terms = c->planes * c->parts * c->parts;
    const int64_t v_row = c->planes * across, distance = segue_from_planes_distance(c);
    struct block_sums s[2] = {{{0}, {0}, {0}, 0}, {{0}, {0}, {0}, 0}};
    for (int64_t ty = first; ty < last; ty++)
        for (int64_t tx = 0; tx < c->tiles_x; tx += SEGUE_CHUNK) {
            const int64_t rest = c->tiles_x - tx, count = rest < SEGUE_CHUNK ? rest : SEGUE_CHUNK;
            for (int f = 0; f < 25; f++) {
                const float *u = (const float *)c->transformed + (25 * block + f * blocks) * terms * SEGUE_LANES;
                for (int64_t t = 0; t < count; t += SEGUE_ROWS)
                    multiply_tiles(c, v + f * distance + (ty - first) * v_row + tx + t, u, blocks,
                                   m + f * (2 * SEGUE_CHUNK * SEGUE_LANES + 16) +
                                       2 * t * SEGUE_LANES);
            }
            for (int n = 0; n < blocks; n++)
                finish_tiles(c, ty, tx, count, block + n, m + n * SEGUE_LANES, &s[n]);
        }
    for (int n = 0; n < blocks && c->out.sums; n++) store_sums(&c->out, unit, block + n, &s[n]);
}

static void SEGUE_IN(planes_unit)(const struct segue_from_planes *c, int64_t unit, float *room) {
    const int64_t first = unit * c->unit_rows, rest = c->tiles_y - first;
    const int64_t last = first + (rest < c->unit_rows ? rest : c->unit_rows);
    const int64_t across = segue_from_planes_tiles(c), distance = segue_from_planes_distance(c);
    float *v = room, *m = room + 25 * distance, *lines = m + 25 * (2 * SEGUE_CHUNK * 16 + 16);
    for (int64_t ty = first; ty < last + c->parts - 1; ty++)
        for (int64_t plane = 0; plane < c->planes; plane++)
            transform_row(c, c->in + plane * c->in_plane + 3 * ty * c->in_row,
                          v + ((ty - first) * c->planes + plane) * across, distance, lines);
    int64_t block = 0;
    for (; block + 2 <= c->out.blocks; block += 2) compute_pair(c, unit, first, last, block, 2, v, m);
    if (block < c->out.blocks) compute_pair(c, unit, first, last, block, 1, v, m);
}

#undef transform_rows
#undef transform_row
#undef multiply_tiles
#undef finish_tiles
#undef compute_pair
#include "winograd_tripled_end.h"
#include "vectors_end.h"
