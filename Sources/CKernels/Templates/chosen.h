// The convolutions of a level, each by what was compiled for its blocks.
#pragma once
#include "level.h"
#include "variants.h"

#define SEGUE_CONVOLUTIONS(lanes) SEGUE_JOIN(segue_convolutions, SEGUE_JOIN(SEGUE_LEVEL, lanes))

static const struct segue_convolutions *convolutions(int32_t lanes) {
    assert(lanes == 8 || lanes == 16);
    return lanes == 16 ? &SEGUE_CONVOLUTIONS(16) : &SEGUE_CONVOLUTIONS(8);
}

static const struct segue_winograd_scheme *scheme(const struct segue_winograd *w) {
    const struct segue_winograd_schemes *schemes = &convolutions(w->lanes)->winograd;
#if defined(SEGUE_AVX512)
    if (w->is_bf16) schemes = &segue_winograd_bf16;
#else
    assert(!w->is_bf16);
#endif
    assert(w->stride == 1 || (w->stride == 2 && !w->paired_rows && !w->paired_columns));
    assert(w->channels > 0 && w->channels % w->lanes == 0);
    assert(w->unit_tiles > 0 && w->unit_tiles % SEGUE_MOST_ROWS == 0);
    assert(w->transformed.count >= segue_winograd_scratch(w).weights);
    if (w->stride == 2) return &schemes->strided;
    return w->paired_rows || w->paired_columns ? &schemes->paired : &schemes->dense;
}

static void winograd_weights(const struct segue_winograd *w, int64_t first, int64_t last) {
    assert(first >= 0 && last <= w->out.blocks * w->channels);
    assert(w->weights.mixture->count > 0);
    assert(!w->is_bf16 || (w->lanes == 16 && first % 2 == 0 && last % 2 == 0));
    scheme(w)->weights(w, first, last);
}

static void winograd_unit(const struct segue_winograd *w, int64_t unit, struct segue_room room) {
    assert(unit >= 0 && unit * w->unit_tiles < w->tiles_y * w->tiles_x);
    assert(room.count >= segue_winograd_scratch(w).unit);
    scheme(w)->unit(w, unit, room);
}

static void from_planes_weights(const struct segue_from_planes *c, int64_t first, int64_t last) {
    assert(first >= 0 && last <= c->out.blocks * c->planes * c->parts * c->parts);
    assert(c->weights.mixture->count > 0);
    assert(c->transformed.count >= segue_from_planes_scratch(c).weights);
    convolutions(c->lanes)->from_planes_weights(c, first, last);
}

static void from_planes_unit(const struct segue_from_planes *c, int64_t unit,
                             struct segue_room room) {
    assert(unit >= 0 && unit * c->unit_rows < c->tiles_y);
    assert(c->transformed.count >= segue_from_planes_scratch(c).weights);
    assert(room.count >= segue_from_planes_scratch(c).unit);
    convolutions(c->lanes)->from_planes_unit(c, unit, room);
}

static void to_planes_weights(const struct segue_to_planes *c, int64_t first, int64_t last) {
    assert(first >= 0 && last <= c->outputs * c->parts * c->parts);
    assert(c->channels > 0 && c->channels % c->lanes == 0);
    assert(c->weights.mixture->count > 0);
    assert(c->transformed.count >= segue_to_planes_scratch(c).weights);
    convolutions(c->lanes)->to_planes_weights(c, first, last);
}

static void to_planes_unit(const struct segue_to_planes *c, int64_t unit, struct segue_room room) {
    assert(unit >= 0 && unit < segue_to_planes_units(c));
    assert(c->channels > 0 && c->channels % c->lanes == 0);
    assert(c->transformed.count >= segue_to_planes_scratch(c).weights);
    assert(room.count >= segue_to_planes_scratch(c).unit);
    convolutions(c->lanes)->to_planes_unit(c, unit, room);
}

static int64_t multiply_adds(int64_t rounds) { return convolutions(16)->multiply_adds(rounds); }
