public import Timelines

/// Matroska: what archives take, and players of all kinds of codecs.
public enum MKVContainer: FilmContainer {
    public static let name = "mkv"
    public static let title = "MKV"
    public static let tracks: Set<FormatTrack> = [
        .subtitles, .drawnSubtitles, .chapters, .timecode,
    ]
    public static let endings = ["mkv"]
    public static let codecs: [FilmCodec] = [.ffv1, .h264, .h265, .av1, .vp9]

    /// A time is a number of milliseconds, to which frames' times are rounded.
    public static func fault(at rate: FrameRate) -> FormatFault? {
        MatroskaClock.fault(at: rate, in: self)
    }

    public static func output(_ format: FilmFormat<Self>) -> OutputFormat { .mkv(format) }
}

/// A film in Matroska.
public typealias MKVFormat = FilmFormat<MKVContainer>
