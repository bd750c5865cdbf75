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
    package func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape {
        let x = try inputs[0].picture()
        guard factors.y <= Shape.longestSide / x.height, factors.x <= Shape.longestSide / x.width
        else {
            throw SizeMismatch(
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
}
