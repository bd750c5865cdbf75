#pragma once
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

// A JPEG that is read from memory, as rows of RGB.  libjpeg reports errors by longjmp, which must not cross
// Swift frames: each function below sets its own landing place and returns 0, or -1 with `message` filled in.

typedef struct segue_jpeg {
    struct jpeg_decompress_struct decoder;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    uint32_t width, height;
    // Of the file: 4 are CMYK, which the rows have been converted from.
    int channels;
    // The ICC profile, to be released by segue_jpeg_close; NULL without one.
    unsigned char *profile;
    unsigned int profile_size;
    int needs_memory;
    char message[JMSG_LENGTH_MAX];
} segue_jpeg;

// Scans of a progressive picture; more are an attack on the reader's time.
enum { segue_jpeg_most_scans = 1000 };

static inline void segue_jpeg_fail(j_common_ptr info) {
    segue_jpeg *state = (segue_jpeg *)info->client_data;
    state->needs_memory = info->err->msg_code == JERR_OUT_OF_MEMORY;
    info->err->format_message(info, state->message);
    longjmp(state->escape, 1);
}

// Warnings of lost image data are errors; others, such as of bytes between segments, are of no harm.
static inline void segue_jpeg_warn(j_common_ptr info, int level) {
    if (level >= 0) return;
    switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC: segue_jpeg_fail(info);
    }
}

static inline void segue_jpeg_count_scans(j_common_ptr info) {
    segue_jpeg *state = (segue_jpeg *)info->client_data;
    if (info->is_decompressor &&
        ((j_decompress_ptr)info)->input_scan_number > segue_jpeg_most_scans) {
        snprintf(state->message, sizeof state->message, "more than %d scans",
                 segue_jpeg_most_scans);
        longjmp(state->escape, 1);
    }
}

static inline void segue_jpeg_close(segue_jpeg *state) {
    jpeg_destroy_decompress(&state->decoder);
    free(state->profile);
    state->profile = NULL;
}

// Reads the header.  The bytes stay the caller's, to be kept until the end; the state must not move.
static inline int segue_jpeg_open(segue_jpeg *state, const unsigned char *bytes, size_t count) {
    memset(state, 0, sizeof *state);
    state->decoder.err = jpeg_std_error(&state->errors);
    state->errors.error_exit = segue_jpeg_fail;
    state->errors.emit_message = segue_jpeg_warn;
    state->progress.progress_monitor = segue_jpeg_count_scans;
    state->decoder.client_data = state;
    if (setjmp(state->escape) != 0) return -1;
    jpeg_create_decompress(&state->decoder);
    // jpeg_create_decompress keeps these two alone.
    state->decoder.progress = &state->progress;
    jpeg_mem_src(&state->decoder, bytes, count);
    jpeg_save_markers(&state->decoder, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(&state->decoder, TRUE);
    state->width = state->decoder.image_width;
    state->height = state->decoder.image_height;
    state->channels = state->decoder.num_components;
    jpeg_read_icc_profile(&state->decoder, &state->profile, &state->profile_size);
    return 0;
}

// Rows of CMYK in place to RGB; by Adobe's convention 255 is no ink.
static inline void segue_jpeg_to_rgb(unsigned char *row, const unsigned char *inks, uint32_t width,
                                     int is_inverted) {
    for (uint32_t x = 0; x < width; x++) {
        int light = is_inverted ? inks[4 * x + 3] : 255 - inks[4 * x + 3];
        for (int c = 0; c < 3; c++) {
            int ink = is_inverted ? 255 - inks[4 * x + c] : inks[4 * x + c];
            row[3 * x + c] = (unsigned char)(light - (ink * light + 127) / 255);
        }
    }
}

// Reads width x height x 3 samples.
static inline int segue_jpeg_read(segue_jpeg *state, unsigned char *pixels) {
    j_decompress_ptr decoder = &state->decoder;
    unsigned char *volatile inks = NULL;
    if (setjmp(state->escape) != 0) {
        free(inks);
        return -1;
    }
    int has_ink = state->channels == 4;
    decoder->out_color_space = has_ink ? JCS_CMYK : JCS_RGB;
    if (has_ink) {
        inks = (unsigned char *)malloc((size_t)state->width * 4);
        if (inks == NULL) ERREXIT1(decoder, JERR_OUT_OF_MEMORY, 0);
    }
    jpeg_start_decompress(decoder);
    while (decoder->output_scanline < decoder->output_height) {
        unsigned char *row = pixels + (size_t)decoder->output_scanline * state->width * 3;
        unsigned char *into = has_ink ? inks : row;
        if (jpeg_read_scanlines(decoder, &into, 1) == 1 && has_ink)
            segue_jpeg_to_rgb(row, inks, state->width, decoder->saw_Adobe_marker);
    }
    jpeg_finish_decompress(decoder);
    free(inks);
    return 0;
}
