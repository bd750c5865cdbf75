public import Timelines

/// WebM: what browsers take, with transparency.
public enum WebMContainer: FilmContainer {
    public static let name = "webm"
    public static let title = "WebM"
    public static let tracks: Set<FormatTrack> = [.subtitles, .chapters]
    public static let endings = ["webm"]
    public static let codecs: [FilmCodec] = [.vp9, .av1]

    public static func fault(at rate: FrameRate) -> FormatFault? {
        MatroskaClock.fault(at: rate, in: self)
    }

    public static func output(_ format: FilmFormat<Self>) -> OutputFormat { .webm(format) }
}

/// A film in WebM.
public typealias WebMFormat = FilmFormat<WebMContainer>
