import Graphs

/// Sums over neighbours and channels.
extension Lowering {
    mutating func convolved(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) throws -> LazyValue {
        if let output = planar(source, convolution, shape) { return output }
        if let output = winograd(source, convolution, shape) { return output }
        let input = convolutionInput(source)
        let primitive = try OneDNNConvolution(
            convolution, input: input.shape, output: shape, lanes: (input.lanes, lanes),
            engine: engine)
        return convolved(input, primitive, shape, (convolution.weight, convolution.bias))
    }

    /// Nil where more is added than dropped on a side.
    mutating func convolved(
        _ source: Int, _ convolution: TransposedConvolution, _ shape: Shape
    ) throws -> LazyValue? {
        let (padding, added) = (convolution.padding, convolution.outputPadding)
        guard added.y - padding.bottom < convolution.strides.y,
            added.x - padding.right < convolution.strides.x
        else { return nil }
        if let output = phased(source, convolution, shape) { return output }
        let input = convolutionInput(source)
        let primitive = try OneDNNConvolution(
            convolution, input: input.shape, output: shape, lanes: (input.lanes, lanes),
            engine: engine)
        return convolved(input, primitive, shape, (convolution.weight, convolution.bias))
    }

    /// oneDNN reads values without gaps, and planes only of images.
    private mutating func convolutionInput(_ source: Int) -> LazyValue {
        let value = values[source]
        if value.lanes == 1, value.shape.channels > 4 {
            values[source] = blocked(value)
        }
        return written(source, dense: true)
    }

    private mutating func convolved(
        _ input: LazyValue, _ primitive: OneDNNConvolution, _ shape: Shape,
        _ slots: (weight: Int, bias: Int?)
    ) -> LazyValue {
        let output = newBuffer(shape, lanes: lanes, at: place(ofValue: values.count, lanes: lanes))
        let weight = parameter(slots.weight, .weights(primitive))
        let bias = slots.bias.map { parameter($0, .channels(wholeBlocks(shape.channels))) }
        steps.append(
            .convolve(
                ExecutionPlan.Convolve(
                    primitive: primitive, input: input.base, output: output.base, weight: weight,
                    bias: bias)))
        return output
    }
}
