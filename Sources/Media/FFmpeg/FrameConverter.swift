import CFFmpeg
import Imaging

/// Converts decoded pictures to sRGB-encoded RGB floats by the tags they carry themselves.
///
/// * Matrix and range: the picture's own; untagged pictures of fewer than 720 lines are BT.601,
///   larger ones BT.709; JPEG's formats and grey are full range, everything else untagged limited.
/// * Chroma siting: the picture's own; untagged 4:2:0 is sited left.
/// * RGB is only repacked, so its levels stay exact.  Of Y′CbCr, swscale only interpolates the
///   chroma, to 16 bits; the matrix is ``Image/init(_:matrix:)``, because swscale's own conversion
///   to RGB is off by up to half a level of 8 bits.
/// * Primaries and transfer are left as they are: SDR film and sRGB share the primaries closely
///   enough for display, and both are already encoded for it.
final class FrameConverter {
    private let place: String
    private let source: Layout
    private let target: AVPixelFormat
    private let context: OpaquePointer
    private let output: Frame
    private let matrix: VideoMatrix
    private let depth: Int
    private let isFullRange: Bool

    /// What decides on a conversion; a picture with another one needs another converter.
    struct Layout: Equatable {
        let format: Int32
        let width: Int32
        let height: Int32
        let matrix: UInt32
        let range: UInt32
        let siting: UInt32

        init(_ frame: Frame) {
            let picture = frame.pointer.pointee
            (format, width, height) = (picture.format, picture.width, picture.height)
            matrix = picture.colorspace.rawValue
            range = picture.color_range.rawValue
            siting = picture.chroma_location.rawValue
        }
    }

    /// A converter for pictures laid out as this one.
    init(for frame: Frame, place: String) throws {
        FFmpegStatus.begin()
        self.place = place
        source = Layout(frame)
        let format = AVPixelFormat(source.format)
        guard let descriptor = av_pix_fmt_desc_get(format), sws_isSupportedInput(format) != 0,
            descriptor.pointee.flags & UInt64(AV_PIX_FMT_FLAG_FLOAT) == 0,
            descriptor.pointee.comp.0.depth <= 16
        else {
            throw MediaError.badInput(
                place: place, found: "pictures in a layout that cannot be converted",
                expected: "RGB, grey or Y'CbCr of at most 16 bits")
        }
        do {
            matrix = try Self.matrix(source)
        } catch {
            throw MediaError.badInput(
                place: place, found: "colours by a matrix that is not known",
                expected: "BT.601, BT.709 or BT.2020")
        }
        depth = Int(descriptor.pointee.comp.0.depth)
        isFullRange = Self.isFullRange(source, descriptor.pointee)
        target = Self.target(for: descriptor.pointee)
        output = try Frame(
            format: target, width: Int(source.width), height: Int(source.height), place: place)
        let context = try FFmpegStatus.made(
            sws_alloc_context(), "sws_alloc_context", place: place)
        do {
            try Self.configure(context, source, target, descriptor.pointee, place)
        } catch {
            sws_freeContext(context)
            throw error
        }
        self.context = context
    }

    deinit { sws_freeContext(context) }

    /// Whether this converter is the right one for a picture.
    func fits(_ frame: Frame) -> Bool { Layout(frame) == source }

    /// The picture; laid over black where it is transparent.
    ///
    /// The corresponding C function is `sws_scale_frame`.
    func convert(_ frame: Frame) throws -> Image {
        frame.pointer.pointee.format = Self.rangeless(frame.pointer.pointee.format)
        try FFmpegStatus.check(
            sws_scale_frame(context, output.pointer, frame.pointer), "sws_scale_frame",
            place: place)
        do {
            return try image()
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: place, found: "\(error)", expected: "a picture of a usual size")
        }
    }

    /// RGB keeps its kind; all else becomes Y′CbCr of 16 bits without subsampling.
    private static func target(for descriptor: AVPixFmtDescriptor) -> AVPixelFormat {
        let flags = Int32(truncatingIfNeeded: descriptor.flags)
        let hasAlpha = flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL) != 0
        guard flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0 else {
            return hasAlpha ? AV_PIX_FMT_YUVA444P16LE : AV_PIX_FMT_YUV444P16LE
        }
        if descriptor.comp.0.depth > 8 {
            return hasAlpha ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGB48LE
        }
        return hasAlpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
    }

    private static func configure(
        _ context: OpaquePointer, _ source: Layout, _ target: AVPixelFormat,
        _ descriptor: AVPixFmtDescriptor, _ place: String
    ) throws {
        let object = UnsafeMutableRawPointer(context)
        // The range is applied later: both sides are called limited, so that codes are only shifted.
        var options: [(String, Int64)] = [
            ("srcw", Int64(source.width)), ("srch", Int64(source.height)),
            ("dstw", Int64(source.width)), ("dsth", Int64(source.height)),
            ("src_format", Int64(rangeless(source.format))), ("dst_format", Int64(target.rawValue)),
            ("sws_flags", Int64(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP)),
            ("src_range", 0), ("dst_range", 0),
        ]
        if descriptor.log2_chroma_w == 1 {
            options += siting(source, isHalfHigh: descriptor.log2_chroma_h == 1)
        }
        for (name, value) in options {
            try FFmpegStatus.check(
                av_opt_set_int(object, name, value, 0), "av_opt_set_int(\(name))", place: place)
        }
        try FFmpegStatus.check(
            sws_init_context(context, nil, nil), "sws_init_context", place: place)
    }

    /// The format without the full range that JPEG's variants imply.
    private static func rangeless(_ format: Int32) -> Int32 {
        switch AVPixelFormat(format) {
        case AV_PIX_FMT_YUVJ420P: AV_PIX_FMT_YUV420P.rawValue
        case AV_PIX_FMT_YUVJ411P: AV_PIX_FMT_YUV411P.rawValue
        case AV_PIX_FMT_YUVJ422P: AV_PIX_FMT_YUV422P.rawValue
        case AV_PIX_FMT_YUVJ440P: AV_PIX_FMT_YUV440P.rawValue
        case AV_PIX_FMT_YUVJ444P: AV_PIX_FMT_YUV444P.rawValue
        default: format
        }
    }

    /// Chroma positions in 256ths of a luma sample, as swscale wants them.
    private static func siting(_ source: Layout, isHalfHigh: Bool) -> [(String, Int64)] {
        let location = AVChromaLocation(source.siting)
        let isCentred =
            location == AVCHROMA_LOC_CENTER || location == AVCHROMA_LOC_TOP
            || location == AVCHROMA_LOC_BOTTOM
        var positions: [(String, Int64)] = [("src_h_chr_pos", isCentred ? 128 : 0)]
        guard isHalfHigh else { return positions }
        switch location {
        case AVCHROMA_LOC_TOP, AVCHROMA_LOC_TOPLEFT: positions.append(("src_v_chr_pos", 0))
        case AVCHROMA_LOC_BOTTOM, AVCHROMA_LOC_BOTTOMLEFT: positions.append(("src_v_chr_pos", 256))
        default: positions.append(("src_v_chr_pos", 128))
        }
        return positions
    }

    private static func isFullRange(_ source: Layout, _ descriptor: AVPixFmtDescriptor) -> Bool {
        if AVColorRange(source.range) == AVCOL_RANGE_JPEG { return true }
        if AVColorRange(source.range) == AVCOL_RANGE_MPEG { return false }
        let name = descriptor.name.map { String(cString: $0) } ?? ""
        return name.hasPrefix("yuvj") || descriptor.nb_components < 3
    }

    private static func matrix(_ source: Layout) throws(UnknownMatrix) -> VideoMatrix {
        switch AVColorSpace(source.matrix) {
        case AVCOL_SPC_BT709: .bt709
        case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: .bt601
        case AVCOL_SPC_SMPTE240M: .smpte240
        case AVCOL_SPC_FCC: .fcc
        case AVCOL_SPC_BT2020_NCL: .bt2020
        case AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_RESERVED, AVCOL_SPC_RGB:
            source.height >= 720 ? .bt709 : .bt601
        default: throw UnknownMatrix()
        }
    }

    private struct UnknownMatrix: Error {}

    private func image() throws -> Image {
        let picture = output.pointer.pointee
        let (width, height) = (Int(picture.width), Int(picture.height))
        guard let base = picture.data.0 else {
            throw MediaError.libraryFailure(
                place: place, call: "sws_scale_frame", reason: "no picture")
        }
        let rowBytes = Int(picture.linesize.0)
        let bytes = UnsafeRawBufferPointer(start: base, count: rowBytes * height)
        switch target {
        case AV_PIX_FMT_RGB24:
            return try Image(width: width, height: height, rgb8: bytes, rowBytes: rowBytes)
        case AV_PIX_FMT_RGBA:
            return try Image(width: width, height: height, rgba8: bytes, rowBytes: rowBytes)
        case AV_PIX_FMT_RGB48LE:
            return try Image(width: width, height: height, rgb16: bytes, rowBytes: rowBytes)
        case AV_PIX_FMT_RGBA64LE:
            return try Image(width: width, height: height, rgba16: bytes, rowBytes: rowBytes)
        default:
            return try Image(codes(in: picture), matrix: matrix)
        }
    }

    private func codes(in picture: AVFrame) -> VideoCodes {
        let planes = [
            (picture.data.0, picture.linesize.0), (picture.data.1, picture.linesize.1),
            (picture.data.2, picture.linesize.2), (picture.data.3, picture.linesize.3),
        ]
        return VideoCodes(
            size: (Int(picture.width), Int(picture.height)), depth: depth,
            isFullRange: isFullRange,
            planes: planes.compactMap { data, rowBytes in
                data.map { (UnsafeRawPointer($0), Int(rowBytes)) }
            })
    }
}
