// The weighted sum of networks.
#pragma once
#include "level.h"

SEGUE_KERNEL void weighted_sum(float *out, const float *const *members, const float *weights,
                               int32_t count, int64_t first, int64_t last) {
    assert(count > 0 && first >= 0);
    // A stretch stays in the first-level cache while every member is added to it.
    enum { stretch = 2048 };
    for (int64_t start = first; start < last; start += stretch) {
        const int64_t end = start + stretch < last ? start + stretch : last;
        for (int64_t k = start; k < end; k++) out[k] = weights[0] * members[0][k];
        for (int32_t m = 1; m < count; m++) {
            const float weight = weights[m];
            const float *member = members[m];
            for (int64_t k = start; k < end; k++) out[k] += weight * member[k];
        }
    }
}
