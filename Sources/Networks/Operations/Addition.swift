package import Weights

/// The sum of two values of one shape, the end of a residual block.
public struct Addition: Sendable, Hashable {
    public init() {}
}

extension Addition: OperationRule {
    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape {
        guard inputs[0] == inputs[1] else {
            throw SizeMismatch(
                found: "a sum of \(inputs[0]) and \(inputs[1])", expected: "two equal shapes")
        }
        return inputs[0]
    }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        Tensor(shape: inputs[0].shape, values: zip(inputs[0].values, inputs[1].values).map(+))
    }
}
