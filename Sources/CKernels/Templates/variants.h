// The convolutions that a level chooses from.
#pragma once
#include "CKernels.h"

// A 3×3 convolution by one of Winograd's schemes.
struct segue_winograd_scheme {
    void (*weights)(const struct segue_winograd *w, int64_t first, int64_t last);
    void (*unit)(const struct segue_winograd *w, int64_t unit, struct segue_room room);
};

struct segue_winograd_schemes {
    struct segue_winograd_scheme dense, paired;  // of stride 1, that behind a doubling
    struct segue_winograd_scheme strided;        // of stride 2
};

// The convolutions of a level for blocks of one width.
struct segue_convolutions {
    struct segue_winograd_schemes winograd;
    void (*from_planes_weights)(const struct segue_from_planes *c, int64_t first, int64_t last);
    void (*from_planes_unit)(const struct segue_from_planes *c, int64_t unit,
                             struct segue_room room);
    void (*to_planes_weights)(const struct segue_to_planes *c, int64_t first, int64_t last);
    void (*to_planes_unit)(const struct segue_to_planes *c, int64_t unit, struct segue_room room);
    int64_t (*multiply_adds)(int64_t rounds);
};

// One for each level and width.
extern const struct segue_convolutions segue_convolutions_plain_8, segue_convolutions_plain_16,
    segue_convolutions_avx2_8, segue_convolutions_avx2_16, segue_convolutions_avx512_8,
    segue_convolutions_avx512_16;

// With factors of bfloat16.
extern const struct segue_winograd_schemes segue_winograd_bf16;

// One for each level.
extern const struct segue_kernels segue_kernels_plain, segue_kernels_avx2, segue_kernels_avx512;
