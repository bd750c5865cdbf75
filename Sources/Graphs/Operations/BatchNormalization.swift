public import Imaging
package import Weights

/// Every channel brought from a mean and a variance to 0 and 1, then scaled and shifted.
///
/// y = γ (x − μ) / √(σ² + ε) + β (Ioffe and Szegedy, arXiv 1502.03167).  With stored statistics μ and σ²
/// are parameters; not linear in σ²: of an interpolated network it is computed from the interpolated μ
/// and σ².  With the image's they are the mean and the biased variance Σ (x − μ)² / n of the channel
/// over batch and pixels, as in training; of a single value the variance is 0.
public struct BatchNormalization: Sendable, Hashable {
    /// Slot of γ, one value a channel; absent means 1.
    public let scale: Int?
    /// Slot of β, one value a channel; absent means 0.
    public let shift: Int?
    /// Slot of μ, one value a channel.
    public let mean: Int
    /// Slot of σ², one value a channel.
    public let variance: Int
    /// Whether the slots of μ and σ² are read.  The image's statistics leave them in the graph, so that
    /// what reorders or mixes a file's tensors treats them like the others.
    public let statistics: BatchStatistics
    /// ε, added to the variance; 0 or more.
    public let epsilon: Float

    public init(
        scale: Int?, shift: Int?, mean: Int, variance: Int, statistics: BatchStatistics = .stored,
        epsilon: Float = 1e-5
    ) {
        self.scale = scale
        self.shift = shift
        self.mean = mean
        self.variance = variance
        self.statistics = statistics
        self.epsilon = epsilon
    }
}

extension BatchNormalization: OperationRule {
    package var parameters: [Int] { [scale, shift].compactMap(\.self) + [mean, variance] }

    /// Any rank from 2; channels are axis 1.
    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        guard inputs[0].rank >= 2 else {
            throw Shape.Mismatch(
                found: "a value of \(inputs[0])", expected: "a batch and channels at least")
        }
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let channels = shape.sizes[1]
        let area = shape.sizes[2...].reduce(1, *)
        let moments = moments(of: inputs[0], parameters, channels: channels, area: area)
        let values = inputs[0].values.enumerated().map { index, x in
            let channel = index / area % channels
            let γ = Double(scale.map { parameters[$0].values[channel] } ?? 1)
            let β = Double(shift.map { parameters[$0].values[channel] } ?? 0)
            let (μ, σ²) = moments[channel]
            return Float((Double(x) - μ) / (σ² + Double(epsilon)).squareRoot() * γ + β)
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    /// μ and σ² of every channel.
    private func moments(
        of input: Tensor, _ parameters: [Tensor], channels: Int, area: Int
    ) -> [(mean: Double, variance: Double)] {
        guard statistics == .picture else {
            return zip(parameters[mean].values, parameters[variance].values)
                .map { (Double($0), Double($1)) }
        }
        return (0..<channels).map { channel in
            let starts = stride(from: channel * area, to: input.elementCount, by: channels * area)
            let x = starts.flatMap { input.values[$0..<$0 + area].map(Double.init) }
            let μ = x.reduce(0, +) / Double(x.count)
            return (μ, x.reduce(0) { $0 + ($1 - μ) * ($1 - μ) } / Double(x.count))
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        statistics == .picture ? .image : .pixel
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        for slot in parameters { step.spaces.use(slot, axis: 0, step.inputs[0].layout) }
        return step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: BatchNormalization, _ tile: TileStep)
        -> ValidRange?
    {
        tile.samePlaces(input, if: self == whole && statistics == .stored)
    }

    package var fixesSizes: Bool { false }
}
