#include "CHEIF.h"

#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

#include <exception>
#include <new>

namespace {

heif_context *context(const segue_heif *state) { return (heif_context *)state->context; }
heif_image_handle *handle(const segue_heif *state) { return (heif_image_handle *)state->handle; }
heif_image *image(const segue_heif *state) { return (heif_image *)state->image; }

int fail(segue_heif *state, const char *message) {
    strncpy(state->message, message, sizeof state->message - 1);
    return -1;
}

bool failed(segue_heif *state, const heif_error &error) {
    if (error.code == heif_error_Ok) return false;
    state->needs_decoder = error.subcode == heif_suberror_Unsupported_codec;
    // Also for sizes beyond the library's own limits, which are no lack of memory.
    state->needs_memory = error.code == heif_error_Memory_allocation_error &&
                          error.subcode != heif_suberror_Security_limit_exceeded;
    fail(state, error.message != nullptr ? error.message : "unknown");
    return true;
}

// Runs a body whose exceptions become messages.
template <typename Body> int caught(segue_heif *state, Body body) {
    try {
        return body();
    } catch (const std::bad_alloc &) {
        state->needs_memory = 1;
        return fail(state, "no memory left");
    } catch (const std::exception &error) {
        return fail(state, error.what());
    } catch (...) {
        return fail(state, "an exception");
    }
}

void note_nclx(segue_heif *state, heif_color_profile_nclx *nclx) {
    state->primaries = nclx->color_primaries;
    state->transfer = nclx->transfer_characteristics;
    state->matrix = nclx->matrix_coefficients;
    state->is_full_range = nclx->full_range_flag != 0;
    heif_nclx_color_profile_free(nclx);
}

void note_profile(segue_heif *state, size_t limit) {
    size_t size = heif_image_handle_get_raw_color_profile_size(handle(state));
    if (size == 0 || size > limit) return;
    state->profile = (uint8_t *)malloc(size);
    if (state->profile == nullptr) throw std::bad_alloc();
    state->profile_size = size;
    if (heif_image_handle_get_raw_color_profile(handle(state), state->profile).code !=
        heif_error_Ok)
        state->profile_size = 0;
}

void note_plane(segue_heif *state, int index, heif_channel channel) {
    if (!heif_image_has_channel(image(state), channel)) return;
    segue_heif_plane &plane = state->planes[index];
    plane.samples = heif_image_get_plane_readonly(image(state), channel, &plane.row_bytes);
    plane.width = heif_image_get_width(image(state), channel);
    plane.height = heif_image_get_height(image(state), channel);
    plane.depth = heif_image_get_bits_per_pixel_range(image(state), channel);
}

int open(segue_heif *state, const void *bytes, size_t count, size_t profile_limit) {
    // What MIAF (ISO/IEC 23000-22, 7.3.6.4) assumes where nothing is stated.
    state->primaries = state->transfer = state->matrix = 2;
    state->is_full_range = 1;
    state->context = heif_context_alloc();
    if (state->context == nullptr) throw std::bad_alloc();
    heif_context_set_max_decoding_threads(context(state), 0);
    if (failed(state,
               heif_context_read_from_memory_without_copy(context(state), bytes, count, nullptr)))
        return -1;
    heif_image_handle *opened = nullptr;
    if (failed(state, heif_context_get_primary_image_handle(context(state), &opened))) return -1;
    state->handle = opened;
    state->width = heif_image_handle_get_width(opened);
    state->height = heif_image_handle_get_height(opened);
    state->pictures = heif_context_get_number_of_top_level_images(context(state));
    state->is_premultiplied = heif_image_handle_is_premultiplied_alpha(opened);
    note_profile(state, profile_limit);
    return 0;
}

int decode(segue_heif *state, int chroma) {
    heif_decoding_options *options = heif_decoding_options_alloc();
    if (options == nullptr) throw std::bad_alloc();
    options->strict_decoding = 1;
    heif_image *decoded = nullptr;
    heif_colorspace colours =
        chroma == heif_chroma_monochrome ? heif_colorspace_monochrome : heif_colorspace_YCbCr;
    heif_error error = heif_decode_image(handle(state), &decoded, colours,
                                         static_cast<heif_chroma>(chroma), options);
    heif_decoding_options_free(options);
    if (failed(state, error)) return -1;
    state->image = decoded;
    heif_color_profile_nclx *nclx = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle(state), &nclx).code == heif_error_Ok ||
        heif_image_get_nclx_color_profile(decoded, &nclx).code == heif_error_Ok)
        note_nclx(state, nclx);
    state->is_rgb = heif_image_get_colorspace(decoded) == heif_colorspace_RGB;
    note_plane(state, 0, state->is_rgb ? heif_channel_R : heif_channel_Y);
    note_plane(state, 1, state->is_rgb ? heif_channel_G : heif_channel_Cb);
    note_plane(state, 2, state->is_rgb ? heif_channel_B : heif_channel_Cr);
    note_plane(state, 3, heif_channel_Alpha);
    state->chroma = heif_image_get_chroma_format(decoded);
    return 0;
}

}  // namespace

int segue_heif_open(segue_heif *state, const void *bytes, size_t count, size_t profile_limit) {
    return caught(state, [&] { return open(state, bytes, count, profile_limit); });
}

int segue_heif_decode(segue_heif *state, int chroma) {
    return caught(state, [&] { return decode(state, chroma); });
}

void segue_heif_close(segue_heif *state) {
    free(state->profile);
    caught(state, [&] {
        if (state->image != nullptr) heif_image_release(image(state));
        if (state->handle != nullptr) heif_image_handle_release(handle(state));
        if (state->context != nullptr) heif_context_free(context(state));
        return 0;
    });
    state->profile = nullptr;
    state->image = state->handle = state->context = nullptr;
}
