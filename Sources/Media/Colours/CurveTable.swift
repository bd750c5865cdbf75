/// A function of 0…1 by its values at equal steps, with straight lines between them.
///
/// Of the curves here, an sRGB level of 255 is met to 0.002.
final class CurveTable {
    private static let steps = 8192

    private let values: UnsafeMutableBufferPointer<Float>

    init(_ function: (Double) -> Double) {
        // One more than there are steps' ends, so that 1 has a neighbour too.
        values = .allocate(capacity: Self.steps + 2)
        for index in values.indices {
            values.initializeElement(
                at: index, to: Float(function(Double(index) / Double(Self.steps))))
        }
    }

    deinit { values.deallocate() }

    /// The function's values; arguments beyond 0…1, and NaN, count as 0 or 1.
    @inline(__always)
    func callAsFunction(_ arguments: SIMD8<Float>) -> SIMD8<Float> {
        let within = SIMD8<Float>.zero.replacing(
            with: pointwiseMin(arguments, SIMD8(repeating: 1)), where: arguments .> 0)
        let places = within * Float(Self.steps)
        // At 1.5 × 2²³ floats are a whole number apart: the sums are the whole numbers below, or of a
        // whole number itself or the one before, which gives the same value.
        let wholes = places - 0.5 + 12_582_912
        let indices = unsafeBitCast(wholes, to: SIMD8<UInt32>.self) & 0x3F_FFFF
        var (low, high) = (SIMD8<Float>(), SIMD8<Float>())
        for lane in 0..<8 {
            let index = Int(indices[lane])
            (low[lane], high[lane]) = (values[index], values[index &+ 1])
        }
        return low + (places - (wholes - 12_582_912)) * (high - low)
    }
}
