// Convolutions from a few planes to blocks of channels; see winograd_tripled.h.
#include "CKernels.h"
#include "levels.h"

// Tiles side by side whose products are kept; a multiple of every level's rows.
enum { SEGUE_CHUNK = 48 };

// Tiles in a transformed row, with what the parts see beyond the last.
SEGUE_INLINE int64_t segue_from_planes_tiles(const struct segue_from_planes *c) {
    return ((c->tiles_x + 11) / 12 * 12 + c->parts - 1 + 15) / 16 * 16;
}

// From one product of the transformed input to the next.
SEGUE_INLINE int64_t segue_from_planes_distance(const struct segue_from_planes *c) {
    return (c->unit_rows + c->parts - 1) * c->planes * segue_from_planes_tiles(c) + 16;
}

int64_t segue_from_planes_width(const struct segue_from_planes *c) {
    return (3 * segue_from_planes_tiles(c) + 2 + 15) / 16 * 16;
}

int64_t segue_from_planes_room(const struct segue_from_planes *c) {
    const int64_t across = segue_from_planes_tiles(c), width = segue_from_planes_width(c);
    return 25 * segue_from_planes_distance(c) + 25 * (2 * SEGUE_CHUNK * 16 + 16) + 5 * width +
           3 * (across + 16);
}

#define SEGUE_BODIES "from_planes_bodies.h"
#include "each_level.h"

void segue_from_planes_weights(const struct segue_from_planes *c, enum segue_level level,
                               int64_t first, int64_t last) {
    SEGUE_CALL(planes_weights, c->lanes, level, c, first, last)
}

void segue_from_planes_unit(const struct segue_from_planes *c, enum segue_level level, int64_t unit,
                            float *room) {
    SEGUE_CALL(planes_unit, c->lanes, level, c, unit, room)
}
