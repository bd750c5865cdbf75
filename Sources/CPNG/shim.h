#pragma once
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// libpng reports errors by longjmp, which must not cross Swift frames: each function below sets its
// own landing place and returns 0, or -1 with `message` filled in.

typedef struct segue_png {
    png_structp png;
    png_infop info;
    // Reading: the whole file.  Writing: the bytes so far, to be released by segue_png_close.
    unsigned char *bytes;
    size_t count;
    size_t position;
    int writing;
    // Of the rows that are read or written.
    uint32_t width, height;
    int depth;
    int channels;
    size_t row_bytes;
    // Reading: the ICC profile, libpng's until segue_png_close; NULL without a sound one.
    const unsigned char *profile;
    uint32_t profile_size;
    char message[128];
} segue_png;

static inline void segue_png_keep(segue_png *state, const char *message) {
    strncpy(state->message, message, sizeof state->message - 1);
}

static inline void segue_png_fail(png_structp png, png_const_charp message) {
    segue_png_keep((segue_png *)png_get_error_ptr(png), message);
    png_longjmp(png, 1);
}

// Damage to the picture data that libpng would let pass after the last row is an error too.
static inline void segue_png_warn(png_structp png, png_const_charp message) {
    if (strncmp(message, "IDAT", 4) == 0) segue_png_fail(png, message);
}

static inline void segue_png_take(png_structp png, png_bytep into, size_t count) {
    segue_png *state = (segue_png *)png_get_io_ptr(png);
    if (count > state->count - state->position) png_error(png, "the file ends early");
    memcpy(into, state->bytes + state->position, count);
    state->position += count;
}

static inline void segue_png_put(png_structp png, png_bytep from, size_t count) {
    segue_png *state = (segue_png *)png_get_io_ptr(png);
    if (count > state->count - state->position) {
        size_t larger = state->count + count + (state->count >> 1) + 65536;
        unsigned char *bytes = (unsigned char *)realloc(state->bytes, larger);
        if (bytes == NULL) png_error(png, "out of memory");
        state->bytes = bytes;
        state->count = larger;
    }
    memcpy(state->bytes + state->position, from, count);
    state->position += count;
}

static inline void segue_png_flush(png_structp png) { (void)png; }

static inline void segue_png_close(segue_png *state) {
    if (state->writing) {
        png_destroy_write_struct(&state->png, &state->info);
        free(state->bytes);
        state->bytes = NULL;
    } else {
        png_destroy_read_struct(&state->png, &state->info, NULL);
    }
}

// Reads the header of the picture in `bytes` and asks for RGB or RGBA rows of 8 bits, or of 16 in
// the machine's byte order.  Text and the like are passed over unread, as is what is said of the
// colours except for a profile: libpng would compare the one with the other and drop both.
static inline int segue_png_begin_reading(segue_png *state) {
    // clang-format off
    static const png_byte passed_over[] =
        "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iTXt\0oFFs\0pCAL\0"
        "pHYs\0sCAL\0sPLT\0sRGB\0sTER\0tEXt\0tIME\0zTXt";
    // clang-format on
    state->png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, state, segue_png_fail, segue_png_warn);
    if (state->png == NULL) return -1;
    if (setjmp(png_jmpbuf(state->png))) return -1;
    state->info = png_create_info_struct(state->png);
    if (state->info == NULL) return -1;
    png_set_user_limits(state->png, 0x7fffffff, 0x7fffffff);
    png_set_keep_unknown_chunks(state->png, PNG_HANDLE_CHUNK_NEVER, passed_over,
                                sizeof passed_over / 5);
    png_set_read_fn(state->png, state, segue_png_take);
    png_read_info(state->png, state->info);
    png_charp name;
    int compression;
    png_bytep profile;
    if (png_get_iCCP(state->png, state->info, &name, &compression, &profile,
                     &state->profile_size) != 0)
        state->profile = profile;
    png_set_expand(state->png);
    png_set_gray_to_rgb(state->png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    png_set_swap(state->png);
#endif
    png_set_interlace_handling(state->png);
    png_read_update_info(state->png, state->info);
    state->width = png_get_image_width(state->png, state->info);
    state->height = png_get_image_height(state->png, state->info);
    state->depth = png_get_bit_depth(state->png, state->info);
    state->channels = png_get_channels(state->png, state->info);
    state->row_bytes = png_get_rowbytes(state->png, state->info);
    return 0;
}

// Reads all rows, `row_bytes` each, into `pixels`, and the rest of the file.
static inline int segue_png_read_rows(segue_png *state, unsigned char *pixels) {
    if (setjmp(png_jmpbuf(state->png))) return -1;
    int passes = png_get_interlace_type(state->png, state->info) == PNG_INTERLACE_NONE ? 1 : 7;
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < state->height; y++)
            png_read_row(state->png, pixels + y * state->row_bytes, NULL);
    png_read_end(state->png, NULL);
    return 0;
}

// Writes rows of `channels` 3 (RGB) or 4 (RGBA) and `depth` 8 or 16 (in the machine's byte order), tagged
// as sRGB; the file is then the first `position` of `bytes`.
static inline int segue_png_write_rows(segue_png *state, const unsigned char *pixels) {
    state->writing = 1;
    state->png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, state, segue_png_fail, segue_png_warn);
    if (state->png == NULL) return -1;
    if (setjmp(png_jmpbuf(state->png))) return -1;
    state->info = png_create_info_struct(state->png);
    if (state->info == NULL) return -1;
    png_set_write_fn(state->png, state, segue_png_put, segue_png_flush);
    png_set_user_limits(state->png, 0x7fffffff, 0x7fffffff);
    png_set_IHDR(state->png, state->info, state->width, state->height, state->depth,
                 state->channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // A fifth of the default's time for an eighth more bytes, measured on film frames.
    png_set_compression_level(state->png, 2);
    png_set_filter(state->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_PAETH);
    png_set_sRGB_gAMA_and_cHRM(state->png, state->info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(state->png, state->info);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (state->depth == 16) png_set_swap(state->png);
#endif
    for (uint32_t y = 0; y < state->height; y++)
        png_write_row(state->png, pixels + y * state->row_bytes);
    png_write_end(state->png, NULL);
    return 0;
}
