import CFFmpeg
import Formats
import Glibc
import Imaging
import Timelines

/// FFmpeg's encoder of a film's codec, for planes in BT.709 and limited range, or of RGB.
final class VideoEncoder {
    private let place: String
    private let row: EncoderRow
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let frame: Frame
    private var count: Int64 = 0
    private var hasEnded = false

    /// One frame's time in ``timeBase`` is 1.
    var timeBase: AVRational { context.pointee.time_base }

    /// The encoder; throws ``MediaError/encoderMissing(place:name:)`` when FFmpeg lacks it.
    static func find(_ codec: FilmCodec, place: String) throws -> UnsafePointer<AVCodec> {
        let name = codec.encoder.name
        guard let encoder = avcodec_find_encoder_by_name(name) else {
            throw MediaError.encoderMissing(place: place, name: "\(name) encoder")
        }
        return encoder
    }

    /// An encoder for planes of a size and layout.
    ///
    /// - Parameter transfer: the tag of planes of Y′CbCr.
    init(
        _ film: FilmSettings, size: Size, layout: VideoPlanes.Layout, frameRate: FrameRate,
        transfer: AVColorTransferCharacteristic, globalHeader: Bool, place: String
    ) throws {
        FFmpegStatus.begin()
        (self.place, row) = (place, film.codec.encoder)
        let codec = try Self.find(film.codec, place: place)
        guard let format = layout.pixelFormat else {
            throw MediaError.unsuitable(
                place: place, found: "\(film.codec.rawValue) of \(layout.bits) bits",
                expected: film.codec.bits.map(String.init).joined(separator: " or "))
        }
        frame = try Frame(format: format, width: size.width, height: size.height, place: place)
        context = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        describe(size, format, frameRate)
        if layout.sampling == .rgb { tagRGB() } else { tagBT709(transfer) }
        if globalHeader { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
        try open(codec, film, hasAlpha: layout.hasAlpha)
        (frame.pointer.pointee.color_range, frame.pointer.pointee.colorspace) = (
            context.pointee.color_range, context.pointee.colorspace
        )
        (frame.pointer.pointee.color_primaries, frame.pointer.pointee.color_trc) = (
            context.pointee.color_primaries, context.pointee.color_trc
        )
    }

    deinit {
        if row.endsBeforeRelease, !hasEnded { endAnyhow() }
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    private func open(
        _ codec: UnsafePointer<AVCodec>, _ film: FilmSettings, hasAlpha: Bool
    ) throws {
        var options = OptionDictionary()
        for (name, value) in row.options + (hasAlpha ? row.alphaOptions : []) {
            options[name] = value
        }
        if let option = row.qualityOption, let quality = film.codec.encoderQuality(film.quality) {
            options[option] = String(quality)
        }
        for (name, value) in film.options { options[name] = value }
        if let (option, fixed) = row.parameters {
            options[option] = [fixed, film.options[option]].compactMap(\.self).joined(
                separator: ":")
        }
        let code = avcodec_open2(context, codec, &options.pointer)
        let (width, height) = (context.pointee.width, context.pointee.height)
        try FFmpegStatus.checkMemory(code, "\(row.name) for \(width)×\(height)", place: place)
        guard code >= 0 else {
            throw MediaError.unsuitable(
                place: place,
                found: "\(row.name) refuses \(film.optionsInWords ?? "\(width)×\(height)"): "
                    + FFmpegStatus.text(code),
                expected: "a size and settings that \(film.codec.rawValue) allows")
        }
        try checkParameters(film)
    }

    /// Libraries only warn of parameters that they do not know.
    private func checkParameters(_ film: FilmSettings) throws {
        guard let option = row.parameters?.option, film.options[option] != nil else { return }
        let warning = FFmpegStatus.encoderWarning
        guard !["option", "value"].contains(where: warning.lowercased().contains) else {
            throw MediaError.unsuitable(
                place: place, found: "\(row.name) does not know all of \(option): \(warning)",
                expected: "parameters that it has")
        }
    }

    private func describe(_ size: Size, _ format: AVPixelFormat, _ rate: FrameRate) {
        context.pointee.width = Int32(size.width)
        context.pointee.height = Int32(size.height)
        context.pointee.time_base = AVRational(rate.frameDuration)
        context.pointee.framerate = AVRational(rate)
        context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        context.pointee.pix_fmt = format
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        context.pointee.thread_count = Int32(clamping: row.threads)
        if row.isSliced { context.pointee.thread_type = FF_THREAD_SLICE }
    }

    /// The tags of Rec. ITU-T H.264, annex E (video usability information), and of Rec. ITU-T H.273.
    private func tagBT709(_ transfer: AVColorTransferCharacteristic) {
        context.pointee.color_range = AVCOL_RANGE_MPEG
        context.pointee.colorspace = AVCOL_SPC_BT709
        context.pointee.color_primaries = AVCOL_PRI_BT709
        context.pointee.color_trc = transfer
        context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
    }

    /// RGB is what the pictures are: sRGB.
    private func tagRGB() {
        context.pointee.color_range = AVCOL_RANGE_JPEG
        context.pointee.colorspace = AVCOL_SPC_RGB
        context.pointee.color_primaries = AVCOL_PRI_BT709
        context.pointee.color_trc = AVCOL_TRC_IEC61966_2_1
    }

    /// Gives a stream the encoder's parameters and rate.
    ///
    /// - Parameter isQuickTime: whether the container is of MP4's family.
    func describe(_ stream: UnsafeMutablePointer<AVStream>, isQuickTime: Bool) throws {
        try FFmpegStatus.check(
            avcodec_parameters_from_context(stream.pointee.codecpar, context),
            "avcodec_parameters_from_context", place: place)
        if isQuickTime, let tag = row.quickTimeTag {
            stream.pointee.codecpar.pointee.codec_tag = tag
        }
        stream.pointee.time_base = context.pointee.time_base
        stream.pointee.avg_frame_rate = context.pointee.framerate
        stream.pointee.sample_aspect_ratio = context.pointee.sample_aspect_ratio
    }

    /// Takes the next frame.
    func send(_ planes: VideoPlanes) throws {
        try FFmpegStatus.check(
            av_frame_make_writable(frame.pointer), "av_frame_make_writable", place: place)
        frame.take(planes)
        frame.pointer.pointee.pts = count
        count += 1
        try FFmpegStatus.check(
            avcodec_send_frame(context, frame.pointer), "avcodec_send_frame", place: place)
    }

    /// Ends a film that nobody wants, with a frame if there was none.
    private func endAnyhow() {
        guard avcodec_is_open(context) > 0 else { return }
        if count == 0 { avcodec_send_frame(context, frame.pointer) }
        avcodec_send_frame(context, nil)
    }

    /// Says that no frame follows.
    func end() throws {
        hasEnded = true
        try FFmpegStatus.check(
            avcodec_send_frame(context, nil), "avcodec_send_frame", place: place)
    }

    /// The next packet; false when there is none yet, or none any more.
    func receive(into packet: Packet) throws -> Bool {
        let code = avcodec_receive_packet(context, packet.pointer)
        if code == segue_error(EAGAIN) || code == segue_error_end { return false }
        try FFmpegStatus.check(code, "avcodec_receive_packet", place: place)
        // Without a duration the container could not know how long the last frame lasts.
        packet.pointer.pointee.duration = 1
        return true
    }
}

extension FilmSettings {
    /// `the options a=1 b=2`, `the option a=1`; nil where there are none.
    fileprivate var optionsInWords: String? {
        guard !options.isEmpty else { return nil }
        let pairs = options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "the option\(pairs.count > 1 ? "s" : "") \(pairs.joined(separator: " "))"
    }
}
