import CFFmpeg
import Glibc

/// FFmpeg's encoder of AAC, 96 kbit/s a channel.
final class AACEncoder {
    /// Samples a second: the source's where AAC has them, else 48,000.
    let sampleRate: Int64

    /// FFmpeg's name of the channels: the source's number where AAC has it, else two.
    let layout: String

    private let place: String
    private let context: UnsafeMutablePointer<AVCodecContext>

    /// An encoder for sound like this.
    init(like source: AVCodecParameters, place: String) throws {
        FFmpegStatus.begin()
        self.place = place
        guard let codec = avcodec_find_encoder_by_name("aac") else {
            throw MediaError.encoderMissing(place: place, name: "aac encoder")
        }
        let rates: [Int64] = [
            96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000,
        ]
        let rate = Int64(source.sample_rate)
        sampleRate = rates.contains(rate) ? rate : 48000
        let channels = source.ch_layout.nb_channels
        // ISO/IEC 14496-3, table 1.19: the numbers of channels that have a configuration.
        let layouts = [1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1"]
        layout = layouts[Int(channels)] ?? (channels > 6 ? "5.1" : "stereo")
        context = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        try FFmpegStatus.check(
            av_channel_layout_from_string(&context.pointee.ch_layout, layout),
            "av_channel_layout_from_string", place: place)
        context.pointee.sample_rate = Int32(sampleRate)
        context.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
        context.pointee.time_base = AVRational(num: 1, den: Int32(sampleRate))
        context.pointee.bit_rate = 96_000 * Int64(context.pointee.ch_layout.nb_channels)
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER
        context.pointee.thread_count = 1
        try FFmpegStatus.check(avcodec_open2(context, codec, nil), "avcodec_open2", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// Samples of a packet.
    var frameSize: Int { Int(context.pointee.frame_size) }

    /// One sample's time is 1.
    var timeBase: AVRational { context.pointee.time_base }

    /// Gives a stream the encoder's parameters.
    func describe(_ stream: UnsafeMutablePointer<AVStream>) throws {
        try FFmpegStatus.check(
            avcodec_parameters_from_context(stream.pointee.codecpar, context),
            "avcodec_parameters_from_context", place: place)
        stream.pointee.time_base = timeBase
    }

    /// Takes the next samples; nil says that none follow.
    func send(_ frame: Frame?) throws {
        try FFmpegStatus.check(
            avcodec_send_frame(context, frame?.pointer), "avcodec_send_frame", place: place)
    }

    /// The next packet; false when there is none yet, or none any more.
    func receive(into packet: Packet) throws -> Bool {
        let code = avcodec_receive_packet(context, packet.pointer)
        if code == segue_error(EAGAIN) || code == segue_error_end { return false }
        try FFmpegStatus.check(code, "avcodec_receive_packet", place: place)
        return true
    }
}
