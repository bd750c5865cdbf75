import CFFmpeg
public import Formats
import Timelines

/// The half of a container that needs FFmpeg.
public protocol MuxedContainer: FilmContainer {
    /// How it is written.
    static var muxing: Muxing { get }
}

/// How FFmpeg writes a container.
public struct Muxing: Sendable {
    /// As messages name it.
    let title: String
    /// FFmpeg's name of the muxer.
    let muxer: String
    /// The muxer's options.
    var options: [(String, String)] = []
    /// Whether it is of MP4's family: times are exact, and an edit list leaves out what a decoder of sound
    /// needs before the first picture.
    var isQuickTime = false
    /// Whether times are counted in milliseconds, to which they are rounded.
    var roundsTimes = false
    /// Sound that is copied into it.
    let sounds: [AVCodecID]
    /// What other sound is written as.
    let soundCodec: SoundCodec
    /// The only rate of its sound, samples a second; nil for any that the codec has.
    var soundRate: Int64?
}

extension Muxing {
    /// What happens to sound.
    func handling(of sound: Sound) -> SoundHandling {
        guard sounds.contains(where: { String(cString: avcodec_get_name($0)) == sound.codec })
        else {
            return .encoded(as: soundCodec.title, reason: "\(title) cannot hold \(sound.codec)")
        }
        guard sound.speed == .own else {
            return .encoded(as: soundCodec.title, reason: "its speed changes")
        }
        guard isQuickTime || sound.start == .zero else {
            return .encoded(
                as: soundCodec.title, reason: "\(title) cannot begin within a packet of it")
        }
        return .copied
    }

    /// The sound, copied where the container holds it.
    func track(for sound: Sound) throws -> any SoundTrack {
        let reader = try SoundReader(sound)
        switch handling(of: sound) {
        case .copied: return SoundCopy(reader, into: self)
        case .encoded:
            let encoder = try SoundEncoder(
                soundCodec, like: reader.parameters.pointee, rate: soundRate, place: reader.place)
            return try SoundEncoding(reader, encoder, speed: sound.speed)
        }
    }
}

extension MP4Container: MuxedContainer {
    /// Sounds: what players know (MP4 registration authority, "Registered types": codecs).
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "mp4", options: [("movflags", "+faststart")], isQuickTime: true,
            sounds: [
                AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3,
                AV_CODEC_ID_ALAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC,
            ], soundCodec: .aac)
    }
}

extension MOVContainer: MuxedContainer {
    /// Sounds: what QuickTime and editors know (QuickTime File Format, "Sound sample descriptions").
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "mov", options: [("movflags", "+faststart+write_colr")],
            isQuickTime: true,
            sounds: [
                AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_S24LE,
                AV_CODEC_ID_PCM_S24BE, AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_S32BE,
                AV_CODEC_ID_PCM_F32LE, AV_CODEC_ID_PCM_F32BE, AV_CODEC_ID_AAC, AV_CODEC_ID_ALAC,
                AV_CODEC_ID_MP3, AV_CODEC_ID_AC3,
            ], soundCodec: .pcm)
    }
}

extension MXFContainer: MuxedContainer {
    /// Sound is always written anew: so many samples a frame (SMPTE ST 382).
    public static var muxing: Muxing {
        Muxing(title: title, muxer: "mxf", sounds: [], soundCodec: .pcm, soundRate: 48_000)
    }
}

extension MKVContainer: MuxedContainer {
    /// Sounds: Matroska's codec mappings.
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "matroska", roundsTimes: true,
            sounds: [
                AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_MP2, AV_CODEC_ID_AC3,
                AV_CODEC_ID_EAC3, AV_CODEC_ID_DTS, AV_CODEC_ID_TRUEHD, AV_CODEC_ID_FLAC,
                AV_CODEC_ID_ALAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS, AV_CODEC_ID_WAVPACK,
                AV_CODEC_ID_TTA, AV_CODEC_ID_PCM_U8, AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S24LE,
                AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_F32LE,
            ], soundCodec: .flac)
    }
}

extension WebMContainer: MuxedContainer {
    /// Sounds: those of WebM's guidelines.
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "webm", roundsTimes: true,
            sounds: [AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS], soundCodec: .opus)
    }
}
