package import Weights

/// Every channel brought from a mean and a variance found in training to 0 and 1, then scaled and
/// shifted.
///
/// y = γ (x − μ) / √(σ² + ε) + β (Ioffe and Szegedy, arXiv 1502.03167, as used after training).  Not
/// linear in σ²: of an interpolated network it is computed from the interpolated μ and σ².
public struct BatchNormalization: Sendable, Hashable {
    /// Slot of γ, one value a channel; absent means 1.
    public let scale: Int?
    /// Slot of β, one value a channel; absent means 0.
    public let shift: Int?
    /// Slot of μ, one value a channel.
    public let mean: Int
    /// Slot of σ², one value a channel.
    public let variance: Int
    /// ε, added to the variance; 0 or more.
    public let epsilon: Float

    public init(scale: Int?, shift: Int?, mean: Int, variance: Int, epsilon: Float = 1e-5) {
        self.scale = scale
        self.shift = shift
        self.mean = mean
        self.variance = variance
        self.epsilon = epsilon
    }
}

extension BatchNormalization: OperationRule {
    package var parameters: [Int] { [scale, shift].compactMap(\.self) + [mean, variance] }

    /// Any rank from 2; channels are axis 1.
    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape {
        guard inputs[0].rank >= 2 else {
            throw SizeMismatch(
                found: "a value of \(inputs[0])", expected: "a batch and channels at least")
        }
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let channels = shape.sizes[1]
        let area = shape.sizes[2...].reduce(1, *)
        let (μ, σ²) = (parameters[mean].values, parameters[variance].values)
        let values = inputs[0].values.enumerated().map { index, x in
            let channel = index / area % channels
            let γ = Double(scale.map { parameters[$0].values[channel] } ?? 1)
            let β = Double(shift.map { parameters[$0].values[channel] } ?? 0)
            let deviation = (Double(σ²[channel]) + Double(epsilon)).squareRoot()
            return Float((Double(x) - Double(μ[channel])) / deviation * γ + β)
        }
        return Tensor(shape: shape.sizes, values: values)
    }
}
