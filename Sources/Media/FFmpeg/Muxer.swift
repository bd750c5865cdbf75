import CFFmpeg
import Files
import Glibc

/// A container being written to a ``AtomicFile``.
final class Muxer {
    private let file: AtomicFile
    private let stream: AVIOWriter
    private let context: UnsafeMutablePointer<AVFormatContext>

    /// A container of FFmpeg's `format`; the file's place is named in errors.
    ///
    /// - Parameters:
    ///   - keepsNegativeTimes: whether sound may begin before 0, by what the stream states as its padding, rather
    ///     than all be moved until nothing does.
    ///   - hasGaps: whether a stream may have no packets for long, as subtitles.
    /// Throws ``MediaError/encoderMissing(place:name:)`` when FFmpeg does not have the format.
    init(format: String, file: AtomicFile, keepsNegativeTimes: Bool = false, hasGaps: Bool = false)
        throws
    {
        FFmpegStatus.begin()
        guard let muxer = av_guess_format(format, nil, nil) else {
            throw MediaError.encoderMissing(place: file.place, name: "\(format) muxer")
        }
        self.file = file
        stream = try AVIOWriter(file, writes: true)
        var context: UnsafeMutablePointer<AVFormatContext>?
        try FFmpegStatus.check(
            avformat_alloc_output_context2(&context, muxer, nil, nil),
            "avformat_alloc_output_context2", place: file.place)
        self.context = try FFmpegStatus.made(
            context, "avformat_alloc_output_context2", place: file.place)
        self.context.pointee.flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO
        // Packets wait for the slower stream however far apart, so their order never depends on it.
        // For one with gaps that would be all of the film in memory: there they wait for ten seconds of it.
        self.context.pointee.max_interleave_delta = hasGaps ? 10_000_000 : 0
        if keepsNegativeTimes { self.context.pointee.avoid_negative_ts = 0 }
        self.context.pointee.pb = stream.context
        // FFmpeg 5.1 calls FLAC in MP4 experimental, though it has a specification that players keep to.
        self.context.pointee.strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL
        letReadAgain()
    }

    deinit { avformat_free_context(context) }

    /// What a muxer opens while it writes is the same file.
    private func letReadAgain() {
        context.pointee.opaque = Unmanaged.passUnretained(file).toOpaque()
        context.pointee.io_open = { context, opened, _, flags, _ in
            guard flags & AVIO_FLAG_WRITE == 0, let opaque = context?.pointee.opaque, let opened,
                let stream = try? AVIOWriter(
                    Unmanaged<AtomicFile>.fromOpaque(opaque).takeUnretainedValue(), writes: false)
            else { return segue_error(EPERM) }
            opened.pointee = stream.context
            _ = Unmanaged.passRetained(stream)
            return 0
        }
        context.pointee.io_close2 = { _, stream in
            if let opaque = stream?.pointee.opaque {
                Unmanaged<AVIOWriter>.fromOpaque(opaque).release()
            }
            return 0
        }
    }

    /// Whether streams keep their parameters in the container's header.
    var wantsGlobalHeader: Bool {
        context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0
    }

    /// A new stream, without parameters yet.  The corresponding C function is `avformat_new_stream`.
    func addStream() throws -> UnsafeMutablePointer<AVStream> {
        try FFmpegStatus.made(
            avformat_new_stream(context, nil), "avformat_new_stream", place: file.place)
    }

    /// Adds chapters, which go into the header or the trailer.
    ///
    /// - Parameter chapters: each with its start and end in milliseconds.
    func addChapters(_ chapters: [(start: Int64, end: Int64, title: String)]) throws {
        guard !chapters.isEmpty else { return }
        typealias Pointer = UnsafeMutablePointer<AVChapter>?
        // The context frees the list and what is in it.
        let list = try FFmpegStatus.made(
            av_calloc(chapters.count, MemoryLayout<Pointer>.stride), "av_calloc",
            place: file.place
        ).bindMemory(to: Pointer.self, capacity: chapters.count)
        context.pointee.chapters = list
        for (index, chapter) in chapters.enumerated() {
            let made = try FFmpegStatus.made(
                av_mallocz(MemoryLayout<AVChapter>.stride), "av_mallocz", place: file.place
            ).bindMemory(to: AVChapter.self, capacity: 1)
            made.pointee.id = Int64(index)
            made.pointee.time_base = AVRational(num: 1, den: 1000)
            made.pointee.start = chapter.start
            made.pointee.end = chapter.end
            av_dict_set(&made.pointee.metadata, "title", chapter.title, 0)
            list[index] = made
            context.pointee.nb_chapters = UInt32(index + 1)
        }
    }

    /// Says when a stream's first picture was taken, as timecode.
    func setTimecode(_ text: String, of stream: UnsafeMutablePointer<AVStream>) {
        av_dict_set(&stream.pointee.metadata, "timecode", text, 0)
    }

    /// Sets a tag of the file, which goes into the header, and in most containers once more when it is
    /// complete.
    func setTag(_ name: String, _ text: String) {
        av_dict_set(&context.pointee.metadata, name, text, 0)
    }

    /// Writes the header; streams' time bases are final afterwards.
    func writeHeader(_ options: [(String, String)]) throws {
        var dictionary = OptionDictionary()
        for (name, value) in options { dictionary[name] = value }
        try check(
            avformat_write_header(context, &dictionary.pointer), "avformat_write_header")
    }

    /// Writes a packet in its place between the streams' packets; the packet is then empty.
    func write(
        _ packet: Packet, timeBase: AVRational, stream: UnsafeMutablePointer<AVStream>
    ) throws {
        av_packet_rescale_ts(packet.pointer, timeBase, stream.pointee.time_base)
        packet.pointer.pointee.stream_index = stream.pointee.index
        packet.pointer.pointee.pos = -1
        try check(
            av_interleaved_write_frame(context, packet.pointer), "av_interleaved_write_frame")
    }

    /// Completes the file.
    func finish() throws {
        try check(av_write_trailer(context), "av_write_trailer")
        avio_flush(context.pointee.pb)
        try check(0, "avio_flush")
    }

    /// A failure of the file comes before what FFmpeg makes of it.
    private func check(_ code: Int32, _ call: String) throws {
        if let failure = file.failure { throw failure }
        try FFmpegStatus.check(code, call, place: file.place)
    }
}
