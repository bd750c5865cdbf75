import CTIFF
import Imaging

/// What a TIFF page's samples mean: its colours and its alpha.
///
/// Source: TIFF revision 6.0, PhotometricInterpretation and ExtraSamples.
struct TIFFPixels {
    /// Samples of a pixel.
    let channels: Int

    private enum Colours {
        case grey
        case inverseGrey
        case rgb
        case cmyk
        case lab
        case palette([SIMD3<Float>])

        var channels: Int {
            switch self {
            case .grey, .inverseGrey, .palette: 1
            case .rgb, .lab: 3
            case .cmyk: 4
            }
        }
    }

    private let colours: Colours
    private let hasAlpha: Bool
    private let isMultiplied: Bool

    /// Nil for what only libtiff's own conversion knows.
    init?(_ page: segue_tiff_page) {
        let isFloat = page.format == SAMPLEFORMAT_IEEEFP
        let bits = Int(page.bits)
        guard isFloat ? [16, 32, 64].contains(bits) : (1...16).contains(bits) || bits == 32,
            isFloat || page.format == SAMPLEFORMAT_UINT || page.format == SAMPLEFORMAT_VOID
        else { return nil }
        switch Int32(page.photometric) {
        case PHOTOMETRIC_MINISBLACK: colours = .grey
        case PHOTOMETRIC_MINISWHITE: colours = .inverseGrey
        case PHOTOMETRIC_RGB: colours = .rgb
        case PHOTOMETRIC_SEPARATED: colours = .cmyk
        case PHOTOMETRIC_CIELAB where bits == 8 && !isFloat: colours = .lab
        case PHOTOMETRIC_PALETTE:
            guard !isFloat, bits <= 16, let palette = Self.palette(page) else { return nil }
            colours = .palette(palette)
        default: return nil
        }
        channels = Int(page.channels)
        guard channels >= colours.channels, channels <= 16 else { return nil }
        // A sample of a kind that is not stated is no alpha.
        let stated = channels > colours.channels ? page.extra : -1
        isMultiplied = stated == EXTRASAMPLE_ASSOCALPHA
        hasAlpha = isMultiplied || stated == EXTRASAMPLE_UNASSALPHA
    }

    /// Levels of 16 bits; programs that wrote those of 8 left the upper byte at 0.
    private static func palette(_ page: segue_tiff_page) -> [SIMD3<Float>]? {
        guard let red = page.palette.0, let green = page.palette.1, let blue = page.palette.2
        else { return nil }
        let levels = (0..<1 << Int(page.bits)).map {
            SIMD3(Float(red[$0]), Float(green[$0]), Float(blue[$0]))
        }
        // The upper byte is the level of 8 bits, however the lower one was filled.
        let isOfBytes = levels.allSatisfy { $0.max() < 256 }
        return levels.map { isOfBytes ? $0 / 255 : ($0 / 256).rounded(.down) / 255 }
    }

    /// The picture of samples of 0…1, pixel by pixel; what lies beyond is clipped.
    func picture(_ samples: [Float], _ size: Size) throws -> StraightImage {
        var planes = [Float](repeating: 0, count: 3 * size.area)
        var alpha = hasAlpha ? [Float](repeating: 1, count: size.area) : nil
        for index in 0..<size.area {
            let pixel = samples[index * channels..<(index + 1) * channels]
            var colour = colour(pixel)
            if hasAlpha {
                let value = Self.clipped(pixel[pixel.startIndex + colours.channels])
                if isMultiplied { colour = value > 0 ? colour / value : .zero }
                alpha?[index] = value
            }
            for c in 0..<3 { planes[c * size.area + index] = Self.clipped(colour[c]) }
        }
        let image = try Image(
            width: size.width, height: size.height, channels: 3, samples: planes)
        return StraightImage(colours: image, alpha: alpha)
    }

    private func colour(_ pixel: ArraySlice<Float>) -> SIMD3<Float> {
        let first = pixel.startIndex
        switch colours {
        case .grey: return SIMD3(repeating: pixel[first])
        case .inverseGrey: return SIMD3(repeating: 1 - pixel[first])
        case .rgb: return SIMD3(pixel[first], pixel[first + 1], pixel[first + 2])
        case .cmyk:
            let inks = SIMD3(pixel[first], pixel[first + 1], pixel[first + 2])
            return (1 - inks) * (1 - pixel[first + 3])
        case .lab: return Self.colour(lab: SIMD3(pixel[first], pixel[first + 1], pixel[first + 2]))
        case .palette(let colours):
            let index = Int((pixel[first] * Float(colours.count - 1)).rounded())
            return colours[min(max(0, index), colours.count - 1)]
        }
    }

    /// sRGB of CIE L*a*b* of 8 bits (TIFF 6.0, section 23): L* of 0…100, a* and b* with a sign.
    ///
    /// The white is D50's, as in ICC profiles; the matrix to BT.709's primaries adapts it by Bradford
    /// (Lindbloom, "RGB/XYZ Matrices").
    private static func colour(lab: SIMD3<Float>) -> SIMD3<Float> {
        func signed(_ value: Float) -> Float { value > 0.5 ? value * 255 - 256 : value * 255 }
        func cube(_ value: Float) -> Float {
            value > 6.0 / 29 ? value * value * value : 3 * 36 / 841 * (value - 4.0 / 29)
        }
        let y = (lab.x * 100 + 16) / 116
        let light = SIMD3(
            0.9642 * cube(y + signed(lab.y) / 500), cube(y),
            0.8249 * cube(y - signed(lab.z) / 200))
        let linear = SIMD3(
            (light * SIMD3(3.1338561, -1.6168667, -0.4906146)).sum(),
            (light * SIMD3(-0.9787684, 1.9161415, 0.0334540)).sum(),
            (light * SIMD3(0.0719453, -0.2289914, 1.4052427)).sum())
        return SIMD3(
            Float(TransferCurve.encoded(Double(linear.x))),
            Float(TransferCurve.encoded(Double(linear.y))),
            Float(TransferCurve.encoded(Double(linear.z))))
    }

    /// Whether a profile of the file is of these colours once they are a picture's.
    var takesProfile: Bool {
        if case .lab = colours { return false }
        return true
    }

    /// Also a NaN becomes 0.
    private static func clipped(_ value: Float) -> Float { value > 0 ? min(value, 1) : 0 }
}
