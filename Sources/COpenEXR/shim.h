#pragma once
#include <OpenEXR/openexr.h>

// The core's defaults, quiet, and without a search through a broken file for what may be chunks.
static inline exr_context_initializer_t segue_exr_initializer(void) {
    exr_context_initializer_t initializer = EXR_DEFAULT_CONTEXT_INITIALIZER;
    initializer.flags =
        EXR_CONTEXT_FLAG_SILENT_HEADER_PARSE | EXR_CONTEXT_FLAG_DISABLE_CHUNK_RECONSTRUCTION;
    return initializer;
}

// The members of anonymous unions.
static inline int segue_exr_min_x(exr_attr_box2i_t box) { return box.min.x; }
static inline int segue_exr_min_y(exr_attr_box2i_t box) { return box.min.y; }
static inline int segue_exr_max_x(exr_attr_box2i_t box) { return box.max.x; }
static inline int segue_exr_max_y(exr_attr_box2i_t box) { return box.max.y; }

// Has a channel decoded as floats of its own rows.
static inline void segue_exr_decode_to(exr_coding_channel_info_t *channel, float *rows,
                                       int row_floats) {
    channel->user_bytes_per_element = 4;
    channel->user_data_type = EXR_PIXEL_FLOAT;
    channel->user_pixel_stride = 4;
    channel->user_line_stride = row_floats * 4;
    channel->decode_to_ptr = (uint8_t *)rows;
}

// Has a channel that nobody asks for decoded into memory of its own, four bytes for each of its samples:
// without a place for every channel the core's quick routines write to none.
static inline void segue_exr_decode_away(exr_coding_channel_info_t *channel, uint8_t *samples) {
    int is_number = channel->data_type != EXR_PIXEL_UINT;
    channel->user_bytes_per_element = 4;
    channel->user_data_type = is_number ? EXR_PIXEL_FLOAT : EXR_PIXEL_UINT;
    channel->user_pixel_stride = 4;
    channel->user_line_stride = channel->width * 4;
    channel->decode_to_ptr = samples;
}

// Has a channel encoded from halfs of its own rows.
static inline void segue_exr_encode_from(exr_coding_channel_info_t *channel, const uint16_t *rows,
                                         int row_halfs) {
    channel->user_bytes_per_element = 2;
    channel->user_data_type = EXR_PIXEL_HALF;
    channel->user_pixel_stride = 2;
    channel->user_line_stride = row_halfs * 2;
    channel->encode_from_ptr = (const uint8_t *)rows;
}
