package import Weights

/// The same numbers in the same order under other sizes.
public struct Reshaping: Sendable, Hashable {
    /// Each 1 or more.
    public let sizes: [Int]

    public init(_ sizes: [Int]) {
        self.sizes = sizes
    }
}

extension Reshaping: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let shape = Shape(sizes)
        try shape.checkLimits()
        guard shape.count == inputs[0].count else {
            throw Shape.Mismatch(
                found: "\(inputs[0].count) numbers of \(inputs[0])",
                expected: "\(shape.count) as in \(shape)")
        }
        return shape
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        Tensor(shape: sizes, values: inputs[0].values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .image }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: Reshaping, _ tile: TileStep) -> ValidRange? {
        nil
    }

    package var fixesSizes: Bool { true }
}
