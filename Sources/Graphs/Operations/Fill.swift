package import Weights

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
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape { Shape(sizes) }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        Tensor(shape: sizes, values: Array(repeating: value, count: shape.count))
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: Fill, _ tile: TileStep) -> ValidRange? { nil }

    package var fixesSizes: Bool { false }
}
