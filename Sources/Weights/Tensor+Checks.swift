extension Tensor {
    /// Throws when an element is NaN or infinite, naming the first.
    func checkFinite(file: String, name: String) throws {
        guard let index = firstNonFinite(in: values) else { return }
        throw WeightsError.nonFinite(
            file: file, tensor: name, index: index, value: "\(values[index])",
            expected: "finite 32-bit floats")
    }
}

/// The index of the first NaN or infinity, nil when all are finite.
func firstNonFinite(in values: [Float]) -> Int? {
    // One pass without a branch for each element; the second pass is for the message only.
    var largest: UInt32 = 0
    values.withUnsafeBufferPointer { values in
        for value in values { largest = max(largest, value.bitPattern & 0x7fff_ffff) }
    }
    return largest < 0x7f80_0000 ? nil : values.firstIndex { !$0.isFinite }
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
