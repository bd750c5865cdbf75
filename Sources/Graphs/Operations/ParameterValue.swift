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

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape { Shape(sizes) }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        parameters[slot]
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: ParameterValue, _ tile: TileStep) -> ValidRange?
    {
        nil
    }

    package var fixesSizes: Bool { false }
}
