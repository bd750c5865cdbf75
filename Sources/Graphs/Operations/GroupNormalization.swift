package import Weights

/// Groups of channels brought to mean 0 and variance 1 together, then every channel scaled and shifted.
///
/// y = γ (x − μ) / √(σ² + ε) + β with the mean and biased variance of the channels' group (Wu and He,
/// arXiv 1803.08494).
public struct GroupNormalization: Sendable, Hashable {
    /// Divides the number of channels; 1 or more.
    public let groups: Int
    /// Slot of γ, one value a channel; absent means 1.
    public let scale: Int?
    /// Slot of β, one value a channel; absent means 0.
    public let shift: Int?
    /// ε, added to the variance; 0 or more.
    public let epsilon: Float

    public init(groups: Int, scale: Int?, shift: Int?, epsilon: Float = 1e-5) {
        self.groups = groups
        self.scale = scale
        self.shift = shift
        self.epsilon = epsilon
    }
}

extension GroupNormalization: OperationRule {
    package var parameters: [Int] { [scale, shift].compactMap(\.self) }

    /// Any rank from 2; channels are axis 1.
    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        guard inputs[0].rank >= 2, inputs[0].sizes[1] % groups == 0 else {
            throw Shape.Mismatch(
                found: "a value of \(inputs[0])", expected: "channels in \(groups) equal groups")
        }
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let channels = shape.sizes[1]
        let area = shape.sizes[2...].reduce(1, *)
        let size = channels / groups * area
        let normalized = stride(from: 0, to: shape.count, by: size).flatMap {
            standardized(inputs[0].values[$0..<$0 + size], epsilon: epsilon)
        }
        let values = normalized.enumerated().map { index, x in
            let channel = index / area % channels
            let γ = Double(scale.map { parameters[$0].values[channel] } ?? 1)
            let β = Double(shift.map { parameters[$0].values[channel] } ?? 0)
            return Float(x * γ + β)
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .image }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: GroupNormalization, _ tile: TileStep)
        -> ValidRange?
    {
        nil
    }

    package var fixesSizes: Bool { false }
}

/// (x − μ) / √(σ² + ε) with the mean and the biased variance σ² = Σ (x − μ)² / n of the values.
func standardized(_ values: some Collection<Float>, epsilon: Float) -> [Double] {
    let x = values.map(Double.init)
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    let deviation = (variance + Double(epsilon)).squareRoot()
    return x.map { ($0 - mean) / deviation }
}
