import CFFmpeg
public import Formats
import Timelines

extension MP4Format {
    /// What MP4 holds and players know (MP4 registration authority, "Registered types": codecs).
    private static let held = [
        AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3, AV_CODEC_ID_ALAC,
        AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC,
    ]

    /// What happens to sound.
    public static func handling(of sound: Sound) -> SoundHandling? {
        guard held.contains(where: { String(cString: avcodec_get_name($0)) == sound.codec }) else {
            return .encoded(reason: "MP4 cannot hold \(sound.codec)")
        }
        return sound.speed == .own ? .copied : .encoded(reason: "its speed changes")
    }

    /// The sound, copied where MP4 can hold it.
    static func track(for sound: Sound) throws -> any SoundTrack {
        let reader = try SoundReader(sound)
        switch handling(of: sound) {
        case .copied: return SoundCopy(reader)
        case .encoded, nil: return try SoundEncoding(reader, speed: sound.speed)
        }
    }
}
