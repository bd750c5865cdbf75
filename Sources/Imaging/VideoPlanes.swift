/// An image as 8-bit Y′CbCr 4:2:0 planes in BT.709, limited range: what a video encoder takes.
///
/// Width and height of the luma plane are even; the chroma planes have half of each.  Chroma is
/// sited at the left (on even columns, between two rows), H.264's default.
public struct VideoPlanes: Sendable, Equatable {
    /// Columns of the luma plane, even.
    public let width: Int

    /// Rows of the luma plane, even.
    public let height: Int

    /// 16…235, row by row without gaps.
    public let luma: [UInt8]

    /// Blue difference, 16…240 with 128 for grey, `width / 2` a row.
    public let blueDifference: [UInt8]

    /// Red difference, 16…240 with 128 for grey, `width / 2` a row.
    public let redDifference: [UInt8]

    /// The planes of an RGB or grey image, quantised through the ordered dither.
    ///
    /// An image of odd width or height gets its last column or row once more.  RGB is clipped to
    /// 0…1 first, NaN becomes 0.  Throws ``ImagingError`` unless there are 1 or 3 channels.
    public init(_ image: Image) throws {
        let even = try image.inColour().padded(
            width: image.width + image.width % 2, height: image.height + image.height % 2)
        (width, height) = (even.width, even.height)
        luma = Self.luma(of: even)
        let (blue, red) = Self.meanColours(of: even)
        blueDifference = blue
        redDifference = red
    }

    /// Y′ = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B); Rec. ITU-R BT.709-6, items 3.2 and 3.4.
    private static func luma(of image: Image) -> [UInt8] {
        let (width, plane, matrix) = (image.width, image.planeCount, VideoMatrix.bt709)
        return image.samples.withUnsafeBufferPointer { rgb in
            [UInt8](unsafeUninitializedCapacity: plane) { levels, initialised in
                for y in 0..<image.height {
                    let row = Quantisation.OrderedDither.rows[y & 7]
                    for x in 0..<width {
                        let i = y &* width &+ x
                        let value = matrix.luma(
                            unit(rgb[i]), unit(rgb[i &+ plane]), unit(rgb[i &+ 2 &* plane]))
                        levels[i] = UInt8(
                            truncatingIfNeeded: level(
                                16 + 219 * value, top: 255, offset: row[x & 7]))
                    }
                }
                initialised = plane
            }
        }
    }

    /// Cb = 128 + 224 (B − Y) / 1.8556, Cr = 128 + 224 (R − Y) / 1.5748 of the RGB that the filter
    /// (¼ ½ ¼) across and (½ ½) down gives at the chroma site.
    private static func meanColours(of image: Image) -> ([UInt8], [UInt8]) {
        let (width, columns, rows) = (image.width, image.width / 2, image.height / 2)
        let matrix = VideoMatrix.bt709
        var blue = [UInt8](repeating: 0, count: columns * rows)
        var red = blue
        var sums = [Float](repeating: 0, count: 3 * width)
        for y in 0..<rows {
            addRows(of: image, at: 2 * y, into: &sums)
            let (dither, start) = (Quantisation.OrderedDither.rows[y & 7], y * columns)
            sums.withUnsafeBufferPointer { sums in
                blue.withUnsafeMutableBufferPointer { blue in
                    red.withUnsafeMutableBufferPointer { red in
                        for x in 0..<columns {
                            let (left, centre) = (max(0, 2 &* x &- 1), 2 &* x)
                            let r = sited(sums, left, centre)
                            let g = sited(sums, left &+ width, centre &+ width)
                            let b = sited(sums, left &+ 2 &* width, centre &+ 2 &* width)
                            let luma = matrix.luma(r, g, b)
                            let offset = dither[x & 7]
                            blue[start &+ x] = difference(b - luma, 1.8556, offset)
                            red[start &+ x] = difference(r - luma, 1.5748, offset)
                        }
                    }
                }
            }
        }
        return (blue, red)
    }

    @inline(__always)
    private static func difference(_ value: Float, _ range: Float, _ offset: Float) -> UInt8 {
        UInt8(truncatingIfNeeded: level(128 + 224 / range * value, top: 255, offset: offset))
    }

    /// The sums of two neighbouring rows, clipped first: three rows of red, green, blue.
    private static func addRows(of image: Image, at y: Int, into sums: inout [Float]) {
        let (width, plane) = (image.width, image.planeCount)
        image.samples.withUnsafeBufferPointer { rgb in
            sums.withUnsafeMutableBufferPointer { sums in
                for c in 0..<3 {
                    let top = c * plane + y * width
                    for x in 0..<width {
                        sums[c &* width &+ x] =
                            unit(rgb[top &+ x]) + unit(rgb[top &+ width &+ x])
                    }
                }
            }
        }
    }

    /// The filter (¼ ½ ¼) on sums of two rows: an eighth, a quarter, an eighth.
    @inline(__always)
    private static func sited(_ sums: UnsafeBufferPointer<Float>, _ left: Int, _ centre: Int)
        -> Float
    {
        0.125 * (sums[left] + sums[centre &+ 1]) + 0.25 * sums[centre]
    }
}

/// Clipped to 0…1; NaN becomes 0.
@inline(__always)
func unit(_ value: Float) -> Float {
    value > 0 ? (value < 1 ? value : 1) : 0
}
