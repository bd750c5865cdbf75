import Networks

extension Lowering {
    /// A 3×3 convolution of stride 1 or 2; nil for others, and for pictures of few channels.
    mutating func winograd(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) -> Deferred? {
        let stride = convolution.strides.y
        guard convolution.kernel == Pair(3, 3), convolution.isPlain(stride: stride), stride <= 2,
            convolution.inputChannels > Self.mostPlanes
        else { return nil }
        let (input, padding) = (graph.shapes[source], convolution.padding)
        let places = { WinogradConvolution.places($0, stride: stride) }
        var reading = reading(
            source, padding: padding, places: Pair(places(shape.height), places(shape.width)))
        reading.rows = Self.evened(
            reading.rows, from: input.height + padding.top + padding.bottom)
        reading.columns = Self.evened(
            reading.columns, from: input.width + padding.left + padding.right)
        let weights = BlockedWeights(
            outputs: shape.channels, inputs: input.channels, paddedInputs: reading.paddedChannels,
            kernel: PaddedKernel(size: 3, paddedSize: 3), lanes: lanes)
        let writing = writing(shape, convolution)
        steps.append(
            .tiled(
                WinogradConvolution(
                    reading: reading, writing: writing, stride: stride, precision: precision,
                    isPaired: (
                        stride == 1 && Self.isPaired(reading.rows),
                        stride == 1 && Self.isPaired(reading.columns)
                    ),
                    weight: parameter(convolution.weight, .blocked(weights)))))
        return Deferred(base: writing.output, shape: shape, lanes: lanes)
    }

    /// A new place for a convolution's output, whose step comes next.
    mutating func writing(_ shape: Shape, _ convolution: Convolution) -> Program.Writing {
        producers[values.count] = steps.count
        let output = newBuffer(shape, lanes: lanes, at: place(ofValue: values.count, lanes: lanes))
        return Program.Writing(
            output: output.base, shape: shape, lanes: lanes,
            bias: convolution.bias.map { parameter($0, .channels(wholeBlocks(shape.channels))) })
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
