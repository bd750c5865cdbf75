import Graphs
import Imaging
import Weights

extension NCNNImportState {
    mutating func appendBatchNormalization(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let channels = shape(x).sizes[1]
        let normalization = BatchNormalization(
            scale: try builder.channelParameter(weight(layer, "slope"), channels: channels),
            shift: try builder.channelParameter(weight(layer, "bias"), channels: channels),
            mean: try builder.channelParameter(weight(layer, "mean"), channels: channels),
            variance: try builder.channelParameter(weight(layer, "variance"), channels: channels),
            statistics: builder.statistics ?? .stored,
            epsilon: try setting(layer).float(1, default: 0))
        return try builder.append(layer.name, .batchNormalization(normalization), x)
    }

    mutating func appendInstanceNormalization(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let (x, shape) = try image(layer)
        let affine = try affine(layer, channels: shape.channels)
        let normalization = InstanceNormalization(
            scale: affine?.scale, shift: affine?.shift,
            epsilon: try setting(layer).float(1, default: 0.001))
        return try builder.append(layer.name, .instanceNormalization(normalization), x)
    }

    mutating func appendGroupNormalization(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let setting = setting(layer)
        let channels = shape(x).sizes[1]
        let stated = try setting.integer(1, default: 0)
        guard stated == channels else {
            throw setting.error(1, "\(stated)", expected: "\(channels) channels")
        }
        let affine = try affine(layer, channels: channels)
        let normalization = GroupNormalization(
            groups: try setting.integer(0, default: 1, in: 1...channels), scale: affine?.scale,
            shift: affine?.shift, epsilon: try setting.float(2, default: 0.001))
        return try builder.append(layer.name, .groupNormalization(normalization), x)
    }

    private mutating func affine(
        _ layer: NCNNLayer, channels: Int
    ) throws(GraphError) -> (scale: Int, shift: Int)? {
        guard layer.weights.contains(weight(layer, "gamma")) else { return nil }
        return (
            try builder.channelParameter(weight(layer, "gamma"), channels: channels),
            try builder.channelParameter(weight(layer, "beta"), channels: channels)
        )
    }

    /// Over the columns, or over a whole channel where setting 0 is not their number.
    mutating func appendLayerNormalization(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let sizes = shape(x).sizes
        let setting = setting(layer)
        guard sizes.count <= 4 else { throw wrongSize(layer, "a depth", "at most 3 dimensions") }
        let count = try setting.integer(0, default: 0)
        let rows = sizes.count <= 3 || count == sizes[sizes.count - 1] ? 1 : 2
        let axes = Array((sizes.count - rows)..<sizes.count)
        let normalization = LayerNormalization(
            axes: axes, epsilon: try setting.float(1, default: 0.001))
        let y = try builder.append(layer.name, .layerNormalization(normalization), x)
        guard layer.weights.contains(weight(layer, "gamma")) else { return y }
        let shape: [Rearrangement] = [.reshaped(axes.map { sizes[$0] })]
        let gamma = try builder.parameterValue(weight(layer, "gamma"), rearranged: shape)
        let beta = try builder.parameterValue(weight(layer, "beta"), rearranged: shape)
        let scaled = try builder.append(
            "\(layer.name).scale", .arithmetic(Arithmetic(.multiplication)), y, gamma)
        return try builder.append("\(layer.name).shift", .addition, scaled, beta)
    }

    /// One factor for each place of the first axis, from the file or from a second blob.
    mutating func appendScale(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let factors =
            try setting(layer).integer(0, default: 0) == -233
            ? try spread(layer, input(layer, 1), over: x)
            : try spreadParameter(layer, "scale", over: x)
        let y = try builder.append(
            layer.name, .arithmetic(Arithmetic(.multiplication)), x, factors)
        guard try setting(layer).flag(1) else { return y }
        let bias = try spreadParameter(layer, "bias", over: x)
        return try builder.append("\(layer.name).bias", .addition, y, bias)
    }

    /// One number a channel; a blob of fewer dimensions is one channel, and all of it gets the first
    /// (`Bias::forward_inplace`).
    mutating func appendBias(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let isOneChannel = shape(x).rank < 4
        let bias =
            isOneChannel
            ? try builder.parameterValue(
                weight(layer, "bias"), rearranged: [.sliced(axis: 0, 0..<1)])
            : try spreadParameter(layer, "bias", over: x)
        return try builder.append(layer.name, .addition, x, bias)
    }

    mutating func appendConstant(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let name = weight(layer, "data")
        let sizes = builder.tensorShape(name) ?? []
        return try builder.parameterValue(
            name, rearranged: [.reshaped([1] + (sizes.isEmpty ? [1] : sizes))])
    }

    private mutating func spreadParameter(
        _ layer: NCNNLayer, _ suffix: String, over x: Int
    ) throws(GraphError) -> Int {
        try builder.parameterValue(
            weight(layer, suffix), rearranged: [.reshaped(channelSizes(of: x))])
    }

    private mutating func spread(
        _ layer: NCNNLayer, _ factors: Int, over x: Int
    ) throws(GraphError) -> Int {
        guard shape(factors).rank == 2 else {
            throw wrongSize(layer, "factors of \(shape(factors))", "one dimension")
        }
        return try builder.append(
            "\(layer.name).factors", .reshaping(Reshaping(channelSizes(of: x))), factors)
    }

    /// The sizes of one number a channel beside a value.
    private func channelSizes(of x: Int) -> [Int] {
        let sizes = shape(x).sizes
        return sizes.indices.map { $0 == 1 ? sizes[1] : 1 }
    }
}
