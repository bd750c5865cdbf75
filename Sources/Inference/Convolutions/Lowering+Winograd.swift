import Networks

/// Convolutions of our own, which read values that are not yet written.
extension Lowering {
    /// A 3×3 convolution of stride 1 or 2 by Winograd's algorithm; nil for others, and for pictures of few
    /// channels.
    mutating func winograd(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) -> Deferred? {
        let stride = convolution.strides.y
        guard convolution.kernel == Pair(3, 3), convolution.strides == Pair(stride, stride),
            stride <= 2, convolution.dilations == Pair(1, 1), convolution.groups == 1,
            convolution.inputChannels > 4
        else { return nil }
        let places = { (size: Int) in
            (size + Program.Winograd.tile - 1) / Program.Winograd.tile * 4 * stride + 3 - stride
        }
        let reading = reading(
            source, padding: convolution.padding,
            places: Pair(places(shape.height), places(shape.width)))
        let output = newBuffer(shape, lanes: lanes, at: place(ofValue: values.count, lanes: lanes))
        let weights = BlockedWeights(
            outputs: shape.channels, inputs: convolution.inputChannels, taps: 9, lanes: lanes)
        let weight = parameter(convolution.weight, .blocked(weights))
        let bias = convolution.bias.map { parameter($0, .channels(wholeBlocks(shape.channels))) }
        producers[values.count] = steps.count
        steps.append(
            .winograd(
                Program.Winograd(
                    reading: reading, output: output.base, shape: shape, lanes: lanes,
                    stride: stride,
                    isPaired: (
                        stride == 1 && Self.isPaired(reading.rows),
                        stride == 1 && Self.isPaired(reading.columns)
                    ),
                    weight: weight, bias: bias)))
        return output
    }

    /// Whether places 1 and 2, and 3 and 4, of every tile are the same.
    private static func isPaired(_ places: [Int32]) -> Bool {
        stride(from: 1, to: places.count - 1, by: 2).allSatisfy { places[$0] == places[$0 + 1] }
    }

    /// How a convolution reads a value: what is to be done to it and where it is taken from.
    ///
    /// - Parameters:
    ///   - padding: zeros around the value.
    ///   - places: rows and columns that are read, from the padding's first on.
    private mutating func reading(_ source: Int, padding: Edges, places: Pair) -> Program.Reading {
        var value = readable(source)
        let shape = value.resultShape
        let outer = Deferred.Gather(
            rows: Self.padded(shape.height, padding.top, places.y),
            columns: Self.padded(shape.width, padding.left, places.x))
        var gather = value.gather.map { $0.then(outer) } ?? outer
        if gather == nil {
            value = written(source)
            gather = outer
        }
        let (affine, slope) = value.convolutionStages ?? (nil, nil)
        return Program.Reading(
            input: value.base, channels: shape.channels,
            rows: Self.evened(
                gather?.rows ?? [], from: shape.height + padding.top + padding.bottom),
            columns: Self.evened(
                gather?.columns ?? [], from: shape.width + padding.left + padding.right),
            outside: gather?.outside ?? 0, affine: affine, slope: slope)
    }

    /// Rows or columns 0 ..< size with −1 before them and after.
    private static func padded(_ size: Int, _ before: Int, _ count: Int) -> [Int32] {
        (0..<count).map { $0 < before || $0 >= before + size ? -1 : Int32($0 - before) }
    }

    /// Places past the end, which no output depends on, made the same in pairs as all others may be.
    private static func evened(_ places: [Int32], from end: Int) -> [Int32] {
        var places = places
        for place in places.indices where place >= end && place % 2 == 0 && place > 0 {
            places[place] = places[place - 1]
        }
        return places
    }

    /// A value in blocks whose stages a convolution can do as it reads, written where it must be.
    ///
    /// A value that others still need is written once rather than computed by every reader.
    private mutating func readable(_ source: Int) -> Deferred {
        if values[source].lanes != lanes { values[source] = blocked(values[source]) }
        let value = values[source]
        let isShared = uses[value.origin ?? source] > 0 && !value.stages.isEmpty
        if value.convolutionStages != nil, value.base.isOrdinary(lanes: lanes), !isShared {
            return value
        }
        guard let origin = value.origin, let gather = value.gather else { return written(source) }
        var plain = written(origin)
        guard plain.lanes == lanes else { return written(source) }
        plain.gather = gather
        plain.origin = origin
        values[source] = plain
        return plain
    }
}

extension Deferred {
    /// The stages as an affine map and a rectifier, each of which may be missing; nil for others.
    fileprivate var convolutionStages: (affine: Int?, slope: Program.Reading.Slope?)? {
        var rest = stages[...]
        var affine: Int?
        if case .affine(let table)? = rest.first {
            affine = table
            rest.removeFirst()
        }
        guard let last = rest.first else { return (affine, nil) }
        guard rest.count == 1 else { return nil }
        switch last {
        case .function(.relu): return (affine, .constant(0))
        case .function(.leakyReLU(let slope)): return (affine, .constant(slope))
        case .rectifier(let entry): return (affine, .parameter(entry))
        default: return nil
        }
    }
}
