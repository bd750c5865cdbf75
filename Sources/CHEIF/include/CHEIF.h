#pragma once
#include <stddef.h>
#include <stdint.h>

// libheif throws C++ exceptions through its C functions, such as for memory that there is not.  They must not
// reach Swift: each function below catches them, and returns 0, or -1 with `message` filled in.

#ifdef __cplusplus
extern "C" {
#endif

// A plane of a decoded picture, as libheif keeps it.
typedef struct segue_heif_plane {
    const uint8_t *samples;
    int width, height;
    // Bytes from row to row.
    int row_bytes;
    // Bits of a sample; above 8, samples have two bytes, the lower one first.
    int depth;
} segue_heif_plane;

typedef struct segue_heif {
    void *context;
    void *handle;
    void *image;
    // Upright, from the header.
    int width, height;
    // Pictures that the file has beside one another.
    int pictures;
    int is_premultiplied;
    // Whether samples of more than 8 bits were rounded to 8, to be turned or cropped.
    int is_shallow;
    // R, G, B of full range, and alpha; of those that are not there the samples are NULL.
    segue_heif_plane planes[4];
    // ITU-T H.273; 2 where nothing is stated.
    int primaries, transfer;
    // An ICC profile, released by segue_heif_close; NULL without one.
    uint8_t *profile;
    size_t profile_size;
    // What is missing is a decoder, or memory.
    int needs_decoder, needs_memory;
    char message[160];
} segue_heif;

// Reads the boxes of a file's bytes, which must stay as they are until segue_heif_close, and the size and
// colours of its main picture.  Profiles of more bytes than the limit are passed over.
int segue_heif_open(segue_heif *state, const void *bytes, size_t count, size_t profile_limit);

// The luma weights of red and blue by a matrix of ITU-T H.273; returns 0 for one that is not known.
typedef int (*segue_heif_luma)(int matrix, float *red, float *blue);

// Decodes the picture, turned, mirrored and cropped as the file says, of coded pictures with at most so many pixels.
int segue_heif_decode(segue_heif *state, segue_heif_luma luma, size_t pixel_limit);

void segue_heif_close(segue_heif *state);

#ifdef __cplusplus
}
#endif
