// How large the working memory of convolutions is and what lies where in it, all in floats.
//
// `weights` is what the transformed weights take, which all threads share; `unit` is what a thread needs
// while it computes a unit: the parts before it, in their order.  A step leads from the data of one of
// Winograd's products to the next.
#pragma once
#include "convolutions.h"
#include "values.h"

enum {
    // Tiles that the largest register tile of any level computes together.
    SEGUE_MOST_ROWS = 12,
    // What a step is longer than its data, so that products do not share a set of the cache.
    SEGUE_STAGGER = 16,
    SEGUE_WEIGHTS_STAGGER = 32,
    // Tiles side by side whose products a convolution from planes keeps; whole register tiles.
    SEGUE_CHUNK = 48,
    // Tiles side by side of one unit of a convolution to planes; whole register tiles.
    SEGUE_ACROSS = 32,
    // As many as there is room for.
    SEGUE_ACROSS_ROUNDED = 40,
};

struct segue_winograd_scratch {
    int64_t weights;
    int64_t inputs, input_step;  // transformed
    int64_t sums, sum_step;      // products added up, of two blocks of outputs
    int64_t unit;
};

// F(4×4, 3×3) has 36 products of a tile, channel and output channel, the scheme of stride 2 has 81.
static inline int64_t segue_winograd_products(int32_t stride) { return stride == 2 ? 81 : 36; }

static inline struct segue_winograd_scratch segue_winograd_scratch(const struct segue_winograd *w) {
    const int64_t products = segue_winograd_products(w->stride), pairs = (w->out.blocks + 1) / 2;
    struct segue_winograd_scratch s;
    s.weights = products * (w->channels * w->out.blocks * w->lanes + pairs * SEGUE_WEIGHTS_STAGGER);
    s.input_step = w->unit_tiles * w->channels + SEGUE_STAGGER;
    s.inputs = products * s.input_step;
    s.sum_step = w->unit_tiles * 2 * w->lanes + SEGUE_STAGGER;
    s.sums = products * s.sum_step;
    s.unit = s.inputs + s.sums;
    return s;
}

struct segue_from_planes_scratch {
    int64_t weights;
    int64_t width;  // pixels of a row of the input, with some that no output depends on
    int64_t tiles;  // in a transformed row, with what the parts see beyond the last
    int64_t inputs, input_step;  // transformed
    int64_t sums;                // products added up, of two blocks of outputs
    int64_t lines;               // transformed down: five rows of the input
    int64_t phases, phase;  // one of those with every third pixel side by side, one to the next
    int64_t unit;
};

static inline struct segue_from_planes_scratch
segue_from_planes_scratch(const struct segue_from_planes *c) {
    const int64_t register_tiles = (c->tiles_x + SEGUE_MOST_ROWS - 1) / SEGUE_MOST_ROWS;
    struct segue_from_planes_scratch s;
    s.weights = 25 * c->planes * c->parts * c->parts * c->out.blocks * c->lanes;
    s.tiles = (register_tiles * SEGUE_MOST_ROWS + c->parts - 1 + 15) / 16 * 16;
    s.width = (3 * s.tiles + 2 + 15) / 16 * 16;
    s.input_step = (c->unit_rows + c->parts - 1) * c->planes * s.tiles + SEGUE_STAGGER;
    s.inputs = 25 * s.input_step;
    s.sums = 25 * (2 * SEGUE_CHUNK * SEGUE_MOST_LANES + SEGUE_STAGGER);
    s.lines = 5 * s.width;
    s.phase = s.tiles + SEGUE_MOST_LANES;
    s.phases = 3 * s.phase;
    s.unit = s.inputs + s.sums + s.lines + s.phases;
    return s;
}

struct segue_to_planes_scratch {
    int64_t weights;
    int64_t inputs, input_step;  // transformed: as many rows of tiles as the kernel has parts
    int64_t sums;                // products added up, of one row of tiles
    int64_t apart;               // the sums of one product of three outputs by lanes of channels
    int64_t unit;
};

static inline struct segue_to_planes_scratch
segue_to_planes_scratch(const struct segue_to_planes *c) {
    struct segue_to_planes_scratch s;
    s.weights = 25 * c->outputs * c->parts * c->parts * c->channels;
    s.input_step = (SEGUE_ACROSS_ROUNDED + c->parts - 1) * c->channels + SEGUE_STAGGER;
    s.inputs = 25 * c->parts * s.input_step;
    s.sums = c->outputs * 25 * SEGUE_ACROSS;
    s.apart = 3 * SEGUE_ACROSS_ROUNDED * SEGUE_MOST_LANES;
    s.unit = s.inputs + s.sums + s.apart;
    return s;
}

// How many units a convolution to planes has.
static inline int64_t segue_to_planes_units(const struct segue_to_planes *c) {
    return (c->tiles_x + SEGUE_ACROSS - 1) / SEGUE_ACROSS *
           ((c->tiles_y + c->unit_rows - 1) / c->unit_rows);
}
