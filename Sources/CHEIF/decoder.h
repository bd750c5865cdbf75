#pragma once
#include <libheif/heif.h>

#include "CHEIF.h"

// What a picture is decoded with.
struct segue_heif_decoding {
    // Whether the file states its colours, which then count; ITU-T H.273's codes.
    bool has_nclx;
    int primaries, transfer, matrix;
    bool is_full_range;
    segue_heif_luma luma;
    size_t pixel_limit;
    // Whether samples of more than 8 bits are rounded to 8.
    bool is_shallow;
};

namespace segue {

// As heif_decode_image, to RGB of full range with a sample of each channel for each pixel.
heif_error decode(const heif_image_handle *handle, const segue_heif_decoding &decoding,
                  const heif_decoding_options *options, heif_image **image);

}  // namespace segue
