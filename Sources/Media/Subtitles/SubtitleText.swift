import CFFmpeg
import Glibc

/// Text of one codec of subtitles written as that of another, by FFmpeg, with what both know of its look.
final class SubtitleText {
    /// The most bytes of a packet; longer text is left out.
    private static let largestPacket = 1 << 20

    private let decoder: UnsafeMutablePointer<AVCodecContext>
    private let encoder: UnsafeMutablePointer<AVCodecContext>
    private let place: String
    private var buffer = [UInt8](repeating: 0, count: largestPacket)

    /// - Parameter codec: FFmpeg's name of the encoder.
    /// Throws ``MediaError/encoderMissing(place:name:)`` where FFmpeg lacks it.
    init(_ reader: SubtitleReader, as codec: String) throws {
        FFmpegStatus.begin()
        place = reader.place
        guard let source = avcodec_find_decoder(reader.parameters.pointee.codec_id),
            let target = avcodec_find_encoder_by_name(codec)
        else { throw MediaError.encoderMissing(place: place, name: "\(codec) encoder") }
        decoder = try Self.opened(source, place: place) {
            avcodec_parameters_to_context($0, reader.parameters)
        }
        do {
            encoder = try Self.opened(target, place: place) { [decoder] in
                Self.takeHeader(of: decoder, $0)
            }
        } catch {
            Self.free(decoder)
            throw error
        }
    }

    deinit {
        Self.free(decoder)
        Self.free(encoder)
    }

    private static func free(_ context: UnsafeMutablePointer<AVCodecContext>) {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    private static func opened(
        _ codec: UnsafePointer<AVCodec>, place: String,
        _ prepare: (UnsafeMutablePointer<AVCodecContext>) -> Int32
    ) throws -> UnsafeMutablePointer<AVCodecContext> {
        let context = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        context.pointee.time_base = SubtitleReader.timeBase
        context.pointee.pkt_timebase = SubtitleReader.timeBase
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        var code = prepare(context)
        if code >= 0 { code = avcodec_open2(context, codec, nil) }
        do {
            try FFmpegStatus.check(code, "avcodec_open2", place: place)
        } catch {
            free(context)
            throw error
        }
        return context
    }

    /// Gives an encoder the styles that a decoder makes its text of.
    private static func takeHeader(
        of decoder: UnsafeMutablePointer<AVCodecContext>,
        _ encoder: UnsafeMutablePointer<AVCodecContext>
    ) -> Int32 {
        let size = Int(decoder.pointee.subtitle_header_size)
        guard size > 0, let header = decoder.pointee.subtitle_header else { return 0 }
        // The encoder frees it; a zero follows the text.
        guard let copy = av_mallocz(size + 1) else { return segue_error(ENOMEM) }
        copy.copyMemory(from: header, byteCount: size)
        encoder.pointee.subtitle_header = copy.bindMemory(to: UInt8.self, capacity: size + 1)
        encoder.pointee.subtitle_header_size = Int32(size)
        return 0
    }

    /// Gives a stream the encoder's parameters.
    func describe(_ stream: UnsafeMutablePointer<AVStream>) throws {
        try FFmpegStatus.check(
            avcodec_parameters_from_context(stream.pointee.codecpar, encoder),
            "avcodec_parameters_from_context", place: place)
    }

    /// Writes a packet's text anew, in place and at the same time; false where there is none.
    func rewrite(_ packet: Packet) throws -> Bool {
        FFmpegStatus.begin()
        var subtitle = AVSubtitle()
        var isThere: Int32 = 0
        let code = avcodec_decode_subtitle2(decoder, &subtitle, &isThere, packet.pointer)
        defer { avsubtitle_free(&subtitle) }
        try FFmpegStatus.checkMemory(code, "avcodec_decode_subtitle2", place: place)
        guard code >= 0, isThere != 0, subtitle.num_rects > 0 else { return false }
        subtitle.start_display_time = 0
        let size = avcodec_encode_subtitle(encoder, &buffer, Int32(buffer.count), &subtitle)
        try FFmpegStatus.checkMemory(size, "avcodec_encode_subtitle", place: place)
        guard size > 0 else { return false }
        let (time, duration) = (packet.pointer.pointee.pts, packet.pointer.pointee.duration)
        packet.clear()
        try FFmpegStatus.check(
            av_new_packet(packet.pointer, size), "av_new_packet", place: place)
        packet.pointer.pointee.data.update(from: buffer, count: Int(size))
        packet.pointer.pointee.pts = time
        packet.pointer.pointee.dts = time
        packet.pointer.pointee.duration = duration
        packet.pointer.pointee.flags |= AV_PKT_FLAG_KEY
        return true
    }
}
