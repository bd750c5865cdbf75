// A convolution by one of Winograd's schemes, whose header stands before this one; see winograd.c.
#define SEGUE_OF(name) SEGUE_IN(SEGUE_JOIN(name, SEGUE_SCHEME))
#define input_line SEGUE_OF(input_line)
#define output_line SEGUE_OF(output_line)
#define weight_line SEGUE_OF(weight_line)
#define transformed_pair SEGUE_OF(transformed_pair)
#define transform_taps SEGUE_OF(transform_taps)
#define transform_column SEGUE_OF(transform_column)
#define transform_tiles SEGUE_OF(transform_tiles)
#define multiply_rows SEGUE_OF(multiply_rows)
#define multiply_unit SEGUE_OF(multiply_unit)
#define is_skipped SEGUE_OF(is_skipped)
#define finish_tile SEGUE_OF(finish_tile)
#define finish_unit SEGUE_OF(finish_unit)
enum {
    SEGUE_OF(parts) = SEGUE_PARTS,
    SEGUE_OF(products) = SEGUE_PARTS * SEGUE_PARTS,
};
#define PARTS SEGUE_OF(parts)
#define PRODUCTS SEGUE_OF(products)

// G g Gᵀ of one channel and block of outputs.
SEGUE_INLINE void transform_taps(const struct segue_winograd *w, int64_t block, int64_t channel,
                                 vector u[PRODUCTS]) {
    vector g[3][3], line[3], half[3][PARTS];
    load_taps(&w->weights, (block * w->channels + channel) * 9 * SEGUE_LANES, 3 * SEGUE_LANES,
              SEGUE_LANES, g);
    SEGUE_UNROLL for (int x = 0; x < 3; x++) {
        SEGUE_UNROLL for (int y = 0; y < 3; y++) line[y] = g[y][x];
        weight_line(line, half[x]);
    }
    SEGUE_UNROLL for (int i = 0; i < PARTS; i++) {
        SEGUE_UNROLL for (int x = 0; x < 3; x++) line[x] = half[x][i];
        weight_line(line, u + PARTS * i);
    }
}

// Where the transformed weights of a pair of output blocks begin: products × inputs × blocks of the pair.
SEGUE_INLINE factor *transformed_pair(const struct segue_winograd *w, int64_t block) {
    return (factor *)w->transformed +
           PRODUCTS * (block * w->channels * SEGUE_LANES + block / 2 * PAD);
}

static void SEGUE_OF(weights)(const struct segue_winograd *w, int64_t first, int64_t last) {
    const int64_t channels = w->channels;
    for (int64_t item = first; item < last; item += GROUP) {
        const int64_t block = item / channels, channel = item % channels, pair = block / 2 * 2;
        const int64_t blocks = pair + 1 < w->out.blocks ? 2 : 1;
        const int64_t distance = blocks * channels * SEGUE_LANES + PAD;
        factor *out = transformed_pair(w, pair) +
                      (channel * blocks + block % 2 * GROUP) * SEGUE_LANES;
        vector u[GROUP][PRODUCTS], group[GROUP];
        for (int k = 0; k < GROUP; k++) transform_taps(w, block, channel + k, u[k]);
        for (int f = 0; f < PRODUCTS; f++) {
            for (int k = 0; k < GROUP; k++) group[k] = u[k][f];
            store_weights(out + f * distance, group);
        }
    }
}

// Bᵀ d of one column of a tile's pixels.
SEGUE_INLINE void transform_column(const float *const rows[SEGUE_PLACES], int32_t column,
                                   const struct block_stages *s, vector r[PARTS]) {
    vector d[SEGUE_PLACES];
    SEGUE_UNROLL for (int y = 0; y < SEGUE_PLACES; y++) d[y] = read_pixel(rows[y], column, s);
    input_line(d, r);
}

// Products that are zero because the pixels are pairs.
SEGUE_INLINE int is_skipped(const struct segue_winograd *w, int i, int j) {
    return (w->paired_rows && i == 2) || (w->paired_columns && j == 2);
}

// Bᵀ d B of tiles side by side and one block of channels.  Each column is read once: the last of a
// tile are the next one's first.
SEGUE_INLINE void transform_tiles(const struct segue_winograd *w, int64_t block, int64_t ty,
                                  int64_t tx, int64_t count, factor *v, int64_t distance) {
    enum { shared = SEGUE_PLACES - SEGUE_STEP };
    const struct block_stages s = make_stages(&w->in, block);
    const float *rows[SEGUE_PLACES];
    for (int y = 0; y < SEGUE_PLACES; y++)
        rows[y] = row_of_place(&w->in, block, SEGUE_STEP * ty + y);
    const int32_t *places = w->in.columns + SEGUE_STEP * tx;
    vector columns[SEGUE_PLACES][PARTS], line[SEGUE_PLACES], r[PARTS];
    for (int x = 0; x < shared; x++)
        transform_column(rows, places[x], &s, columns[SEGUE_STEP + x]);
    for (int64_t t = 0; t < count; t++, v += w->channels, places += SEGUE_STEP) {
        for (int x = 0; x < shared; x++)
            SEGUE_UNROLL for (int i = 0; i < PARTS; i++)
                columns[x][i] = columns[SEGUE_STEP + x][i];
        for (int x = shared; x < SEGUE_PLACES; x++)
            transform_column(rows, places[x], &s, columns[x]);
        for (int i = 0; i < PARTS; i++) {
            if (w->paired_rows && i == 2) continue;
            SEGUE_UNROLL for (int x = 0; x < SEGUE_PLACES; x++) line[x] = columns[x][i];
            input_line(line, r);
            SEGUE_UNROLL for (int j = 0; j < PARTS; j++)
                store_inputs(v + (PARTS * i + j) * distance, r[j]);
        }
    }
}

// m[r] = Σ_c v[r, c] u[c] for SEGUE_ROWS tiles and one or two blocks of outputs.
SEGUE_INLINE void multiply_rows(const factor *v, const factor *u, const int blocks,
                                int64_t channels, float *m) {
    vector total[SEGUE_ROWS][2];
    SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++) total[r][0] = total[r][1] = (vector){0};
    for (int64_t c = 0; c < channels; c += GROUP) {
        factors b[2];
        SEGUE_UNROLL for (int n = 0; n < blocks; n++)
            b[n] = load_weights(u + (c * blocks + n * GROUP) * SEGUE_LANES);
        SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++) {
            const factors a = repeat_input(v + r * channels + c);
            SEGUE_UNROLL for (int n = 0; n < blocks; n++)
                total[r][n] = add_product(total[r][n], a, b[n]);
        }
    }
    SEGUE_UNROLL for (int r = 0; r < SEGUE_ROWS; r++)
        SEGUE_UNROLL for (int n = 0; n < blocks; n++)
            store_vector(m + (2 * r + n) * SEGUE_LANES, total[r][n]);
}

SEGUE_INLINE void multiply_unit(const struct segue_winograd *w, int64_t block, const int blocks,
                                int64_t tiles, const factor *v, float *m) {
    const int64_t channels = w->channels, next = channels * SEGUE_LANES;
    const int64_t room = w->unit_tiles;
    for (int f = 0; f < PRODUCTS; f++) {
        if (is_skipped(w, f / PARTS, f % PARTS)) continue;
        const factor *u = transformed_pair(w, block) + f * (blocks * next + PAD);
        for (int64_t t = 0; t < tiles; t += SEGUE_ROWS)
            multiply_rows(v + f * (room * channels + 16) + t * channels, u, blocks, channels,
                          m + f * (2 * room * SEGUE_LANES + 16) + t * 2 * SEGUE_LANES);
    }
}

// Aᵀ m A of one tile and one block.
SEGUE_INLINE void finish_tile(const struct segue_winograd *w, int64_t block, int64_t tile,
                              const float *m, vector bias, struct block_sums *s) {
    const int64_t ty = tile / w->tiles_x, tx = tile % w->tiles_x;
    const int64_t distance = 2 * w->unit_tiles * SEGUE_LANES + 16;
    vector half[PARTS][4], line[PARTS], y[4], values[4][4];
    for (int i = 0; i < PARTS; i++) {
        SEGUE_UNROLL for (int j = 0; j < PARTS; j++)
            line[j] = is_skipped(w, i, j) ? (vector){0}
                                          : load_vector(m + (PARTS * i + j) * distance);
        output_line(line, half[i]);
    }
    SEGUE_UNROLL for (int j = 0; j < 4; j++) {
        SEGUE_UNROLL for (int i = 0; i < PARTS; i++) line[i] = half[i][j];
        output_line(line, y);
        SEGUE_UNROLL for (int i = 0; i < 4; i++) values[i][j] = y[i] + bias;
    }
    const int64_t height = w->out.height - 4 * ty, width = w->out.width - 4 * tx;
    const int rows = height < 4 ? (int)height : 4, columns = width < 4 ? (int)width : 4;
    const ptrdiff_t start = block * w->out.block + 4 * ty * w->out.row + 4 * tx * SEGUE_LANES;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            const ptrdiff_t place = start + i * w->out.row + j * SEGUE_LANES;
            if (w->out.data) store_vector(w->out.data + place, values[i][j]);
            if (w->out.sums) add_to_sums(s, values[i][j]);
        }
}

SEGUE_INLINE void finish_unit(const struct segue_winograd *w, int64_t unit, int64_t block,
                              const int blocks, int64_t tiles, const float *m) {
    for (int n = 0; n < blocks; n++) {
        const vector bias = w->out.bias ? load_vector(w->out.bias + (block + n) * SEGUE_LANES)
                                        : (vector){0};
        struct block_sums s = {{0}, {0}, {0}, 0};
        for (int64_t t = 0; t < tiles; t++)
            finish_tile(w, block + n, unit * w->unit_tiles + t, m + (2 * t + n) * SEGUE_LANES,
                        bias, &s);
        if (w->out.sums) store_sums(&w->out, unit, block + n, &s);
    }
}

static void SEGUE_OF(unit)(const struct segue_winograd *w, int64_t unit, float *room) {
    const int64_t all = w->tiles_x * w->tiles_y, first = unit * w->unit_tiles;
    const int64_t tiles = all - first < w->unit_tiles ? all - first : w->unit_tiles;
    const int64_t channels = w->channels, distance = w->unit_tiles * channels + 16;
    factor *v = (factor *)room;
    float *m = room + PRODUCTS * distance;
    for (int64_t block = 0; block < channels / SEGUE_LANES; block++)
        for (int64_t t = 0, count; t < tiles; t += count) {
            const int64_t ty = (first + t) / w->tiles_x, tx = (first + t) % w->tiles_x;
            count = tiles - t < w->tiles_x - tx ? tiles - t : w->tiles_x - tx;
            transform_tiles(w, block, ty, tx, count, v + t * channels + block * SEGUE_LANES,
                            distance);
        }
    int64_t block = 0;
    for (; block + 2 <= w->out.blocks; block += 2) {
        multiply_unit(w, block, 2, tiles, v, m);
        finish_unit(w, unit, block, 2, tiles, m);
    }
    if (block < w->out.blocks) {
        multiply_unit(w, block, 1, tiles, v, m);
        finish_unit(w, unit, block, 1, tiles, m);
    }
}

#undef SEGUE_OF
#undef input_line
#undef output_line
#undef weight_line
#undef transformed_pair
#undef transform_taps
#undef transform_column
#undef transform_tiles
#undef multiply_rows
#undef multiply_unit
#undef is_skipped
#undef finish_tile
#undef finish_unit
#undef PARTS
#undef PRODUCTS
#undef SEGUE_SCHEME
#undef SEGUE_PLACES
#undef SEGUE_STEP
#undef SEGUE_PARTS
