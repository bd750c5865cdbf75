import Foundation
package import Weights

/// A function applied to every value alone.
public enum Activation: Sendable, Hashable {
    /// max(x, 0)
    case relu
    /// x for x ≥ 0, else slope · x
    case leakyReLU(slope: Float)
    /// 1 / (1 + e^−x)
    case sigmoid
    /// (e^x − e^−x) / (e^x + e^−x)
    case tanh
    /// min(max(x, low), high)
    case clip(low: Float, high: Float)
}

extension Activation: OperationRule {
    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape { inputs[0] }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        Tensor(shape: inputs[0].shape, values: inputs[0].values.map(callAsFunction))
    }

    private func callAsFunction(_ x: Float) -> Float {
        switch self {
        case .relu: max(x, 0)
        case .leakyReLU(let slope): x >= 0 ? x : slope * x
        case .sigmoid: Float(1 / (1 + exp(-Double(x))))
        case .tanh: Float(Foundation.tanh(Double(x)))
        case .clip(let low, let high): min(max(x, low), high)
        }
    }
}
