package import Weights

/// Values brought to mean 0 and variance 1 along some axes; scale and shift are arithmetic that follows.
///
/// y = (x − μ) / √(σ² + ε) with the mean and biased variance over `axes` (Ba et al., arXiv 1607.06450).
public struct LayerNormalization: Sendable, Hashable {
    /// The axes that are averaged over, ascending, 0 or more; at least one.
    public let axes: [Int]
    /// ε, added to the variance; 0 or more.
    public let epsilon: Float

    public init(axes: [Int], epsilon: Float = 1e-5) {
        self.axes = axes
        self.epsilon = epsilon
    }
}

extension LayerNormalization: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        try checkAxes(axes, of: inputs[0])
        return inputs[0]
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let (outer, inner) = (shape.places(apartFrom: axes), shape.places(along: axes))
        var values = inputs[0].values
        for start in outer {
            let results = standardized(
                inner.map { inputs[0].values[start + $0] }, epsilon: epsilon)
            for (place, result) in zip(inner, results) { values[start + place] = Float(result) }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .all(along: axes, keepsAxes: true) }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: LayerNormalization, _ tile: TileStep)
        -> ValidRange?
    {
        tile.samePlaces(input, if: self == whole && axes == [1])
    }

    package var fixesSizes: Bool { false }
}

extension Shape {
    /// Offsets of the elements along some axes, all other places 0.
    package func places(along axes: [Int]) -> [Int] {
        let steps = steps
        return axes.reduce([0]) { offsets, axis in
            offsets.flatMap { offset in (0..<sizes[axis]).map { offset + $0 * steps[axis] } }
        }
    }

    /// Offsets of the elements along all other axes than these, in row-major order.
    package func places(apartFrom axes: [Int]) -> [Int] {
        places(along: sizes.indices.filter { !axes.contains($0) })
    }
}

/// Throws when axes are not some of the shape's, ascending.
func checkAxes(_ axes: [Int], of shape: Shape) throws(Shape.Mismatch) {
    guard !axes.isEmpty, axes == Set(axes).sorted(), axes.allSatisfy(shape.sizes.indices.contains)
    else {
        throw Shape.Mismatch(
            found: "axes \(axes) of \(shape)", expected: "some of its axes, each once")
    }
}
