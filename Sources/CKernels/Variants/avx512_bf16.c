// The widest convolutions once more, with factors of bfloat16.
#if defined(__x86_64__)
#define SEGUE_AVX512
#define SEGUE_BF16
#define SEGUE_LANES 16
#include "../Templates/Convolutions/winograd.h"

const struct segue_winograd_schemes segue_winograd_bf16 = {
    .dense = {weights_dense, unit_dense},
    .paired = {weights_paired, unit_paired},
    .strided = {weights_strided, unit_strided},
};
#endif
