import Imaging
import Networks

/// Normalisations, which become one scale and one shift a channel in the pass that follows.
extension Lowering {
    mutating func normalised(_ source: Int, _ operation: InstanceNormalization) -> Deferred {
        normalised(
            source, groupSize: 1, operation.epsilon, (operation.scale, operation.shift))
    }

    mutating func normalised(_ source: Int, _ operation: GroupNormalization) -> Deferred {
        normalised(
            source, groupSize: graph.shapes[source].channels / operation.groups,
            operation.epsilon, (operation.scale, operation.shift))
    }

    /// Nil for axes other than channels or pixels.
    mutating func normalised(_ source: Int, _ operation: LayerNormalization) -> Deferred? {
        let shape = graph.shapes[source]
        switch operation.axes {
        case [2, 3]: return normalised(source, groupSize: 1, operation.epsilon, (nil, nil))
        case [1, 2, 3]:
            return normalised(source, groupSize: shape.channels, operation.epsilon, (nil, nil))
        case [1]:
            let value = written(source)
            let output = newBuffer(shape, lanes: value.lanes)
            steps.append(
                .normalise(
                    Program.ChannelNormalization(
                        input: value.base, output: output.base, shape: shape, lanes: value.lanes,
                        epsilon: operation.epsilon)))
            return output
        default: return nil
        }
    }

    private mutating func normalised(
        _ source: Int, groupSize: Int, _ epsilon: Float, _ slots: (scale: Int?, shift: Int?)
    ) -> Deferred {
        var value = written(source)
        let channels = wholeBlocks(value.shape.channels)
        let table = affine(channels: channels)
        let scale = slots.scale.map { parameter($0, .channels(channels)) }
        let shift = slots.shift.map { parameter($0, .channels(channels)) }
        steps.append(
            .moments(
                Program.Moments(
                    input: value.base, sums: sums(of: source), shape: value.shape,
                    lanes: value.lanes,
                    groupSize: groupSize, affine: table, epsilon: epsilon, scale: scale,
                    shift: shift)))
        value.absorb(.affine(table))
        return value
    }

    /// Sums that the step which made a value is told to make besides; nil where it cannot.
    private mutating func sums(of source: Int) -> (place: Place, units: Int)? {
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

    mutating func normalised(_ source: Int, _ operation: BatchNormalization) -> Deferred {
        guard operation.statistics == .stored else {
            return normalised(
                source, groupSize: 1, operation.epsilon, (operation.scale, operation.shift))
        }
        let channels = graph.shapes[source].channels
        let padded = wholeBlocks(channels)
        let table = affine(channels: padded)
        let slots = [operation.mean, operation.variance].map { parameter($0, .channels(padded)) }
        steps.append(
            .statistics(
                Program.Statistics(
                    channels: channels, affine: table, epsilon: operation.epsilon,
                    scale: operation.scale.map { parameter($0, .channels(padded)) },
                    shift: operation.shift.map { parameter($0, .channels(padded)) },
                    mean: slots[0], variance: slots[1])))
        return staged(source, .affine(table))
    }

    mutating func rectified(_ source: Int, _ operation: ParametricReLU) -> Deferred {
        let channels = wholeBlocks(graph.shapes[source].channels)
        let layout: PackedParameter.Layout =
            operation.count == 1 ? .repeated(channels) : .channels(channels)
        return staged(source, .rectifier(parameter(operation.slope, layout)))
    }
}
