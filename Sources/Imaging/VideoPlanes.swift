/// An image as the integers that a video encoder takes: planes of Y′CbCr in BT.709, limited range, or
/// of red, green and blue, and of alpha.
///
/// The codes of b bits are those of 8 bits times 2^(b − 8), as Rec. ITU-R BT.709-6 and its successors
/// have them.  Colours are quantised through the ordered dither of their own step, except those of 16
/// bits, which are rounded, as alpha is.
public struct VideoPlanes: Sendable, Equatable {
    /// One plane.
    public struct Plane: Sendable, Equatable {
        /// Columns.
        public let width: Int
        /// Rows.
        public let height: Int
        /// Codes, row by row without gaps.
        public let codes: [UInt16]
    }

    /// What the planes are of.
    public struct Layout: Sendable, Hashable {
        /// How colours are sampled.
        public let sampling: VideoSampling
        /// Bits of a code, 8…16.
        public let bits: Int
        /// Whether there is a plane of alpha: the last, of all bits, 0 for what is transparent.
        public let hasAlpha: Bool

        /// Planes of that sampling and that many bits.
        public init(_ sampling: VideoSampling, bits: Int = 8, hasAlpha: Bool = false) {
            (self.sampling, self.bits, self.hasAlpha) = (sampling, bits, hasAlpha)
        }
    }

    /// Columns of the first plane.
    public let width: Int

    /// Rows of the first plane.
    public let height: Int

    /// What the planes are of.
    public let layout: Layout

    /// Luma, blue difference and red difference, or red, green and blue; then alpha.
    public let planes: [Plane]

    /// The planes of an image of 1 or 3 channels, or of 4 where the layout has alpha.
    ///
    /// An image that has not a whole number of colour differences gets its last column or row once more.
    /// Samples are clipped to 0…1 first, NaN becomes 0.  An image without alpha is opaque.  Throws
    /// ``ImagingError`` for other channels, and for bits outside 8…16.
    public init(_ image: Image, _ layout: Layout = Layout(.yCbCr420)) throws {
        guard (8...16).contains(layout.bits) else {
            throw ImagingError.outside(found: "\(layout.bits) bits", expected: "8…16")
        }
        guard !image.hasAlpha || layout.hasAlpha else {
            throw ImagingError.wrongChannels(found: image.channels, expected: 3)
        }
        let whole = layout.sampling.wholeSize(image.size)
        let padded = try image.padded(width: whole.width, height: whole.height)
        let colours = try padded.withoutAlpha.inColour()
        (width, height, self.layout) = (whole.width, whole.height, layout)
        let codes = VideoCodeWriter(layout)
        var planes =
            layout.sampling == .rgb
            ? codes.components(of: colours)
            : [codes.luma(of: colours)] + codes.differences(of: colours)
        if layout.hasAlpha { planes.append(codes.alpha(of: padded)) }
        self.planes = planes
    }
}

/// Turns images into codes of a layout.
private struct VideoCodeWriter {
    let layout: VideoPlanes.Layout
    /// A code of these bits for one of 8 bits.
    let scale: Float
    /// The largest code.
    let top: Float
    /// The dither of every row.
    let dither: [Quantisation.OrderedDither.Row]

    init(_ layout: VideoPlanes.Layout) {
        self.layout = layout
        scale = Float(1 << (layout.bits - 8))
        top = Float(1 << layout.bits - 1)
        dither = layout.bits < 16 ? Quantisation.dithered.rows : Quantisation.rounded.rows
    }

    /// Y′ = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B); Rec. ITU-R BT.709-6, items 3.2 and 3.4.
    func luma(of image: Image) -> VideoPlanes.Plane {
        let (plane, matrix) = (image.planeCount, VideoMatrix.bt709)
        let (offset, range) = (16 * scale, 219 * scale)
        return image.samples.withUnsafeBufferPointer { rgb in
            codes(width: image.width, height: image.height) { i in
                let value = matrix.luma(
                    unit(rgb[i]), unit(rgb[i &+ plane]), unit(rgb[i &+ 2 &* plane]))
                return offset + range * value
            }
        }
    }

    /// Red, green and blue, of the whole range.
    func components(of image: Image) -> [VideoPlanes.Plane] {
        (0..<3).map { channel in
            let start = channel * image.planeCount
            return image.samples.withUnsafeBufferPointer { samples in
                codes(width: image.width, height: image.height) {
                    top * unit(samples[start &+ $0])
                }
            }
        }
    }

    /// Alpha of the whole range, rounded; opaque where there is none.
    func alpha(of image: Image) -> VideoPlanes.Plane {
        let count = image.planeCount
        guard image.hasAlpha else {
            return VideoPlanes.Plane(
                width: image.width, height: image.height,
                codes: [UInt16](repeating: UInt16(top), count: count))
        }
        let values = image.samples[(3 * count)...].map {
            UInt16(truncatingIfNeeded: level(top * unit($0), top: top, offset: 0))
        }
        return VideoPlanes.Plane(width: image.width, height: image.height, codes: values)
    }

    /// A plane of a value for each place, dithered.
    @inline(__always)
    private func codes(
        width: Int, height: Int, _ value: (Int) -> Float
    ) -> VideoPlanes.Plane {
        let codes = [UInt16](unsafeUninitializedCapacity: width * height) { codes, initialised in
            for y in 0..<height {
                let row = dither[y & 7]
                for x in 0..<width {
                    let i = y &* width &+ x
                    codes[i] = UInt16(
                        truncatingIfNeeded: level(value(i), top: top, offset: row[x & 7]))
                }
            }
            initialised = width * height
        }
        return VideoPlanes.Plane(width: width, height: height, codes: codes)
    }
}

extension VideoCodeWriter {
    /// Cb = 128 + 224 (B − Y) / 1.8556, Cr = 128 + 224 (R − Y) / 1.5748 of the RGB at the place of the
    /// difference.
    ///
    /// Where there are half of the columns they are those on even ones, H.264's default, and the filter
    /// across is (¼ ½ ¼); where there are half of the rows they are between two, and it is (½ ½) down.
    func differences(of image: Image) -> [VideoPlanes.Plane] {
        let step = layout.sampling.step
        let (width, columns, rows) = (
            image.width, image.width / step.columns, image.height / step.rows
        )
        let matrix = VideoMatrix.bt709
        var blue = [UInt16](repeating: 0, count: columns * rows)
        var red = blue
        var sums = [Float](repeating: 0, count: 3 * width)
        for y in 0..<rows {
            addRows(of: image, step.rows * y, step.rows * (y + 1) - 1, into: &sums)
            let (dither, start) = (dither[y & 7], y * columns)
            sums.withUnsafeBufferPointer { sums in
                blue.withUnsafeMutableBufferPointer { blue in
                    red.withUnsafeMutableBufferPointer { red in
                        for x in 0..<columns {
                            let (r, g, b) = colour(at: x, step.columns, of: sums, width)
                            let luma = matrix.luma(r, g, b)
                            let offset = dither[x & 7]
                            blue[start &+ x] = difference(b - luma, 1.8556, offset)
                            red[start &+ x] = difference(r - luma, 1.5748, offset)
                        }
                    }
                }
            }
        }
        return [blue, red].map { VideoPlanes.Plane(width: columns, height: rows, codes: $0) }
    }

    @inline(__always)
    private func difference(_ value: Float, _ range: Float, _ offset: Float) -> UInt16 {
        let code = 128 * scale + 224 * scale / range * value
        return UInt16(truncatingIfNeeded: level(code, top: top, offset: offset))
    }

    /// The sums of two rows, or of one and itself, clipped first: three rows of red, green, blue.
    private func addRows(of image: Image, _ first: Int, _ second: Int, into sums: inout [Float]) {
        let (width, plane) = (image.width, image.planeCount)
        image.samples.withUnsafeBufferPointer { rgb in
            sums.withUnsafeMutableBufferPointer { sums in
                for c in 0..<3 {
                    let (top, bottom) = (c * plane + first * width, c * plane + second * width)
                    for x in 0..<width {
                        sums[c &* width &+ x] = unit(rgb[top &+ x]) + unit(rgb[bottom &+ x])
                    }
                }
            }
        }
    }

    /// Red, green and blue where a difference is, from sums of two rows.
    @inline(__always)
    private func colour(
        at x: Int, _ step: Int, of sums: UnsafeBufferPointer<Float>, _ width: Int
    ) -> (Float, Float, Float) {
        guard step == 2 else {
            return (
                0.5 * sums[x], 0.5 * sums[x &+ width], 0.5 * sums[x &+ 2 &* width]
            )
        }
        let (left, centre) = (max(0, 2 &* x &- 1), 2 &* x)
        return (
            sited(sums, left, centre), sited(sums, left &+ width, centre &+ width),
            sited(sums, left &+ 2 &* width, centre &+ 2 &* width)
        )
    }

    /// The filter (¼ ½ ¼) on sums of two rows: an eighth, a quarter, an eighth.
    @inline(__always)
    private func sited(
        _ sums: UnsafeBufferPointer<Float>, _ left: Int, _ centre: Int
    ) -> Float {
        0.125 * (sums[left] + sums[centre &+ 1]) + 0.25 * sums[centre]
    }
}

/// Clipped to 0…1; NaN becomes 0.
@inline(__always)
func unit(_ value: Float) -> Float {
    value > 0 ? (value < 1 ? value : 1) : 0
}
