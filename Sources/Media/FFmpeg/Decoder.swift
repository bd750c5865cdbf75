import CFFmpeg
import Glibc
import Imaging

/// Decodes the pictures of one stream, in the order in which they are shown.
final class Decoder {
    private let demuxer: Demuxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let packet: Packet
    private var drained = false

    /// Opens the decoder for a stream of the demuxer's; its other streams are passed over.
    init(_ demuxer: Demuxer, _ stream: UnsafeMutablePointer<AVStream>) throws {
        let place = demuxer.path
        let parameters = stream.pointee.codecpar
        guard let parameters, let codec = avcodec_find_decoder(parameters.pointee.codec_id) else {
            let name = parameters.map { String(cString: avcodec_get_name($0.pointee.codec_id)) }
            throw MediaError.badInput(
                place: place, found: "pictures coded as \(name ?? "nothing")",
                expected: "a codec that this FFmpeg decodes")
        }
        packet = try Packet(place: place)
        var context: UnsafeMutablePointer<AVCodecContext>? = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        do {
            try Self.open(context, codec, parameters, demuxer)
        } catch {
            avcodec_free_context(&context)
            throw error
        }
        self.context = try FFmpegStatus.made(context, "avcodec_open2", place: place)
        self.demuxer = demuxer
        self.stream = stream
        demuxer.keepOnly(stream)
        self.context.pointee.pkt_timebase = stream.pointee.time_base
    }

    private static func open(
        _ context: UnsafeMutablePointer<AVCodecContext>?, _ codec: UnsafePointer<AVCodec>,
        _ parameters: UnsafeMutablePointer<AVCodecParameters>, _ demuxer: Demuxer
    ) throws {
        guard let context else { return }
        try FFmpegStatus.check(
            avcodec_parameters_to_context(context, parameters), "avcodec_parameters_to_context",
            place: demuxer.path)
        context.pointee.max_pixels = Int64(Image.maximumSamples / 3)
        // FFmpeg's TIFF decoder takes a tag that it does not know for damage.
        let isLenient = parameters.pointee.codec_id == AV_CODEC_ID_TIFF
        context.pointee.err_recognition = isLenient ? 0 : AV_EF_EXPLODE
        // A picture is decoded on this thread, so that its error lines are seen here.
        context.pointee.thread_count = demuxer.isPicture ? 1 : 2
        let code = avcodec_open2(context, codec, nil)
        guard code >= 0 else { throw damaged(demuxer.path, FFmpegStatus.text(code)) }
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// The next picture; false after the last.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` when the decoder reports damage, also
    /// where it would go on.  The corresponding C function is `avcodec_receive_frame`.
    func next(into frame: Frame) throws -> Bool {
        FFmpegStatus.begin()
        while true {
            frame.clear()
            let code = avcodec_receive_frame(context, frame.pointer)
            if code == segue_error_end { return false }
            if code == segue_error(EAGAIN), !drained {
                try feed()
                continue
            }
            guard code >= 0 else { throw Self.damaged(demuxer.path, FFmpegStatus.text(code)) }
            let picture = frame.pointer.pointee
            guard picture.decode_error_flags == 0, picture.flags & AV_FRAME_FLAG_CORRUPT == 0 else {
                throw Self.damaged(demuxer.path, FFmpegStatus.text(segue_error_invalid_data))
            }
            return true
        }
    }

    /// Hands the decoder one packet, or the end.
    private func feed() throws {
        var code: Int32
        if try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index else { return }
            code = avcodec_send_packet(context, packet.pointer)
        } else {
            drained = true
            code = avcodec_send_packet(context, nil)
        }
        guard code >= 0 else { throw Self.damaged(demuxer.path, FFmpegStatus.text(code)) }
    }

    private static func damaged(_ place: String, _ reason: String) -> MediaError {
        .badInput(
            place: place, found: "damaged data: \(reason)", expected: "a whole picture or film")
    }
}
