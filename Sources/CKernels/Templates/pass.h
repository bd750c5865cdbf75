// Passes over memory, in which several stages are done to every value.
#pragma once
#include "apply.h"

// Values that go through all stages together: small enough for the first-level cache.
enum { stretch = 1024 };

// Which channels of a block exist.
SEGUE_INLINE int32_t present(const struct segue_pass *p, int64_t block, const int lanes) {
    const int64_t rest = p->channels - block * lanes;
    return rest < lanes ? (int32_t)rest : lanes;
}

// Whether a view's channels and pixels lie side by side as in the output.
SEGUE_INLINE int is_dense(const struct segue_view *v, const int lanes) {
    return v->pixel == lanes && (lanes == 1 || v->lane == 1);
}

// Copies pixels start ..< end of one row into `values`; missing channels and outside pixels become 0.
SEGUE_INLINE void load(const struct segue_view *view, const float *row, const int32_t *columns,
                       int64_t start, int64_t end, const int lanes, const int32_t channels,
                       float *values) {
    if (is_dense(view, lanes) && !columns) {
        memcpy(values, row + start * lanes, sizeof(float) * (size_t)((end - start) * lanes));
        return;
    }
    for (int64_t x = start; x < end; x++, values += lanes) {
        const int64_t column = columns ? columns[x] : x;
        const float *pixel = row + column * view->pixel;
        if (column < 0)
            for (int k = 0; k < lanes; k++) values[k] = 0;
        else if (view->lane == 1 && channels == lanes)
            for (int k = 0; k < lanes; k++) values[k] = pixel[k];
        else
            for (int k = 0; k < lanes; k++) values[k] = k < channels ? pixel[k * view->lane] : 0;
    }
}

SEGUE_INLINE void scale_and_shift(const struct segue_stage *s, int64_t block, float *v,
                                  int64_t pixels, const int lanes) {
    float a[SEGUE_MOST_LANES], b[SEGUE_MOST_LANES];
    for (int k = 0; k < lanes; k++) {
        a[k] = s->a[block * lanes + k];
        b[k] = s->b[block * lanes + k];
    }
    for (int64_t x = 0; x < pixels; x++)
        for (int k = 0; k < lanes; k++) v[x * lanes + k] = v[x * lanes + k] * a[k] + b[k];
}

SEGUE_INLINE void rectify(const struct segue_stage *s, int64_t block, float *v, int64_t pixels,
                          const int lanes) {
    float a[SEGUE_MOST_LANES];
    for (int k = 0; k < lanes; k++) a[k] = s->a[block * lanes + k];
    for (int64_t x = 0; x < pixels; x++)
        for (int k = 0; k < lanes; k++) {
            const float value = v[x * lanes + k];
            v[x * lanes + k] = value >= 0 ? value : a[k] * value;
        }
}

// One stage with an operand; `room` is as long as a stretch.
SEGUE_INLINE void combine(const struct segue_pass *p, const struct segue_stage *s, int64_t block,
                          int64_t source, int64_t start, int64_t end, float *v, const int lanes,
                          float *room) {
    const struct segue_view *view = &s->operand;
    const float *row = view->data + block * view->block + source * view->row;
    const int64_t count = (end - start) * lanes;
    if (is_dense(view, lanes) && !p->columns)
        apply_pairs(s->kind, v, row + start * lanes, count);
    else {
        load(view, row, p->columns, start, end, lanes, present(p, block, lanes), room);
        apply_pairs(s->kind, v, room, count);
    }
}

// Puts what stands outside the input and in missing channels in its place.
SEGUE_INLINE void finish(const struct segue_pass *p, int64_t block, int64_t start, int64_t end,
                         float *v, const int lanes) {
    const int32_t channels = present(p, block, lanes);
    for (int64_t x = start; p->columns && x < end; x++)
        if (p->columns[x] < 0)
            for (int k = 0; k < lanes; k++) v[(x - start) * lanes + k] = p->outside;
    for (int64_t x = 0; channels < lanes && x < end - start; x++)
        for (int k = 0; k < lanes; k++)
            if (k >= channels) v[x * lanes + k] = 0;
}

SEGUE_INLINE void staged_row(const struct segue_pass *p, int64_t block, int64_t source, float *out,
                             const int lanes) {
    float room[stretch];
    const int64_t step = stretch / lanes;
    const float *in = p->in.data + block * p->in.block + source * p->in.row;
    for (int64_t start = 0; start < p->width; start += step) {
        const int64_t end = start + step < p->width ? start + step : p->width;
        const int64_t count = (end - start) * lanes;
        float *v = out + start * lanes;
        load(&p->in, in, p->columns, start, end, lanes, present(p, block, lanes), v);
        for (int32_t k = 0; k < p->count; k++) {
            const struct segue_stage *s = &p->stages[k];
            if (s->kind == SEGUE_AFFINE)
                scale_and_shift(s, block, v, end - start, lanes);
            else if (s->kind == SEGUE_PARAMETRIC_RELU)
                rectify(s, block, v, end - start, lanes);
            else if (s->kind >= SEGUE_ADD)
                combine(p, s, block, source, start, end, v, lanes, room);
            else if (s->kind >= SEGUE_HARD_SIGMOID)
                apply_in_double(s->kind, s->p, s->q, v, count);
            else
                apply_in_float(s->kind, s->p, s->q, v, count);
        }
        finish(p, block, start, end, v, lanes);
    }
}

SEGUE_KERNEL void pass_rows(const struct segue_pass *p, int64_t first, int64_t last) {
    assert(is_block(p->lanes) && p->height > 0 && p->width > 0);
    assert(p->count >= 0 && p->count <= SEGUE_STAGES);
    assert(first >= 0 && last <= (p->channels + p->lanes - 1) / p->lanes * p->height);
    const int64_t row = p->width * p->lanes;
    for (int64_t item = first; item < last; item++) {
        const int64_t block = item / p->height, y = item % p->height;
        const int64_t source = p->rows ? p->rows[y] : y;
        float *out = p->out.data + block * p->out.block + y * p->out.row;
        if (source < 0) {
            for (int64_t k = 0; k < row; k++)
                out[k] = k % p->lanes < present(p, block, p->lanes) ? p->outside : 0;
            continue;
        }
        if (item > first && y > 0 && p->rows && p->rows[y - 1] == source) {
            memcpy(out, out - p->out.row, sizeof(float) * (size_t)row);
            continue;
        }
        if (p->lanes == 16)
            staged_row(p, block, source, out, 16);
        else if (p->lanes == 8)
            staged_row(p, block, source, out, 8);
        else
            staged_row(p, block, source, out, 1);
    }
}

SEGUE_KERNEL void apply(enum segue_kind kind, float p, float q, float *values, int64_t count) {
    assert(kind != SEGUE_AFFINE && kind != SEGUE_PARAMETRIC_RELU && kind < SEGUE_ADD);
    assert(count >= 0);
    if (kind >= SEGUE_HARD_SIGMOID)
        apply_in_double(kind, p, q, values, count);
    else
        apply_in_float(kind, p, q, values, count);
}
