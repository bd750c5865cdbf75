import CFFmpeg
import Timelines

/// Sound that is decoded, cut to the sample, played at its speed, and written anew.
final class SoundEncoding: SideTrack {
    private let reader: SoundReader
    private let decoder: UnsafeMutablePointer<AVCodecContext>
    private let encoder: SoundEncoder
    private let speed: Speed
    private let place: String
    private let frame: Frame
    private let output: Packet
    private var filters: FilterGraph?
    private var target: UnsafeMutablePointer<AVStream>?
    /// When what has been encoded ends, in samples of the encoder.
    private var encoded: Int64 = 0
    private var hasEnded = false
    /// Where the sound ends, in samples of the encoder, once that is known.
    private var end: Int64?

    /// Opens the decoder.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a codec that FFmpeg does not decode.
    init(_ reader: SoundReader, _ encoder: SoundEncoder, speed: Speed) throws {
        (self.reader, self.encoder, self.speed) = (reader, encoder, speed)
        place = reader.place
        decoder = try Self.decoder(reader)
        frame = try Frame(place: place)
        output = try Packet(place: place)
    }

    private static func decoder(
        _ reader: SoundReader
    ) throws -> UnsafeMutablePointer<AVCodecContext> {
        FFmpegStatus.begin()
        let place = reader.place
        guard let codec = avcodec_find_decoder(reader.parameters.pointee.codec_id) else {
            let name = String(cString: avcodec_get_name(reader.parameters.pointee.codec_id))
            throw MediaError.badInput(
                place: place, found: "sound coded as \(name)",
                expected: "a codec that this FFmpeg decodes, or --no-sound")
        }
        var context: UnsafeMutablePointer<AVCodecContext>? = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        do {
            try FFmpegStatus.check(
                avcodec_parameters_to_context(context, reader.parameters),
                "avcodec_parameters_to_context", place: place)
            context?.pointee.pkt_timebase = AVRational(
                num: 1, den: Int32(clamping: reader.sampleRate))
            context?.pointee.thread_count = 1
            try FFmpegStatus.check(
                avcodec_open2(context, codec, nil), "avcodec_open2", place: place)
        } catch {
            avcodec_free_context(&context)
            throw error
        }
        return try FFmpegStatus.made(context, "avcodec_open2", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = decoder
        avcodec_free_context(&released)
    }

    func addStream(to muxer: Muxer) throws {
        let target = try muxer.addStream()
        try encoder.describe(target)
        reader.name(target)
        self.target = target
    }

    func write(until moment: Time, to muxer: Muxer) throws {
        let limit = moment.samples(encoder.sampleRate)
        while !hasEnded, encoded < limit { try step(until: nil, to: muxer) }
    }

    func finish(at end: Time, to muxer: Muxer) throws {
        let limit = end.samples(encoder.sampleRate)
        self.end = limit
        while !hasEnded, encoded < limit { try step(until: limit, to: muxer) }
        try encoder.send(nil)
        try drain(to: muxer)
    }

    /// Decodes one packet, and encodes what comes of it as far as a limit.
    private func step(until limit: Int64?, to muxer: Muxer) throws {
        FFmpegStatus.begin()
        let hasPacket = try reader.next()
        // A packet that is damaged leaves a gap, which the filters fill with silence.
        let code = avcodec_send_packet(decoder, hasPacket ? reader.packet.pointer : nil)
        try FFmpegStatus.checkMemory(code, "avcodec_send_packet", place: place)
        while true {
            frame.clear()
            let code = avcodec_receive_frame(decoder, frame.pointer)
            guard code >= 0 else {
                try FFmpegStatus.checkMemory(code, "avcodec_receive_frame", place: place)
                break
            }
            let filters = try filters ?? makeFilters()
            self.filters = filters
            frame.pointer.pointee.pts = frame.pointer.pointee.best_effort_timestamp
            try filters.push(frame)
            try encode(filters, until: limit, to: muxer)
        }
        guard !hasPacket else { return }
        hasEnded = true
        guard let filters else { return }
        try filters.push(nil)
        try encode(filters, until: limit, to: muxer)
    }

    private func encode(_ filters: FilterGraph, until limit: Int64?, to muxer: Muxer) throws {
        let frame = try Frame(place: place)
        while try filters.pull(into: frame) {
            let samples = Int64(frame.pointer.pointee.nb_samples)
            let rest = (limit ?? .max) &- encoded
            guard rest > 0 else { return }
            if samples > rest { frame.pointer.pointee.nb_samples = Int32(rest) }
            frame.pointer.pointee.pts = encoded
            encoded += min(samples, rest)
            try encoder.send(frame)
            try drain(to: muxer)
        }
    }

    private func drain(to muxer: Muxer) throws {
        guard let target else { return }
        while try encoder.receive(into: output) {
            let data = output.pointer.pointee
            if let end, data.pts < end {
                // The encoder fills its last packet up.
                output.pointer.pointee.duration = min(data.duration, end &- data.pts)
            }
            try muxer.write(output, timeBase: encoder.timeBase, stream: target)
        }
    }

    /// Silence where there is no sound, the cut before the first picture, the speed, and the encoder's format.
    private func makeFilters() throws -> FilterGraph {
        let layout = try SoundLayout(frame, place: place)
        return try FilterGraph(
            "abuffer=time_base=1/\(reader.sampleRate):sample_rate=\(frame.pointer.pointee.sample_rate)"
                + ":sample_fmt=\(frame.pointer.pointee.format):channel_layout=\(layout.name)"
                + ",aresample=async=1:first_pts=0,atrim=start_pts=0,asetpts=PTS-STARTPTS"
                + tempo
                + ",aformat=sample_fmts=\(encoder.sampleFormat):sample_rates=\(encoder.sampleRate)"
                + ":channel_layouts=\(encoder.layout),asetnsamples=n=\(encoder.frameSize):p=0,abuffersink",
            needed: ["aresample", "atrim", "asetpts", "atempo", "aformat", "asetnsamples"],
            place: place)
    }

    /// FFmpeg's `atempo` takes a half to a hundred at a time.
    private var tempo: String {
        guard speed != .own else { return "" }
        var (rest, filters) = (speed.factor, "")
        while rest < 0.5 {
            filters += ",atempo=0.5"
            rest /= 0.5
        }
        return filters + ",atempo=\(rest)"
    }

    func naming(_ calls: () throws -> Void) throws { try calls() }
}

/// The channels of decoded sound.
private struct SoundLayout {
    /// FFmpeg's name of them.
    let name: String

    /// What a frame states; channels without an order are taken for the usual ones of that number.
    init(_ frame: Frame, place: String) throws {
        let stated = frame.pointer.pointee.ch_layout
        var usual = AVChannelLayout()
        av_channel_layout_default(&usual, stated.nb_channels)
        var layout = stated.order == AV_CHANNEL_ORDER_UNSPEC ? usual : stated
        if stated.order == AV_CHANNEL_ORDER_UNSPEC { frame.pointer.pointee.ch_layout = usual }
        var text = [CChar](repeating: 0, count: 128)
        try FFmpegStatus.check(
            av_channel_layout_describe(&layout, &text, text.count),
            "av_channel_layout_describe", place: place)
        name = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
