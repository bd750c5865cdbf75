#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "reading.h"

// A TIFF that is written into memory.  libtiff's fields are set by variadic functions, which Swift
// cannot call.

typedef struct segue_tiff {
    uint32_t width, height;
    int depth;
    int channels;
    // The text of ImageDescription; NULL for none.
    const char *description;
    // An ICC profile; NULL for none.
    const unsigned char *profile;
    size_t profile_size;
    // The file; to be released with free.
    unsigned char *bytes;
    size_t count, capacity, position;
    char message[128];
} segue_tiff;

static inline tmsize_t segue_tiff_read(thandle_t handle, void *into, tmsize_t count) {
    segue_tiff *state = (segue_tiff *)handle;
    if (state->position >= state->count) return 0;
    size_t rest = state->count - state->position;
    size_t taken = (size_t)count < rest ? (size_t)count : rest;
    memcpy(into, state->bytes + state->position, taken);
    state->position += taken;
    return (tmsize_t)taken;
}

static inline tmsize_t segue_tiff_write(thandle_t handle, void *from, tmsize_t count) {
    segue_tiff *state = (segue_tiff *)handle;
    size_t end = state->position + (size_t)count;
    if (end > state->capacity) {
        size_t larger = end + (end >> 1) + 65536;
        unsigned char *bytes = (unsigned char *)realloc(state->bytes, larger);
        if (bytes == NULL) return 0;
        // libtiff may leave a byte out, so that tables begin at even places.
        memset(bytes + state->capacity, 0, larger - state->capacity);
        state->bytes = bytes;
        state->capacity = larger;
    }
    memcpy(state->bytes + state->position, from, (size_t)count);
    state->position = end;
    if (end > state->count) state->count = end;
    return count;
}

static inline toff_t segue_tiff_seek(thandle_t handle, toff_t offset, int whence) {
    segue_tiff *state = (segue_tiff *)handle;
    if (whence == SEEK_CUR) offset += state->position;
    if (whence == SEEK_END) offset += state->count;
    state->position = (size_t)offset;
    return offset;
}

static inline int segue_tiff_close(thandle_t handle) {
    (void)handle;
    return 0;
}

static inline toff_t segue_tiff_size(thandle_t handle) { return ((segue_tiff *)handle)->count; }

static inline int segue_tiff_fail(TIFF *tiff, void *user, const char *module, const char *format,
                                  va_list arguments) {
    (void)tiff;
    (void)module;
    segue_tiff *state = (segue_tiff *)user;
    if (state->message[0] == 0) vsnprintf(state->message, sizeof state->message, format, arguments);
    return 1;
}

static inline int segue_tiff_ignore(TIFF *tiff, void *user, const char *module, const char *format,
                                    va_list arguments) {
    (void)tiff, (void)user, (void)module, (void)format, (void)arguments;
    return 1;
}

// Strips of about 64 KiB; in smaller ones there is less to compress.
static inline uint32_t segue_tiff_strip_rows(size_t row_bytes) {
    size_t rows = 65536 / row_bytes;
    return rows > 0 ? (uint32_t)rows : 1;
}

static inline void segue_tiff_describe(TIFF *tiff, const segue_tiff *state, uint32_t strip_rows) {
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, state->width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, state->height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, state->depth);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, state->channels);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, strip_rows);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, 4);
    TIFFSetField(tiff, TIFFTAG_SOFTWARE, "Segue");
    if (state->description != NULL)
        TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, state->description);
    if (state->profile != NULL)
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, (uint32_t)state->profile_size, state->profile);
    if (state->channels == 4) {
        uint16_t straight = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &straight);
    }
}

// Writes rows of RGB or RGBA, 16-bit samples in the machine's byte order, which is the file's too.  Returns
// 0, or -1 with `message` filled in if libtiff has given a reason.
static inline int segue_tiff_encode(segue_tiff *state, const unsigned char *pixels) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) return -1;
    TIFFOpenOptionsSetErrorHandlerExtR(options, segue_tiff_fail, state);
    TIFFOpenOptionsSetWarningHandlerExtR(options, segue_tiff_ignore, NULL);
    TIFF *tiff =
        TIFFClientOpenExt("memory", "wm", state, segue_tiff_read, segue_tiff_write, segue_tiff_seek,
                          segue_tiff_close, segue_tiff_size, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    if (tiff == NULL) return -1;
    size_t row_bytes = (size_t)state->width * state->channels * state->depth / 8;
    uint32_t strip_rows = segue_tiff_strip_rows(row_bytes);
    segue_tiff_describe(tiff, state, strip_rows);
    int result = 0;
    for (uint32_t y = 0, strip = 0; y < state->height && result == 0; y += strip_rows, strip++) {
        uint32_t rows = state->height - y < strip_rows ? state->height - y : strip_rows;
        void *from = (void *)(pixels + y * row_bytes);
        if (TIFFWriteEncodedStrip(tiff, strip, from, (tmsize_t)(rows * row_bytes)) < 0) result = -1;
    }
    if (result == 0 && TIFFWriteDirectory(tiff) == 0) result = -1;
    TIFFCleanup(tiff);
    return result;
}
