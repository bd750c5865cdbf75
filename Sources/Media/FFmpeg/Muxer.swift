import CFFmpeg
import Glibc

/// A container being written to a ``PendingFile``'s hidden path.
final class Muxer {
    private let place: String
    private let context: UnsafeMutablePointer<AVFormatContext>

    /// A container of FFmpeg's `format` at `partPath`; `place` is named in errors.
    ///
    /// Throws ``MediaError/encoderMissing(place:name:)`` when FFmpeg does not have the format.
    init(format: String, partPath: String, place: String) throws {
        FFmpegStatus.begin()
        guard let muxer = av_guess_format(format, nil, nil) else {
            throw MediaError.encoderMissing(place: place, name: "\(format) muxer")
        }
        // Without a protocol in front, a colon in the path would name one.
        let url = "file:" + partPath
        self.place = place
        var context: UnsafeMutablePointer<AVFormatContext>?
        try FFmpegStatus.check(
            avformat_alloc_output_context2(&context, muxer, nil, url),
            "avformat_alloc_output_context2", place: place)
        self.context = try FFmpegStatus.made(
            context, "avformat_alloc_output_context2", place: place)
        self.context.pointee.flags |= AVFMT_FLAG_BITEXACT
        // Packets wait for the slower stream however far apart, so their order never depends on it.
        self.context.pointee.max_interleave_delta = 0
        try Self.checkWrite(
            avio_open(&self.context.pointee.pb, url, AVIO_FLAG_WRITE), "avio_open", place: place)
    }

    deinit {
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
    }

    /// Whether streams keep their parameters in the container's header.
    var wantsGlobalHeader: Bool {
        context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0
    }

    /// Whether packets of a codec may go into this container.
    func accepts(_ codec: AVCodecID) -> Bool {
        avformat_query_codec(context.pointee.oformat, codec, FF_COMPLIANCE_NORMAL) == 1
    }

    /// A new stream, without parameters yet.  The corresponding C function is `avformat_new_stream`.
    func addStream() throws -> UnsafeMutablePointer<AVStream> {
        try FFmpegStatus.made(
            avformat_new_stream(context, nil), "avformat_new_stream", place: place)
    }

    /// Writes the header; streams' time bases are final afterwards.
    func writeHeader(_ options: [(String, String)]) throws {
        var dictionary = OptionDictionary()
        for (name, value) in options { dictionary[name] = value }
        try Self.checkWrite(
            avformat_write_header(context, &dictionary.pointer), "avformat_write_header",
            place: place)
    }

    /// Writes a packet in its place between the streams' packets; the packet is then empty.
    func write(
        _ packet: Packet, timeBase: AVRational, stream: UnsafeMutablePointer<AVStream>
    ) throws {
        av_packet_rescale_ts(packet.pointer, timeBase, stream.pointee.time_base)
        packet.pointer.pointee.stream_index = stream.pointee.index
        packet.pointer.pointee.pos = -1
        try Self.checkWrite(
            av_interleaved_write_frame(context, packet.pointer), "av_interleaved_write_frame",
            place: place)
    }

    /// Completes and closes the file.
    func finish() throws {
        try Self.checkWrite(av_write_trailer(context), "av_write_trailer", place: place)
        try Self.checkWrite(avio_closep(&context.pointee.pb), "avio_closep", place: place)
    }

    /// A code that is an `errno` is the disk's, any other FFmpeg's.
    private static func checkWrite(_ code: Int32, _ call: String, place: String) throws {
        guard code < 0 else { return }
        let number = -code
        if code > -200, ![segue_error(EINVAL), segue_error(ENOMEM)].contains(code) {
            throw MediaError.inputOutput(place: place, call: call, reason: systemMessage(number))
        }
        try FFmpegStatus.check(code, call, place: place)
    }
}
