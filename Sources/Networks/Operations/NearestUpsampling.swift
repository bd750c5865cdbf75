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
        let x = inputs[0]
        let height = x.height.multipliedReportingOverflow(by: factors.y)
        let width = x.width.multipliedReportingOverflow(by: factors.x)
        guard !height.overflow, !width.overflow, height.partialValue < 1 << 20,
            width.partialValue < 1 << 20
        else {
            throw SizeMismatch(
                found: "\(x.width)×\(x.height) pixels enlarged \(factors.x)×\(factors.y) times",
                expected: "sides under \(1 << 20) pixels")
        }
        return Shape(
            channels: x.channels, height: height.partialValue, width: width.partialValue)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor]) -> Tensor {
        let x = inputs[0].activationShape
        guard let shape = try? outputShape([x]) else { return inputs[0] }
        let values = inputs[0].values
        return Tensor(shape) { c, i, j in
            values[(c * x.height + i / factors.y) * x.width + j / factors.x]
        }
    }
}
