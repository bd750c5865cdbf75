import CFFmpeg
import Glibc

/// FFmpeg's encoder of a codec of sound.
final class SoundEncoder {
    /// Samples a second: the source's where the codec has them, else 48,000.
    let sampleRate: Int64

    /// FFmpeg's name of the channels: the source's number where the codec has it.
    let layout: String

    private let place: String
    private let context: UnsafeMutablePointer<AVCodecContext>

    /// An encoder for sound like this.
    ///
    /// - Parameter rate: samples a second; nil for the source's, as near as the codec has them.
    init(
        _ codec: SoundCodec, like source: AVCodecParameters, rate: Int64? = nil, place: String
    ) throws {
        FFmpegStatus.begin()
        self.place = place
        guard let encoder = avcodec_find_encoder_by_name(codec.encoder) else {
            throw MediaError.encoderMissing(place: place, name: "\(codec.encoder) encoder")
        }
        let own = Int64(source.sample_rate)
        sampleRate = rate ?? (codec.rates.isEmpty || codec.rates.contains(own) ? own : 48000)
        layout = Self.layout(Int(source.ch_layout.nb_channels), most: codec.mostChannels)
        context = try FFmpegStatus.made(
            avcodec_alloc_context3(encoder), "avcodec_alloc_context3", place: place)
        try FFmpegStatus.check(
            av_channel_layout_from_string(&context.pointee.ch_layout, layout),
            "av_channel_layout_from_string", place: place)
        context.pointee.sample_rate = Int32(sampleRate)
        context.pointee.sample_fmt = codec.format
        context.pointee.time_base = AVRational(num: 1, den: Int32(sampleRate))
        if codec.bitRate > 0 {
            context.pointee.bit_rate =
                codec.bitRate * Int64(context.pointee.ch_layout.nb_channels)
        } else {
            context.pointee.bits_per_raw_sample = 24
        }
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER
        context.pointee.thread_count = 1
        try FFmpegStatus.check(avcodec_open2(context, encoder, nil), "avcodec_open2", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// The usual places of so many channels.
    private static func layout(_ channels: Int, most: Int) -> String {
        let layouts = ["mono", "stereo", "3.0", "4.0", "5.0", "5.1", "6.1", "7.1"]
        return channels < 1 ? "stereo" : layouts[min(channels, most, layouts.count) - 1]
    }

    /// FFmpeg's name of the form of samples that it takes.
    var sampleFormat: String {
        av_get_sample_fmt_name(context.pointee.sample_fmt).map { String(cString: $0) } ?? "fltp"
    }

    /// Samples of a packet.
    var frameSize: Int {
        context.pointee.frame_size > 0 ? Int(context.pointee.frame_size) : 1024
    }

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
