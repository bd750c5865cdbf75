import CFFmpeg

/// What a container has beside its pictures and its first sound.
struct OtherTracks: Equatable {
    /// Tracks of pictures, covers left out.
    private(set) var films = 0
    /// Tracks of sound.
    private(set) var sounds = 0
    private(set) var subtitles = 0
    private(set) var chapters = 0
    /// The first frame's, as it is written: `01:00:00:00`.
    private(set) var timecode: String?

    /// Counts what an opened container has.
    init(_ context: UnsafeMutablePointer<AVFormatContext>) {
        chapters = Int(context.pointee.nb_chapters)
        timecode = Self.timecode(context.pointee.metadata)
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index] else { continue }
            let isCover = stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
            switch stream.pointee.codecpar.pointee.codec_type {
            case AVMEDIA_TYPE_VIDEO where !isCover: films += 1
            case AVMEDIA_TYPE_AUDIO: sounds += 1
            case AVMEDIA_TYPE_SUBTITLE: subtitles += 1
            default: break
            }
            timecode = timecode ?? Self.timecode(stream.pointee.metadata)
        }
        (films, sounds) = (max(0, films - 1), max(0, sounds - 1))
    }

    private static func timecode(_ metadata: OpaquePointer?) -> String? {
        av_dict_get(metadata, "timecode", nil, 0)
            .flatMap { $0.pointee.value.map { String(cString: $0) } }
    }

    /// What a user should hear of; nil where there is nothing.
    var notice: String? {
        func counted(_ count: Int, _ name: String) -> String? {
            count == 0 ? nil : count == 1 ? "1 \(name)" : "\(count) \(name)s"
        }
        let parts = [
            counted(films, "more video track"), counted(sounds, "more sound track"),
            counted(subtitles, "subtitle track"), counted(chapters, "chapter"),
            timecode.map { "the timecode \($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "not taken over: \(parts.joined(separator: ", "))"
    }
}
