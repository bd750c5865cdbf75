/// The luma weights of a Y′CbCr system, which add up to 1.
public struct VideoMatrix: Sendable, Equatable {
    /// Red's weight.
    public let kr: Float

    /// Green's weight.
    public let kg: Float

    /// Blue's weight.
    public let kb: Float

    /// Rec. ITU-R BT.601-7: standard definition, JPEG.
    public static let bt601 = VideoMatrix(kr: 0.299, kg: 0.587, kb: 0.114)

    /// Rec. ITU-R BT.709-6: high definition.
    public static let bt709 = VideoMatrix(kr: 0.2126, kg: 0.7152, kb: 0.0722)

    /// Rec. ITU-R BT.2020-2, not constant luminance.
    public static let bt2020 = VideoMatrix(kr: 0.2627, kg: 0.6780, kb: 0.0593)

    /// SMPTE 240M.
    public static let smpte240 = VideoMatrix(kr: 0.212, kg: 0.701, kb: 0.087)

    /// FCC, United States, 1953.
    public static let fcc = VideoMatrix(kr: 0.30, kg: 0.59, kb: 0.11)

    /// Kr R + Kg G + Kb B.
    @inlinable
    public func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        kr * red + kg * green + kb * blue
    }

    /// The same to the last bits but one, and of a grey its value, bit for bit:
    /// G + Kr (R − G) + Kb (B − G).
    @inlinable
    public func lumaKeepingGreys(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        green + kr * (red - green) + kb * (blue - green)
    }
}

extension Image {
    /// One channel: of three, their luma, clipped to 0…1.
    package func luma(by matrix: VideoMatrix) throws -> Image {
        guard channels == 3 else { return self }
        let values = (0..<planeCount).map { k in
            unit(
                matrix.lumaKeepingGreys(
                    samples[k], samples[planeCount + k], samples[2 * planeCount + k]))
        }
        return try Image(width: width, height: height, channels: 1, samples: values)
    }
}
