/// IEEE 754 binary16 and bfloat16 as bits: exact to 32-bit floats, rounded to nearest even back.
///
/// Written with integers rather than `Float16`, whose conversions are a library call for each
/// element where the processor baseline lacks F16C; these loops vectorise on every processor.
enum HalfPrecision {
    /// The value of binary16 bits, exactly; a NaN keeps its payload. `bits(of:)` is the inverse.
    @inline(__always)
    static func value(ofBits half: UInt16) -> Float {
        let sign = UInt32(half & 0x8000) << 16
        let magnitude = UInt32(half & 0x7fff)
        // Normal: the exponent's bias changes from 15 to 127. Infinity and NaN: to 255.
        let bias: UInt32 = magnitude >= 0x7c00 ? 224 << 23 : 112 << 23
        let normal = (magnitude << 13) &+ bias
        // Below 2^-14 the value is the fraction × 2^-24.
        let subnormal = (Float(Int32(truncatingIfNeeded: magnitude)) * 0x1p-24).bitPattern
        return Float(bitPattern: sign | (magnitude < 0x0400 ? subnormal : normal))
    }

    /// The nearest binary16 bits, ties to even; 65520 and above become infinity.
    /// `value(ofBits:)` is the inverse.
    @inline(__always)
    static func bits(of value: Float) -> UInt16 {
        let sign = UInt16(truncatingIfNeeded: value.bitPattern >> 16) & 0x8000
        let magnitude = value.bitPattern & 0x7fff_ffff
        if magnitude > 0x7f80_0000 { return sign | nanBits(magnitude) }
        if magnitude >= 0x4780_0000 { return sign | 0x7c00 }
        if magnitude < 0x3880_0000 {
            let fraction = (Float(bitPattern: magnitude) * 0x1p24).rounded(.toNearestOrEven)
            return sign | UInt16(fraction)
        }
        // A carry out of the fraction goes on into the exponent, as it should.
        let rounded = magnitude &+ 0x0fff &+ ((magnitude >> 13) & 1) &- (112 << 23)
        return sign | UInt16(truncatingIfNeeded: rounded >> 13)
    }

    /// The value of bfloat16 bits, exactly: they are the upper half of a 32-bit float.
    @inline(__always)
    static func value(ofBrainBits bits: UInt16) -> Float {
        Float(bitPattern: UInt32(bits) << 16)
    }

    /// The nearest bfloat16 bits, ties to even; what is too large becomes infinity.
    /// `value(ofBrainBits:)` is the inverse.
    @inline(__always)
    static func brainBits(of value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7fff &+ (bits >> 16 & 1)) >> 16)
    }

    /// The payload's upper bits, with one set where none is: without it a NaN would read infinite.
    private static func nanBits(_ magnitude: UInt32) -> UInt16 {
        let payload = UInt16(truncatingIfNeeded: (magnitude >> 13) & 0x03ff)
        return 0x7c00 | (payload == 0 ? 0x0200 : payload)
    }
}
