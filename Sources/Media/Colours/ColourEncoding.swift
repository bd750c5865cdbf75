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
        let linear = CurveTable(transfer.linear)
        let encoded = CurveTable(TransferCurve.encoded)
        linear.withFunction { linear in
            encoded.withFunction { convert(&image, linear, LightMatrix(matrix), $0) }
        }
        return true
    }

    private func convert(
        _ image: inout Image, _ linear: CurveTable.Function, _ matrix: LightMatrix,
        _ encoded: CurveTable.Function
    ) {
        let plane = image.planeCount
        let (isHLG, isHighDynamicRange) = (transfer == .hlg, transfer.isHighDynamicRange)
        let toneMap = HighDynamicRange()
        image.samples.withUnsafeMutableBufferPointer { samples in
            for i in 0..<plane {
                var light = SIMD3(
                    linear(samples[i]), linear(samples[i &+ plane]),
                    linear(samples[i &+ 2 &* plane]))
                if isHLG { toneMap.displayLight(ofHLG: &light) }
                light = matrix * light
                if isHighDynamicRange { toneMap.compress(&light) }
                samples[i] = encoded(light.x)
                samples[i &+ plane] = encoded(light.y)
                samples[i &+ 2 &* plane] = encoded(light.z)
            }
        }
    }
}

/// A ``Matrix3`` for the light of pixels.
private struct LightMatrix {
    private let columns: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)

    init(_ matrix: Matrix3) {
        func column(_ index: Int) -> SIMD3<Float> { SIMD3(matrix.column(index).map(Float.init)) }
        columns = (column(0), column(1), column(2))
    }

    @inline(__always)
    static func * (matrix: LightMatrix, light: SIMD3<Float>) -> SIMD3<Float> {
        light.x * matrix.columns.0 + light.y * matrix.columns.1 + light.z * matrix.columns.2
    }
}
