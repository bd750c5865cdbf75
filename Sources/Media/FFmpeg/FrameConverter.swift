import CFFmpeg
import Imaging

/// Converts decoded pictures to RGB floats by the tags they carry themselves.
///
/// * Matrix and range: the frame's own; untagged single pictures and films of fewer than 720 lines
///   are BT.601, larger films BT.709; JPEG's formats and grey are full range, everything else
///   untagged limited.
/// * Chroma siting: the frame's own; untagged, it is centred in single pictures and left in films.
/// * Chroma is interpolated: linearly in single pictures, as libavif does it, else by a cubic.
/// * RGB is only repacked, so its levels stay exact.  Of Y′CbCr, swscale only interpolates the
///   chroma, to 16 bits; the matrix is ``Image/init(_:matrix:)``, because swscale's own conversion
///   to RGB is off by up to half a level of 8 bits.
/// * Primaries and transfer are left as they are: ``PictureColours`` converts them afterwards.
final class FrameConverter {
    private let place: String
    private let source: FrameLayout
    private let descriptor: AVPixFmtDescriptor
    private let matrix: VideoMatrix
    private let target: AVPixelFormat
    private let output: Frame
    private let context: OpaquePointer

    /// A converter for frames laid out as this one, of a film or a single picture.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a layout that is not known.
    init(for frame: Frame, isPicture: Bool, place: String) throws {
        FFmpegStatus.begin()
        self.place = place
        source = FrameLayout(frame, isPicture: isPicture)
        guard let descriptor = source.descriptor else {
            throw MediaError.badInput(
                place: place, found: "pictures in a layout that cannot be converted",
                expected: "RGB, grey or Y'CbCr of at most 16 bits")
        }
        guard let matrix = source.matrix else {
            throw MediaError.badInput(
                place: place, found: "colours by a matrix that is not known",
                expected: "BT.601, BT.709 or BT.2020")
        }
        (self.descriptor, self.matrix) = (descriptor, matrix)
        target = Self.target(for: descriptor)
        let (format, size) = (target, source.size)
        output = try Self.refusing(size, place) {
            try Frame(format: format, width: size.width, height: size.height, place: place)
        }
        context = try FFmpegStatus.made(sws_alloc_context(), "sws_alloc_context", place: place)
        try Self.refusing(size, place, configure)
    }

    /// Runs calls that fail only for pictures that FFmpeg cannot convert, such as one of a million
    /// columns.
    private static func refusing<Result>(
        _ size: Size, _ place: String, _ calls: () throws -> Result
    ) throws -> Result {
        do {
            return try calls()
        } catch MediaError.libraryFailure(_, let call, let reason) {
            throw MediaError.badInput(
                place: place,
                found: "a picture of \(size) that \(call) refuses: \(reason)",
                expected: "a picture of a usual size")
        }
    }

    deinit { sws_freeContext(context) }

    /// Whether this converter is the right one for a picture.
    func fits(_ frame: Frame) -> Bool {
        FrameLayout(frame, isPicture: source.isPicture) == source
    }

    /// The picture, its colours as they are tagged and not laid over anything.
    ///
    /// The corresponding C function is `sws_scale_frame`.
    func convert(_ frame: Frame) throws -> StraightImage {
        frame.pointer.pointee.format = source.rangelessFormat.rawValue
        let code = sws_scale_frame(context, output.pointer, frame.pointer)
        try Self.refusing(source.size, place) {
            _ = try FFmpegStatus.check(code, "sws_scale_frame", place: place)
        }
        do {
            return try straightImage()
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

    private func configure() throws {
        let object = UnsafeMutableRawPointer(context)
        // The range is applied later: both sides get the same one, so that codes are only shifted,
        // or for grey, which swscale takes for full, scaled from 0…2^depth − 1 to 0…65535.
        let range: Int64 = descriptor.nb_components < 3 ? 1 : 0
        let interpolation = source.isPicture ? SWS_BILINEAR : SWS_BICUBIC
        let options: [(String, Int64)] = [
            ("srcw", Int64(source.size.width)), ("srch", Int64(source.size.height)),
            ("dstw", Int64(source.size.width)), ("dsth", Int64(source.size.height)),
            ("src_format", Int64(source.rangelessFormat.rawValue)),
            ("dst_format", Int64(target.rawValue)),
            ("sws_flags", Int64(interpolation | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP)),
            ("src_range", range), ("dst_range", range),
        ]
        for (name, value) in options + source.siting(descriptor) {
            try FFmpegStatus.check(
                av_opt_set_int(object, name, value, 0), "av_opt_set_int(\(name))", place: place)
        }
        try FFmpegStatus.check(
            sws_init_context(context, nil, nil), "sws_init_context", place: place)
    }

    private func straightImage() throws -> StraightImage {
        let picture = output.pointer.pointee
        let (width, height) = (source.size.width, source.size.height)
        guard let base = picture.data.0 else {
            throw MediaError.libraryFailure(
                place: place, call: "sws_scale_frame", reason: "no picture")
        }
        let rowBytes = Int(picture.linesize.0)
        let bytes = UnsafeRawBufferPointer(start: base, count: rowBytes * height)
        switch target {
        case AV_PIX_FMT_RGB24, AV_PIX_FMT_RGBA:
            return try StraightImage(
                width: width, height: height, channels: target == AV_PIX_FMT_RGBA ? 4 : 3,
                depth: 8, bytes: bytes, rowBytes: rowBytes)
        case AV_PIX_FMT_RGB48LE, AV_PIX_FMT_RGBA64LE:
            return try StraightImage(
                width: width, height: height, channels: target == AV_PIX_FMT_RGBA64LE ? 4 : 3,
                depth: 16, bytes: bytes, rowBytes: rowBytes)
        default:
            return try planarPicture(picture)
        }
    }

    private func planarPicture(_ picture: AVFrame) throws -> StraightImage {
        let planes = [
            (picture.data.0, picture.linesize.0), (picture.data.1, picture.linesize.1),
            (picture.data.2, picture.linesize.2),
        ]
        let isGrey = descriptor.nb_components == 1
        let isFullRange = source.isFullRange(descriptor)
        let depth = Int(descriptor.comp.0.depth)
        let codes = VideoCodes(
            size: source.size, depth: isGrey ? 16 : depth,
            isFullRange: isGrey || isFullRange,
            planes: planes.compactMap { data, rowBytes in
                data.map { (UnsafeRawPointer($0), Int(rowBytes)) }
            })
        var image = try Image(codes, matrix: matrix)
        if isGrey, !isFullRange { Self.expandGrey(&image, depth: depth) }
        return StraightImage(colours: image, alpha: alpha(of: picture, depth: depth))
    }

    /// The fourth plane, whose codes stand in the upper bits of 16 and are always of full range.
    private func alpha(of picture: AVFrame, depth: Int) -> [Float]? {
        guard target == AV_PIX_FMT_YUVA444P16LE, let base = picture.data.3 else { return nil }
        let unit = Float(1 << (16 - depth))
        let largest = unit * Float(1 << depth - 1)
        let (width, rowBytes) = (source.size.width, Int(picture.linesize.3))
        var alpha = [Float](repeating: 1, count: width * source.size.height)
        alpha.withUnsafeMutableBufferPointer { alpha in
            for y in 0..<source.size.height {
                let row = UnsafeRawPointer(base) + y * rowBytes
                for x in 0..<width {
                    let code = row.loadUnaligned(fromByteOffset: 2 &* x, as: UInt16.self)
                    alpha[y &* width &+ x] = Float(code) / largest
                }
            }
        }
        return alpha
    }

    /// From codes over 2^depth − 1 to (code × 2^(8 − depth) − 16) / 219.
    private static func expandGrey(_ image: inout Image, depth: Int) {
        let factor = Float((1 << depth) - 1) / Float(1 << max(0, depth - 8)) / 219
        image.samples.withUnsafeMutableBufferPointer { samples in
            for i in samples.indices {
                samples[i] = max(0, min(1, samples[i] * factor - 16.0 / 219))
            }
        }
    }
}
