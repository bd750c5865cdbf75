public import Timelines

/// QuickTime's MOV: what editors take.
///
/// QuickTime's format has no AV1, and FFmpeg writes none into it.
public enum MOVContainer: FilmContainer {
    public static let name = "mov"
    public static let title = "MOV"
    public static let tracks: Set<FormatTrack> = [.subtitles, .chapters, .timecode]
    public static let endings = ["mov"]
    public static let codecs: [FilmCodec] = [
        .prores422HQ, .prores4444, .dnxhrHQ, .dnxhrHQX, .h264, .h265,
    ]

    public static func fault(at rate: FrameRate) -> FormatFault? {
        QuickTimeClock.fault(at: rate, in: self)
    }

    public static func output(_ format: FilmFormat<Self>) -> OutputFormat { .mov(format) }
}

/// A film in MOV.
public typealias MOVFormat = FilmFormat<MOVContainer>
