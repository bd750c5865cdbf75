import Graphs
import Weights

/// Normalizations written out as means, squares and roots.
extension ONNXImportState {
    /// (x − μ) / √(mean((x − μ)²) + ε), as PyTorch's exporters write LayerNorm before operator set 17
    /// and torch.fx graphs their own; over all pixels it is an instance normalization.
    mutating func normalization(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard let (centred, variance) = quotient(operation, inputs) else { return nil }
        let sum = affine(variance)
        guard sum.slope == 1, sum.offset >= 0,
            case .reduction(let mean)? = self.operation(making: sum.base),
            mean.function == .mean, mean.keepsAxes,
            let square = squared(self.inputs(of: sum.base)[0]), isSame(square, centred),
            let x = centring(square, axes: mean.axes)
        else { return nil }
        let epsilon = Float(sum.offset)
        let rank = builder.shape(of: x).rank
        let isInstance = rank >= 3 && mean.axes == Array(2..<rank) && epsilon > 0
        return try append(
            node,
            isInstance
                ? .instanceNormalization(
                    InstanceNormalization(scale: nil, shift: nil, epsilon: epsilon))
                : .layerNormalization(LayerNormalization(axes: mean.axes, epsilon: epsilon)), x)
    }

    /// a and v of a / √v, a · (1 / √v) or a · v^−½.
    private func quotient(
        _ operation: Operation, _ inputs: [Int]
    ) -> (numerator: Int, square: Int)? {
        guard case .arithmetic(let arithmetic) = operation else { return nil }
        if arithmetic.function == .division {
            return radicand(inputs[1]).map { (inputs[0], $0) }
        }
        guard arithmetic.function == .multiplication else { return nil }
        for (a, b) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
            if case .activation(.reciprocal)? = self.operation(making: b),
                let square = radicand(self.inputs(of: b)[0])
            {
                return (a, square)
            }
            if case .arithmetic(let power)? = self.operation(making: b), power.function == .power,
                scalar(self.inputs(of: b)[1]) == -0.5
            {
                return (a, self.inputs(of: b)[0])
            }
        }
        return nil
    }

    private func radicand(_ value: Int) -> Int? {
        guard case .activation(.squareRoot)? = operation(making: value) else { return nil }
        return inputs(of: value)[0]
    }

    /// a of a · a.
    private func squared(_ value: Int) -> Int? {
        guard case .arithmetic(let arithmetic)? = operation(making: value),
            arithmetic.function == .multiplication,
            isSame(inputs(of: value)[0], inputs(of: value)[1])
        else { return nil }
        return inputs(of: value)[0]
    }

    /// x of x − mean(x) over these axes.
    private func centring(_ value: Int, axes: [Int]) -> Int? {
        guard case .arithmetic(let arithmetic)? = operation(making: value),
            arithmetic.function == .subtraction
        else { return nil }
        let (x, mean) = (inputs(of: value)[0], inputs(of: value)[1])
        guard operation(making: mean) == .reduction(Reduction(.mean, axes: axes)),
            isSame(inputs(of: mean)[0], x)
        else { return nil }
        return x
    }

    /// A scale or a shift of one parameter a channel, taken into the normalization before it.
    mutating func affineNormalization(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard case .arithmetic(let arithmetic) = operation else { return nil }
        for (y, factor) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
            guard case .parameter(let value)? = self.operation(making: factor),
                let (scale, shift) = slots(ofNormalization: y), shift == nil,
                arithmetic.function == .addition
                    || arithmetic.function == .multiplication && scale == nil,
                let slot = try channelSlot(value, beside: builder.shape(of: y))
            else { continue }
            let isShift = arithmetic.function == .addition
            guard
                let whole = self.operation(making: y)?
                    .normalizing(scale: isShift ? scale : slot, shift: isShift ? slot : nil)
            else { continue }
            return try append(node, whole, self.inputs(of: y))
        }
        return nil
    }

    private func slots(ofNormalization value: Int) -> (scale: Int?, shift: Int?)? {
        switch operation(making: value) {
        case .instanceNormalization(let old)?: (old.scale, old.shift)
        case .groupNormalization(let old)?: (old.scale, old.shift)
        default: nil
        }
    }

    /// A slot for a parameter that has one value a channel and is repeated over all else.
    private mutating func channelSlot(_ value: ParameterValue, beside shape: Shape) throws -> Int? {
        let channels = shape.sizes[1]
        let sizes = Shape(value.sizes).extended(to: shape.rank).sizes
        let expected = shape.sizes.indices.map { $0 == 1 ? channels : 1 }
        guard sizes == expected else { return nil }
        let old = builder.parameter(value.slot)
        return try builder.parameter(
            old.name, rearranged: old.rearrangements + [.reshaped([channels])]
        ).index
    }

    /// Pixels of several channels put in a row, normalized and put back, as PyTorch's exporters write
    /// GroupNorm; scale and shift follow.
    mutating func groupNormalization(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard case .reshaping(let end) = operation,
            case .instanceNormalization(let old)? = self.operation(making: inputs[0]),
            old.scale.map({ isUniform(parameter: $0, 1) }) ?? true,
            old.shift.map({ isUniform(parameter: $0, 0) }) ?? true
        else { return nil }
        let rows = self.inputs(of: inputs[0])[0]
        guard case .reshaping? = self.operation(making: rows) else { return nil }
        let (x, grouped) = (self.inputs(of: rows)[0], builder.shape(of: rows).sizes)
        let sizes = builder.shape(of: x).sizes
        guard sizes == end.sizes, sizes.count >= 2, grouped[0] == sizes[0],
            sizes[1] % grouped[1] == 0
        else { return nil }
        let normalization = GroupNormalization(
            groups: grouped[1], scale: nil, shift: nil, epsilon: old.epsilon)
        return try append(node, .groupNormalization(normalization), x)
    }
}

extension Operation {
    /// The same normalization with other slots; nil for other operations.
    fileprivate func normalizing(scale: Int?, shift: Int?) -> Operation? {
        switch self {
        case .instanceNormalization(let old):
            .instanceNormalization(
                InstanceNormalization(scale: scale, shift: shift, epsilon: old.epsilon))
        case .groupNormalization(let old):
            .groupNormalization(
                GroupNormalization(
                    groups: old.groups, scale: scale, shift: shift, epsilon: old.epsilon))
        default: nil
        }
    }
}
