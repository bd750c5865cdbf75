/// The way in which floats become integers.
public enum Quantisation: Sendable {
    /// To the nearest level.
    case rounded

    /// Through the ordered 8×8 matrix: exact levels stay, values between two levels become a fixed
    /// pattern of both with the right mean.
    case dithered
}

extension Quantisation {
    var rows: [OrderedDither.Row] {
        switch self {
        case .rounded: OrderedDither.none
        case .dithered: OrderedDither.rows
        }
    }
}

extension Quantisation {
    /// The ordered dither that hides the steps of 8-bit output: Bayer's 8×8 matrix, the same for every
    /// frame, so that equal frames give equal bytes and still areas do not shimmer.
    package enum OrderedDither {
        /// One row's offsets, in steps of the output, by `column & 7`; all in −0.5…0.5, exclusive.
        package typealias Row = SIMD8<Float>

        /// The eight rows; the row of an image's line y is `rows[y & 7]`.
        ///
        /// With M the Bayer matrix of order 8 (0…63), the offset is (M − 31.5) / 64.  All are smaller
        /// than half a step, so a value that is exactly representable comes out unchanged, and their mean
        /// is 0, so flat areas keep their mean.
        package static let rows: [Row] = (0..<8).map { y in
            var row = Row(repeating: 0)
            for x in 0..<8 { row[x] = (Float(bayer(x, y)) - 31.5) / 64 }
            return row
        }

        /// No dither: plain rounding to the nearest.
        static let none = [Row](repeating: Row(repeating: 0), count: 8)

        /// Bayer's matrix of order 8: the bits of x ⊕ y and y interleaved, the lowest most significant.
        private static func bayer(_ x: Int, _ y: Int) -> Int {
            var value = 0
            for bit in 0..<3 {
                value = value << 2 | ((x ^ y) >> bit & 1) << 1 | (y >> bit & 1)
            }
            return value
        }
    }
}

/// The nearest integer to `value + offset` after `value` is clipped to 0…`top`; NaN becomes 0.
///
/// `top` ≤ 65535 and |offset| < 0.5.  Adding 1.5 × 2²³, where floats are a whole number apart, leaves
/// the integer in the low bits, which vectorises where a checked conversion does not.
@inline(__always)
func level(_ value: Float, top: Float, offset: Float) -> UInt32 {
    let clipped = value > 0 ? (value < top ? value : top) : 0
    return (clipped + offset + 12_582_912).bitPattern & 0xFFFF
}
