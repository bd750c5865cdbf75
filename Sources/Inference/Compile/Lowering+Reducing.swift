import Graphs

/// Windows, pixels or channels made one number.
extension Lowering {
    mutating func pooled(_ source: Int, _ pooling: Pooling, _ shape: Shape) -> LazyValue {
        let value = written(source)
        let output = newBuffer(shape, lanes: value.lanes)
        steps.append(
            .pool(
                ExecutionPlan.Pool(
                    pooling: pooling, input: value.base, inputShape: value.shape,
                    output: output.base, shape: shape, lanes: value.lanes)))
        return output
    }

    /// Nil unless the pixels or the channels of an image are reduced.
    mutating func reduced(_ source: Int, _ reduction: Reduction, _ shape: Shape) -> LazyValue? {
        guard graph.shapes[source].isImage,
            reduction.axes == [2, 3] || reduction.axes == [1]
        else { return nil }
        let value = written(source)
        let (channels, input) = (reduction.axes == [1], value.shape)
        let small = Shape(
            channels: channels ? 1 : input.channels, height: channels ? input.height : 1,
            width: channels ? input.width : 1)
        let output = newBuffer(small, lanes: channels ? 1 : value.lanes)
        let reduce = ExecutionPlan.Reduce(
            function: reduction.function, input: value.base, shape: input, lanes: value.lanes,
            output: output.base)
        steps.append(channels ? .reduceChannels(reduce) : .reducePixels(reduce))
        return shape.isImage ? output : tensor(output, shape)
    }
}
