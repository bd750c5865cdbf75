/// An array of 32-bit floats of any rank: the parameters of one layer.
///
/// Elements stand in row-major order: the last dimension runs fastest.
public struct Tensor: Sendable, Equatable {
    /// Sizes of the dimensions, outermost first; empty for a single number. Each is 0 or more.
    public let shape: [Int]

    /// The elements in row-major order, as many as the product of `shape`.
    public let values: [Float]

    /// Makes a tensor of elements that fit the shape.
    ///
    /// Stops the program when the caller's count and shape differ: readers have checked by then.
    public init(shape: [Int], values: [Float]) {
        precondition(
            shape.reduce(1, *) == values.count,
            "Tensor: \(values.count) values do not fill the shape \(shape)")
        self.shape = shape
        self.values = values
    }

    /// The number of elements: the product of `shape`, 1 for a single number.
    public var elementCount: Int { values.count }
}

extension Tensor {
    /// The most dimensions that a file may give a tensor.
    static let rankLimit = 32

    /// The product of the sizes; nil when it does not fit.
    static func elementCount(of shape: [Int]) -> Int? {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            if overflow { return nil }
            count = product
        }
        return count
    }
}

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
