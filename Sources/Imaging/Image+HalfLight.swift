import Glibc

extension Image {
    /// The image as planes of half floats of linear light, in the order of ``samples``.
    ///
    /// The sRGB curve (IEC 61966-2-1) is taken back, odd below 0 and going on above 1.  Where there is
    /// alpha, the light is multiplied by it, as OpenEXR wants it, and alpha itself is clipped to 0…1.
    /// What is beyond half floats becomes their largest value, NaN becomes 0.
    package func halfLight() -> [UInt16] {
        let plane = planeCount
        let colours = hasAlpha ? 3 * plane : samples.count
        return samples.withUnsafeBufferPointer { source in
            [UInt16](unsafeUninitializedCapacity: source.count) { halfs, initialised in
                for start in stride(from: 0, to: colours, by: plane) {
                    for i in 0..<plane {
                        let light = sRGBLight(source[start &+ i])
                        let alpha = hasAlpha ? clipped(source[colours &+ i]) : 1
                        halfs[start &+ i] = halfBits(light * alpha)
                    }
                }
                for i in colours..<source.count { halfs[i] = halfBits(clipped(source[i])) }
                initialised = source.count
            }
        }
    }
}

/// A value in 0…1; NaN becomes 0.
private func clipped(_ value: Float) -> Float { value > 0 ? min(value, 1) : 0 }

/// The light of an sRGB-encoded sample; NaN becomes 0.
func sRGBLight(_ sample: Float) -> Float {
    let value = abs(sample)
    // Not a number is in neither.
    guard value > 0.04045 else { return value >= 0 ? sample / 12.92 : 0 }
    return copysign(powf((value + 0.055) / 1.055, 2.4), sample)
}

/// A float as the nearest half, ties to even; beyond its range the largest.
///
/// Source: IEEE 754-2019, binary16, sections 3.4 and 4.3.1.
func halfBits(_ value: Float) -> UInt16 {
    let sign = UInt16(value.bitPattern >> 16 & 0x8000)
    let magnitude = min(abs(value), 65504)
    if magnitude < 0x1p-14 {
        // Steps of 2⁻²⁴, as floats from a half to one have.
        return sign | UInt16(truncatingIfNeeded: (magnitude + 0.5).bitPattern &- 0x3F00_0000)
    }
    let bits = magnitude.bitPattern
    let rounded = bits &+ 0xFFF &+ (bits >> 13 & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded &- 0x3800_0000) >> 13)
}
