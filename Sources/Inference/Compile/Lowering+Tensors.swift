import Graphs

/// Values of any rank, which stand in memory as their numbers one after the other.
extension Lowering {
    /// How a value of the graph is laid out: an image, or one row.
    static func layout(_ shape: Shape) -> Shape {
        shape.isImage ? shape : Shape(channels: 1, height: 1, width: shape.count)
    }

    /// A new value in planes.
    mutating func newTensor(_ shape: Shape) -> LazyValue {
        newBuffer(Self.layout(shape), lanes: 1)
    }

    /// The numbers of a value under another shape.
    ///
    /// - Parameter value: in memory, one number after the other from its offset on, whatever its
    ///   distances say: a pixel of a block of channels also stands so.
    func tensor(_ value: LazyValue, _ shape: Shape) -> LazyValue {
        let layout = Self.layout(shape)
        let base = TensorView(
            storage: value.base.storage, offset: value.base.offset, row: layout.width, pixel: 1,
            block: layout.area)
        return LazyValue(base: base, shape: layout, lanes: 1)
    }

    mutating func parameterValue(_ operation: ParameterValue, _ shape: Shape) -> LazyValue {
        let entry = parameter(operation.slot, .plain(shape.count))
        let base = TensorView(storage: .parameter(entry), offset: 0, row: 0, pixel: 1, block: 0)
        return tensor(LazyValue(base: base, shape: shape, lanes: 1), shape)
    }

    /// A number that is read again and again; written only where its memory is needed.
    mutating func filled(_ operation: Fill, _ shape: Shape) -> LazyValue {
        constants.append(operation.value)
        let base = TensorView(
            storage: .constant(constants.count - 1), offset: 0, row: 0, pixel: 0, block: 0, lane: 0)
        return LazyValue(base: base, shape: Self.layout(shape), lanes: 1)
    }

    mutating func reshaped(_ source: Int, _ shape: Shape) -> LazyValue {
        if case .constant = values[source].base.storage, values[source].stages.isEmpty {
            var value = values[source]
            value.shape = Self.layout(shape)
            return value
        }
        return tensor(planar(source), shape)
    }

    mutating func transposed(
        _ source: Int, _ transposition: Transposition, _ shape: Shape
    ) -> LazyValue {
        let steps = graph.shapes[source].steps
        return gathered(planar(source), shape, transposition.axes.map { steps[$0] })
    }

    /// A part of a value of any rank.
    mutating func cut(_ source: Int, _ slicing: Slicing, _ shape: Shape) -> LazyValue {
        let (steps, parts) = (graph.shapes[source].steps, slicing.parts)
        var input = planar(source)
        for (step, part) in zip(steps, parts) { input.base.offset += step * part.start }
        return gathered(input, shape, zip(steps, parts).map { $0 * $1.step })
    }

    private mutating func gathered(_ input: LazyValue, _ shape: Shape, _ distances: [Int])
        -> LazyValue
    {
        let output = newTensor(shape)
        steps.append(
            .gather(
                ExecutionPlan.Gather(
                    input: input.base, output: output.base, sizes: shape.sizes, steps: distances)))
        return output
    }

    /// Values side by side along any axis: for every place before the axis, a stretch of each.
    mutating func joined(
        _ inputs: [Int], _ concatenation: Concatenation, _ shape: Shape
    ) -> LazyValue {
        let axis = concatenation.axis
        let outer = shape.sizes[..<axis].reduce(1, *)
        let output = newTensor(shape)
        var place = output.base
        place.row = shape.count / outer
        for input in inputs {
            let count = graph.shapes[input].count / outer
            var value = planar(input)
            value.base.row = count
            value.shape = Shape(channels: 1, height: outer, width: count)
            write(value, at: place)
            place.offset += count
        }
        return output
    }

    mutating func softened(_ source: Int, _ softmax: Softmax, _ shape: Shape) -> LazyValue {
        let (input, output, axis) = (planar(source), newTensor(shape), softmax.axis)
        let sizes = (
            outer: shape.sizes[..<axis].reduce(1, *), axis: shape.sizes[axis],
            inner: shape.sizes[(axis + 1)...].reduce(1, *)
        )
        steps.append(
            .softmax(
                ExecutionPlan.Soften(
                    input: input.base, output: output.base, sizes: sizes,
                    logarithm: softmax.logarithm)))
        return output
    }

    mutating func multiplied(_ a: Int, _ b: Int, _ shape: Shape) -> LazyValue {
        func matrix(_ shape: Shape, asRow: Bool) -> [Int] {
            shape.rank > 1 ? shape.sizes : asRow ? [1] + shape.sizes : shape.sizes + [1]
        }
        let left = matrix(graph.shapes[a], asRow: true)
        let right = matrix(graph.shapes[b], asRow: false)
        let batches = (Shape(left.dropLast(2)), Shape(right.dropLast(2)))
        let whole = Shape(Array(shape.sizes.prefix(max(left.count, right.count) - 2)))
        let (rows, depth, columns) = (
            left[left.count - 2], left[left.count - 1], right[right.count - 1]
        )
        let places = [batches.0, batches.1].map { whole.places($0.broadcastingSteps(to: whole)) }
        let inputs = (planar(a).base, planar(b).base)
        let output = newTensor(shape)
        steps.append(
            .multiply(
                ExecutionPlan.Multiply(
                    a: inputs.0, b: inputs.1, output: output.base,
                    batch: zip(places[0], places[1]).map { ($0, $1) }, rows: rows, depth: depth,
                    columns: columns)))
        return output
    }
}

extension Shape {
    /// Σ place · step for every place, in row-major order.
    fileprivate func places(_ steps: [Int]) -> [Int] {
        zip(sizes, steps).reduce([0]) { offsets, axis in
            offsets.flatMap { offset in (0..<axis.0).map { offset + $0 * axis.1 } }
        }
    }
}
