// The convolutions of one level for blocks of one width.
#pragma once
#include "../variants.h"
#include "from_planes.h"
#include "peak.h"
#include "to_planes.h"
#include "winograd.h"

const struct segue_convolutions SEGUE_JOIN(segue_convolutions,
                                           SEGUE_JOIN(SEGUE_LEVEL, SEGUE_LANES)) = {
    .winograd =
        {
            .dense = {weights_dense, unit_dense},
            .paired = {weights_paired, unit_paired},
            .strided = {weights_strided, unit_strided},
        },
    .from_planes_weights = from_planes_weights,
    .from_planes_unit = from_planes_unit,
    .to_planes_weights = to_planes_weights,
    .to_planes_unit = to_planes_unit,
    .multiply_adds = multiply_adds,
};
