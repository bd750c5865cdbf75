import CFFmpeg
import Timelines

/// What a container has beside its pictures and its first sound.
struct OtherTracks {
    /// FFmpeg's names of the codecs of all tracks of sound, in their order.
    private var soundCodecs: [String] = []
    private var films = 0
    private var subtitles = 0
    private var timecode: String?
    private var chapters: [(start: Double, end: Double, title: String)] = []

    /// Tracks of sound that are read beside the first.
    static let soundLimit = 7

    /// Looks at what an opened container states.
    init(_ context: UnsafeMutablePointer<AVFormatContext>) {
        timecode = Self.text("timecode", in: context.pointee.metadata)
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index] else { continue }
            let isCover = stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
            let parameters = stream.pointee.codecpar.pointee
            switch parameters.codec_type {
            case AVMEDIA_TYPE_VIDEO where !isCover: films += 1
            case AVMEDIA_TYPE_AUDIO:
                soundCodecs.append(String(cString: avcodec_get_name(parameters.codec_id)))
            case AVMEDIA_TYPE_SUBTITLE: subtitles += 1
            default: break
            }
            timecode = timecode ?? Self.text("timecode", in: stream.pointee.metadata)
        }
    }

    /// Reads the chapters, whose ends are known only when the container has been analysed.
    mutating func readChapters(_ context: UnsafeMutablePointer<AVFormatContext>) {
        for index in 0..<Int(context.pointee.nb_chapters) {
            guard let chapter = context.pointee.chapters[index]?.pointee else { continue }
            let unit = av_q2d(chapter.time_base)
            let title = Self.text("title", in: chapter.metadata) ?? "Chapter \(index + 1)"
            chapters.append((Double(chapter.start) * unit, Double(chapter.end) * unit, title))
        }
    }

    private static func text(_ key: String, in metadata: OpaquePointer?) -> String? {
        av_dict_get(metadata, key, nil, 0)
            .flatMap { $0.pointee.value.map { String(cString: $0) } }
    }

    /// All of it, as it goes with the pictures.
    ///
    /// - Parameters:
    ///   - path: of the film.
    ///   - origin: the first picture's time in the container, seconds.
    func accompaniment(path: String, origin: Double) -> Accompaniment {
        var result = Accompaniment()
        let kept = soundCodecs.dropFirst().prefix(Self.soundLimit)
        result.sounds = kept.enumerated().map { index, codec in
            Sound(path: path, codec: codec, track: index + 1)
        }
        result.chapters = chapters.compactMap { chapter in
            guard let start = Self.time(max(0, chapter.start - origin)),
                let end = Self.time(chapter.end - origin), end > start
            else { return nil }
            return Accompaniment.Chapter(start: start, end: end, title: chapter.title)
        }
        result.timecode = timecode
        let lostSounds = max(0, soundCodecs.count - 1 - Self.soundLimit)
        for (count, name) in [
            (films - 1, "more video track"), (lostSounds, "more sound track"),
            (subtitles, "subtitle track"),
        ] where count > 0 {
            result.others.append(count == 1 ? "1 \(name)" : "\(count) \(name)s")
        }
        return result
    }

    /// A time to the millisecond, as chapters are stated.
    private static func time(_ seconds: Double) -> Time? {
        guard seconds.magnitude < 1e12 else { return nil }
        return try? Time(Int64((seconds * 1000).rounded()), 1000)
    }
}
