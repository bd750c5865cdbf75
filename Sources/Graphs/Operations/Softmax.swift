import Foundation
package import Weights

/// e^x over its sum along one axis, so that the values are positive and add up to 1.
///
/// y = e^(x − m) / Σ e^(x − m) with the largest x as m; with `logarithm` ln y = x − m − ln Σ e^(x − m).
public struct Softmax: Sendable, Hashable {
    /// 0 or more.
    public let axis: Int
    /// Whether the logarithm of the result is given.
    public let logarithm: Bool

    public init(axis: Int, logarithm: Bool = false) {
        self.axis = axis
        self.logarithm = logarithm
    }
}

extension Softmax: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        try checkAxes([axis], of: inputs[0])
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let inner = shape.places(along: [axis])
        var values = inputs[0].values
        for start in shape.places(apartFrom: [axis]) {
            let x = inner.map { Double(inputs[0].values[start + $0]) }
            let largest = x.max() ?? 0
            let sum = x.reduce(0) { $0 + exp($1 - largest) }
            for (place, x) in zip(inner, x) {
                let result = logarithm ? x - largest - log(sum) : exp(x - largest) / sum
                values[start + place] = Float(result)
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .all(along: [axis], keepsAxes: true) }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        axis > 1 ? step.inputs[0].layout : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: Softmax, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole && axis == 1)
    }

    package var fixesSizes: Bool { false }
}
