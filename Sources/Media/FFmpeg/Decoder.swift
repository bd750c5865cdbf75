import CFFmpeg
import Files
import Glibc
import Imaging

/// Decodes the pictures of one stream, in the order in which they are shown.
final class Decoder {
    private let demuxer: Demuxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let strictness: DecodingStrictness
    private let packet: Packet
    private let damage: DamageHandling
    private var stage = Stage.feeding
    /// Whether packets are passed over until one that needs none before it.
    private var awaitsKey: Bool
    /// Whether pictures are passed over that are stored after the first key and shown before it: they need
    /// pictures that are not there.
    private var dropsLeading: Bool
    /// The time of the key that decoding began with, in the stream's ticks.
    private var keyTime: Int64?
    private var count = 0
    /// The first picture's time in the stream's ticks.
    private var origin = segue_no_timestamp
    /// The time of the packet that was handed over last, in the stream's ticks.
    private var latest = segue_no_timestamp

    private enum Stage {
        /// Packets are handed over.
        case feeding
        /// The decoder gives what it holds; then the film has ended.
        case ending
        /// The decoder gives what it holds; then decoding goes on at the next key.
        case recovering
    }

    /// Opens the decoder for a stream of the demuxer's; its other streams are passed over.
    ///
    /// - Parameter awaitsKey: whether the film begins with pictures that need others before them.
    init(
        _ demuxer: Demuxer, _ stream: UnsafeMutablePointer<AVStream>,
        damage: DamageHandling = .error, awaitsKey: Bool = false
    ) throws {
        (self.damage, self.awaitsKey) = (damage, awaitsKey)
        let place = demuxer.path
        let parameters = stream.pointee.codecpar
        guard let parameters, let codec = avcodec_find_decoder(parameters.pointee.codec_id) else {
            let name = parameters.map { String(cString: avcodec_get_name($0.pointee.codec_id)) }
            throw MediaError.badInput(
                place: place, found: "pictures coded as \(name ?? "nothing")",
                expected: "a codec that this FFmpeg decodes")
        }
        packet = try Packet(place: place)
        // FFmpeg's other decoders pass over such pictures themselves.
        dropsLeading = parameters.pointee.codec_id == AV_CODEC_ID_H264
        strictness = DecodingStrictness(of: parameters.pointee.codec_id)
        var context: UnsafeMutablePointer<AVCodecContext>? = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        do {
            try Self.open(context, codec, parameters, strictness, demuxer)
        } catch {
            avcodec_free_context(&context)
            throw error
        }
        self.context = try FFmpegStatus.made(context, "avcodec_open2", place: place)
        self.demuxer = demuxer
        self.stream = stream
        demuxer.keepOnly(stream)
        self.context.pointee.pkt_timebase = stream.pointee.time_base
    }

    private static func open(
        _ context: UnsafeMutablePointer<AVCodecContext>?, _ codec: UnsafePointer<AVCodec>,
        _ parameters: UnsafeMutablePointer<AVCodecParameters>, _ strictness: DecodingStrictness,
        _ demuxer: Demuxer
    ) throws {
        guard let context else { return }
        let copied = avcodec_parameters_to_context(context, parameters)
        try check(copied, "avcodec_parameters_to_context", demuxer.path)
        context.pointee.max_pixels = Int64(Image.maximumSamples / 3)
        context.pointee.err_recognition = strictness.recognition
        // FFmpeg's own frame threads end the program when a decoder reports a picture and damage at
        // once (decode_simple_internal in 5.1 asserts that the picture is there, which the thread has
        // let go), and slice threads log what we could not see.  A library's own threads do neither.
        let hasOwnThreads = codec.pointee.capabilities & AV_CODEC_CAP_OTHER_THREADS != 0
        context.pointee.thread_count = hasOwnThreads && !demuxer.isPicture ? 2 : 1
        try check(avcodec_open2(context, codec, nil), "avcodec_open2", demuxer.path)
    }

    private static func check(_ code: Int32, _ call: String, _ place: String) throws {
        try FFmpegStatus.checkMemory(code, call, place: place)
        guard code < 0 else { return }
        throw Demuxer.damaged(place, FFmpegStatus.text(code))
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// The next picture; false after the last.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` when the decoder reports damage, also
    /// if it would go on; where damage is held, the next is one that needs no damaged one.  The corresponding
    /// C function is `avcodec_receive_frame`.
    func next(into frame: Frame) throws -> Bool {
        FFmpegStatus.begin()
        while true {
            do {
                switch try receive(into: frame) {
                case .picture: return true
                case .wantsPacket: try feed()
                case .end:
                    if stage == .ending { return false }
                    restart()
                }
            } catch MediaError.badInput where damage == .hold {
                if stage == .ending { return false }
                try recover()
            }
        }
    }

    private enum Answer {
        case picture, wantsPacket, end
    }

    private func receive(into frame: Frame) throws -> Answer {
        frame.clear()
        let code = avcodec_receive_frame(context, frame.pointer)
        if code == segue_error(EAGAIN), stage == .feeding { return .wantsPacket }
        if code != segue_error_end { try check(code, "avcodec_receive_frame") }
        try checkLog()
        if code == segue_error_end { return .end }
        try check(frame)
        return .picture
    }

    /// Goes on at a key at or before a time, in the stream's ticks; false where the container cannot.
    func seek(to ticks: Int64) -> Bool {
        guard demuxer.seek(stream, to: ticks) else { return false }
        restart()
        return true
    }

    /// Forgets what came before: decoding goes on with the next key.
    private func restart() {
        FFmpegStatus.begin()
        avcodec_flush_buffers(context)
        stage = .feeding
        (awaitsKey, dropsLeading, keyTime) = (true, true, nil)
    }

    /// After damage, first what the decoder holds, then the next key.
    private func recover() throws {
        FFmpegStatus.begin()
        guard stage == .feeding, avcodec_send_packet(context, nil) >= 0 else { return restart() }
        stage = .recovering
    }

    private func check(_ frame: Frame) throws {
        let picture = frame.pointer.pointee
        if count == 0 { origin = picture.best_effort_timestamp }
        guard picture.decode_error_flags == 0, picture.flags & AV_FRAME_FLAG_CORRUPT == 0 else {
            latest = picture.best_effort_timestamp
            throw damaged(FFmpegStatus.text(segue_error_invalid_data))
        }
        count += 1
    }

    /// Hands the decoder one packet, or the end.
    private func feed() throws {
        let hasPacket = try demuxer.read(into: packet, position: position)
        guard hasPacket else {
            stage = .ending
            return try check(avcodec_send_packet(context, nil), "avcodec_send_packet")
        }
        let data = packet.pointer.pointee
        guard data.stream_index == stream.pointee.index, isWanted(data) else { return }
        latest = data.pts == segue_no_timestamp ? data.dts : data.pts
        try check(avcodec_send_packet(context, packet.pointer), "avcodec_send_packet")
    }

    /// Whether what a packet needs is there.
    private func isWanted(_ packet: AVPacket) -> Bool {
        if packet.flags & AV_PKT_FLAG_KEY != 0 {
            awaitsKey = false
            if keyTime == nil, packet.pts != segue_no_timestamp { keyTime = packet.pts }
        }
        guard !awaitsKey else { return false }
        guard dropsLeading, let keyTime, packet.pts != segue_no_timestamp else { return true }
        return packet.pts >= keyTime
    }

    private func check(_ code: Int32, _ call: String) throws {
        try FFmpegStatus.checkMemory(code, call, place: demuxer.path)
        if code < 0 { throw damaged(FFmpegStatus.text(code)) }
    }

    private func checkLog() throws {
        guard strictness.linesAreDamage, FFmpegStatus.decoderErrors > 0 else { return }
        throw damaged(FFmpegStatus.text(segue_error_invalid_data))
    }

    private func damaged(_ reason: String) -> MediaError {
        Demuxer.damaged(demuxer.path, reason, position: position)
    }

    /// Where in a film decoding is, for messages: ` after frame 35, at 1.48 s`.
    private var position: String {
        guard !demuxer.isPicture else { return "" }
        guard count > 0 else { return " in the first frame" }
        let (ticks, overflow) = latest.subtractingReportingOverflow(origin)
        let base = stream.pointee.time_base
        guard latest != segue_no_timestamp, origin != segue_no_timestamp, !overflow, ticks >= 0,
            base.den > 0
        else { return " after frame \(count - 1)" }
        let hundredths = Double(ticks) * Double(base.num) / Double(base.den) * 100
        return " after frame \(count - 1), at \(hundredths.rounded() / 100) s"
    }
}
