import CFFmpeg
import Glibc
import Imaging
import Timelines

/// An H.264 encoder for 8-bit 4:2:0 in BT.709, limited range.
final class VideoEncoder {
    private static let name = "libx264"

    private let place: String
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let frame: Frame
    private var count: Int64 = 0

    /// One frame's time in ``timeBase`` is 1.
    var timeBase: AVRational { context.pointee.time_base }

    /// The encoder; throws ``MediaError/encoderMissing(place:name:)`` when FFmpeg lacks it.
    static func find(place: String) throws -> UnsafePointer<AVCodec> {
        guard let codec = avcodec_find_encoder_by_name(name) else {
            throw MediaError.encoderMissing(place: place, name: "\(name) encoder")
        }
        return codec
    }

    /// An encoder for frames of an even width and height.
    init(
        width: Int, height: Int, configuration: MP4Sink.Configuration, globalHeader: Bool,
        place: String
    ) throws {
        FFmpegStatus.begin()
        self.place = place
        let codec = try Self.find(place: place)
        frame = try Frame(
            format: AV_PIX_FMT_YUV420P, width: width, height: height, place: place)
        context = try FFmpegStatus.made(
            avcodec_alloc_context3(codec), "avcodec_alloc_context3", place: place)
        describe(width: width, height: height, configuration)
        if globalHeader { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
        var options = OptionDictionary()
        options["preset"] = configuration.preset.rawValue
        options["crf"] = String(configuration.quality)
        // Else x264 chooses algorithms by the processor, and its macroblock tree for AVX-512 reads memory
        // that nothing has written (core 164 r3095): other bytes on another machine, or the next time.
        options["x264-params"] = "cpu-independent=1"
        let code = avcodec_open2(context, codec, &options.pointer)
        try FFmpegStatus.checkMemory(code, "\(Self.name) for \(width)×\(height)", place: place)
        guard code >= 0 else {
            throw MediaError.unsuitable(
                place: place,
                found: "\(Self.name) refuses \(width)×\(height): "
                    + FFmpegStatus.text(code),
                expected: "a size and settings that H.264 allows")
        }
    }

    deinit {
        var released: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&released)
    }

    /// Size, rate and tags: Rec. ITU-T H.264, annex E (video usability information).
    private func describe(width: Int, height: Int, _ configuration: MP4Sink.Configuration) {
        let rate = configuration.frameRate
        context.pointee.width = Int32(width)
        context.pointee.height = Int32(height)
        context.pointee.time_base = AVRational(rate.frameDuration)
        context.pointee.framerate = AVRational(rate)
        context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        context.pointee.color_range = AVCOL_RANGE_MPEG
        context.pointee.colorspace = AVCOL_SPC_BT709
        context.pointee.color_primaries = AVCOL_PRI_BT709
        context.pointee.color_trc = AVCOL_TRC_BT709
        context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        context.pointee.thread_count = Int32(clamping: configuration.threads)
    }

    /// Gives a stream the encoder's parameters and rate.
    func describe(_ stream: UnsafeMutablePointer<AVStream>) throws {
        try FFmpegStatus.check(
            avcodec_parameters_from_context(stream.pointee.codecpar, context),
            "avcodec_parameters_from_context", place: place)
        stream.pointee.time_base = context.pointee.time_base
        stream.pointee.avg_frame_rate = context.pointee.framerate
        stream.pointee.sample_aspect_ratio = context.pointee.sample_aspect_ratio
    }

    /// Takes the next frame.
    func send(_ planes: VideoPlanes) throws {
        try FFmpegStatus.check(
            av_frame_make_writable(frame.pointer), "av_frame_make_writable", place: place)
        let picture = frame.pointer
        let (width, height) = (planes.width, planes.height)
        copy(planes.luma, width, height, to: picture.pointee.data.0, picture.pointee.linesize.0)
        copy(
            planes.blueDifference, width / 2, height / 2, to: picture.pointee.data.1,
            picture.pointee.linesize.1)
        copy(
            planes.redDifference, width / 2, height / 2, to: picture.pointee.data.2,
            picture.pointee.linesize.2)
        picture.pointee.pts = count
        count += 1
        try FFmpegStatus.check(
            avcodec_send_frame(context, picture), "avcodec_send_frame", place: place)
    }

    /// Says that no frame follows.
    func end() throws {
        try FFmpegStatus.check(
            avcodec_send_frame(context, nil), "avcodec_send_frame", place: place)
    }

    /// The next packet; false when there is none yet, or none any more.
    func receive(into packet: Packet) throws -> Bool {
        let code = avcodec_receive_packet(context, packet.pointer)
        if code == segue_error(EAGAIN) || code == segue_error_end { return false }
        try FFmpegStatus.check(code, "avcodec_receive_packet", place: place)
        // Without a duration the container could not know how long the last frame lasts.
        packet.pointer.pointee.duration = 1
        return true
    }

    private func copy(
        _ plane: [UInt8], _ width: Int, _ height: Int, to target: UnsafeMutablePointer<UInt8>?,
        _ rowBytes: Int32
    ) {
        plane.withUnsafeBufferPointer { plane in
            guard let target, let start = plane.baseAddress else { return }
            for y in 0..<height {
                (target + y * Int(rowBytes)).update(from: start + y * width, count: width)
            }
        }
    }
}
