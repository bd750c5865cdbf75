import CFFmpeg

/// What a container has beside its pictures and its first sound.
struct OtherTracks {
    /// FFmpeg's names of the codecs of all tracks of sound, in their order.
    private(set) var soundCodecs: [String] = []
    private(set) var films = 0
    /// FFmpeg's names of the codecs of all tracks of subtitles, in their order.
    private(set) var subtitleCodecs: [String] = []
    private(set) var timecode: String?
    private(set) var chapters: [(start: Double, end: Double, title: String)] = []

    /// Looks at what an opened container states.
    init(_ context: UnsafeMutablePointer<AVFormatContext>) {
        timecode = Self.text("timecode", in: context.pointee.metadata)
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index] else { continue }
            let isCover = stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
            let parameters = stream.pointee.codecpar.pointee
            let codec = String(cString: avcodec_get_name(parameters.codec_id))
            switch parameters.codec_type {
            case AVMEDIA_TYPE_VIDEO where !isCover: films += 1
            case AVMEDIA_TYPE_AUDIO: soundCodecs.append(codec)
            case AVMEDIA_TYPE_SUBTITLE: subtitleCodecs.append(codec)
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
}
