import CFFmpeg
public import Formats
import Timelines

/// The half of a container that needs FFmpeg.
public protocol MuxedContainer: FilmContainer {
    /// How it is written.
    static var muxing: Muxing { get }
}

extension MP4Container: MuxedContainer {
    /// Sounds: what players know (MP4 registration authority, "Registered types": codecs).
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "mp4", options: [("movflags", "+faststart")],
            recipeTag: "comment", isQuickTime: true,
            sounds: [
                AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3,
                AV_CODEC_ID_ALAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC,
            ], soundCodec: .aac, subtitles: [AV_CODEC_ID_MOV_TEXT], subtitleEncoder: "mov_text")
    }
}

extension MOVContainer: MuxedContainer {
    /// Sounds: what QuickTime and editors know (QuickTime File Format, "Sound sample descriptions").
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "mov", options: [("movflags", "+faststart+write_colr")],
            recipeTag: "comment", isQuickTime: true, transfer: AVCOL_TRC_BT709,
            sounds: [
                AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_S24LE,
                AV_CODEC_ID_PCM_S24BE, AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_S32BE,
                AV_CODEC_ID_PCM_F32LE, AV_CODEC_ID_PCM_F32BE, AV_CODEC_ID_AAC, AV_CODEC_ID_ALAC,
                AV_CODEC_ID_MP3, AV_CODEC_ID_AC3,
            ], soundCodec: .pcm, subtitles: [AV_CODEC_ID_MOV_TEXT], subtitleEncoder: "mov_text")
    }
}

extension MXFContainer: MuxedContainer {
    /// Sound is always written anew: so many samples a frame (SMPTE ST 382).  Of tags FFmpeg keeps those
    /// that begin with `comment_`, as tagged values.
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "mxf", recipeTag: "comment_recipe", transfer: AVCOL_TRC_BT709,
            sounds: [], soundCodec: .pcm,
            soundRate: 48_000)
    }
}

extension MKVContainer: MuxedContainer {
    /// Sounds: Matroska's codec mappings.
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "matroska", recipeTag: "comment", keepsFirstTags: true,
            roundsTimes: true,
            sounds: [
                AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_MP2, AV_CODEC_ID_AC3,
                AV_CODEC_ID_EAC3, AV_CODEC_ID_DTS, AV_CODEC_ID_TRUEHD, AV_CODEC_ID_FLAC,
                AV_CODEC_ID_ALAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS, AV_CODEC_ID_WAVPACK,
                AV_CODEC_ID_TTA, AV_CODEC_ID_PCM_U8, AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S24LE,
                AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_F32LE,
            ], soundCodec: .flac,
            subtitles: [
                AV_CODEC_ID_SUBRIP, AV_CODEC_ID_ASS, AV_CODEC_ID_WEBVTT, AV_CODEC_ID_TEXT,
                AV_CODEC_ID_DVD_SUBTITLE, AV_CODEC_ID_DVB_SUBTITLE,
                AV_CODEC_ID_HDMV_PGS_SUBTITLE,
            ], subtitleEncoder: "subrip")
    }
}

extension WebMContainer: MuxedContainer {
    /// Sounds: those of WebM's guidelines.
    public static var muxing: Muxing {
        Muxing(
            title: title, muxer: "webm", recipeTag: "comment", keepsFirstTags: true,
            roundsTimes: true,
            sounds: [AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS], soundCodec: .opus,
            subtitles: [AV_CODEC_ID_WEBVTT], subtitleEncoder: "webvtt")
    }
}
