import Foundation
package import Weights

/// All values along some axes made one.
public struct Reduction: Sendable, Hashable {
    public enum Function: Sendable, Hashable {
        /// Σ x / n
        case mean
        /// Σ x
        case sum
        case largest
        case smallest
        /// Π x
        case product
        /// Σ |x|
        case absoluteSum
        /// √Σ x²
        case norm
        /// Σ x²
        case squareSum
    }

    public let function: Function
    /// Ascending, 0 or more; at least one.
    public let axes: [Int]
    /// Whether the axes stay, with one element each.
    public let keepsAxes: Bool

    public init(_ function: Function, axes: [Int], keepsAxes: Bool = true) {
        self.function = function
        self.axes = axes
        self.keepsAxes = keepsAxes
    }
}

extension Reduction: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        try checkAxes(axes, of: inputs[0])
        let sizes = inputs[0].sizes
        return Shape(
            keepsAxes
                ? sizes.indices.map { axes.contains($0) ? 1 : sizes[$0] }
                : sizes.indices.filter { !axes.contains($0) }.map { sizes[$0] })
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let source = inputs[0].valueShape
        let inner = source.places(along: axes)
        let values = source.places(apartFrom: axes).map { start in
            Float(reduce(inner.map { Double(inputs[0].values[start + $0]) }))
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    private func reduce(_ x: [Double]) -> Double {
        switch function {
        case .mean: x.reduce(0, +) / Double(x.count)
        case .sum: x.reduce(0, +)
        case .largest: x.reduce(-.infinity) { $1.isNaN ? $1 : max($0, $1) }
        case .smallest: x.reduce(.infinity) { $1.isNaN ? $1 : min($0, $1) }
        case .product: x.reduce(1, *)
        case .absoluteSum: x.reduce(0) { $0 + abs($1) }
        case .norm: x.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .squareSum: x.reduce(0) { $0 + $1 * $1 }
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .all(along: axes, keepsAxes: keepsAxes) }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        keepsAxes && axes.allSatisfy { $0 > 1 } ? step.inputs[0].layout : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: Reduction, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole && axes == [1] && keepsAxes)
    }

    package var fixesSizes: Bool { false }
}
