import CFFmpeg

/// FFmpeg's decoder of a file's sound.
final class SoundDecoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let frame: Frame
    private let place: String

    /// Opens the decoder.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a codec that FFmpeg does not decode.
    init(_ reader: SoundReader) throws {
        FFmpegStatus.begin()
        place = reader.place
        frame = try Frame(place: place)
        guard let codec = avcodec_find_decoder(reader.parameters.pointee.codec_id) else {
            let name = String(cString: avcodec_get_name(reader.parameters.pointee.codec_id))
            throw MediaError.badInput(
                place: place, found: "sound coded as \(name)",
                expected: "a codec that this FFmpeg decodes, or --no-sound")
        }
        var context: UnsafeMutablePointer<AVCodecContext>? = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        do {
            try FFmpegStatus.check(
                avcodec_parameters_to_context(context, reader.parameters),
                "avcodec_parameters_to_context", place: place)
            context?.pointee.pkt_timebase = AVRational(
                num: 1, den: Int32(clamping: reader.sampleRate))
            context?.pointee.thread_count = 1
            try FFmpegStatus.check(
                avcodec_open2(context, codec, nil), "avcodec_open2", place: place)
            self.context = try FFmpegStatus.made(context, "avcodec_open2", place: place)
        } catch {
            avcodec_free_context(&context)
            throw error
        }
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// Decodes a packet, or for nil what is left after the last, and hands on every frame with its time in
    /// samples; a frame is good until the next.
    ///
    /// A packet that is damaged leaves a gap.
    func decode(_ packet: Packet?, _ take: (Frame) throws -> Void) throws {
        FFmpegStatus.begin()
        let code = avcodec_send_packet(context, packet?.pointer)
        try FFmpegStatus.checkMemory(code, "avcodec_send_packet", place: place)
        while true {
            frame.clear()
            let code = avcodec_receive_frame(context, frame.pointer)
            guard code >= 0 else {
                try FFmpegStatus.checkMemory(code, "avcodec_receive_frame", place: place)
                return
            }
            frame.pointer.pointee.pts = frame.pointer.pointee.best_effort_timestamp
            try take(frame)
        }
    }
}

/// The channels of decoded sound.
struct SoundLayout {
    /// FFmpeg's name of them.
    let name: String

    /// What a frame states; channels without an order are taken for the usual ones of that number.
    init(_ frame: Frame, place: String) throws {
        let stated = frame.pointer.pointee.ch_layout
        var usual = AVChannelLayout()
        av_channel_layout_default(&usual, stated.nb_channels)
        var layout = stated.order == AV_CHANNEL_ORDER_UNSPEC ? usual : stated
        if stated.order == AV_CHANNEL_ORDER_UNSPEC { frame.pointer.pointee.ch_layout = usual }
        var text = [CChar](repeating: 0, count: 128)
        try FFmpegStatus.check(
            av_channel_layout_describe(&layout, &text, text.count),
            "av_channel_layout_describe", place: place)
        name = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
