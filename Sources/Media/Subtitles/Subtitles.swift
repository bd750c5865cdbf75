import Formats
public import Timelines

/// A film's track of subtitles, from some moment on.
public struct Subtitles: ClippedTrack, Equatable {
    /// What subtitles are made of.
    enum Kind: Sendable {
        case text
        case pictures

        /// What an output has to hold.
        var track: FormatTrack {
            switch self {
            case .text: .subtitles
            case .pictures: .drawnSubtitles
            }
        }
    }

    /// The film.
    public let path: String

    /// How they are coded, by FFmpeg's name: `subrip`, `mov_text`.
    public let codec: String

    public var start: Time
    public var speed: Speed

    let kind: Kind

    /// Which of the film's tracks of subtitles it is, 0….
    let track: Int

    /// Nil for a codec that is not known here.
    init?(path: String, codec: String, track: Int) {
        guard let kind = Self.kinds[codec] else { return nil }
        (self.path, self.codec, self.track, self.kind) = (path, codec, track, kind)
        (start, speed) = (.zero, .own)
    }

    private static let kinds: [String: Kind] = [
        "subrip": .text, "ass": .text, "webvtt": .text, "mov_text": .text, "text": .text,
        "dvd_subtitle": .pictures, "dvb_subtitle": .pictures, "hdmv_pgs_subtitle": .pictures,
    ]
}
