public import Imaging
public import Weights

/// Numbers that look random and are the same for the same seed (SplitMix64; Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014).
public struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Uniform in −1…1.
    public mutating func float() -> Float { Float(Int64(bitPattern: next()) >> 39) * 0x1p-24 }

    public mutating func tensor(_ shape: [Int], scale: Float = 1, around center: Float = 0)
        -> Tensor
    {
        Tensor(
            shape: shape, values: (0..<shape.reduce(1, *)).map { _ in center + scale * float() })
    }

    /// A picture of values in 0…1.
    public mutating func picture(width: Int, height: Int) throws -> Image {
        try Image(
            width: width, height: height,
            samples: tensor([3 * width * height], scale: 0.5, around: 0.5).values)
    }

    public mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: values.indices, using: &self)]
    }
}
