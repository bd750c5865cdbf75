/// Counts of colours, five bits of each channel together, with the mean colour of each bin.
struct ColourHistogram {
    /// Bins.
    static let count = 1 << 15

    private var counts = [UInt32](repeating: 0, count: count)
    private var sums = [SIMD4<UInt32>](repeating: .zero, count: count)

    /// A colour and how many pixels have about it.
    struct Bin {
        let colour: SIMD4<Float>
        let weight: Float
    }

    /// Counts the pixels of interleaved RGB.
    mutating func add(_ rgb: [UInt8]) {
        rgb.withUnsafeBufferPointer { rgb in
            for pixel in stride(from: 0, to: rgb.count &- 2, by: 3) {
                let (r, g, b) = (rgb[pixel], rgb[pixel &+ 1], rgb[pixel &+ 2])
                let bin = Int(r >> 3) << 10 | Int(g >> 3) << 5 | Int(b >> 3)
                counts[bin] &+= 1
                sums[bin] &+= SIMD4(UInt32(r), UInt32(g), UInt32(b), 0)
            }
        }
    }

    /// The bins that are not empty.
    var bins: [Bin] {
        counts.indices.filter { counts[$0] > 0 }.map { index in
            let count = Float(counts[index])
            return Bin(colour: SIMD4<Float>(sums[index]) / count, weight: count)
        }
    }
}
