import Graphs
import Imaging
import Weights

extension ONNXOperators {
    static let normalizations: [String: Compute] = [
        "InstanceNormalization": { [try $0.instanceNormalization($1)] },
        "BatchNormalization": { [try $0.batchNormalization($1)] },
        "GroupNormalization": { [try $0.groupNormalization($1)] },
        "LayerNormalization": { [try $0.layerNormalization($1)] },
        "RMSNormalization": { [try $0.rootMeanSquareNormalization($1)] },
        "Softmax": { [try $0.softmax($1, logarithm: false)] },
        "LogSoftmax": { [try $0.softmax($1, logarithm: true)] },
    ]
}

extension ONNXImportState {
    private func channels(_ node: ONNXNode, _ x: Int) throws -> Int {
        let shape = builder.shape(of: x)
        guard shape.rank >= 2 else {
            throw unsupported(node, "input 0", "\(shape)", expected: "a batch and channels")
        }
        return shape.sizes[1]
    }

    private func epsilon(_ node: ONNXNode, _ range: (Float) -> Bool, _ text: String) throws -> Float
    {
        let epsilon = node.float("epsilon") ?? 1e-5
        guard range(epsilon), epsilon.isFinite else {
            throw unsupported(node, "epsilon", epsilon, expected: "a number \(text)")
        }
        return epsilon
    }

    private func nonNegativeEpsilon(_ node: ONNXNode) throws -> Float {
        try epsilon(node, { $0 >= 0 }, "of 0 or more")
    }

    fileprivate mutating func instanceNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let channels = try channels(node, x)
        let epsilon = try epsilon(node, { $0 > 0 }, "above 0")
        let (scale, shift) = (try value(node, 1), try value(node, 2))
        if case .stored = scale, case .stored = shift {
            let normalization = InstanceNormalization(
                scale: try channelSlot(node, 1, channels: channels),
                shift: try channelSlot(node, 2, channels: channels), epsilon: epsilon)
            return .computed(try append(node, .instanceNormalization(normalization), x))
        }
        let plain = InstanceNormalization(scale: nil, shift: nil, epsilon: epsilon)
        let y = try append(node, .instanceNormalization(plain), x)
        return try scaledAndShifted(node, y, channels)
    }

    /// Scale and shift of one value a channel that the image or arithmetic makes.
    private mutating func scaledAndShifted(
        _ node: ONNXNode, _ y: Int, _ channels: Int
    ) throws -> ONNXValue {
        let column = [channels] + builder.shape(of: y).sizes.dropFirst(2).map { _ in 1 }
        let scale = try reshaped(node, value(node, 1), column)
        let shift = try reshaped(node, value(node, 2), column)
        let scaled = try binary(node, .multiplication, .computed(y), scale)
        return try binary(node, .addition, scaled, shift)
    }

    fileprivate mutating func batchNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let channels = try channels(node, x)
        guard node.int("spatial") ?? 1 == 1 else {
            throw unsupported(node, "spatial", 0, expected: "1")
        }
        let slots = try (1...4).map { place in
            let weight = try weight(node, place)
            try checkVector(weight, channels)
            return try slot(weight)
        }
        let normalization = BatchNormalization(
            scale: slots[0], shift: slots[1], mean: slots[2], variance: slots[3],
            statistics: builder.statistics ?? (isTraining(node) ? .picture : .stored),
            epsilon: try nonNegativeEpsilon(node))
        return .computed(try append(node, .batchNormalization(normalization), x))
    }

    /// Whether a batch normalization is in training mode: before operator set 14 one with further
    /// outputs.
    private func isTraining(_ node: ONNXNode) -> Bool {
        model.opset < 14
            ? node.outputs.dropFirst().contains { !$0.isEmpty }
            : node.int("training_mode") ?? 0 != 0
    }

    /// Scale and shift are one a group in operator sets 18 to 20, one a channel from 21 on.
    fileprivate mutating func groupNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let channels = try channels(node, x)
        let groups = node.int("num_groups") ?? 0
        guard groups > 0, channels % groups == 0 else {
            throw unsupported(node, "num_groups", groups, expected: "a divisor of \(channels)")
        }
        let isPerGroup = model.opset < 21
        let slots = try (1...2).map { place in
            let weight = try weight(node, place)
            try checkVector(weight, isPerGroup ? groups : channels)
            let whole = isPerGroup ? weight.rearranged(.repeated(channels / groups)) : weight
            return try slot(whole ?? weight)
        }
        let normalization = GroupNormalization(
            groups: groups, scale: slots[0], shift: slots[1],
            epsilon: try nonNegativeEpsilon(node))
        return .computed(try append(node, .groupNormalization(normalization), x))
    }

    fileprivate mutating func layerNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let rank = builder.shape(of: x).rank
        let axis = try axis(node, default: -1, rank: rank)
        let normalization = LayerNormalization(
            axes: Array(axis..<rank), epsilon: try nonNegativeEpsilon(node))
        var y = ONNXValue.computed(try append(node, .layerNormalization(normalization), x))
        y = try binary(node, .multiplication, y, value(node, 1))
        guard let shift = try optionalValue(node, 2) else { return y }
        return try binary(node, .addition, y, shift)
    }

    /// x / √(mean(x²) + ε) · scale
    fileprivate mutating func rootMeanSquareNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let rank = builder.shape(of: x).rank
        let axes = Array(try axis(node, default: -1, rank: rank)..<rank)
        let square = try append(node, .arithmetic(Arithmetic(.multiplication)), x, x)
        let mean = try append(node, .reduction(Reduction(.mean, axes: axes)), square)
        let shifted = Activation.linear(slope: 1, offset: try nonNegativeEpsilon(node))
        let sum = try append(node, .activation(shifted), mean)
        let root = try append(node, .activation(.squareRoot), sum)
        let y = try append(node, .arithmetic(Arithmetic(.division)), x, root)
        return try binary(node, .multiplication, .computed(y), value(node, 1))
    }

    /// Before operator set 13 all axes from `axis` on are one.
    fileprivate mutating func softmax(_ node: ONNXNode, logarithm: Bool) throws -> ONNXValue {
        let x = try activation(node, 0)
        let sizes = builder.shape(of: x).sizes
        let isOld = model.opset < 13
        let axis = try axis(node, default: isOld ? 1 : -1, rank: sizes.count)
        guard isOld, axis < sizes.count - 1 else {
            return .computed(
                try append(node, .softmax(Softmax(axis: axis, logarithm: logarithm)), x))
        }
        let rows = Shape(Array(sizes[..<axis])).count
        let flat = try append(
            node, .reshaping(Reshaping([rows, Shape(sizes).count / rows])), x)
        let y = try append(node, .softmax(Softmax(axis: 1, logarithm: logarithm)), flat)
        return .computed(try append(node, .reshaping(Reshaping(sizes)), y))
    }
}
