import Timelines

/// Tracks of sound that are read beside the first.
private let soundLimit = 7
/// Tracks of subtitles that are read.
private let subtitleLimit = 32

extension OtherTracks {
    /// All of it, as it goes with the pictures.
    ///
    /// - Parameters:
    ///   - path: of the film.
    ///   - origin: the first picture's time in the container, seconds.
    func accompaniment(path: String, origin: Double) -> Accompaniment {
        var result = Accompaniment()
        let kept = soundCodecs.dropFirst().prefix(soundLimit)
        result.sounds = kept.enumerated().map { index, codec in
            Sound(path: path, codec: codec, track: index + 1)
        }
        result.subtitles = subtitleCodecs.prefix(subtitleLimit).enumerated().compactMap {
            Subtitles(path: path, codec: $1, track: $0)
        }
        result.chapters = chapters.compactMap { chapter in
            guard let start = Self.time(max(0, chapter.start - origin)),
                let end = Self.time(chapter.end - origin), end > start
            else { return nil }
            return Accompaniment.Chapter(start: start, end: end, title: chapter.title)
        }
        result.timecode = timecode
        let lostSounds = max(0, soundCodecs.count - 1 - soundLimit)
        result.others = [
            Accompaniment.counted(films - 1, "more video track"),
            Accompaniment.counted(lostSounds, "more sound track"),
            Accompaniment.counted(
                subtitleCodecs.count - result.subtitles.count, "subtitle track"),
        ].compactMap(\.self)
        return result
    }

    /// A time to the millisecond, as chapters are stated.
    private static func time(_ seconds: Double) -> Time? {
        guard seconds.magnitude < 1e12 else { return nil }
        return try? Time(Int64((seconds * 1000).rounded()), 1000)
    }
}
