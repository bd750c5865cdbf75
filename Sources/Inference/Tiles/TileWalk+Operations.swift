import Imaging
import Networks

/// What the places of an operation's result read of its input.
extension TileWalk {
    /// Nil for operations that see the whole picture or move pixels about.
    ///
    /// - Parameters:
    ///   - operation: the tile's.
    ///   - other: the whole's, which may differ in sizes alone.
    ///   - sizes: of the result along the axis.
    func stretch(
        of operation: Operation, _ other: Operation, _ input: TileStretch,
        _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        switch (operation, other) {
        case (.slicing(let a), .slicing(let b)): return sliced(input, a, b, sizes)
        case (.resizing(let a), .resizing(let b)): return resized(input, a, b, sizes)
        default: break
        }
        guard operation == other else { return nil }
        switch operation {
        case .convolution(let convolution): return convolved(input, convolution, sizes)
        case .transposedConvolution(let convolution):
            return spread(input, convolution, sizes)
        case .pooling(let pooling):
            return windows(
                input, reach: reach(pooling.kernel, pooling.dilations),
                stride: axis(pooling.strides), before: axis.before(pooling.padding), sizes)
        case .padding(let padding): return padded(input, padding, sizes)
        case .nearestUpsampling(let upsampling):
            return enlarged(input, by: axis(upsampling.factors), sizes)
        case .pixelShuffle(let shuffle): return enlarged(input, by: shuffle.factor, sizes)
        case .pixelUnshuffle(let shuffle):
            return windows(input, reach: shuffle.factor, stride: shuffle.factor, before: 0, sizes)
        default:
            return isPixelwise(operation) && sizes == (input.size, input.wholeSize) ? input : nil
        }
    }

    /// Whether every pixel of the result reads the same pixel of its inputs and no other.
    private func isPixelwise(_ operation: Operation) -> Bool {
        switch operation {
        case .activation, .parametricReLU, .arithmetic: true
        case .batchNormalization(let normalization): normalization.statistics == .stored
        case .concatenation(let concatenation): concatenation.axis == 1
        case .selection(let selection): selection.axis == 1
        case .layerNormalization(let normalization): normalization.axes == [1]
        case .softmax(let softmax): softmax.axis == 1
        case .reduction(let reduction): reduction.axes == [1] && reduction.keepsAxes
        default: false
        }
    }

    private func reach(_ kernel: Pair, _ dilations: Pair) -> Int {
        (axis(kernel) - 1) * axis(dilations) + 1
    }

    /// Place i reads i · stride − before and the `reach` − 1 places after it.
    private func windows(
        _ input: TileStretch, reach: Int, stride: Int, before: Int,
        _ sizes: (tile: Int, whole: Int),
        block: Int = 1
    ) -> TileStretch? {
        guard input.offset % stride == 0 else { return nil }
        return input.read(
            size: sizes.tile, wholeSize: sizes.whole, offset: input.offset / stride, block: block
        ) { place in
            let first = place * stride - before
            return first...first + reach - 1
        }
    }

    /// What is right whichever of its algorithms the engine takes.
    private func convolved(
        _ input: TileStretch, _ convolution: Convolution, _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        let results = convolution.tilings.map { tiling in
            windows(
                input, reach: reach(convolution.kernel, convolution.dilations) + tiling.added,
                stride: axis(convolution.strides), before: axis.before(convolution.padding), sizes,
                block: tiling.side)
        }
        guard let first = results[0] else { return nil }
        return results.dropFirst().reduce(first) { result, other in
            other.flatMap { result?.joined($0) }
        }
    }

    /// Blocks of the plain convolution to all phases; nil for what oneDNN computes, the bits of which
    /// were seen to depend on the width of a picture.
    private func spread(
        _ input: TileStretch, _ convolution: TransposedConvolution,
        _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        guard let phases = Phases(convolution) else { return nil }
        let (factor, first) = (phases.factor, axis(phases.first))
        return input.read(
            size: sizes.tile, wholeSize: sizes.whole, offset: input.offset * factor,
            block: factor * WinogradConvolution.tile
        ) { place in
            let place = place / factor + first
            return place...place + Phases.size - 1
        }
    }

    private func enlarged(
        _ input: TileStretch, by factor: Int, _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch {
        input.read(size: sizes.tile, wholeSize: sizes.whole, offset: input.offset * factor) {
            $0 / factor...$0 / factor
        }
    }

    /// Beyond an edge also what is mirrored or repeated there; nil where the opposite edge is.
    private func padded(
        _ input: TileStretch, _ padding: Padding, _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        let (before, after) = (axis.before(padding.edges), axis.after(padding.edges))
        guard padding.mode != .wrap || before == 0 && after == 0 else { return nil }
        let sources = padding.sources(size: input.size, before: before, after: after).map(Int.init)
        return input.read(size: sizes.tile, wholeSize: sizes.whole, offset: input.offset) {
            let place = $0 - before
            return sources[$0] < 0
                ? place...place : min(place, sources[$0])...max(place, sources[$0])
        }
    }

    /// Nil where a slice does not begin or step alike in tile and whole.
    private func sliced(
        _ input: TileStretch, _ slicing: Slicing, _ other: Slicing,
        _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        guard slicing.parts.count == 4, other.parts.count == 4, slicing.parts[1] == other.parts[1]
        else { return nil }
        let index = axis == .rows ? 2 : 3
        let (part, whole) = (slicing.parts[index], other.parts[index])
        let shift = input.offset + part.start - whole.start
        guard part.step == whole.step, shift >= 0, shift % part.step == 0 else { return nil }
        return input.read(
            size: sizes.tile, wholeSize: sizes.whole, offset: shift / part.step
        ) { place in
            let source = part.start + place * part.step
            return source...source
        }
    }

    /// The places whose taps and weights are the whole's; nil where tile and whole differ in scale.
    private func resized(
        _ input: TileStretch, _ resizing: Resizing, _ other: Resizing,
        _ sizes: (tile: Int, whole: Int)
    ) -> TileStretch? {
        let (own, wholes) =
            axis == .rows
            ? (resizing.rowTaps(height: input.size), other.rowTaps(height: input.wholeSize))
            : (resizing.columnTaps(width: input.size), other.columnTaps(width: input.wholeSize))
        let scale = axis == .rows ? other.scale.y : other.scale.x
        let offset = Int((Double(input.offset) * scale).rounded())
        guard Double(offset) == Double(input.offset) * scale else { return nil }
        let shift = Int32(clamping: input.offset)
        let read = input.read(size: sizes.tile, wholeSize: sizes.whole, offset: offset) { place in
            let places = own[place].places
            return Int(places.first ?? 0)...Int(places.last ?? 0)
        }
        return read.narrowed { place in
            guard place + offset < wholes.count else { return false }
            let whole = wholes[place + offset]
            return own[place].weights == whole.weights
                && own[place].places.map { $0 + shift } == whole.places
        }
    }
}

extension Convolution {
    /// How the engine may compute the convolution: blocks of pixels of that side together, so that every
    /// bit of a block depends on all that the block reads (Lavin and Gray, arXiv 1509.09308), and with
    /// so many taps of zero added to the kernel.
    fileprivate var tilings: [(side: Int, added: Int)] {
        let size = kernel.x
        guard kernel == Pair(size, size), isPlain(stride: strides.y), strides.y <= 2 else {
            return [(1, 0)]
        }
        let isThree = size == 3
        let isPlanar =
            strides.y == 1 && (3...9).contains(size)
            && min(inputChannels, outputChannels) <= Lowering.mostPlanes
        let planar = isPlanar ? [(side: 3, added: (size + 2) / 3 * 3 - size)] : []
        return planar + (isThree ? [(4, 0)] : planar.isEmpty ? [(1, 0)] : [])
    }
}
