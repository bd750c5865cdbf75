// Convolutions that take in what stands before them and add up what the next normalisation needs.
//
// They use fused multiply-adds where the level has them, in one fixed order: results differ between the
// plain level and the others, but depend neither on the width of vectors nor on threads.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Memory that a kernel may write, and how much it is; scratch.h has what each convolution needs.
struct segue_room {
    float *floats;
    int64_t count;
};

// Networks and their shares in a mixture, of which there is at least one.
struct segue_mixture {
    const float *const *members;
    const float *shares;
    int32_t count;
};

// A convolution's weights, `offset` floats into every member: they are summed as they are transformed.
struct segue_weights {
    const struct segue_mixture *mixture;
    ptrdiff_t offset;
};

// What a convolution reads: for every place of its padded input a pixel of a value in blocks of
// `lanes` channels, whose pixels are dense.
struct segue_reading {
    const float *data;              // first channel of the first pixel
    ptrdiff_t row;                  // from one row to the next, in floats
    ptrdiff_t block;                // from one block of channels to the next
    const int32_t *rows, *columns;  // the pixel of each place, -1 for `outside`
    float outside;
    const float *scale, *shift;  // x scale + shift, one a channel; NULL for none
    const float *slope;          // then x < 0 ? slope x : x; NULL for none
};

// What a convolution writes.
struct segue_writing {
    float *data;  // NULL where only sums are wanted
    ptrdiff_t row, block;
    int64_t height, width, blocks;
    const float *bias;  // one a channel; NULL for none
    float *sums;  // for every unit and channel a center c near the values v, Σ (v - c), Σ (v - c)²
                  // and their number: 4 × channels floats a unit; NULL where not wanted
};

// A 3×3 convolution of stride 1 or 2 by Winograd's algorithm: tiles of 4 × 4 output pixels in rows, as
// many of which make a unit that one thread computes.
struct segue_winograd {
    struct segue_reading
        in;  // stride 1: 4 places a tile and 2 more along each axis; 2: 8 and 1 more
    struct segue_writing out;
    int64_t tiles_y, tiles_x;
    int64_t unit_tiles;  // a multiple of 12
    int64_t channels;    // of the input, whole blocks
    int32_t lanes;       // 8 or 16
    int32_t stride;
    int32_t is_bf16;  // whether factors are bfloat16: only of 16 lanes, where the processor has it
    int32_t paired_rows;     // whether places 1 and 2, 3 and 4 of every tile are the same pixel, as
    int32_t paired_columns;  // nearest upsampling by 2 makes them; of stride 1 only
    struct segue_weights weights;   // blocks of outputs × inputs × 9 taps × lanes
    struct segue_room transformed;  // weights, float32 or bfloat16
};

// A convolution of stride 1 from planes to blocks with a kernel of 3 · parts on each side, by Winograd's
// F(3×3, 3×3): tiles of 3 × 3 output pixels in rows.
struct segue_from_planes {
    const float *in;  // 3 tiles_y + 3 parts - 1 rows of as many floats as scratch.h says
    ptrdiff_t in_row, in_plane;
    struct segue_writing out;
    int64_t tiles_y, tiles_x;
    int64_t unit_rows;  // rows of tiles that make a unit
    int32_t planes, parts;
    int32_t lanes;                  // of the output, 8 or 16
    struct segue_weights weights;   // blocks of outputs × planes × (3 parts)² taps × lanes
    struct segue_room transformed;  // weights
};

// A convolution of stride 1 from blocks to planes with a kernel of 3 · parts on each side, by Winograd's
// F(3×3, 3×3).
struct segue_to_planes {
    struct segue_reading in;  // 3 tiles + 3 parts - 1 places along each axis
    float *out;
    ptrdiff_t out_row, out_plane;
    int64_t height, width;  // of the output
    int32_t outputs;        // planes, 1 to 4
    int32_t parts;
    int32_t lanes;  // of the input, 8 or 16
    int64_t tiles_y, tiles_x;
    int64_t unit_rows;              // rows of tiles that make a unit
    int64_t channels;               // of the input, whole blocks
    const float *bias;              // NULL for none
    struct segue_weights weights;   // outputs × (3 parts)² taps × channels
    struct segue_room transformed;  // weights
};
