import CFFmpeg
import CHEIF
import Imaging

/// The planes of a picture that libheif has decoded.
struct HEIFLayout {
    private let planes: [segue_heif_plane]
    private let alphaPlane: segue_heif_plane?
    private let size: Size
    private let depth: Int
    private let chroma: HEIFChroma
    private let format: AVPixelFormat
    private let matrix: AVColorSpace
    private let range: AVColorRange
    private let place: String

    /// Checks that the planes are of sizes and depths that go together.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)``.
    init(_ state: segue_heif, place: String) throws {
        self.place = place
        let (y, u, v, alpha) = state.planes
        planes = state.chroma == 0 ? [y] : [y, u, v]
        size = Size(width: Int(y.width), height: Int(y.height))
        depth = Int(y.depth)
        chroma = HEIFChroma(rawValue: state.chroma) ?? .full
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        } catch let error as ImagingError {
            throw HEIFReader.damaged(place, "\(error)")
        }
        // Without a matrix, the planes of Y′CbCr are green, blue and red (ITU-T H.273, table 4, 0).
        let isIdentity = state.is_rgb != 0 || state.matrix == 0 && planes.count == 3
        guard let format = Self.format(planes, chroma: Int(state.chroma), isRGB: isIdentity) else {
            throw MediaError.badInput(
                place: place,
                found: "planes of \(planes.map { "\($0.width)×\($0.height), \($0.depth) bits" })",
                expected: "RGB, grey or Y'CbCr of 8, 10 or 12 bits")
        }
        self.format = format
        let isFull = state.is_full_range != 0 || state.is_rgb != 0
        guard isFull || !isIdentity else {
            throw MediaError.badInput(
                place: place, found: "RGB of limited range", expected: "RGB of full range")
        }
        matrix = isIdentity ? AVCOL_SPC_RGB : AVColorSpace(UInt32(max(0, state.matrix)))
        range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
        let isUsable =
            alpha.samples != nil && alpha.width == y.width && alpha.height == y.height
            && (1...16).contains(alpha.depth)
        // Premultiplied colours lie over black already.
        alphaPlane = isUsable && state.is_premultiplied == 0 ? alpha : nil
        order = state.is_rgb != 0 ? [1, 2, 0] : Array(planes.indices)
    }

    /// The planes in the order of FFmpeg's, which is green, blue and red.
    private let order: [Int]

    /// FFmpeg's name of the layout; nil for one that it has none for, and for planes that do not fit it.
    private static func format(
        _ planes: [segue_heif_plane], chroma: Int, isRGB: Bool
    ) -> AVPixelFormat? {
        let first = planes[0]
        let halvings = [0: (0, 0), 1: (1, 1), 2: (1, 0), 3: (0, 0)]
        guard let row = [8: 0, 10: 1, 12: 2][first.depth], let (across, down) = halvings[chroma],
            planes.allSatisfy({ $0.samples != nil && $0.depth == first.depth }),
            planes.dropFirst().allSatisfy({
                $0.width == (first.width + Int32(across)) >> Int32(across)
                    && $0.height == (first.height + Int32(down)) >> Int32(down)
            })
        else { return nil }
        switch chroma {
        case 0: return [AV_PIX_FMT_GRAY8, AV_PIX_FMT_GRAY10LE, AV_PIX_FMT_GRAY12LE][row]
        case 1 where !isRGB:
            return [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV420P12LE][row]
        case 2 where !isRGB:
            return [AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUV422P12LE][row]
        case 3 where isRGB:
            return [AV_PIX_FMT_GBRP, AV_PIX_FMT_GBRP10LE, AV_PIX_FMT_GBRP12LE][row]
        case 3: return [AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV444P10LE, AV_PIX_FMT_YUV444P12LE][row]
        default: return nil
        }
    }

    /// The colours as RGB, by the picture's matrix and range.
    func colours() throws -> Image {
        if chroma.halvesColumns, let matrix = VideoMatrix(matrix, untagged: .bt601) {
            return try interpolated(matrix)
        }
        let frame = try Frame(
            format: format, width: size.width, height: size.height, place: place)
        (frame.pointer.pointee.colorspace, frame.pointer.pointee.color_range) = (matrix, range)
        let data = frame.pointer.pointee
        let targets = [
            (data.data.0, data.linesize.0), (data.data.1, data.linesize.1),
            (data.data.2, data.linesize.2),
        ]
        for (index, (target, rowBytes)) in zip(order, targets) {
            let plane = planes[index]
            guard let target, let samples = plane.samples else { continue }
            let count = Int(plane.width) * (depth > 8 ? 2 : 1)
            for y in 0..<Int(plane.height) {
                UnsafeMutableRawPointer(target + y * Int(rowBytes)).copyMemory(
                    from: samples + y * Int(plane.row_bytes), byteCount: count)
            }
        }
        return try FrameConverter(for: frame, isPicture: true, place: place).convert(frame).colours
    }

    /// With chroma between samples that lie in the middle of their pixels, linearly, as libavif has it.
    ///
    /// swscale, asked for an odd number of rows, lets the chroma drift.
    private func interpolated(_ matrix: VideoMatrix) throws -> Image {
        let codes = planes.enumerated().map { index, plane in
            HEIFPlane(plane, depth).codes(size, halved: index == 0 ? .full : chroma)
        }
        return try codes[0].withUnsafeBytes { luma in
            try codes[1].withUnsafeBytes { blue in
                try codes[2].withUnsafeBytes { red in
                    let planes = [luma, blue, red].compactMap(\.baseAddress)
                    return try Image(
                        VideoCodes(
                            size: size, depth: depth, isFullRange: range == AVCOL_RANGE_JPEG,
                            planes: planes.map { ($0, 2 * size.width) }), matrix: matrix)
                }
            }
        }
    }

    /// 0…1, row by row; nil where every pixel is opaque.
    func alpha() throws -> [Float]? {
        guard let plane = alphaPlane, let samples = plane.samples else { return nil }
        let scale = 1 / Float(1 << plane.depth - 1)
        var alpha = [Float](repeating: 1, count: size.area)
        for y in 0..<size.height {
            let row = UnsafeRawPointer(samples) + y * Int(plane.row_bytes)
            for x in 0..<size.width {
                let level =
                    plane.depth > 8
                    ? Int(row.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self))
                    : Int(row.load(fromByteOffset: x, as: UInt8.self))
                alpha[y * size.width + x] = min(1, Float(level) * scale)
            }
        }
        return alpha
    }
}
