public import Timelines

/// MP4: what players and the web take.
public enum MP4Container: FilmContainer {
    public static let name = "mp4"
    public static let title = "MP4"
    public static let tracks: Set<FormatTrack> = [.subtitles, .chapters, .timecode]
    public static let endings = ["mp4"]
    public static let codecs: [FilmCodec] = [.h264, .h265, .av1]

    public static func fault(at rate: FrameRate) -> FormatFault? {
        QuickTimeClock.fault(at: rate, in: self)
    }

    public static func output(_ format: FilmFormat<Self>) -> OutputFormat { .mp4(format) }
}

/// A film in MP4.
public typealias MP4Format = FilmFormat<MP4Container>
