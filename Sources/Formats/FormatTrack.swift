/// What goes with a video's images.
public enum FormatTrack: Hashable, Sendable {
    /// Tracks of sound, as many as there are.
    case sound
    /// Subtitles that are text.
    case subtitles
    /// Subtitles that are pictures.
    case drawnSubtitles
    /// Times with titles.
    case chapters
    /// The first frame's timecode.
    case timecode
}
