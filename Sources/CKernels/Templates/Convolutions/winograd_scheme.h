// A convolution by one of Winograd's schemes, whose header includes this one at its end.
#define SEGUE_OF(name) SEGUE_JOIN(name, SEGUE_SCHEME)
#define SEGUE_PRODUCTS (SEGUE_PARTS * SEGUE_PARTS)

// G g Gᵀ of one channel and block of outputs.
SEGUE_INLINE void SEGUE_OF(transform_taps)(const struct segue_winograd *w, int64_t block,
                                           int64_t channel, vector u[SEGUE_PRODUCTS]) {
    vector g[3][3], line[3], half[3][SEGUE_PARTS];
    load_taps(&w->weights, (block * w->channels + channel) * 9 * SEGUE_LANES, 3 * SEGUE_LANES,
              SEGUE_LANES, g);
    SEGUE_UNROLLED(x, 3) {
        SEGUE_UNROLLED(y, 3) line[y] = g[y][x];
        SEGUE_OF(weight_line)(line, half[x]);
    }
    SEGUE_UNROLLED(i, SEGUE_PARTS) {
        SEGUE_UNROLLED(x, 3) line[x] = half[x][i];
        SEGUE_OF(weight_line)(line, u + SEGUE_PARTS * i);
    }
}

// Where the transformed weights of a pair of output blocks begin: products × inputs × blocks of the pair.
SEGUE_INLINE factor *SEGUE_OF(transformed_pair)(const struct segue_winograd *w, int64_t block) {
    return (factor *)w->transformed.floats +
           SEGUE_PRODUCTS * (block * w->channels * SEGUE_LANES + block / 2 * PAD);
}

SEGUE_KERNEL void SEGUE_OF(weights)(const struct segue_winograd *w, int64_t first, int64_t last) {
    const int64_t channels = w->channels;
    for (int64_t item = first; item < last; item += GROUP) {
        const int64_t block = item / channels, channel = item % channels, pair = block / 2 * 2;
        const int64_t blocks = pair + 1 < w->out.blocks ? 2 : 1;
        const int64_t distance = blocks * channels * SEGUE_LANES + PAD;
        factor *out = SEGUE_OF(transformed_pair)(w, pair) +
                      (channel * blocks + block % 2 * GROUP) * SEGUE_LANES;
        vector u[GROUP][SEGUE_PRODUCTS], group[GROUP];
        for (int k = 0; k < GROUP; k++) SEGUE_OF(transform_taps)(w, block, channel + k, u[k]);
        for (int f = 0; f < SEGUE_PRODUCTS; f++) {
            for (int k = 0; k < GROUP; k++) group[k] = u[k][f];
            store_weights(out + f * distance, group);
        }
    }
}

// Bᵀ d of one column of a tile's pixels.
SEGUE_INLINE void SEGUE_OF(transform_column)(const float *const rows[SEGUE_PLACES], int32_t column,
                                             const struct block_stages *s, vector r[SEGUE_PARTS]) {
    vector d[SEGUE_PLACES];
    SEGUE_UNROLLED(y, SEGUE_PLACES) d[y] = read_pixel(rows[y], column, s);
    SEGUE_OF(input_line)(d, r);
}

// Bᵀ d B of tiles side by side and one block of channels.  Each column is read once: the last of a
// tile are the next one's first.
SEGUE_INLINE void SEGUE_OF(transform_tiles)(const struct segue_winograd *w, int64_t block,
                                            int64_t ty, int64_t tx, int64_t count, factor *v,
                                            int64_t distance) {
    enum { shared = SEGUE_PLACES - SEGUE_STEP };
    const struct block_stages s = make_stages(&w->in, block);
    const float *rows[SEGUE_PLACES];
    for (int y = 0; y < SEGUE_PLACES; y++)
        rows[y] = row_of_place(&w->in, block, SEGUE_STEP * ty + y);
    const int32_t *places = w->in.columns + SEGUE_STEP * tx;
    vector columns[SEGUE_PLACES][SEGUE_PARTS], line[SEGUE_PLACES], r[SEGUE_PARTS];
    for (int x = 0; x < shared; x++)
        SEGUE_OF(transform_column)(rows, places[x], &s, columns[SEGUE_STEP + x]);
    for (int64_t t = 0; t < count; t++, v += w->channels, places += SEGUE_STEP) {
        for (int x = 0; x < shared; x++)
            SEGUE_UNROLLED(i, SEGUE_PARTS) columns[x][i] = columns[SEGUE_STEP + x][i];
        for (int x = shared; x < SEGUE_PLACES; x++)
            SEGUE_OF(transform_column)(rows, places[x], &s, columns[x]);
        for (int i = 0; i < SEGUE_PARTS; i++) {
            if (w->paired_rows && i == 2) continue;
            SEGUE_UNROLLED(x, SEGUE_PLACES) line[x] = columns[x][i];
            SEGUE_OF(input_line)(line, r);
            SEGUE_UNROLLED(j, SEGUE_PARTS) store_inputs(v + (SEGUE_PARTS * i + j) * distance, r[j]);
        }
    }
}

SEGUE_INLINE void SEGUE_OF(multiply_unit)(const struct segue_winograd *w, int64_t block,
                                          const int blocks, int64_t tiles, const factor *v,
                                          float *m) {
    const int64_t channels = w->channels, next = channels * SEGUE_LANES;
    const struct segue_winograd_scratch scratch = segue_winograd_scratch(w);
    for (int f = 0; f < SEGUE_PRODUCTS; f++) {
        if (is_skipped(w, f / SEGUE_PARTS, f % SEGUE_PARTS)) continue;
        const factor *u = SEGUE_OF(transformed_pair)(w, block) + f * (blocks * next + PAD);
        for (int64_t t = 0; t < tiles; t += SEGUE_ROWS)
            multiply_rows(v + f * scratch.input_step + t * channels, u, blocks, channels,
                          m + f * scratch.sum_step + t * 2 * SEGUE_LANES);
    }
}

// Aᵀ m A of one tile and one block.
SEGUE_INLINE void SEGUE_OF(finish_tile)(const struct segue_winograd *w, int64_t block, int64_t tile,
                                        const float *m, vector bias, struct block_sums *s) {
    const int64_t ty = tile / w->tiles_x, tx = tile % w->tiles_x;
    const int64_t distance = segue_winograd_scratch(w).sum_step;
    vector half[SEGUE_PARTS][4], line[SEGUE_PARTS], y[4], values[4][4];
    for (int i = 0; i < SEGUE_PARTS; i++) {
        SEGUE_UNROLLED(j, SEGUE_PARTS)
            line[j] = is_skipped(w, i, j) ? (vector){0}
                                          : load_vector(m + (SEGUE_PARTS * i + j) * distance);
        SEGUE_OF(output_line)(line, half[i]);
    }
    SEGUE_UNROLLED(j, 4) {
        SEGUE_UNROLLED(i, SEGUE_PARTS) line[i] = half[i][j];
        SEGUE_OF(output_line)(line, y);
        SEGUE_UNROLLED(i, 4) values[i][j] = y[i] + bias;
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

SEGUE_INLINE void SEGUE_OF(finish_unit)(const struct segue_winograd *w, int64_t unit, int64_t block,
                                        const int blocks, int64_t tiles, const float *m) {
    for (int n = 0; n < blocks; n++) {
        const vector bias =
            w->out.bias ? load_vector(w->out.bias + (block + n) * SEGUE_LANES) : (vector){0};
        struct block_sums s = {{0}, {0}, {0}, 0};
        for (int64_t t = 0; t < tiles; t++) {
            const float *sums = m + (2 * t + n) * SEGUE_LANES;
            SEGUE_OF(finish_tile)(w, block + n, unit * w->unit_tiles + t, sums, bias, &s);
        }
        if (w->out.sums) store_sums(&w->out, unit, block + n, &s);
    }
}

SEGUE_KERNEL void SEGUE_OF(unit)(const struct segue_winograd *w, int64_t unit,
                                 struct segue_room room) {
    const int64_t all = w->tiles_x * w->tiles_y, first = unit * w->unit_tiles;
    const int64_t tiles = all - first < w->unit_tiles ? all - first : w->unit_tiles;
    const struct segue_winograd_scratch scratch = segue_winograd_scratch(w);
    const int64_t channels = w->channels, distance = scratch.input_step;
    factor *v = (factor *)room.floats;
    float *m = room.floats + scratch.inputs;
    for (int64_t block = 0; block < channels / SEGUE_LANES; block++)
        for (int64_t t = 0, count; t < tiles; t += count) {
            const int64_t ty = (first + t) / w->tiles_x, tx = (first + t) % w->tiles_x;
            count = tiles - t < w->tiles_x - tx ? tiles - t : w->tiles_x - tx;
            factor *inputs = v + t * channels + block * SEGUE_LANES;
            SEGUE_OF(transform_tiles)(w, block, ty, tx, count, inputs, distance);
        }
    int64_t block = 0;
    for (; block + 2 <= w->out.blocks; block += 2) {
        SEGUE_OF(multiply_unit)(w, block, 2, tiles, v, m);
        SEGUE_OF(finish_unit)(w, unit, block, 2, tiles, m);
    }
    if (block < w->out.blocks) {
        SEGUE_OF(multiply_unit)(w, block, 1, tiles, v, m);
        SEGUE_OF(finish_unit)(w, unit, block, 1, tiles, m);
    }
}

#undef SEGUE_OF
#undef SEGUE_PRODUCTS
#undef SEGUE_SCHEME
#undef SEGUE_PLACES
#undef SEGUE_STEP
#undef SEGUE_PARTS
