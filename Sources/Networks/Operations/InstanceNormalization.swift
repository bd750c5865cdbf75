package import Weights

/// Every channel brought to mean 0 and variance 1 over its own pixels, then scaled and shifted.
///
/// y = γ (x − μ) / √(σ² + ε) + β, with the biased variance σ² = Σ (x − μ)² / n (Ulyanov et al.,
/// arXiv 1607.08022).
public struct InstanceNormalization: Sendable, Hashable {
    /// Slot of γ, one value a channel; absent means 1.
    public let scale: Int?
    /// Slot of β, one value a channel; absent means 0.
    public let shift: Int?
    /// ε, added to the variance; above 0.
    public let epsilon: Float

    public init(scale: Int?, shift: Int?, epsilon: Float = 1e-5) {
        self.scale = scale
        self.shift = shift
        self.epsilon = epsilon
    }
}

extension InstanceNormalization: OperationRule {
    package var parameters: [Int] { [scale, shift].compactMap(\.self) }

    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape { inputs[0] }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        let values = inputs[0].values
        var result: [Float] = []
        result.reserveCapacity(values.count)
        for channel in 0..<shape.channels {
            let x = values[channel * shape.area..<(channel + 1) * shape.area].map(Double.init)
            let mean = x.reduce(0, +) / Double(shape.area)
            let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shape.area)
            let γ = Double(scale.map { parameters[$0].values[channel] } ?? 1)
            let β = Double(shift.map { parameters[$0].values[channel] } ?? 0)
            let factor = γ / (variance + Double(epsilon)).squareRoot()
            result += x.map { Float(($0 - mean) * factor + β) }
        }
        return Tensor(shape: inputs[0].shape, values: result)
    }
}
