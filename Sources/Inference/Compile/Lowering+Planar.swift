import Graphs

/// Square convolutions between an image's few planes and blocks of channels.
extension Lowering {
    /// Channels that are kept in planes, at most.
    static let mostPlanes = 4

    /// A square convolution of stride 1 that has few inputs or outputs; nil for others.
    mutating func planar(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) -> LazyValue? {
        let size = convolution.kernel.x
        guard convolution.kernel == Pair(size, size), (3...9).contains(size),
            convolution.isPlain(stride: 1)
        else { return nil }
        let kernel = BlockedWeights.Kernel(size: size, paddedSize: (size + 2) / 3 * 3)
        if convolution.inputChannels <= Self.mostPlanes {
            return fromPlanes(source, convolution, kernel, shape)
        }
        return shape.channels <= Self.mostPlanes
            ? toPlanes(source, convolution, kernel, shape) : nil
    }

    /// Nil where the value is not in planes.
    private mutating func fromPlanes(
        _ source: Int, _ convolution: Convolution, _ kernel: BlockedWeights.Kernel, _ shape: Shape
    ) -> LazyValue? {
        var value = values[source]
        guard value.lanes == 1 else { return nil }
        let parts = kernel.paddedSize / 3
        let places = Self.places(
            of: value.resultShape, padding: convolution.padding,
            count: ConvolutionFromPlanes.inputSize(shape, parts: parts))
        if !value.absorb(places) {
            value = written(source)
            _ = value.absorb(places)
        }
        let input = write(value)
        let weights = BlockedWeights(
            outputs: shape.channels, inputs: convolution.inputChannels,
            paddedInputs: convolution.inputChannels, kernel: kernel, lanes: lanes)
        producers[values.count] = steps.count
        let output = newBuffer(shape, lanes: lanes, at: place(ofValue: values.count, lanes: lanes))
        let bias = convolution.bias.map {
            parameter($0, .channels(wholeBlocks(shape.channels)))
        }
        let writing = ConvolutionWriting(
            output: output.base, shape: shape, lanes: lanes, bias: bias)
        steps.append(
            .tiled(
                ConvolutionFromPlanes(
                    input: input.base, planes: convolution.inputChannels, writing: writing,
                    kernelSize: kernel.size,
                    weight: parameter(convolution.weight, .blocked(weights)))))
        return output
    }

    private mutating func toPlanes(
        _ source: Int, _ convolution: Convolution, _ kernel: BlockedWeights.Kernel, _ shape: Shape
    ) -> LazyValue {
        let parts = kernel.paddedSize / 3
        let reading = reading(
            source, padding: convolution.padding,
            places: ConvolutionToPlanes.inputSize(shape, parts: parts))
        let output = newBuffer(shape, lanes: 1)
        let weights = PlanarWeights(
            outputs: shape.channels, inputs: convolution.inputChannels,
            paddedInputs: reading.paddedChannels, kernel: kernel)
        let weight = parameter(convolution.weight, .planar(weights))
        steps.append(
            .tiled(
                ConvolutionToPlanes(
                    reading: reading, output: output.base, shape: shape, lanes: lanes,
                    kernelSize: kernel.size, weight: weight,
                    bias: convolution.bias.map {
                        parameter($0, .channels(wholeBlocks(shape.channels)))
                    })))
        return output
    }
}
