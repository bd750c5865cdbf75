import CFFmpeg
import Files
import Glibc

/// Writes frames of palette indices as a GIF that repeats for ever.
final class GIFEncoder {
    /// GIF counts in hundredths of a second.
    static let timeBase = AVRational(num: 1, den: 100)

    private let place: String
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let muxer: Muxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let packet: Packet

    /// The codec; throws ``MediaError/encoderMissing(place:name:)`` when FFmpeg lacks it.
    static func find(place: String) throws -> UnsafePointer<AVCodec> {
        guard let codec = avcodec_find_encoder(AV_CODEC_ID_GIF) else {
            throw MediaError.encoderMissing(place: place, name: "gif encoder")
        }
        return codec
    }

    /// `finalDelay` is how long the last frame is shown, in hundredths of a second.
    init(width: Int, height: Int, finalDelay: Int, file: AtomicFile) throws {
        place = file.place
        let codec = try Self.find(place: place)
        packet = try Packet(place: place)
        muxer = try Muxer(format: "gif", file: file)
        stream = try muxer.addStream()
        context = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        context.pointee.width = Int32(width)
        context.pointee.height = Int32(height)
        context.pointee.pix_fmt = AV_PIX_FMT_PAL8
        context.pointee.time_base = Self.timeBase
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        context.pointee.thread_count = 1
        let code = avcodec_open2(context, codec, nil)
        guard code >= 0 else {
            throw MediaError.unsuitable(
                place: place, found: "\(width)×\(height)", expected: "at most 65535×65535 for GIF")
        }
        try FFmpegStatus.check(
            avcodec_parameters_from_context(stream.pointee.codecpar, context),
            "avcodec_parameters_from_context", place: place)
        stream.pointee.time_base = Self.timeBase
        try muxer.writeHeader([("loop", "0"), ("final_delay", String(finalDelay))])
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// Takes the next frame, which carries its own time.
    func write(_ frame: Frame) throws {
        try FFmpegStatus.check(
            avcodec_send_frame(context, frame.pointer), "avcodec_send_frame", place: place)
        try drain()
    }

    /// Completes the file.
    func finish() throws {
        try FFmpegStatus.check(
            avcodec_send_frame(context, nil), "avcodec_send_frame", place: place)
        try drain()
        try muxer.finish()
    }

    private func drain() throws {
        while true {
            let code = avcodec_receive_packet(context, packet.pointer)
            if code == segue_error(EAGAIN) || code == segue_error_end { return }
            try FFmpegStatus.check(code, "avcodec_receive_packet", place: place)
            try muxer.write(packet, timeBase: Self.timeBase, stream: stream)
        }
    }
}
