import Imaging

/// The primaries and the transfer curve of a picture, as its tags state them.
struct ColourEncoding: Equatable {
    let chromaticities: Chromaticities
    let transfer: TransferCurve

    /// Whether nothing has to be done.  Files often state sRGB's curve as a power near 2.2: within 5 % counts.
    var isSRGB: Bool {
        guard chromaticities.isBT709 else { return false }
        switch transfer {
        case .sRGB: return true
        case .power(let exponent): return abs(2.2 / exponent - 1) <= 0.05
        case .pq, .hlg: return false
        }
    }

    /// The picture as sRGB, clipped to 0…1; false when the primaries span no colour space, and the
    /// picture then stays as it is.
    func convert(_ image: inout Image) -> Bool {
        guard let matrix = chromaticities.toBT709 else { return false }
        let columns = (0..<3).map { SIMD3<Double>(matrix.column($0)) }
        let (fromRed, fromGreen, fromBlue) = (columns[0], columns[1], columns[2])
        let plane = image.planeCount
        image.samples.withUnsafeMutableBufferPointer { samples in
            for i in 0..<plane {
                var light = SIMD3<Double>()
                for c in 0..<3 { light[c] = transfer.linear(Double(samples[i &+ c &* plane])) }
                if transfer == .hlg { HighDynamicRange.displayLight(ofHLG: &light) }
                light = light.x * fromRed + light.y * fromGreen + light.z * fromBlue
                if transfer.isHighDynamicRange { HighDynamicRange.compress(&light) }
                for c in 0..<3 {
                    let value = Float(TransferCurve.encoded(light[c]))
                    samples[i &+ c &* plane] = value > 0 ? min(value, 1) : 0
                }
            }
        }
        return true
    }
}
