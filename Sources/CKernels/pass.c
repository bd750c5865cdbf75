#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "dispatch.h"

#pragma STDC FP_CONTRACT OFF

SEGUE_INLINE float apply(struct segue_function f, float x) {
    switch (f.kind) {
    case SEGUE_RELU: return x < 0 ? 0 : x;  // infinity and NaN as every framework has them
    case SEGUE_LEAKY_RELU: return x >= 0 ? x : f.p * x;
    case SEGUE_SIGMOID: return 1 / (1 + expf(-x));
    case SEGUE_TANH: return tanhf(x);
    case SEGUE_CLIP:
        x = x < f.p ? f.p : x;
        return x > f.q ? f.q : x;
    default: return x;
    }
}

// One output row of one block, with everything that is the same for all pixels known to the compiler.
SEGUE_INLINE void row(const struct segue_pass *p, const float *in, const float *residual, float *out,
                      const float *scale, const float *shift, const int lanes,
                      const enum segue_activation first, const enum segue_activation second) {
    const struct segue_function f = {first, p->first.p, p->first.q};
    const struct segue_function g = {second, p->second.p, p->second.q};
    float a[16], b[16];
    for (int k = 0; k < lanes; k++) {
        a[k] = scale ? scale[k] : 1;
        b[k] = shift ? shift[k] : 0;
    }
    for (int32_t x = 0; x < p->width; x++) {
        const int32_t column = p->columns[x];
        float *pixel = out + (ptrdiff_t)x * lanes;
        if (column < 0) {
            for (int k = 0; k < lanes; k++) pixel[k] = 0;
            continue;
        }
        const float *source = in + (ptrdiff_t)column * lanes;
        if (residual) {
            const float *added = residual + (ptrdiff_t)column * lanes;
            for (int k = 0; k < lanes; k++)
                pixel[k] = apply(g, apply(f, source[k] * a[k] + b[k]) + added[k]);
        } else {
            for (int k = 0; k < lanes; k++) pixel[k] = apply(g, apply(f, source[k] * a[k] + b[k]));
        }
    }
}

SEGUE_INLINE void row_of(const struct segue_pass *p, const float *in, const float *residual,
                         float *out, const float *scale, const float *shift, const int lanes) {
    const enum segue_activation f = p->first.kind, g = p->second.kind;
    if (f == SEGUE_IDENTITY && g == SEGUE_IDENTITY)
        row(p, in, residual, out, scale, shift, lanes, SEGUE_IDENTITY, SEGUE_IDENTITY);
    else if (f == SEGUE_RELU && g == SEGUE_IDENTITY)
        row(p, in, residual, out, scale, shift, lanes, SEGUE_RELU, SEGUE_IDENTITY);
    else if (f == SEGUE_IDENTITY && g == SEGUE_RELU)
        row(p, in, residual, out, scale, shift, lanes, SEGUE_IDENTITY, SEGUE_RELU);
    else if (f == SEGUE_LEAKY_RELU && g == SEGUE_IDENTITY)
        row(p, in, residual, out, scale, shift, lanes, SEGUE_LEAKY_RELU, SEGUE_IDENTITY);
    else
        row(p, in, residual, out, scale, shift, lanes, f, g);
}

SEGUE_DISPATCH
void segue_pass_rows(const struct segue_pass *p, int64_t first, int64_t last) {
    const size_t bytes = sizeof(float) * (size_t)p->width * (size_t)p->lanes;
    for (int64_t item = first; item < last; item++) {
        const int64_t block = item / p->height, y = item % p->height;
        const int32_t source = p->rows[y];
        float *out = p->out.data + block * p->out.block + y * p->out.row;
        if (source < 0) {
            memset(out, 0, bytes);
            continue;
        }
        if (item > first && y > 0 && p->rows[y - 1] == source) {
            memcpy(out, out - p->out.row, bytes);
            continue;
        }
        const float *in = p->in.data + block * p->in.block + source * p->in.row;
        const float *residual = NULL;
        if (p->residual.data)
            residual = p->residual.data + block * p->residual.block + source * p->residual.row;
        const float *scale = p->scale ? p->scale + block * p->lanes : NULL;
        const float *shift = p->shift ? p->shift + block * p->lanes : NULL;
        if (p->lanes == 16)
            row_of(p, in, residual, out, scale, shift, 16);
        else if (p->lanes == 8)
            row_of(p, in, residual, out, scale, shift, 8);
        else
            row_of(p, in, residual, out, scale, shift, 1);
    }
}

SEGUE_DISPATCH
void segue_unblock_row(const float *in, int32_t width, int32_t lanes, int32_t channels, float *out,
                       ptrdiff_t plane) {
    for (int32_t c = 0; c < channels; c++)
        for (int32_t x = 0; x < width; x++) out[c * plane + x] = in[(ptrdiff_t)x * lanes + c];
}

SEGUE_DISPATCH
void segue_block_row(const float *in, ptrdiff_t plane, int32_t width, int32_t channels,
                     int32_t lanes, float *out) {
    for (int32_t x = 0; x < width; x++)
        for (int32_t c = 0; c < lanes; c++)
            out[(ptrdiff_t)x * lanes + c] = c < channels ? in[c * plane + x] : 0;
}
