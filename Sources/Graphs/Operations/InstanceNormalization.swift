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

    /// Any rank from 3; channels are axis 1.
    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        guard inputs[0].rank >= 3 else {
            throw Shape.Mismatch(
                found: "a value of \(inputs[0])", expected: "a batch, channels and pixels")
        }
        return inputs[0]
    }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        let channels = shape.sizes[1]
        let area = shape.sizes[2...].reduce(1, *)
        let values = (0..<shape.count / area).flatMap { plane in
            let channel = plane % channels
            let γ = Double(scale.map { parameters[$0].values[channel] } ?? 1)
            let β = Double(shift.map { parameters[$0].values[channel] } ?? 0)
            return standardized(
                inputs[0].values[plane * area..<(plane + 1) * area], epsilon: epsilon
            ).map { Float($0 * γ + β) }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .image }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        for slot in parameters { step.spaces.use(slot, axis: 0, step.inputs[0].layout) }
        return step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: InstanceNormalization, _ tile: TileStep)
        -> ValidRange?
    {
        nil
    }

    package var fixesSizes: Bool { false }
}
