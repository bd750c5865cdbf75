import CFFmpeg
import Files
import Glibc
import Timelines

/// An opened container: which streams it has, and its packets in stored order.
final class Demuxer {
    /// The path as the caller gave it.
    let path: String

    /// Whether the container is one for single pictures.
    let isPicture: Bool

    private let damage: DamageHandling
    private let soundTrack: Int
    private var chosenSound: UnsafeMutablePointer<AVStream>?
    /// The stream of subtitles that was asked for; nil when there is none.
    private(set) var subtitleStream: UnsafeMutablePointer<AVStream>?
    private let context: UnsafeMutablePointer<AVFormatContext>
    private let stream: AVIOReader
    /// FFmpeg's name of the container.
    private let format: String
    /// What is not used of the container.
    private(set) var otherTracks: OtherTracks
    /// The position behind the last packet that was read.
    private var framesEnd: Int64 = 0

    /// Opens a file of one of the formats in ``InputFormats``.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for anything else and, unless damage is held,
    /// for a film that says itself that it is cut short.
    ///
    /// - Parameters:
    ///   - isForSound: whether files of sound alone are opened, and single pictures are not.
    ///   - soundTrack: the track of sound that ``audioStream`` is, 0….
    ///   - subtitleTrack: the one that ``subtitleStream`` is, 0…; nil for none.
    init(
        _ file: RegularFile, damage: DamageHandling = .error, isForSound: Bool = false,
        soundTrack: Int = 0, subtitleTrack: Int? = nil
    ) throws {
        FFmpegStatus.begin()
        path = file.path
        self.soundTrack = soundTrack
        self.damage = damage
        stream = try AVIOReader(file)
        let context = try FFmpegStatus.made(
            avformat_alloc_context(), "avformat_alloc_context", place: path)
        context.pointee.pb = stream.context
        context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        // No name is on this list, so that nothing but the stream is ever opened.
        var options = OptionDictionary()
        options["format_whitelist"] =
            isForSound ? InputFormats.soundWhitelist : InputFormats.whitelist
        options["protocol_whitelist"] = "none"
        var opened: UnsafeMutablePointer<AVFormatContext>? = context
        // On failure FFmpeg frees the context itself.
        let code = avformat_open_input(&opened, nil, nil, &options.pointer)
        guard code >= 0, let opened else {
            try file.throwIfReadingFailed()
            throw code == segue_error(ENOMEM)
                ? Self.damaged(path, FFmpegStatus.text(code))
                : Self.unknown(file, isForSound: isForSound)
        }
        self.context = opened
        format = opened.pointee.iformat.pointee.name.map { String(cString: $0) } ?? ""
        isPicture = format.hasSuffix("_pipe")
        if damage == .error, let shortfall = CutShort.shortfall(of: file, format: format) {
            throw MediaError.badInput(
                place: path, found: "cut short: \(shortfall)", expected: "a whole film")
        }
        otherTracks = OtherTracks(opened)
        // Before the others are called data.
        chosenSound = first(AVMEDIA_TYPE_AUDIO, passing: soundTrack) { _ in true }
        subtitleStream = subtitleTrack.flatMap {
            first(AVMEDIA_TYPE_SUBTITLE, passing: $0) { _ in true }
        }
        passOverUnused()
        let found = avformat_find_stream_info(opened, nil)
        try file.throwIfReadingFailed()
        guard found >= 0 else { throw Self.damaged(path, FFmpegStatus.text(found)) }
        otherTracks.readChapters(opened)
        try checkIndex()
    }

    /// The error for a file that no demuxer takes.
    private static func unknown(_ file: RegularFile, isForSound: Bool) -> MediaError {
        guard CutShort.isMP4(file) else {
            guard !isForSound else {
                return .badInput(
                    place: file.path, found: "nothing that is known as a file with sound",
                    expected: "WAV, FLAC, MP3, MP4, MOV, MKV, WebM or the like")
            }
            return .badInput(
                place: file.path, found: "nothing that is known as a picture or film",
                expected: "PNG, JPEG, WebP, TIFF, MP4, MOV, MKV, WebM, GIF or the like")
        }
        return .badInput(
            place: file.path, found: "an MP4 or MOV that is damaged or cut short",
            expected: "a whole film, its index (moov) included")
    }

    /// The error for data that are not what they have to be; also if a container asks for more memory
    /// than there is, which a damaged length does.
    static func damaged(_ place: String, _ reason: String, position: String = "") -> MediaError {
        .badInput(
            place: place, found: "damaged data\(position): \(reason)",
            expected: "a whole picture or film")
    }

    deinit {
        var closed: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&closed)
    }

    /// A tag of the file by FFmpeg's name, in capitals or not; nil without it.
    func tag(_ name: String) -> String? {
        av_dict_get(context.pointee.metadata, name, nil, 0)
            .flatMap { $0.pointee.value.map { String(cString: $0) } }
    }

    /// The first stream of pictures that is not a cover; nil when there is none.
    var videoStream: UnsafeMutablePointer<AVStream>? {
        first(AVMEDIA_TYPE_VIDEO) {
            $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        }
    }

    /// The first stream of pictures that is not a cover.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` when there is none.
    func pictures() throws -> UnsafeMutablePointer<AVStream> {
        guard let stream = videoStream else {
            throw MediaError.badInput(
                place: path, found: "no pictures, only sound or other data",
                expected: "a picture or film")
        }
        return stream
    }

    /// The stream of sound that was asked for; nil when there is none.
    var audioStream: UnsafeMutablePointer<AVStream>? {
        chosenSound ?? (soundTrack == 0 ? first(AVMEDIA_TYPE_AUDIO) { _ in true } : nil)
    }

    /// How the first stream of sound is coded, by FFmpeg's name; nil for silence.
    var soundCodec: String? {
        audioStream.map { String(cString: avcodec_get_name($0.pointee.codecpar.pointee.codec_id)) }
    }

    /// The first stream of a kind after a number of others.
    private func first(
        _ type: AVMediaType, passing others: Int = 0,
        where accepted: (UnsafeMutablePointer<AVStream>) -> Bool
    ) -> UnsafeMutablePointer<AVStream>? {
        var passed = 0
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index],
                stream.pointee.codecpar.pointee.codec_type == type, accepted(stream)
            else { continue }
            if passed == others { return stream }
            passed += 1
        }
        return nil
    }

    /// Keeps all streams that are not used from being analysed: FFmpeg would open a decoder for each,
    /// a megabyte and more.  One whose kind is not known yet may be the film.
    private func passOverUnused() {
        let used = [videoStream, audioStream, subtitleStream]
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index], !used.contains(stream),
                let parameters = stream.pointee.codecpar,
                parameters.pointee.codec_type != AVMEDIA_TYPE_UNKNOWN
            else { continue }
            stream.pointee.discard = AVDISCARD_ALL
            parameters.pointee.codec_type = AVMEDIA_TYPE_DATA
            parameters.pointee.codec_id = AV_CODEC_ID_NONE
        }
    }

    /// Throws for an MP4 or MOV whose index names bytes that the file does not have.
    private func checkIndex() throws {
        guard damage == .error, format.hasPrefix("mov"), let video = videoStream else { return }
        let size = Int64(stream.file.size)
        for number in 0..<avformat_index_get_entries_count(video) {
            guard let entry = avformat_index_get_entry(video, number)?.pointee else { continue }
            let (end, overflow) = entry.pos.addingReportingOverflow(Int64(entry.size))
            guard overflow || end > size else { continue }
            throw MediaError.badInput(
                place: path, found: "cut short: \(size) bytes, frame \(number) ends at \(end)",
                expected: "a whole film")
        }
    }

    /// Whether the container stores whole frames, also interlaced ones, each in a packet.
    var keepsFramesWhole: Bool { format.hasPrefix("mov") || format == "matroska,webm" }

    /// All streams but this one are passed over while reading.
    func keepOnly(_ kept: UnsafeMutablePointer<AVStream>) {
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index], stream != kept else { continue }
            stream.pointee.discard = AVDISCARD_ALL
        }
    }

    /// What the container calls the rate of a stream: its average, and the least that can say all times.
    func frameRates(of stream: UnsafeMutablePointer<AVStream>) -> [FrameRate] {
        let data = stream.pointee
        return [av_guess_frame_rate(context, stream, nil), data.avg_frame_rate, data.r_frame_rate]
            .compactMap { FrameRate(ofSource: Int64($0.num), Int64($0.den)) }
    }

    /// Goes back to a packet that needs none before it, at or before a time in a stream's ticks; false where the
    /// container cannot.
    ///
    /// The corresponding C function is `av_seek_frame`.
    func seek(_ stream: UnsafeMutablePointer<AVStream>, to ticks: Int64) -> Bool {
        FFmpegStatus.begin()
        return av_seek_frame(context, stream.pointee.index, ticks, AVSEEK_FLAG_BACKWARD) >= 0
    }

    /// The next packet of the kept streams; false after the last, and where damage is held also where no more
    /// can be read.
    ///
    /// The corresponding C function is `av_read_frame`.
    ///
    /// - Parameter position: where in the film reading is, for messages.
    func read(into packet: Packet, position: @autoclosure () -> String = "") throws -> Bool {
        packet.clear()
        FFmpegStatus.begin()
        let code = av_read_frame(context, packet.pointer)
        try stream.file.throwIfReadingFailed()
        if damage == .hold { return code >= 0 }
        let hasEnded = code == segue_error_end
        if code < 0, !hasEnded {
            throw Self.damaged(path, FFmpegStatus.text(code), position: position())
        }
        let isCorrupt = !hasEnded && packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0
        if isCorrupt || linesAreDamage && FFmpegStatus.demuxerErrors > 0 {
            let reason =
                isCorrupt ? "a corrupt packet" : FFmpegStatus.text(segue_error_invalid_data)
            throw Self.damaged(path, reason, position: position())
        }
        try checkEnd(hasEnded ? nil : packet.pointer.pointee)
        return !hasEnded
    }

    /// Throws at the end of a format that has nothing but frames if bytes are left behind the last.
    private func checkEnd(_ packet: AVPacket?) throws {
        guard format == "yuv4mpegpipe" else { return }
        if let packet {
            framesEnd = packet.pos + Int64(packet.size)
        } else if framesEnd < stream.file.size {
            throw MediaError.badInput(
                place: path, found: "cut short: the last frame is not whole",
                expected: "a whole film")
        }
    }

    /// Whether what the demuxer logs as an error while reading means damage though it reports none:
    /// these pass over what they cannot read.
    private var linesAreDamage: Bool {
        ["matroska,webm", "ogg"].contains(format)
    }
}
