/// An array of integers that a file keeps beside the parameters, such as `num_batches_tracked`.
public struct IntegerTensor: Sendable, Equatable {
    /// Sizes of the dimensions, outermost first; empty for a single number. Each is 0 or more.
    public let shape: [Int]

    /// The elements in row-major order; truth values are 0 and 1.
    public let values: [Int64]

    /// Makes a tensor of elements that fit the shape.
    ///
    /// Stops the program when the caller's count and shape differ: readers have checked by then.
    public init(shape: [Int], values: [Int64]) {
        precondition(
            shape.reduce(1, *) == values.count,
            "IntegerTensor: \(values.count) values do not fill the shape \(shape)")
        self.shape = shape
        self.values = values
    }
}

extension StoredType {
    /// The values an integer type can hold and we can: below 2^63, and 0 or 1 for truth values.
    private var integerRange: ClosedRange<Int64> {
        switch self {
        case .i32: -0x8000_0000...0x7fff_ffff
        case .i16: -0x8000...0x7fff
        case .i8: -0x80...0x7f
        case .u64: 0...Int64.max
        case .u32: 0...0xffff_ffff
        case .u16: 0...0xffff
        case .u8: 0...0xff
        case .bool: 0...1
        default: Int64.min...Int64.max
        }
    }

    /// Throws when an integer is outside the type's range, naming the first.
    func check(_ values: [Int64], file: String, tensor: String) throws {
        let range = integerRange
        guard let index = values.firstIndex(where: { !range.contains($0) }) else { return }
        let value = self == .u64 ? "\(UInt64(bitPattern: values[index]))" : "\(values[index])"
        throw WeightsError.malformedTensor(
            file: file, tensor: tensor, found: "\(value) at element \(index)",
            expected: "\(range.lowerBound) to \(range.upperBound) for \(rawValue)")
    }
}
