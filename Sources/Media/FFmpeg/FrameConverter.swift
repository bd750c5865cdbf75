import CFFmpeg
import Imaging

/// Converts decoded pictures to sRGB-encoded RGB floats by the tags they carry themselves.
///
/// * Matrix and range: the picture's own; untagged pictures of fewer than 720 lines are BT.601,
///   larger ones BT.709; JPEG's formats and grey are full range, everything else untagged limited.
/// * Chroma siting: the picture's own; untagged 4:2:0 is sited left.
/// * RGB is only repacked, so its levels stay exact; Y′CbCr is computed to 16 bits.
/// * Primaries and transfer are left as they are: SDR film and sRGB share the primaries closely
///   enough for display, and both are already encoded for it.
final class FrameConverter {
    private let place: String
    private let source: Layout
    private let target: AVPixelFormat
    private let context: OpaquePointer
    private let output: Frame

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
        guard let descriptor = av_pix_fmt_desc_get(format), sws_isSupportedInput(format) != 0 else {
            throw MediaError.badInput(
                place: place, found: "pictures in a layout that cannot be converted",
                expected: "RGB, grey or Y'CbCr")
        }
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

    /// 8- and 16-bit RGB stay integers; all else becomes planar floats.
    private static func target(for descriptor: AVPixFmtDescriptor) -> AVPixelFormat {
        let flags = Int32(truncatingIfNeeded: descriptor.flags)
        let hasAlpha = flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL) != 0
        let isFloat = flags & AV_PIX_FMT_FLAG_FLOAT != 0
        if flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0, !isFloat {
            if descriptor.comp.0.depth > 8 {
                return hasAlpha ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGB48LE
            }
            return hasAlpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
        }
        return hasAlpha ? AV_PIX_FMT_GBRAPF32LE : AV_PIX_FMT_GBRPF32LE
    }

    private static func configure(
        _ context: OpaquePointer, _ source: Layout, _ target: AVPixelFormat,
        _ descriptor: AVPixFmtDescriptor, _ place: String
    ) throws {
        let object = UnsafeMutableRawPointer(context)
        let flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
        var options: [(String, Int64)] = [
            ("srcw", Int64(source.width)), ("srch", Int64(source.height)),
            ("dstw", Int64(source.width)), ("dsth", Int64(source.height)),
            ("src_format", Int64(source.format)), ("dst_format", Int64(target.rawValue)),
            ("sws_flags", Int64(flags)),
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
        let isFull = isFullRange(source, descriptor)
        // Only Y'CbCr has a matrix; for the other sources the call has nothing to say and may refuse.
        _ = sws_setColorspaceDetails(
            context, sws_getCoefficients(matrix(source)), isFull ? 1 : 0,
            sws_getCoefficients(SWS_CS_ITU709), 1, 0, 1 << 16, 1 << 16)
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

    private static func matrix(_ source: Layout) -> Int32 {
        switch AVColorSpace(source.matrix) {
        case AVCOL_SPC_BT709: SWS_CS_ITU709
        case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
        case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
        case AVCOL_SPC_FCC: SWS_CS_FCC
        case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
        default: source.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601
        }
    }

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
            return try planarImage(picture, width: width, height: height)
        }
    }

    /// From float planes in FFmpeg's order green, blue, red, alpha.
    private func planarImage(_ picture: AVFrame, width: Int, height: Int) throws -> Image {
        var image = try Image(width: width, height: height)
        let planes = [
            (picture.data.2, picture.linesize.2), (picture.data.0, picture.linesize.0),
            (picture.data.1, picture.linesize.1),
        ]
        let alpha = target == AV_PIX_FMT_GBRAPF32LE ? picture.data.3 : nil
        image.samples.withUnsafeMutableBytes { samples in
            guard let start = samples.baseAddress else { return }
            for (c, (plane, rowBytes)) in planes.enumerated() {
                guard let plane else { continue }
                for y in 0..<height {
                    let to = start + (c * height + y) * width * 4
                    to.copyMemory(from: plane + y * Int(rowBytes), byteCount: width * 4)
                    guard let alpha else { continue }
                    let row = to.assumingMemoryBound(to: Float.self)
                    let weights = UnsafeRawPointer(alpha + y * Int(picture.linesize.3))
                        .assumingMemoryBound(to: Float.self)
                    for x in 0..<width { row[x] *= weights[x] }
                }
            }
        }
        return image
    }
}
