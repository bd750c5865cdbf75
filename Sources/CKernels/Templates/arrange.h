// Rows whose channels come from several places.
#pragma once
#include "level.h"

// How many channels from one on lie side by side in their source.
SEGUE_INLINE int32_t neighbours(const struct segue_source *s, int32_t phases, int32_t first,
                                int32_t lanes) {
    int32_t count = 1;
    if (!s[first * phases].data) return count;
    while (first + count < lanes) {
        const struct segue_source *a = &s[first * phases], *b = &s[(first + count) * phases];
        if (b->data != a->data + count || b->row != a->row || b->pixel != a->pixel) break;
        count++;
    }
    return count;
}

SEGUE_INLINE void copy(const struct segue_source *s, int64_t row, float *out, int64_t width,
                       const int32_t lanes, const int32_t count) {
    const float *in = s->data + row * s->row;
    if (count == lanes && s->pixel == lanes) {
        memcpy(out, in, sizeof(float) * (size_t)(width * lanes));
        return;
    }
    for (int64_t x = 0; x < width; x++)
        for (int32_t k = 0; k < count; k++) out[x * lanes + k] = in[x * s->pixel + k];
}

SEGUE_INLINE void spread(const struct segue_source *s, int32_t phases, int64_t row, float *out,
                         int64_t width, const int32_t lanes) {
    for (int32_t phase = 0; phase < phases; phase++) {
        const float *in = s[phase].data;
        const ptrdiff_t pixel = s[phase].pixel;
        if (in) in += row * s[phase].row;
        for (int64_t x = phase, k = 0; x < width; x += phases, k++)
            out[x * lanes] = in ? in[k * pixel] : 0;
    }
}

SEGUE_KERNEL void arrange_row(const struct segue_source *sources, int32_t phases, int64_t row,
                              float *out, int64_t width, int32_t lanes) {
    assert(is_block(lanes) && phases > 0 && row >= 0 && width >= 0);
    for (int32_t k = 0; k < lanes;) {
        const struct segue_source *s = &sources[k * phases];
        const int32_t count = phases == 1 ? neighbours(sources, phases, k, lanes) : 1;
        if (phases > 1 || !s->data)
            spread(s, phases, row, out + k, width, lanes);
        else if (count == 16 && lanes == 16)
            copy(s, row, out, width, 16, 16);
        else if (count == 8 && lanes == 8)
            copy(s, row, out, width, 8, 8);
        else if (count == 8 && lanes == 16)
            copy(s, row, out + k, width, 16, 8);
        else
            copy(s, row, out + k, width, lanes, count);
        k += count;
    }
}

SEGUE_KERNEL void plane_row(const float *in, ptrdiff_t pixel, float *out, int64_t width) {
    assert(width >= 0);
    for (int64_t x = 0; x < width; x++) out[x] = in[x * pixel];
}
