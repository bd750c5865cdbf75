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
        let (linear, encoded) = (CurveTable(transfer.linear), CurveTable(TransferCurve.encoded))
        let (toBT709, toneMap) = (LightMatrix(matrix), HighDynamicRange())
        let (isHLG, isHighDynamicRange) = (transfer == .hlg, transfer.isHighDynamicRange)
        image.forEachEightPixels { pixels in
            var light = PixelLight(
                red: linear(pixels.red), green: linear(pixels.green), blue: linear(pixels.blue))
            if isHLG { toneMap.displayLight(ofHLG: &light) }
            light = toBT709 * light
            if isHighDynamicRange { toneMap.compress(&light) }
            pixels = PixelLight(
                red: encoded(light.red), green: encoded(light.green), blue: encoded(light.blue))
        }
        return true
    }
}

extension Image {
    /// Changes three channels eight pixels at a time; the last ones may be fewer.
    @inline(__always)
    fileprivate mutating func forEachEightPixels(_ change: (inout PixelLight) -> Void) {
        let plane = planeCount
        samples.withUnsafeMutableBytes { bytes in
            for start in stride(from: 0, to: plane &- 7, by: 8) {
                var pixels = PixelLight(
                    red: bytes.eight(at: start), green: bytes.eight(at: start &+ plane),
                    blue: bytes.eight(at: start &+ 2 &* plane))
                change(&pixels)
                bytes.put(pixels.red, at: start)
                bytes.put(pixels.green, at: start &+ plane)
                bytes.put(pixels.blue, at: start &+ 2 &* plane)
            }
        }
        let rest = plane - plane % 8..<plane
        guard !rest.isEmpty else { return }
        var pixels = PixelLight(red: .zero, green: .zero, blue: .zero)
        for (lane, i) in rest.enumerated() {
            pixels.red[lane] = samples[i]
            pixels.green[lane] = samples[i + plane]
            pixels.blue[lane] = samples[i + 2 * plane]
        }
        change(&pixels)
        for (lane, i) in rest.enumerated() {
            samples[i] = pixels.red[lane]
            samples[i + plane] = pixels.green[lane]
            samples[i + 2 * plane] = pixels.blue[lane]
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Eight floats from that of an index on.
    @inline(__always)
    fileprivate func eight(at index: Int) -> SIMD8<Float> {
        loadUnaligned(fromByteOffset: 4 &* index, as: SIMD8<Float>.self)
    }

    @inline(__always)
    fileprivate func put(_ floats: SIMD8<Float>, at index: Int) {
        storeBytes(of: floats, toByteOffset: 4 &* index, as: SIMD8<Float>.self)
    }
}
