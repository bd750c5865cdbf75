package import Weights

/// Products of the matrices in the last two axes, other axes broadcast, as NumPy's matmul: a value of
/// rank 1 counts as one row on the left and as one column on the right, and its axis is dropped again.
public struct MatrixProduct: Sendable, Hashable {
    public init() {}
}

extension MatrixProduct: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let (a, b) = matrices(inputs[0], inputs[1])
        guard a.rank >= 2, b.rank >= 2, a.sizes[a.rank - 1] == b.sizes[b.rank - 2] else {
            throw Shape.Mismatch(
                found: "the product of \(inputs[0]) and \(inputs[1])",
                expected: "as many columns as rows")
        }
        let batch = try Arithmetic(.multiplication).outputShape([a.batch, b.batch])
        let rows = inputs[0].rank == 1 ? [] : [a.sizes[a.rank - 2]]
        let columns = inputs[1].rank == 1 ? [] : [b.sizes[b.rank - 1]]
        return Shape(batch.sizes + rows + columns)
    }

    private func matrices(_ a: Shape, _ b: Shape) -> (Shape, Shape) {
        (
            a.rank == 1 ? Shape([1] + a.sizes) : a,
            b.rank == 1 ? Shape(b.sizes + [1]) : b
        )
    }

    /// y[…, i, j] = Σ_k a[…, i, k] · b[…, k, j]
    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let (a, b) = matrices(inputs[0].valueShape, inputs[1].valueShape)
        let (rows, depth, columns) = (
            a.sizes[a.rank - 2], a.sizes[a.rank - 1], b.sizes[b.rank - 1]
        )
        let batch = Shape(
            Array(shape.sizes.prefix(max(a.rank, b.rank) - 2)))
        let steps = [a.batch, b.batch].map { $0.broadcastingSteps(to: batch) }
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        forEachPlace(in: batch.sizes, steps: steps, starts: [0, 0]) { offsets in
            let (left, right) = (offsets[0] * rows * depth, offsets[1] * depth * columns)
            for i in 0..<rows {
                for j in 0..<columns {
                    let sum = (0..<depth).reduce(0.0) { sum, k in
                        sum + Double(inputs[0].values[left + i * depth + k])
                            * Double(inputs[1].values[right + k * columns + j])
                    }
                    values.append(Float(sum))
                }
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .image }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double {
        Double(output.count) * Double(inputs[0].sizes.last ?? 1)
    }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? {
        if let slot = inputs[1].matrix { return LayerWeights(slot: slot, axis: 1) }
        return inputs[0].matrix.map { LayerWeights(slot: $0, axis: 0) }
    }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout { step.opaque() }

    package func tiled(_ input: ValidRange, whole: MatrixProduct, _ tile: TileStep) -> ValidRange? {
        nil
    }

    package var fixesSizes: Bool { false }
}

extension Shape {
    /// All axes but the last two.
    fileprivate var batch: Shape { Shape(sizes.dropLast(2)) }
}
