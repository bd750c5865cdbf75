/// Planes of Y′CbCr codes at full resolution, as another library hands them over: 16 bits a sample,
/// the code in the upper bits.
public struct VideoCodes {
    /// One plane: its first row, and the bytes from one row to the next.
    public typealias Plane = (start: UnsafeRawPointer, rowBytes: Int)

    /// Columns and rows of every plane.
    public let size: Size

    /// Bits of a code, 8…16.
    public let depth: Int

    /// Whether codes use all values rather than 16…235 and 16…240 (of 8 bits).
    public let isFullRange: Bool

    /// Luma, blue difference and red difference.  Must stay valid while the codes are used.
    public let planes: [Plane]

    /// The given planes, three.
    public init(size: Size, depth: Int, isFullRange: Bool, planes: [Plane]) {
        (self.size, self.depth, self.isFullRange) = (size, depth, isFullRange)
        self.planes = planes
    }
}

extension Image {
    /// RGB from Y′CbCr, clipped to 0…1, as every other program hands video to networks.
    ///
    /// With y of 0…1 and b, r of −½…½: R = y + 2 (1 − Kr) r, B = y + 2 (1 − Kb) b,
    /// G = (y − Kr R − Kb B) / Kg.  Throws ``ImagingError`` for a bad size and unless there are three
    /// planes of 8…16 bits.
    public init(_ codes: VideoCodes, matrix: VideoMatrix) throws {
        guard codes.planes.count == 3 else {
            throw ImagingError.wrongChannels(found: codes.planes.count, expected: 3)
        }
        guard (8...16).contains(codes.depth) else {
            throw ImagingError.outside(found: "\(codes.depth) bits", expected: "8…16")
        }
        try self.init(width: codes.size.width, height: codes.size.height)
        let scale = CodeScale(depth: codes.depth, isFullRange: codes.isFullRange)
        let (width, plane) = (width, planeCount)
        samples.withUnsafeMutableBufferPointer { rgb in
            guard let start = rgb.baseAddress else { return }
            for y in 0..<codes.size.height {
                let rows = codes.planes.map {
                    ($0.start + y * $0.rowBytes).assumingMemoryBound(to: UInt16.self)
                }
                let target = start + y * width
                convertRow(
                    rows, width, scale, matrix, target, target + plane, target + 2 * plane)
            }
        }
    }
}

/// How codes in the upper bits of 16 become values: luma = a code + b, differences = c code + d.
private struct CodeScale {
    let luma: (factor: Float, offset: Float)
    let difference: (factor: Float, offset: Float)

    init(depth: Int, isFullRange: Bool) {
        // One step of a code of `depth` bits is 2^(16 − depth); limited codes are whole multiples of
        // the 8-bit ones, full ones are fractions of 2^depth − 1.
        let unit = Float(1 << (16 - depth))
        let full = 1 / (unit * Float(1 << depth - 1))
        if isFullRange {
            luma = (full, 0)
            difference = (full, -32768 * full)
        } else {
            // SMPTE RP 125 and its successors: codes 16…235 and 16…240, times 2^(depth − 8).
            luma = (1 / (219 * 256), -16.0 / 219)
            difference = (1 / (224 * 256), -128.0 / 224)
        }
    }
}

@inline(__always)
private func convertRow(
    _ rows: [UnsafePointer<UInt16>], _ width: Int, _ scale: CodeScale, _ matrix: VideoMatrix,
    _ red: UnsafeMutablePointer<Float>, _ green: UnsafeMutablePointer<Float>,
    _ blue: UnsafeMutablePointer<Float>
) {
    let (luma, blues, reds) = (rows[0], rows[1], rows[2])
    let (fromRed, fromBlue) = (2 * (1 - matrix.kr), 2 * (1 - matrix.kb))
    // What is left of 1, so that white is white to the last bit.
    let kg = 1 - matrix.kr - matrix.kb
    let (greenRed, greenBlue) = (matrix.kr * fromRed / kg, matrix.kb * fromBlue / kg)
    for x in 0..<width {
        let y = Float(luma[x]) * scale.luma.factor + scale.luma.offset
        let b = Float(blues[x]) * scale.difference.factor + scale.difference.offset
        let r = Float(reds[x]) * scale.difference.factor + scale.difference.offset
        red[x] = unit(y + fromRed * r)
        green[x] = unit(y - greenRed * r - greenBlue * b)
        blue[x] = unit(y + fromBlue * b)
    }
}
