package import Weights

/// A parameter as a value of the graph, for arithmetic that reads it; takes no inputs.
public struct ParameterValue: Sendable, Hashable {
    /// Slot of the parameter.
    public let slot: Int
    /// The parameter's sizes.
    public let sizes: [Int]

    public init(slot: Int, sizes: [Int]) {
        self.slot = slot
        self.sizes = sizes
    }
}

extension ParameterValue: OperationRule {
    package var parameters: [Int] { [slot] }

    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape { Shape(sizes) }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        parameters[slot]
    }
}

/// One number everywhere; takes no inputs.  Noise levels, factors that belong to the structure.
public struct Fill: Sendable, Hashable {
    public let value: Float
    /// Each 1 or more; empty for a single number.
    public let sizes: [Int]

    public init(_ value: Float, sizes: [Int] = []) {
        self.value = value
        self.sizes = sizes
    }
}

extension Fill: OperationRule {
    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape { Shape(sizes) }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        Tensor(shape: sizes, values: Array(repeating: value, count: shape.count))
    }
}
