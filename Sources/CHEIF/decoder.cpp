// Decodes the coded pictures of a HEIF file with FFmpeg, to RGB.  libheif puts them together, turns and crops them.
//
// libheif 1.15's own decoders hand it Y'CbCr, which it converts with each chroma sample repeated; where Y'CbCr is
// asked for, it makes it anew from RGB that it has clipped.  Here chroma is interpolated, from samples that lie in
// the middle of their pixels, and rounded once.
//
// Sources: ITU-T H.273, 8.3 (ranges and matrices); ITU-T H.265, annex B (start codes).

#include "decoder.h"

#include <libheif/heif_plugin.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/pixdesc.h>
}

#include <math.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace {

thread_local const segue_heif_decoding *current = nullptr;

heif_error ok() { return {heif_error_Ok, heif_suberror_Unspecified, ""}; }

heif_error failure(const char *message) {
    return {heif_error_Decoder_plugin_error, heif_suberror_Unspecified, message};
}

struct Free {
    void operator()(AVCodecContext *context) { avcodec_free_context(&context); }
    void operator()(AVPacket *packet) { av_packet_free(&packet); }
    void operator()(AVFrame *frame) { av_frame_free(&frame); }
    void operator()(heif_image *image) { heif_image_release(image); }
    void operator()(heif_color_profile_nclx *profile) { heif_nclx_color_profile_free(profile); }
};

template <typename Value> using Owned = std::unique_ptr<Value, Free>;

template <typename Value> Owned<Value> owned(Value *value) {
    if (value == nullptr) throw std::bad_alloc();
    return Owned<Value>(value);
}

// Puts start codes in the place of NAL units' lengths of four bytes; false where they do not add up.
bool put_start_codes(std::vector<uint8_t> &data) {
    size_t place = 0;
    while (place < data.size()) {
        if (data.size() - place < 4) return false;
        size_t length = (size_t)data[place] << 24 | (size_t)data[place + 1] << 16 |
                        (size_t)data[place + 2] << 8 | data[place + 3];
        data[place] = data[place + 1] = data[place + 2] = 0;
        data[place + 3] = 1;
        if (length > data.size() - place - 4) return false;
        place += 4 + length;
    }
    return true;
}

// A pixel's nearest chroma sample of a side and the one next to it; both the same where each pixel has one.
struct Neighbours {
    int near, far;

    Neighbours(int pixel, int shift, int count) {
        near = std::min(pixel >> shift, count - 1);
        int next = shift == 0 ? near : pixel % 2 == 0 ? near - 1 : near + 1;
        far = std::clamp(next, 0, count - 1);
    }
};

// A decoded picture's samples.
class Samples {
  public:
    Samples(const AVFrame *frame, const AVPixFmtDescriptor *layout)
        : frame(frame), depth(layout->comp[0].depth), across(layout->log2_chroma_w),
          down(layout->log2_chroma_h), planes(layout->nb_components >= 3 ? 3 : 1) {}

    // A row of codes, with chroma for each pixel: 128 of 8 bits where the picture is grey.
    void row(int plane, int y, float *codes) const {
        int width = frame->width;
        if (plane >= planes) {
            std::fill(codes, codes + width, (float)(1 << (depth - 1)));
            return;
        }
        int horizontal = plane == 0 ? 0 : across;
        int vertical = plane == 0 ? 0 : down;
        int columns = (width + (1 << horizontal) - 1) >> horizontal;
        int rows = (frame->height + (1 << vertical) - 1) >> vertical;
        Neighbours v(y, vertical, rows);
        for (int x = 0; x < width; x++) {
            Neighbours h(x, horizontal, columns);
            float near = 0.75f * at(plane, h.near, v.near) + 0.25f * at(plane, h.near, v.far);
            float far = 0.75f * at(plane, h.far, v.near) + 0.25f * at(plane, h.far, v.far);
            codes[x] = 0.75f * near + 0.25f * far;
        }
    }

    const AVFrame *frame;
    const int depth;
    const int across, down;
    const int planes;

  private:
    float at(int plane, int x, int y) const {
        const uint8_t *row = frame->data[plane] + (ptrdiff_t)y * frame->linesize[plane];
        return depth > 8 ? (float)((const uint16_t *)row)[x] : (float)row[x];
    }
};

// How codes become RGB.
struct Colours {
    int primaries, transfer, matrix;
    bool is_full_range;

    // The file's where it states them, else the picture's own.
    Colours(const AVFrame *frame, bool is_grey) {
        primaries = frame->color_primaries;
        transfer = frame->color_trc;
        matrix = frame->colorspace;
        is_full_range = frame->color_range != AVCOL_RANGE_MPEG;
        // A grey picture may be another's alpha, which has a range of its own.
        if (!current->has_nclx || is_grey) return;
        primaries = current->primaries;
        transfer = current->transfer;
        matrix = current->matrix;
        is_full_range = current->is_full_range;
    }
};

uint16_t level(float value, int largest) {
    return (uint16_t)(std::clamp(value, 0.0f, 1.0f) * (float)largest + 0.5f);
}

// Green, blue and red, as ITU-T H.273 orders the planes of matrix 0, or Y, Cb and Cr.
class Conversion {
  public:
    // Null where it can be done, else why not.
    const char *begin(const Samples &samples, const Colours &colours) {
        const AVFrame *frame = samples.frame;
        bool is_rgb = frame->colorspace == AVCOL_SPC_RGB || colours.matrix == AVCOL_SPC_RGB;
        is_planar_rgb = is_rgb && samples.planes == 3;
        if (is_planar_rgb && (samples.across != 0 || samples.down != 0))
            return "RGB of fewer red or blue samples than green ones";
        if (is_planar_rgb && !colours.is_full_range) return "RGB of limited range";
        if (!is_planar_rgb && current->luma(colours.matrix, &red, &blue) == 0)
            return "colours by a matrix that is not known";
        // The codes of black, of no colour, and how many there are from black to white.
        float unit = (float)(1 << (samples.depth - 8));
        float codes = (float)((1 << samples.depth) - 1);
        black = colours.is_full_range ? 0 : 16 * unit;
        neutral = 128 * unit;
        luma_codes = colours.is_full_range ? codes : 219 * unit;
        chroma_codes = colours.is_full_range ? codes : 224 * unit;
        return nullptr;
    }

    // A pixel's red, green and blue, 0...1 where they can be shown.
    void pixel(float first, float second, float third, float *rgb) const {
        float y = (first - black) / luma_codes;
        if (is_planar_rgb) {
            rgb[0] = third / luma_codes;
            rgb[1] = y;
            rgb[2] = second / luma_codes;
            return;
        }
        float cb = (second - neutral) / chroma_codes, cr = (third - neutral) / chroma_codes;
        rgb[0] = y + 2 * (1 - red) * cr;
        rgb[2] = y + 2 * (1 - blue) * cb;
        rgb[1] = (y - red * rgb[0] - blue * rgb[2]) / (1 - red - blue);
    }

  private:
    bool is_planar_rgb = false;
    float red = 0, blue = 0, black = 0, neutral = 0, luma_codes = 1, chroma_codes = 1;
};

const heif_channel channels[] = {heif_channel_R, heif_channel_G, heif_channel_B};

heif_error note(heif_image *image, const Colours &colours) {
    auto nclx = owned(heif_nclx_color_profile_alloc());
    // Codes that libheif does not know stay 2, not stated.
    heif_nclx_color_profile_set_color_primaries(nclx.get(), (uint16_t)colours.primaries);
    heif_nclx_color_profile_set_transfer_characteristics(nclx.get(), (uint16_t)colours.transfer);
    heif_nclx_color_profile_set_matrix_coefficients(nclx.get(), (uint16_t)colours.matrix);
    nclx->full_range_flag = 1;
    return heif_image_set_nclx_color_profile(image, nclx.get());
}

heif_error convert(const AVFrame *frame, heif_image **result) {
    const AVPixFmtDescriptor *layout = av_pix_fmt_desc_get((AVPixelFormat)frame->format);
    if (layout == nullptr || (layout->flags & AV_PIX_FMT_FLAG_BE) != 0 ||
        layout->log2_chroma_w > 1 || layout->log2_chroma_h > 1 ||
        (layout->comp[0].depth != 8 && layout->comp[0].depth != 10 && layout->comp[0].depth != 12))
        return failure("samples that are not of 8, 10 or 12 bits");
    Samples samples(frame, layout);
    Colours colours(frame, samples.planes == 1);
    Conversion conversion;
    if (const char *fault = conversion.begin(samples, colours)) return failure(fault);
    int depth = current->is_shallow ? 8 : samples.depth, largest = (1 << depth) - 1;
    int width = frame->width, height = frame->height;
    heif_image *made = nullptr;
    heif_error error =
        heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_444, &made);
    if (error.code != heif_error_Ok) return error;
    Owned<heif_image> image(made);
    uint8_t *planes[3];
    int strides[3];
    for (int c = 0; c < 3; c++) {
        error = heif_image_add_plane(made, channels[c], width, height, depth);
        if (error.code != heif_error_Ok) return error;
        planes[c] = heif_image_get_plane(made, channels[c], &strides[c]);
        if (planes[c] == nullptr) throw std::bad_alloc();
    }
    std::vector<float> codes(3 * (size_t)width);
    for (int y = 0; y < height; y++) {
        for (int c = 0; c < 3; c++) samples.row(c, y, codes.data() + c * (size_t)width);
        for (int x = 0; x < width; x++) {
            float rgb[3];
            conversion.pixel(codes[x], codes[x + (size_t)width], codes[x + 2 * (size_t)width], rgb);
            for (int c = 0; c < 3; c++) {
                uint8_t *row = planes[c] + (ptrdiff_t)y * strides[c];
                uint16_t value = level(rgb[c], largest);
                if (depth > 8)
                    ((uint16_t *)row)[x] = value;
                else
                    row[x] = (uint8_t)value;
            }
        }
    }
    error = note(made, colours);
    if (error.code != heif_error_Ok) return error;
    *result = image.release();
    return ok();
}

heif_error decode(AVCodecID id, std::vector<uint8_t> &data, heif_image **result) {
    const AVCodec *codec = avcodec_find_decoder(id);
    if (codec == nullptr)
        return {heif_error_Unsupported_feature, heif_suberror_Unsupported_codec,
                "this FFmpeg has no decoder for it"};
    if (current == nullptr) return failure("nothing was asked for");
    if (id == AV_CODEC_ID_HEVC && !put_start_codes(data)) return failure("a unit is cut short");
    auto context = owned(avcodec_alloc_context3(codec));
    context->thread_count = 1;
    context->err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK;
    context->max_pixels = (int64_t)current->pixel_limit;
    if (avcodec_open2(context.get(), codec, nullptr) < 0)
        return failure("the decoder did not open");
    auto packet = owned(av_packet_alloc());
    if (data.size() > INT32_MAX || av_new_packet(packet.get(), (int)data.size()) < 0)
        throw std::bad_alloc();
    std::copy(data.begin(), data.end(), packet->data);
    auto frame = owned(av_frame_alloc());
    if (avcodec_send_packet(context.get(), packet.get()) < 0 ||
        avcodec_send_packet(context.get(), nullptr) < 0 ||
        avcodec_receive_frame(context.get(), frame.get()) < 0)
        return failure("its data cannot be decoded");
    if ((frame->flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame->decode_error_flags != 0)
        return failure("its data have errors");
    return convert(frame.get(), result);
}

// The functions that libheif calls, of one codec.  They throw nothing: libheif is not made for it.
template <AVCodecID id, heif_compression_format format> struct Decoder {
    static const char *name() { return "FFmpeg's decoder"; }

    // Before libheif's own, which have up to 150.
    static int priority(heif_compression_format other) { return other == format ? 1000 : 0; }

    static heif_error make(void **decoder) {
        *decoder = new (std::nothrow) std::vector<uint8_t>();
        return *decoder != nullptr ? ok() : no_memory();
    }

    static void release(void *decoder) { delete (std::vector<uint8_t> *)decoder; }

    static heif_error push(void *decoder, const void *bytes, size_t count) {
        auto &data = *(std::vector<uint8_t> *)decoder;
        try {
            data.insert(data.end(), (const uint8_t *)bytes, (const uint8_t *)bytes + count);
            return ok();
        } catch (const std::bad_alloc &) {
            return no_memory();
        }
    }

    static heif_error run(void *decoder, heif_image **image) {
        try {
            return decode(id, *(std::vector<uint8_t> *)decoder, image);
        } catch (const std::bad_alloc &) {
            return no_memory();
        }
    }

    static heif_error no_memory() {
        return {heif_error_Memory_allocation_error, heif_suberror_Unspecified, "no memory left"};
    }

    static const heif_decoder_plugin plugin;
};

template <AVCodecID id, heif_compression_format format>
const heif_decoder_plugin Decoder<id, format>::plugin = {
    1, name, nullptr, nullptr, priority, make, release, push, run, nullptr, nullptr};

}  // namespace

namespace segue {

heif_error decode(const heif_image_handle *handle, const segue_heif_decoding &decoding,
                  const heif_decoding_options *options, heif_image **image) {
    // Once a process, by the language's rule for local statics.
    static const bool registered = [] {
        heif_register_decoder_plugin(&Decoder<AV_CODEC_ID_AV1, heif_compression_AV1>::plugin);
        heif_register_decoder_plugin(&Decoder<AV_CODEC_ID_HEVC, heif_compression_HEVC>::plugin);
        return true;
    }();
    (void)registered;
    // The pictures are decoded in this thread.
    current = &decoding;
    heif_error error =
        heif_decode_image(handle, image, heif_colorspace_RGB, heif_chroma_444, options);
    current = nullptr;
    return error;
}

}  // namespace segue
