import CFFmpeg

/// An opened container: which streams it has, and its packets in stored order.
final class Demuxer {
    /// The path as the caller gave it.
    let path: String

    /// Whether the container is one for single pictures.
    let isPicture: Bool

    private let context: UnsafeMutablePointer<AVFormatContext>
    private let stream: FileStream

    /// Opens a file of one of the formats in ``InputFormats``.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for anything else.
    init(_ file: InputFile) throws {
        FFmpegStatus.begin()
        path = file.path
        stream = try FileStream(file)
        let context = try FFmpegStatus.made(
            avformat_alloc_context(), "avformat_alloc_context", place: path)
        context.pointee.pb = stream.context
        context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        // No name is on this list, so that nothing but the stream is ever opened.
        var options = OptionDictionary()
        options["format_whitelist"] = InputFormats.whitelist
        options["protocol_whitelist"] = "none"
        var opened: UnsafeMutablePointer<AVFormatContext>? = context
        // On failure FFmpeg frees the context itself.
        let code = avformat_open_input(&opened, nil, nil, &options.pointer)
        guard code >= 0, let opened else {
            try file.throwIfReadingFailed()
            throw MediaError.badInput(
                place: file.path, found: "nothing that is known as a picture or film",
                expected: "PNG, JPEG, WebP, TIFF, MP4, MOV, MKV, WebM, GIF or the like")
        }
        self.context = opened
        let name = opened.pointee.iformat.pointee.name.map { String(cString: $0) } ?? ""
        isPicture = name.hasSuffix("_pipe")
        let found = avformat_find_stream_info(opened, nil)
        try file.throwIfReadingFailed()
        guard found >= 0 else {
            throw MediaError.badInput(
                place: path, found: "damaged data: \(FFmpegStatus.text(found))",
                expected: "a whole picture or film")
        }
    }

    deinit {
        var closed: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&closed)
    }

    /// The first stream of pictures that is not a cover; nil when there is none.
    var videoStream: UnsafeMutablePointer<AVStream>? {
        first(AVMEDIA_TYPE_VIDEO) {
            $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        }
    }

    /// The first stream of sound; nil when there is none.
    var audioStream: UnsafeMutablePointer<AVStream>? {
        first(AVMEDIA_TYPE_AUDIO) { _ in true }
    }

    private func first(
        _ type: AVMediaType, where accepted: (UnsafeMutablePointer<AVStream>) -> Bool
    ) -> UnsafeMutablePointer<AVStream>? {
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index],
                stream.pointee.codecpar.pointee.codec_type == type, accepted(stream)
            else { continue }
            return stream
        }
        return nil
    }

    /// All streams but this one are passed over while reading.
    func keepOnly(_ kept: UnsafeMutablePointer<AVStream>) {
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index], stream != kept else { continue }
            stream.pointee.discard = AVDISCARD_ALL
        }
    }

    /// The average rate of a stream; nil when the container does not say and none can be guessed.
    func frameRate(of stream: UnsafeMutablePointer<AVStream>) -> PictureRate? {
        let rate = av_guess_frame_rate(context, stream, nil)
        let average = stream.pointee.avg_frame_rate
        return PictureRate(numerator: Int(average.num), denominator: Int(average.den))
            ?? PictureRate(numerator: Int(rate.num), denominator: Int(rate.den))
    }

    /// The container's length in seconds; nil when it does not say.
    var duration: Double? {
        let duration = context.pointee.duration
        return duration > 0 ? Double(duration) / Double(AV_TIME_BASE) : nil
    }

    /// The next packet of the kept streams; false after the last.
    ///
    /// The corresponding C function is `av_read_frame`.
    func read(into packet: Packet) throws -> Bool {
        packet.clear()
        let code = av_read_frame(context, packet.pointer)
        try stream.file.throwIfReadingFailed()
        if code == segue_error_end { return false }
        guard code >= 0, packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT == 0 else {
            let reason = code < 0 ? FFmpegStatus.text(code) : "a corrupt packet"
            throw MediaError.badInput(
                place: path, found: "damaged data: \(reason)", expected: "a whole picture or film")
        }
        return true
    }
}

/// An owned `AVDictionary` of options.
struct OptionDictionary: ~Copyable {
    var pointer: OpaquePointer?

    init() { pointer = nil }

    deinit {
        var released = pointer
        av_dict_free(&released)
    }

    /// Sets a value; reading is not offered.
    subscript(name: String) -> String {
        get { "" }
        set { av_dict_set(&pointer, name, newValue, 0) }
    }
}
