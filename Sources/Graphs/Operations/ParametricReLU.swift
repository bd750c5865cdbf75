package import Weights

/// A rectifier whose slope for negative values is a parameter (He et al., arXiv 1502.01852).
///
/// y = x for x ≥ 0, else a · x, with one slope a channel or one for all.
public struct ParametricReLU: Sendable, Hashable {
    /// Slot of the slopes.
    public let slope: Int
    /// Number of slopes: 1 or as many as channels.
    public let count: Int

    public init(slope: Int, count: Int) {
        self.slope = slope
        self.count = count
    }
}

extension ParametricReLU: OperationRule {
    package var parameters: [Int] { [slope] }

    /// Any rank; channels are axis 1.
    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        guard count == 1 || inputs[0].rank >= 2 && inputs[0].sizes[1] == count else {
            throw Shape.Mismatch(
                found: "\(count) slopes for \(inputs[0])", expected: "one a channel")
        }
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let slopes = parameters[slope].values
        let area = shape.rank > 2 ? shape.sizes[2...].reduce(1, *) : 1
        let values = inputs[0].values.enumerated().map { index, x in
            x >= 0 ? x : slopes[count == 1 ? 0 : index / area % count] * x
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        if count > 1 { step.spaces.use(slope, axis: 0, step.inputs[0].layout) }
        return step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: ParametricReLU, _ tile: TileStep) -> ValidRange?
    {
        tile.samePlaces(input, if: self == whole)
    }

    package var fixesSizes: Bool { false }
}
