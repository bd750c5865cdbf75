#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <zip.h>

// Fills `into` with `count` bytes from `offset` on, all inside the file; 0, or -1 when it cannot.
typedef int (*segue_zip_read)(void *context, uint64_t offset, void *into, uint64_t count);

// What libzip reads an archive from: a function of our own, never asked beyond `size`.
typedef struct segue_zip_source {
    segue_zip_read read;
    void *context;
    uint64_t size;
    uint64_t position;
    zip_error_t error;
} segue_zip_source;

static inline zip_int64_t segue_zip_take(segue_zip_source *source, void *into, zip_uint64_t count) {
    uint64_t rest = source->size - source->position;
    if (count > rest) count = rest;
    if (count > 0 && source->read(source->context, source->position, into, count) != 0) {
        zip_error_set(&source->error, ZIP_ER_READ, 0);
        return -1;
    }
    source->position += count;
    return (zip_int64_t)count;
}

static inline zip_int64_t segue_zip_stat(segue_zip_source *source, void *into, zip_uint64_t count) {
    if (count < sizeof(zip_stat_t)) return -1;
    zip_stat_t *status = (zip_stat_t *)into;
    zip_stat_init(status);
    status->size = source->size;
    status->valid |= ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
}

static inline zip_int64_t segue_zip_seek(segue_zip_source *source, void *into, zip_uint64_t count) {
    zip_int64_t position =
        zip_source_seek_compute_offset(source->position, source->size, into, count, &source->error);
    if (position < 0) return -1;
    source->position = (uint64_t)position;
    return 0;
}

static inline zip_int64_t segue_zip_command(void *state, void *into, zip_uint64_t count,
                                            zip_source_cmd_t command) {
    segue_zip_source *source = (segue_zip_source *)state;
    switch (command) {
    case ZIP_SOURCE_OPEN: source->position = 0; return 0;
    case ZIP_SOURCE_READ: return segue_zip_take(source, into, count);
    case ZIP_SOURCE_CLOSE: return 0;
    case ZIP_SOURCE_STAT: return segue_zip_stat(source, into, count);
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&source->error, into, count);
    case ZIP_SOURCE_FREE:
        zip_error_fini(&source->error);
        free(source);
        return 0;
    case ZIP_SOURCE_SEEK: return segue_zip_seek(source, into, count);
    case ZIP_SOURCE_TELL: return (zip_int64_t)source->position;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    default: zip_error_set(&source->error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

// Opens an archive for reading with libzip's own checks; NULL with `code` filled in.  `context` must
// outlive the archive.
static inline zip_t *segue_zip_open(segue_zip_read read, void *context, uint64_t size,
                                    zip_error_t *error) {
    segue_zip_source *state = (segue_zip_source *)calloc(1, sizeof *state);
    if (state == NULL) {
        zip_error_set(error, ZIP_ER_MEMORY, 0);
        return NULL;
    }
    state->read = read;
    state->context = context;
    state->size = size;
    zip_error_init(&state->error);
    zip_source_t *source = zip_source_function_create(segue_zip_command, state, error);
    if (source == NULL) {
        free(state);
        return NULL;
    }
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, error);
    if (archive == NULL) zip_source_free(source);
    return archive;
}
