// Convolutions from blocks of channels to a few planes; see winograd_tripled.h.
//
// Vectors hold channels until the products of all are added up, and tiles after that: no lane is wasted
// on outputs that do not exist.
#include "CKernels.h"
#include "levels.h"

enum {
    // Tiles side by side of one unit.
    SEGUE_ACROSS = 32,
    // With what the last register tile of any level computes beyond them.
    SEGUE_ACROSS_ROUNDED = 40,
};

// From one product of a transformed row to the next.
SEGUE_INLINE int64_t segue_to_planes_distance(const struct segue_to_planes *c) {
    return (SEGUE_ACROSS_ROUNDED + c->parts - 1) * c->channels + 16;
}

int64_t segue_to_planes_units(const struct segue_to_planes *c) {
    return (c->tiles_x + SEGUE_ACROSS - 1) / SEGUE_ACROSS *
           ((c->tiles_y + c->unit_rows - 1) / c->unit_rows);
}

int64_t segue_to_planes_room(const struct segue_to_planes *c) {
    return 25 * c->parts * segue_to_planes_distance(c) + c->outputs * 25 * SEGUE_ACROSS +
           3 * SEGUE_ACROSS_ROUNDED * 16;
}

#define SEGUE_BODIES "to_planes_bodies.h"
#include "each_level.h"

void segue_to_planes_weights(const struct segue_to_planes *c, enum segue_level level, int64_t first,
                             int64_t last) {
    SEGUE_CALL(outputs_weights, c->lanes, level, c, first, last)
}

void segue_to_planes_unit(const struct segue_to_planes *c, enum segue_level level, int64_t unit,
                          float *room) {
    SEGUE_CALL(outputs_unit, c->lanes, level, c, unit, room)
}
