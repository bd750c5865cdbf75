#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

// The first page of a TIFF in memory, of any layout that libtiff decodes, as floats.

typedef struct segue_tiff_page {
    // The file, which stays the caller's.
    const unsigned char *bytes;
    size_t count, position;
    TIFF *tiff;
    uint32_t width, height;
    // TIFF 6.0's tags; `format` and `extra` are SAMPLEFORMAT_... and EXTRASAMPLE_..., -1 without the latter.
    uint16_t bits, channels, photometric, format, compression, orientation;
    int extra;
    int has_more;
    // Of a palette, red, green and blue of 2^bits colours; else NULL.
    const uint16_t *palette[3];
    // The ICC profile, libtiff's until segue_tiff_page_close; NULL without one.
    const unsigned char *profile;
    uint32_t profile_size;
    char message[256];
} segue_tiff_page;

static inline tmsize_t segue_tiff_page_take(thandle_t handle, void *into, tmsize_t count) {
    segue_tiff_page *page = (segue_tiff_page *)handle;
    if (page->position >= page->count) return 0;
    size_t rest = page->count - page->position;
    size_t taken = (size_t)count < rest ? (size_t)count : rest;
    memcpy(into, page->bytes + page->position, taken);
    page->position += taken;
    return (tmsize_t)taken;
}

static inline tmsize_t segue_tiff_page_put(thandle_t handle, void *from, tmsize_t count) {
    (void)handle, (void)from, (void)count;
    return 0;
}

static inline toff_t segue_tiff_page_seek(thandle_t handle, toff_t offset, int whence) {
    segue_tiff_page *page = (segue_tiff_page *)handle;
    if (whence == SEEK_CUR) offset += page->position;
    if (whence == SEEK_END) offset += page->count;
    page->position = (size_t)offset;
    return offset;
}

static inline int segue_tiff_page_end(thandle_t handle) {
    (void)handle;
    return 0;
}

static inline toff_t segue_tiff_page_size(thandle_t handle) {
    return ((segue_tiff_page *)handle)->count;
}

static inline int segue_tiff_page_fail(TIFF *tiff, void *user, const char *module,
                                       const char *format, va_list arguments) {
    (void)tiff, (void)module;
    segue_tiff_page *page = (segue_tiff_page *)user;
    if (page->message[0] == 0) vsnprintf(page->message, sizeof page->message, format, arguments);
    return 1;
}

static inline int segue_tiff_page_pass(TIFF *tiff, void *user, const char *module,
                                       const char *format, va_list arguments) {
    (void)tiff, (void)user, (void)module, (void)format, (void)arguments;
    return 1;
}

static inline void segue_tiff_page_close(segue_tiff_page *page) {
    if (page->tiff != NULL) TIFFCleanup(page->tiff);
    page->tiff = NULL;
}

// Reads the first page's tags.  Returns 0, or -1 with `message` filled in if libtiff has given a reason; the state
// must not move.  No allocation of libtiff's is larger than `limit` bytes.
static inline int segue_tiff_page_open(segue_tiff_page *page, tmsize_t limit) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) return -1;
    TIFFOpenOptionsSetErrorHandlerExtR(options, segue_tiff_page_fail, page);
    TIFFOpenOptionsSetWarningHandlerExtR(options, segue_tiff_page_pass, NULL);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, limit);
    // "m": the file is not mapped, it is in memory already.
    page->tiff = TIFFClientOpenExt("memory", "rm", page, segue_tiff_page_take, segue_tiff_page_put,
                                   segue_tiff_page_seek, segue_tiff_page_end, segue_tiff_page_size,
                                   NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    if (page->tiff == NULL) return -1;
    TIFF *tiff = page->tiff;
    if (TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page->width) == 0 ||
        TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page->height) == 0) {
        snprintf(page->message, sizeof page->message, "no size");
        return -1;
    }
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &page->bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &page->channels);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &page->format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &page->compression);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &page->orientation);
    if (TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &page->photometric) == 0)
        page->photometric = page->channels < 3 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB;
    uint16_t extras = 0, *kinds = NULL;
    page->extra = -1;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds) != 0 && extras > 0)
        page->extra = kinds[0];
    if (page->photometric == PHOTOMETRIC_PALETTE &&
        TIFFGetField(tiff, TIFFTAG_COLORMAP, &page->palette[0], &page->palette[1],
                     &page->palette[2]) == 0)
        page->palette[0] = NULL;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &page->profile_size, &page->profile) == 0)
        page->profile = NULL;
    page->has_more = TIFFLastDirectory(tiff) == 0;
    // The JPEG inside is then decoded to RGB.
    if (page->photometric == PHOTOMETRIC_YCBCR && page->compression == COMPRESSION_JPEG) {
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        page->photometric = PHOTOMETRIC_RGB;
    }
    return 0;
}

// Sample `index` of a row of packed samples, of any number of bits up to 64, as 0...1, floats as they are.
static inline float segue_tiff_sample(const unsigned char *row, size_t index, int bits,
                                      int is_float) {
    if (is_float && bits == 32) {
        float value;
        memcpy(&value, row + 4 * index, 4);
        return value;
    }
    if (is_float && bits == 64) {
        double value;
        memcpy(&value, row + 8 * index, 8);
        return (float)value;
    }
    if (is_float) {
        _Float16 value;
        memcpy(&value, row + 2 * index, 2);
        return (float)value;
    }
    if (bits == 8) return (float)row[index] / 255;
    if (bits == 16) {
        uint16_t value;
        memcpy(&value, row + 2 * index, 2);
        return (float)value / 65535;
    }
    if (bits == 32) {
        uint32_t value;
        memcpy(&value, row + 4 * index, 4);
        return (float)((double)value / 4294967295.0);
    }
    uint32_t value = 0;
    for (size_t bit = index * bits; bit < (index + 1) * bits; bit++)
        value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1);
    return (float)value / (float)((1u << bits) - 1);
}

// Puts the block of samples at (left, top), of rows of `columns` pixels of `channels` samples, where they belong in
// rows of the page's pixels; the first of them is sample `first`.
static inline void segue_tiff_unpack(const segue_tiff_page *page, const unsigned char *block,
                                     size_t row_bytes, uint32_t left, uint32_t top,
                                     uint32_t columns, uint32_t rows, int channels, int first,
                                     float *into) {
    int is_float = page->format == SAMPLEFORMAT_IEEEFP;
    for (uint32_t y = top; y < page->height && y - top < rows; y++) {
        const unsigned char *row = block + (size_t)(y - top) * row_bytes;
        for (uint32_t x = left; x < page->width && x - left < columns; x++) {
            float *pixel = into + ((size_t)y * page->width + x) * page->channels;
            for (int c = 0; c < channels; c++)
                pixel[first + c] =
                    segue_tiff_sample(row, (size_t)(x - left) * channels + c, page->bits, is_float);
        }
    }
}

// Reads width x height x channels samples, pixel by pixel.
static inline int segue_tiff_page_read(segue_tiff_page *page, float *into) {
    TIFF *tiff = page->tiff;
    uint16_t planar = PLANARCONFIG_CONTIG;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
    int is_tiled = TIFFIsTiled(tiff);
    uint32_t columns = page->width, rows = page->height;
    if (is_tiled) {
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &columns);
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
    } else {
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
        if (rows > page->height) rows = page->height;
    }
    tmsize_t size = is_tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    tmsize_t row_bytes = is_tiled ? TIFFTileRowSize(tiff) : TIFFScanlineSize(tiff);
    int channels = planar == PLANARCONFIG_SEPARATE ? 1 : page->channels;
    // What is unpacked below lies within the block.
    uint64_t needed = ((uint64_t)columns * channels * page->bits + 7) / 8;
    if (columns == 0 || rows == 0 || size <= 0 || row_bytes <= 0 || needed > (uint64_t)row_bytes ||
        (uint64_t)row_bytes * rows > (uint64_t)size) {
        if (page->message[0] == 0)
            snprintf(page->message, sizeof page->message, "impossible strips or tiles");
        return -1;
    }
    unsigned char *block = (unsigned char *)_TIFFmalloc(size);
    if (block == NULL) {
        snprintf(page->message, sizeof page->message, "not enough memory for a strip or tile");
        return -1;
    }
    int result = 0;
    for (int plane = 0; plane < (channels == 1 ? page->channels : 1) && result == 0; plane++) {
        for (uint32_t top = 0; top < page->height && result == 0; top += rows) {
            for (uint32_t left = 0; left < page->width && result == 0; left += columns) {
                uint32_t wanted = page->height - top < rows ? page->height - top : rows;
                tmsize_t bytes = is_tiled ? size : (tmsize_t)wanted * row_bytes;
                memset(block, 0, (size_t)size);
                tmsize_t got =
                    is_tiled
                        ? TIFFReadEncodedTile(tiff,
                                              TIFFComputeTile(tiff, left, top, 0, (uint16_t)plane),
                                              block, size)
                        : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, top, (uint16_t)plane),
                                               block, bytes);
                if (got < bytes) result = -1;
                if (result == 0)
                    segue_tiff_unpack(page, block, (size_t)row_bytes, left, top, columns, wanted,
                                      channels, plane, into);
            }
        }
    }
    _TIFFfree(block);
    return result;
}

// Reads what only libtiff's own conversion knows, such as Lab and subsampled Y'CbCr, as width x height pixels of RGBA,
// red in the lowest byte, the colours multiplied by alpha, rows as they are stored.
static inline int segue_tiff_page_convert(segue_tiff_page *page, uint32_t *pixels) {
    TIFFRGBAImage image;
    char reason[1024] = "";
    if (TIFFRGBAImageOK(page->tiff, reason) == 0 ||
        TIFFRGBAImageBegin(&image, page->tiff, 1, reason) == 0) {
        memset(page->message, 0, sizeof page->message);
        strncpy(page->message, reason, sizeof page->message - 1);
        return -1;
    }
    image.req_orientation = image.orientation;
    int done = TIFFRGBAImageGet(&image, pixels, page->width, page->height);
    TIFFRGBAImageEnd(&image);
    return done != 0 && page->message[0] == 0 ? 0 : -1;
}
