import Graphs

/// Two values combined element by element.
extension Lowering {
    /// Nil where the repetitions need more than three axes.
    mutating func combined(
        _ a: Int, _ b: Int, _ function: Arithmetic.Function, _ shape: Shape
    ) -> LazyValue? {
        let fits = [a, b].allSatisfy { graph.shapes[$0].rank <= 4 || graph.shapes[$0].isImage }
        if shape.isImage, fits {
            return images(a, b, function, shape, [a, b].map { graph.shapes[$0] })
        }
        if graph.shapes[a] == shape, graph.shapes[b] == shape {
            let row = Self.layout(shape)
            return images(a, b, function, row, [row, row])
        }
        return tensors(a, b, function, shape)
    }

    /// One side stays deferred, if it can, and takes in the other, which is written.
    ///
    /// - Parameter sides: the shapes that the two count as.
    private mutating func images(
        _ a: Int, _ b: Int, _ function: Arithmetic.Function, _ shape: Shape, _ sides: [Shape]
    ) -> LazyValue {
        let keeps = [a, b].map { values[$0].resultShape == shape && values[$0].takesStage }
        let stored = [a, b].map { values[$0].isStored }
        let keepsFirst =
            keeps[0] && !stored[0] || !(keeps[1] && !stored[1]) && (keeps[0] || !keeps[1])
        let (kept, other) = keepsFirst ? (a, b) : (b, a)
        let operand = asImage(other, sides[keepsFirst ? 1 : 0])
        let place = operand.base.repeated(operand.shape, to: shape)
        var result = values[kept]
        if !(keepsFirst ? keeps[0] : keeps[1]) || !result.takes(place) {
            result = repeated(kept, sides[keepsFirst ? 0 : 1], to: shape)
        }
        return combined(result, operand, function, reversed: !keepsFirst, shape)
    }

    private mutating func combined(
        _ kept: LazyValue, _ operand: LazyValue, _ function: Arithmetic.Function, reversed: Bool,
        _ shape: Shape
    ) -> LazyValue {
        var (kept, operand) = (kept, operand)
        let isSpread = operand.shape.channels == 1 && shape.channels > 1
        if !isSpread, kept.lanes != operand.lanes {
            if let view = operand.inBlocks(of: kept.lanes) {
                operand = view
            } else if let view = kept.inBlocks(of: lanes) {
                kept = view
            } else {
                kept = blocked(kept)
            }
        }
        let place = operand.base.repeated(operand.shape, to: shape)
        kept.absorb(.combination(function, place, reversed: reversed))
        return kept
    }

    /// A value in memory, shaped as the image that it counts as beside one.
    private mutating func asImage(_ index: Int, _ shape: Shape) -> LazyValue {
        if case .constant = values[index].base.storage, values[index].stages.isEmpty,
            values[index].gather == nil
        {
            return values[index].withShape(Self.image(shape))
        }
        return shape.isImage && graph.shapes[index].isImage
            ? written(index) : tensor(planar(index), Self.image(shape))
    }

    /// The value, which counts as one of a shape, repeated to a larger image.
    private mutating func repeated(_ index: Int, _ own: Shape, to shape: Shape) -> LazyValue {
        var value = asImage(index, own)
        value.base = value.base.repeated(value.shape, to: shape)
        if value.shape.channels == 1, shape.channels > 1 { value.lanes = 1 }
        value.shape = shape
        value.origin = nil
        return value
    }

    private static func image(_ shape: Shape) -> Shape {
        let sizes = Array(repeating: 1, count: max(0, 4 - shape.rank)) + shape.sizes
        return shape.rank <= 4 && sizes[0] == 1 ? Shape(sizes) : layout(shape)
    }

    /// Any ranks: axes that are repeated in the same way are taken together, and what is left is a
    /// image of planes.
    private mutating func tensors(
        _ a: Int, _ b: Int, _ function: Arithmetic.Function, _ shape: Shape
    ) -> LazyValue? {
        let steps = [a, b].map { graph.shapes[$0].broadcastingSteps(to: shape) }
        guard let axes = Axes(shape.sizes, steps[0], steps[1]) else { return nil }
        var (first, second) = (planar(a), planar(b))
        first.base = first.base.with(axes.steps(0))
        second.base = second.base.with(axes.steps(1))
        first.shape = axes.shape
        first.origin = nil
        first.absorb(.combination(function, second.base, reversed: false))
        return tensor(write(first), shape)
    }
}

/// Three axes that stand for all of a combination's.
private struct Axes {
    private var axes: [(size: Int, steps: [Int])] = []

    init?(_ sizes: [Int], _ a: [Int], _ b: [Int]) {
        for (size, steps) in zip(sizes, zip(a, b).map { [$0, $1] }) where size > 1 {
            if let last = axes.last, zip(last.steps, steps).allSatisfy({ $0 == $1 * size }) {
                axes[axes.count - 1] = (last.size * size, steps)
            } else {
                axes.append((size, steps))
            }
        }
        guard axes.count <= 3 else { return nil }
        while axes.count < 3 { axes.insert((1, [0, 0]), at: 0) }
    }

    var shape: Shape { Shape(channels: axes[0].size, height: axes[1].size, width: axes[2].size) }

    func steps(_ side: Int) -> [Int] { axes.map { $0.steps[side] } }
}

extension TensorView {
    fileprivate func with(_ steps: [Int]) -> TensorView {
        var place = self
        (place.block, place.row, place.pixel) = (steps[0], steps[1], steps[2])
        return place
    }
}

extension LazyValue {
    fileprivate func withShape(_ shape: Shape) -> LazyValue {
        var value = self
        value.shape = shape
        return value
    }
}
