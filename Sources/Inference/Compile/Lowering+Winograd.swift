import Graphs

extension Lowering {
    /// A 3×3 convolution of stride 1 or 2; nil for others, and for images of few channels.
    mutating func winograd(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) -> LazyValue? {
        let stride = convolution.strides.y
        guard convolution.kernel == Pair(3, 3), convolution.isPlain(stride: stride), stride <= 2,
            convolution.inputChannels > Self.mostPlanes
        else { return nil }
        let reading = winogradReading(
            source, shape, padding: convolution.padding, stride: stride)
        let bias = convolution.bias.map {
            parameter($0, .channels(wholeBlocks(shape.channels)))
        }
        producers[values.count] = steps.count
        let output = newBuffer(shape, lanes: lanes, at: place(ofValue: values.count, lanes: lanes))
        append(
            reading,
            ConvolutionWriting(output: output.base, shape: shape, lanes: lanes, bias: bias),
            stride: stride, slot: convolution.weight, phases: nil,
            ConvolutionForm(
                inputChannels: reading.channels, shape, kernel: 3, stride: stride))
        return output
    }

    /// A transposed convolution whose phases see few inputs, as a plain one to all phases, which are then
    /// brought to their places; nil for others.
    mutating func phased(
        _ source: Int, _ convolution: TransposedConvolution, _ shape: Shape
    ) -> LazyValue? {
        guard let phases = PolyphaseConvolution(convolution) else { return nil }
        let (factor, input) = (phases.factor, graph.shapes[source])
        let plain = Shape(
            channels: phases.outputs, height: (shape.height + factor - 1) / factor,
            width: (shape.width + factor - 1) / factor)
        let before = Edges(top: -phases.first.y, left: -phases.first.x, bottom: 0, right: 0)
        let reading = winogradReading(source, plain, padding: before, stride: 1)
        let bias = convolution.bias.map {
            parameter($0, .spread(wholeBlocks(plain.channels), times: factor * factor))
        }
        let output = newBuffer(plain, lanes: lanes)
        append(
            reading,
            ConvolutionWriting(output: output.base, shape: plain, lanes: lanes, bias: bias),
            stride: 1, slot: convolution.weight, phases: phases,
            ConvolutionForm(convolution, input: input, output: shape))
        return arranged(shape, lanes: lanes(for: shape.channels), phases: factor) {
            channel, down, across in
            output.base.channel((channel * factor + down) * factor + across, lanes: output.lanes)
        }
    }

    private mutating func winogradReading(
        _ source: Int, _ shape: Shape, padding: Edges, stride: Int
    ) -> ConvolutionReading {
        let places = { WinogradConvolution.places($0, stride: stride) }
        var reading = reading(
            source, padding: padding, places: Pair(places(shape.height), places(shape.width)))
        reading.rows = Self.evened(reading.rows, from: (shape.height - 1) * stride + 3)
        reading.columns = Self.evened(reading.columns, from: (shape.width - 1) * stride + 3)
        return reading
    }

    private mutating func append(
        _ reading: ConvolutionReading, _ writing: ConvolutionWriting, stride: Int, slot: Int,
        phases: PolyphaseConvolution?, _ form: ConvolutionForm
    ) {
        let weights = BlockedWeights(
            outputs: writing.shape.channels, inputs: reading.channels,
            paddedInputs: reading.paddedChannels,
            kernel: BlockedWeights.Kernel(size: 3, paddedSize: 3),
            lanes: lanes, phases: phases)
        let isPaired = (
            rows: stride == 1 && Self.isPaired(reading.rows),
            columns: stride == 1 && Self.isPaired(reading.columns)
        )
        steps.append(
            .tiled(
                WinogradConvolution(
                    reading: reading, writing: writing, stride: stride,
                    precision: isPaired.rows || isPaired.columns ? .f32 : precision(reading),
                    isPaired: isPaired,
                    weight: parameter(slot, .blocked(weights)), form: form)))
    }

    /// A layer of few channels spends its time on transforms, and would lose digits for nothing.
    private func precision(_ reading: ConvolutionReading) -> Precision {
        reading.channels < Precision.fewestChannels ? .f32 : precision
    }

    /// Whether places 1 and 2, and 3 and 4, of every tile are the same.
    private static func isPaired(_ places: [Int32]) -> Bool {
        stride(from: 1, to: places.count - 1, by: 2).allSatisfy { places[$0] == places[$0 + 1] }
    }

    /// Places past the end, which no output depends on, made the same in pairs as all others may be.
    private static func evened(_ places: [Int32], from end: Int) -> [Int32] {
        var places = places
        for place in places.indices where place >= end && place % 2 == 0 && place > 0 {
            places[place] = places[place - 1]
        }
        return places
    }
}

extension Convolution {
    /// Whether its taps are dense and every output sees all inputs.
    func isPlain(stride: Int) -> Bool {
        strides == Pair(stride, stride) && dilations == Pair(1, 1) && groups == 1
    }
}
