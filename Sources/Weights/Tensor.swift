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
