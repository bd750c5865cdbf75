import Graphs
import Imaging
import Networks

/// Normalizations, which become one scale and one shift a channel in the pass that follows.
extension Lowering {
    mutating func normalized(_ source: Int, _ operation: InstanceNormalization) -> LazyValue {
        normalized(
            source, groupSize: 1, operation.epsilon, (operation.scale, operation.shift))
    }

    mutating func normalized(_ source: Int, _ operation: GroupNormalization) -> LazyValue {
        normalized(
            source, groupSize: graph.shapes[source].channels / operation.groups,
            operation.epsilon, (operation.scale, operation.shift))
    }

    /// Nil for axes other than channels or pixels.
    mutating func normalized(_ source: Int, _ operation: LayerNormalization) -> LazyValue? {
        let shape = graph.shapes[source]
        switch operation.axes {
        case [2, 3]: return normalized(source, groupSize: 1, operation.epsilon, (nil, nil))
        case [1, 2, 3]:
            return normalized(source, groupSize: shape.channels, operation.epsilon, (nil, nil))
        case [1]:
            let value = written(source)
            let output = newBuffer(shape, lanes: value.lanes)
            steps.append(
                .normalize(
                    ExecutionPlan.ChannelNormalization(
                        input: value.base, output: output.base, shape: shape, lanes: value.lanes,
                        epsilon: operation.epsilon)))
            return output
        default: return nil
        }
    }

    private mutating func normalized(
        _ source: Int, groupSize: Int, _ epsilon: Float, _ slots: (scale: Int?, shift: Int?)
    ) -> LazyValue {
        var value = written(source)
        let channels = wholeBlocks(value.shape.channels)
        let table = affine(channels: channels)
        let scale = slots.scale.map { parameter($0, .channels(channels)) }
        let shift = slots.shift.map { parameter($0, .channels(channels)) }
        steps.append(
            .moments(
                ExecutionPlan.Moments(
                    input: value.base, sums: sums(of: source), shape: value.shape,
                    lanes: value.lanes,
                    groupSize: groupSize, affine: table, epsilon: epsilon, scale: scale,
                    shift: shift)))
        value.absorb(.affine(table))
        return value
    }

    /// Sums that the step which made a value is told to make besides; nil where it cannot.
    private mutating func sums(of source: Int) -> (place: TensorView, units: Int)? {
        guard let index = producers[source], case .tiled(var convolution) = steps[index],
            let count = convolution.sumCount
        else { return nil }
        if convolution.sums == nil {
            convolution.sums =
                newBuffer(Shape(channels: 1, height: 1, width: count), lanes: 1).base
            steps[index] = .tiled(convolution)
        }
        return convolution.sums.map { ($0, convolution.work.units) }
    }

    mutating func normalized(_ source: Int, _ operation: BatchNormalization) -> LazyValue {
        guard operation.statistics == .stored else {
            return normalized(
                source, groupSize: 1, operation.epsilon, (operation.scale, operation.shift))
        }
        let channels = graph.shapes[source].channels
        let padded = wholeBlocks(channels)
        let table = affine(channels: padded)
        let slots = [operation.mean, operation.variance].map { parameter($0, .channels(padded)) }
        steps.append(
            .statistics(
                ExecutionPlan.Statistics(
                    channels: channels, affine: table, epsilon: operation.epsilon,
                    scale: operation.scale.map { parameter($0, .channels(padded)) },
                    shift: operation.shift.map { parameter($0, .channels(padded)) },
                    mean: slots[0], variance: slots[1])))
        return staged(source, .affine(table))
    }

    mutating func rectified(_ source: Int, _ operation: ParametricReLU) -> LazyValue {
        let channels = wholeBlocks(graph.shapes[source].channels)
        let layout: PackedParameter.Layout =
            operation.count == 1 ? .repeated(channels) : .channels(channels)
        return staged(source, .rectifier(parameter(operation.slope, layout)))
    }
}
