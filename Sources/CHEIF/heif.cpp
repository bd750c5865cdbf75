#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

#include <exception>
#include <new>

#include "decoder.h"

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

// The colours by a profile, which is released.
void note_nclx(segue_heif *state, heif_color_profile_nclx *nclx) {
    state->primaries = nclx->color_primaries;
    state->transfer = nclx->transfer_characteristics;
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
    state->primaries = state->transfer = 2;
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

int decode(segue_heif *state, segue_heif_luma luma, size_t pixel_limit) {
    segue_heif_decoding decoding = {};
    decoding.luma = luma;
    decoding.pixel_limit = pixel_limit;
    heif_color_profile_nclx *nclx = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle(state), &nclx).code == heif_error_Ok) {
        decoding.has_nclx = true;
        decoding.primaries = nclx->color_primaries;
        decoding.transfer = nclx->transfer_characteristics;
        decoding.matrix = nclx->matrix_coefficients;
        decoding.is_full_range = nclx->full_range_flag != 0;
        note_nclx(state, nclx);
    }
    heif_decoding_options *options = heif_decoding_options_alloc();
    if (options == nullptr) throw std::bad_alloc();
    options->strict_decoding = 1;
    heif_image *decoded = nullptr;
    heif_error error = segue::decode(handle(state), decoding, options, &decoded);
    // libheif 1.15 turns, mirrors and crops samples of 8 bits only.
    if (error.code == heif_error_Unsupported_feature &&
        heif_image_handle_get_luma_bits_per_pixel(handle(state)) > 8) {
        decoding.is_shallow = true;
        heif_error second = segue::decode(handle(state), decoding, options, &decoded);
        if (second.code == heif_error_Ok) {
            error = second;
            state->is_shallow = 1;
        }
    }
    heif_decoding_options_free(options);
    if (failed(state, error)) return -1;
    state->image = decoded;
    if (!decoding.has_nclx &&
        heif_image_get_nclx_color_profile(decoded, &nclx).code == heif_error_Ok)
        note_nclx(state, nclx);
    note_plane(state, 0, heif_channel_R);
    note_plane(state, 1, heif_channel_G);
    note_plane(state, 2, heif_channel_B);
    note_plane(state, 3, heif_channel_Alpha);
    return 0;
}

}  // namespace

int segue_heif_open(segue_heif *state, const void *bytes, size_t count, size_t profile_limit) {
    return caught(state, [&] { return open(state, bytes, count, profile_limit); });
}

int segue_heif_decode(segue_heif *state, segue_heif_luma luma, size_t pixel_limit) {
    return caught(state, [&] { return decode(state, luma, pixel_limit); });
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
