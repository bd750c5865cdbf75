import CFFmpeg

/// What sound is written as where it cannot be copied.
struct SoundCodec: Sendable {
    /// As messages name it.
    let title: String
    /// FFmpeg's name of the encoder.
    let encoder: String
    /// How the encoder takes samples.
    let format: AVSampleFormat
    /// Samples a second that it has; empty for any.
    let rates: [Int64]
    /// Bits a second of a channel; 0 where nothing is lost.
    let bitRate: Int64
    /// The most channels.
    let mostChannels: Int
}

extension SoundCodec {
    /// AAC, 96 kbit/s a channel; ISO/IEC 14496-3, table 1.19: the channels that have a configuration.
    static let aac = SoundCodec(
        title: "AAC", encoder: "aac", format: AV_SAMPLE_FMT_FLTP,
        rates: [
            96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000,
        ], bitRate: 96_000, mostChannels: 6)

    /// Samples of 24 bits as they are.
    static let pcm = SoundCodec(
        title: "PCM", encoder: "pcm_s24le", format: AV_SAMPLE_FMT_S32, rates: [], bitRate: 0,
        mostChannels: 8)

    /// FLAC of 24 bits.
    static let flac = SoundCodec(
        title: "FLAC", encoder: "flac", format: AV_SAMPLE_FMT_S32, rates: [], bitRate: 0,
        mostChannels: 8)

    /// Opus, 64 kbit/s a channel.
    static let opus = SoundCodec(
        title: "Opus", encoder: "libopus", format: AV_SAMPLE_FMT_FLT, rates: [48000],
        bitRate: 64_000, mostChannels: 6)
}
