package import Weights

/// Axes in another order.
public struct Transposition: Sendable, Hashable {
    /// `axes[k]` is the input's axis that becomes axis k.
    public let axes: [Int]

    public init(axes: [Int]) {
        self.axes = axes
    }

    /// From channels-first to channels-last, the inverse of ``channelsFirst``.
    public static let channelsLast = Transposition(axes: [0, 2, 3, 1])
    /// From channels-last to channels-first, the inverse of ``channelsLast``.
    public static let channelsFirst = Transposition(axes: [0, 3, 1, 2])
}

extension Transposition: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let sizes = inputs[0].sizes
        guard axes.sorted() == Array(sizes.indices) else {
            throw Shape.Mismatch(
                found: "axes \(axes) of \(inputs[0])", expected: "each of its axes once")
        }
        return Shape(axes.map { sizes[$0] })
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let steps = inputs[0].valueShape.steps
        return Tensor(shape, gathering: inputs[0].values, steps: axes.map { steps[$0] })
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .permuted(axes) }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: Transposition, _ tile: TileStep) -> ValidRange? {
        nil
    }

    package var fixesSizes: Bool { false }
}
