import Graphs
import Weights

/// Transpositions moved behind what does not mind them, so that opposite ones meet and cancel: the
/// islands of channels-last values that tf2onnx leaves around layers.
extension ONNXImportState {
    mutating func movedTransposition(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        if case .transposition(let outer) = operation {
            return try joined(node, outer.axes, inputs[0])
        }
        guard let axes = inputs.compactMap({ transposition($0)?.axes }).first else { return nil }
        if case .arithmetic = operation {
            guard let a = try source(inputs[0], under: axes),
                let b = try source(inputs[1], under: axes)
            else { return nil }
            return try transposed(node, operation, [a, b], axes)
        }
        let sources = inputs.compactMap { value in
            transposition(value).flatMap { $0.axes == axes ? $0.source : nil }
        }
        guard sources.count == inputs.count, let moved = operation.moved(before: axes) else {
            return nil
        }
        return try transposed(node, moved, sources, axes)
    }

    /// What a transposition reads and the order it makes of its axes; nil for other values.
    func transposition(_ value: Int) -> (source: Int, axes: [Int])? {
        guard case .transposition(let transposition)? = operation(making: value) else {
            return nil
        }
        return (inputs(of: value)[0], transposition.axes)
    }

    private mutating func transposed(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int], _ axes: [Int]
    ) throws -> Int {
        let value = try append(node, operation, inputs)
        return try append(node, .transposition(Transposition(axes: axes)), value)
    }

    /// One transposition instead of two, none instead of two opposite ones.
    private mutating func joined(_ node: ONNXNode, _ axes: [Int], _ value: Int) throws -> Int? {
        guard let inner = transposition(value) else {
            return axes == Array(axes.indices) ? value : nil
        }
        guard inner.axes.count == axes.count else { return nil }
        let whole = axes.map { inner.axes[$0] }
        guard whole != Array(whole.indices) else { return inner.source }
        return try append(node, .transposition(Transposition(axes: whole)), inner.source)
    }

    /// What is to be combined in place of a value when the result is transposed afterwards; nil when it
    /// would have to be transposed itself.
    private mutating func source(_ value: Int, under axes: [Int]) throws -> Int? {
        if let own = transposition(value) { return own.axes == axes ? own.source : nil }
        guard builder.shape(of: value).rank <= axes.count else { return nil }
        if builder.shape(of: value).count == 1 { return value }
        guard case .parameter(let parameter)? = operation(making: value) else { return nil }
        let old = builder.parameter(parameter.slot)
        let sizes = Shape(parameter.sizes).extended(to: axes.count).sizes
        let back = axes.indices.compactMap { axes.firstIndex(of: $0) }
        return try builder.parameterValue(
            old.name, rearranged: old.rearrangements + [.reshaped(sizes), .transposed(back)])
    }
}

extension Operation {
    /// The operation that does the same before a transposition to these axes as this one after it; nil
    /// when there is none.
    fileprivate func moved(before axes: [Int]) -> Operation? {
        switch self {
        case .activation: self
        case .concatenation(let old): .concatenation(Concatenation(axis: axes[old.axis]))
        case .reduction(let old) where old.keepsAxes:
            .reduction(Reduction(old.function, axes: old.axes.map { axes[$0] }.sorted()))
        case .softmax(let old):
            .softmax(Softmax(axis: axes[old.axis], logarithm: old.logarithm))
        case .layerNormalization(let old):
            .layerNormalization(
                LayerNormalization(
                    axes: old.axes.map { axes[$0] }.sorted(), epsilon: old.epsilon))
        case .selection(let old):
            .selection(Selection(axis: axes[old.axis], places: old.places))
        case .slicing(let old):
            .slicing(
                Slicing(axes.indices.compactMap { axes.firstIndex(of: $0) }.map { old.parts[$0] }))
        default: nil
        }
    }
}
