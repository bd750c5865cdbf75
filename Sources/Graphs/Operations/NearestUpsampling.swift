package import Weights

/// Every pixel repeated a whole number of times down and across.
///
/// y[c, i, j] = x[c, ⌊i / f⌋, ⌊j / f⌋]: ONNX's Resize with nearest, asymmetric and floor, PyTorch's
/// interpolate with mode nearest.
public struct NearestUpsampling: Sendable, Hashable {
    /// Repetitions down and across; 1 or more.
    public let factors: Pair

    public init(factors: Pair) {
        self.factors = factors
    }
}

extension NearestUpsampling: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        guard factors.y <= Shape.longestSide / x.height, factors.x <= Shape.longestSide / x.width
        else {
            throw Shape.Mismatch(
                found: "\(x.width)×\(x.height) pixels enlarged \(factors.x)×\(factors.y) times",
                expected: "sides of at most \(Shape.longestSide) pixels")
        }
        return Shape(
            channels: x.channels, height: x.height * factors.y, width: x.width * factors.x)
    }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        let x = inputs[0].valueShape
        let values = inputs[0].values
        return Tensor(shape) { c, i, j in
            values[(c * x.height + i / factors.y) * x.width + j / factors.x]
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        .window(Pair(1, 1), steps: (1 / Double(factors.y), 1 / Double(factors.x)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: NearestUpsampling, _ tile: TileStep)
        -> ValidRange?
    {
        self == whole ? tile.enlarged(input, by: tile.axis(factors)) : nil
    }

    package var fixesSizes: Bool { true }
}
