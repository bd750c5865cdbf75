// Poolings.
#pragma once
#include "level.h"

// Taps first ..< last of a window lie inside the picture, taps below `counted` inside the padding.
struct reach {
    int64_t start;
    int32_t first, last, counted;
};

SEGUE_INLINE struct reach reach_of(const struct segue_windows *w, int64_t index) {
    struct reach r = {index * w->stride - w->before, 0, 0, 0};
    while (r.first < w->kernel && r.start + (int64_t)r.first * w->dilation < 0) r.first++;
    r.last = r.first;
    while (r.last < w->kernel && r.start + (int64_t)r.last * w->dilation < w->size) r.last++;
    r.counted = r.last;
    while (r.counted < w->kernel && r.start + (int64_t)r.counted * w->dilation < w->size + w->after)
        r.counted++;
    return r;
}

SEGUE_INLINE void window(const float *in, ptrdiff_t in_row, const struct segue_windows *rows,
                         const struct segue_windows *columns, struct reach down,
                         struct reach across, const int largest, int32_t counts_padding, float *out,
                         const int lanes) {
    float top[SEGUE_MOST_LANES];
    double sums[SEGUE_MOST_LANES] = {0};
    for (int k = 0; k < lanes; k++) top[k] = -INFINITY;
    for (int32_t u = down.first; u < down.last; u++)
        for (int32_t v = across.first; v < across.last; v++) {
            const float *pixel = in + (down.start + (int64_t)u * rows->dilation) * in_row +
                                 (across.start + (int64_t)v * columns->dilation) * lanes;
            for (int k = 0; k < lanes; k++) {
                const float x = pixel[k];
                if (largest)
                    top[k] = x > top[k] || x != x ? x : top[k];
                else
                    sums[k] += x;
            }
        }
    const double inside = (double)(down.last - down.first) * (across.last - across.first);
    const double count = counts_padding ? (double)down.counted * across.counted : inside;
    for (int k = 0; k < lanes; k++) out[k] = largest ? top[k] : (float)(sums[k] / count);
}

SEGUE_INLINE void pooled_row(const float *in, ptrdiff_t in_row, const struct segue_windows *rows,
                             const struct segue_windows *columns, const int largest,
                             int32_t counts_padding, int64_t y, float *out, int64_t width,
                             const int lanes) {
    const struct reach down = reach_of(rows, y);
    for (int64_t x = 0; x < width; x++)
        window(in, in_row, rows, columns, down, reach_of(columns, x), largest, counts_padding,
               out + x * lanes, lanes);
}

SEGUE_KERNEL void pool_row(const float *in, ptrdiff_t in_row, int32_t lanes,
                           const struct segue_windows *rows, const struct segue_windows *columns,
                           int32_t largest, int32_t counts_padding, int64_t y, float *out,
                           int64_t width) {
    assert(is_block(lanes) && rows->kernel > 0 && columns->kernel > 0);
    assert(y >= 0 && width >= 0);
    if (lanes == 16 && largest)
        pooled_row(in, in_row, rows, columns, 1, 0, y, out, width, 16);
    else if (lanes == 16)
        pooled_row(in, in_row, rows, columns, 0, counts_padding, y, out, width, 16);
    else if (lanes == 8)
        pooled_row(in, in_row, rows, columns, largest, counts_padding, y, out, width, 8);
    else
        pooled_row(in, in_row, rows, columns, largest, counts_padding, y, out, width, 1);
}
