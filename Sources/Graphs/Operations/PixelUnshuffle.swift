package import Weights

/// Blocks of pixels folded to channels, the inverse of ``PixelShuffle``.
public struct PixelUnshuffle: Sendable, Hashable {
    /// r, 1 or more; divides both sides.
    public let factor: Int
    public let order: PixelShuffle.Order

    public init(factor: Int, order: PixelShuffle.Order = .channelFirst) {
        self.factor = factor
        self.order = order
    }
}

extension PixelUnshuffle: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        guard factor >= 1, x.height % factor == 0, x.width % factor == 0 else {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels",
                expected: "sides that are multiples of \(factor)")
        }
        return Shape(
            channels: x.channels * factor * factor, height: x.height / factor,
            width: x.width / factor)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let x = inputs[0].valueShape
        var values = [Float](repeating: 0, count: shape.count)
        for c in 0..<x.channels {
            for i in 0..<x.height {
                for j in 0..<x.width {
                    let channel = order.channel(
                        c, i % factor, j % factor, factor: factor, channels: x.channels)
                    values[(channel * shape.height + i / factor) * shape.width + j / factor] =
                        inputs[0].values[(c * x.height + i) * x.width + j]
                }
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        .window(Pair(factor, factor), steps: (Double(factor), Double(factor)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        order == .channelFirst
            ? step.spaces.multiplied(step.inputs[0].layout, by: factor * factor) : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: PixelUnshuffle, _ tile: TileStep) -> ValidRange?
    {
        guard self == whole else { return nil }
        return tile.windows(input, reach: factor, stride: factor, before: 0)
    }

    package var fixesSizes: Bool { false }
}
