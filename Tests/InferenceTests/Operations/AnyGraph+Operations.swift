import Fixtures
import Graphs
import Imaging

extension AnyGraph {
    /// One an operation of the engine.
    enum Kind: CaseIterable {
        case convolution, transposedConvolution, matrixProduct, pooling, reduction
        case instanceNormalization, batchNormalization, groupNormalization, layerNormalization
        case softmax, activation, parametricReLU, arithmetic, parameterArithmetic, squeeze
        case padding, nearestUpsampling, resizing, pixelShuffle, pixelUnshuffle, concatenation
        case slicing, selection, transposition, reshaping, fill
    }

    /// Appends the operation with random attributes to a value that it may take.
    mutating func append(_ kind: Kind) {
        switch kind {
        case .convolution: appendConvolution()
        case .transposedConvolution: appendTransposedConvolution()
        case .matrixProduct: appendMatrixProduct()
        case .pooling: appendPooling()
        case .reduction: appendReduction()
        case .instanceNormalization, .batchNormalization, .groupNormalization,
            .layerNormalization:
            appendNormalization(kind)
        case .softmax: appendSoftmax()
        case .activation: appendActivation()
        case .parametricReLU: appendParametricReLU()
        case .arithmetic: appendArithmetic()
        case .parameterArithmetic: appendParameterArithmetic()
        case .squeeze: appendSqueeze()
        case .padding: appendPadding()
        case .nearestUpsampling: appendUpsampling()
        case .resizing: appendResizing()
        case .pixelShuffle: appendShuffle()
        case .pixelUnshuffle: appendUnshuffle()
        case .concatenation: appendConcatenation()
        case .slicing: appendSlicing()
        case .selection: appendSelection()
        case .transposition: appendTransposition()
        case .reshaping: appendReshaping()
        case .fill: appendFill()
        }
    }

    private mutating func integer(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private mutating func picture() -> Int { source { $0.isImage } ?? 0 }

    private mutating func pair(_ range: ClosedRange<Int>) -> Pair {
        Pair(integer(range), integer(range))
    }

    private mutating func edges(_ range: ClosedRange<Int>) -> Edges {
        chance()
            ? Edges(all: integer(range))
            : Edges(
                top: integer(range), left: integer(range), bottom: integer(range),
                right: integer(range))
    }

    private mutating func groups(_ a: Int, _ b: Int) -> Int {
        random.pick([1, 1, 1, a, 2, 3, 8].filter { a % $0 == 0 && b % $0 == 0 })
    }

    private mutating func appendConvolution() {
        let input = picture()
        let channels = shape(input).channels
        let outputs = random.pick([1, 3, 5, 8, 16, 16, 17, 24, 32, channels])
        let groups = groups(channels, outputs)
        let kernel = random.pick([
            Pair(1, 1), Pair(3, 3), Pair(3, 3), Pair(2, 2), Pair(1, 3), Pair(5, 4),
        ])
        let sizes = [outputs, channels / groups, kernel.y, kernel.x]
        let slot = parameter(sizes, 1.7 / Float(sizes[1] * kernel.y * kernel.x).squareRoot())
        append(
            .convolution(
                Convolution(
                    weight: slot, bias: chance() ? parameter([outputs], 0.5) : nil,
                    weightShape: sizes,
                    strides: random.pick([Pair(1, 1), Pair(1, 1), pair(1...3)]),
                    dilations: random.pick([Pair(1, 1), Pair(1, 1), pair(1...2)]),
                    padding: edges(0...2), groups: groups)), [input])
    }

    private mutating func appendTransposedConvolution() {
        let input = picture()
        let channels = shape(input).channels
        let outputs = random.pick([1, 3, 8, 16, 17, channels])
        let groups = groups(channels, outputs)
        let (kernel, strides) = (pair(1...4), pair(1...3))
        let sizes = [channels, outputs / groups, kernel.y, kernel.x]
        let slot = parameter(sizes, 1.7 / Float(channels / groups * 2).squareRoot())
        append(
            .transposedConvolution(
                TransposedConvolution(
                    weight: slot, bias: chance() ? parameter([outputs], 0.5) : nil,
                    weightShape: sizes, strides: strides,
                    dilations: random.pick([Pair(1, 1), Pair(1, 1), pair(1...2)]),
                    padding: edges(0...1),
                    outputPadding: Pair(integer(0...strides.y - 1), integer(0...strides.x - 1)),
                    groups: groups)), [input])
    }

    private mutating func appendMatrixProduct() {
        guard let left = source(where: { (1...4).contains($0.rank) }),
            let depth = shape(left).sizes.last, depth <= 200
        else { return }
        let sizes = random.pick([[depth, 5], [depth], [depth, 1]])
        let slot = parameter(sizes, 1.7 / Float(depth).squareRoot())
        guard let right = append(.parameter(ParameterValue(slot: slot, sizes: sizes)), []) else {
            return
        }
        append(.matrixProduct(MatrixProduct()), [left, right])
        // Attention: a value with its own transpose.
        if shape(left).rank == 3, chance(),
            let turned = append(.transposition(Transposition(axes: [0, 2, 1])), [left])
        {
            append(.matrixProduct(MatrixProduct()), [left, turned])
            append(.activation(.tanh), [shapes.count - 1])
        }
    }

    private mutating func appendPooling() {
        append(
            .pooling(
                Pooling(
                    random.pick([
                        .largest, .mean(countsPadding: true), .mean(countsPadding: false),
                    ]), kernel: pair(1...3), strides: pair(1...3),
                    dilations: random.pick([Pair(1, 1), Pair(1, 1), pair(1...2)]),
                    padding: edges(0...1), roundsUp: chance())), [picture()])
    }

    private mutating func appendReduction() {
        guard let input = source(where: { $0.rank > 0 }) else { return }
        let rank = shape(input).rank
        let axes = random.pick([
            [2, 3], [2, 3], [1], [1, 2, 3], [rank - 1], [0],
        ])
        append(
            .reduction(
                Reduction(
                    random.pick([.mean, .mean, .largest, .smallest, .norm]), axes: axes,
                    keepsAxes: random.pick([true, true, false]))), [input])
    }

    private mutating func appendNormalization(_ kind: Kind) {
        guard let input = source(where: { $0.isImage || $0.rank >= 3 && $0.sizes[1] < 64 }) else {
            return
        }
        let channels = shape(input).sizes[1]
        let scale = chance() ? parameter([channels], 0.5, around: 1) : nil
        let shift = chance() ? parameter([channels], 0.5) : nil
        let epsilon: Float = random.pick([1e-5, 1e-3])
        switch kind {
        case .instanceNormalization:
            append(
                .instanceNormalization(
                    InstanceNormalization(scale: scale, shift: shift, epsilon: epsilon)), [input])
        case .groupNormalization:
            let groups = random.pick([1, 2, 3, 4, channels].filter { channels % $0 == 0 })
            append(
                .groupNormalization(
                    GroupNormalization(groups: groups, scale: scale, shift: shift, epsilon: epsilon)
                ),
                [input])
        case .layerNormalization:
            let axes = random.pick([[1], [2, 3], [1, 2, 3], [shape(input).rank - 1]])
            append(
                .layerNormalization(LayerNormalization(axes: axes, epsilon: epsilon)), [input])
        default:
            append(
                .batchNormalization(
                    BatchNormalization(
                        scale: scale, shift: shift, mean: parameter([channels], 0.5),
                        variance: parameter([channels], 0.8, around: 1),
                        statistics: random.pick(BatchStatistics.allCases), epsilon: epsilon)),
                [input])
        }
    }

    private mutating func appendSoftmax() {
        guard let input = source(where: { $0.rank > 0 }) else { return }
        append(
            .softmax(
                Softmax(axis: integer(0...shape(input).rank - 1), logarithm: chance())), [input])
    }

    /// Functions without jumps, on values that they are made for.
    private mutating func appendActivation() {
        guard let input = source() else { return }
        if random.pick([true, false, false, false]) {
            guard let size = append(.activation(.absolute), [input]),
                let safe = append(.activation(.linear(slope: 1, offset: 0.5)), [size])
            else { return }
            append(.activation(random.pick([.squareRoot, .reciprocal, .logarithm])), [safe])
            return
        }
        let activation: Activation = random.pick([
            .relu, .leakyReLU(slope: 0.2), .elu(alpha: 1.67326, scale: 1.0507), .celu(alpha: 1.5),
            .silu, .gelu, .tanhGELU, .mish, .softplus, .softsign, .sigmoid, .tanh,
            .hardSigmoid(slope: 0.2, offset: 0.5), .hardSwish(slope: 1 / 6, offset: 0.5),
            .clip(low: -0.5, high: 0.75), .linear(slope: -0.7, offset: 0.1), .absolute,
            .errorFunction, .sine, .cosine,
        ])
        append(.activation(activation), [input])
    }

    private mutating func appendParametricReLU() {
        guard let input = source() else { return }
        let count = chance() && shape(input).rank > 1 ? shape(input).sizes[1] : 1
        guard count <= 200 else { return }
        let slope = parameter([count], 0.5)
        append(.parametricReLU(ParametricReLU(slope: slope, count: count)), [input])
    }

    private mutating func function() -> Arithmetic.Function {
        random.pick([.addition, .addition, .subtraction, .multiplication, .larger, .smaller])
    }

    private mutating func appendArithmetic() {
        guard let a = source() else { return }
        let partners = shapes.indices.filter { index in
            let pair = [shape(a), shape(index)]
            return (try? Arithmetic(.addition).outputShape(pair)) != nil
        }
        let b = random.pick(partners)
        let function = function()
        append(.arithmetic(Arithmetic(function)), chance() ? [a, b] : [b, a])
    }

    private mutating func appendParameterArithmetic() {
        guard let a = source(where: { $0.rank > 0 }) else { return }
        let sizes = shape(a).sizes
        let kept = sizes.indices.map { _ in chance() }
        var own = zip(sizes, kept).map { $1 ? $0 : 1 }
        if chance() { own.removeFirst(integer(0...own.count - 1)) }
        if random.pick([true, false, false, false]) { own = [] }
        let slot = parameter(own, 0.5, around: 1.2)
        guard let value = append(.parameter(ParameterValue(slot: slot, sizes: own)), []) else {
            return
        }
        let function = random.pick([.division, function(), function()])
        let inputs = function == .division || chance() ? [a, value] : [value, a]
        append(.arithmetic(Arithmetic(function)), inputs)
    }

    /// Channel attention: what is common to all pixels decides what the channels count.
    private mutating func appendSqueeze() {
        let input = picture()
        let channels = shape(input).channels
        guard channels < 64,
            let mean = append(.reduction(Reduction(.mean, axes: [2, 3])), [input])
        else { return }
        let sizes = [channels, channels, 1, 1]
        let slot = parameter(sizes, 1)
        guard
            let mixed = append(
                .convolution(Convolution(weight: slot, bias: nil, weightShape: sizes)), [mean]),
            let gate = append(.activation(.sigmoid), [mixed])
        else { return }
        append(.arithmetic(Arithmetic(.multiplication)), [input, gate])
    }

    private mutating func appendPadding() {
        append(
            .padding(
                Padding(
                    mode: random.pick([.reflect, .edge, .constant(0), .constant(0.3), .wrap]),
                    edges: edges(0...2))), [picture()])
    }

    private mutating func appendUpsampling() {
        append(.nearestUpsampling(NearestUpsampling(factors: pair(1...2))), [picture()])
    }

    private mutating func appendResizing() {
        let input = picture()
        let size = pair(1...24)
        let scale = Resizing.Scale(
            Double(size.y) / Double(shape(input).height),
            Double(size.x) / Double(shape(input).width))
        append(
            .resizing(
                Resizing(
                    size: size, scale: scale,
                    filter: random.pick([
                        .linear, .cubic(coefficient: -0.75), .nearest(.down), .nearest(.halfUp),
                    ]),
                    coordinates: random.pick([
                        .halfPixel, .alignCorners, .asymmetric, .halfPixelUnlessSingle,
                    ]), excludesOutside: chance(), antialiases: chance())), [input])
    }

    private mutating func appendShuffle() {
        let factor = random.pick([2, 2, 3])
        let order: PixelShuffle.Order = random.pick([.channelFirst, .blockFirst])
        guard let input = source(where: { $0.isImage && $0.channels % (factor * factor) == 0 })
        else { return }
        append(.pixelShuffle(PixelShuffle(factor: factor, order: order)), [input])
    }

    private mutating func appendUnshuffle() {
        let factor = random.pick([2, 2, 3])
        let order: PixelShuffle.Order = random.pick([.channelFirst, .blockFirst])
        let fits: (Shape) -> Bool = {
            $0.isImage && $0.height % factor == 0 && $0.width % factor == 0 && $0.channels < 24
        }
        guard let input = source(where: fits) else { return }
        append(.pixelUnshuffle(PixelUnshuffle(factor: factor, order: order)), [input])
    }

    private mutating func appendConcatenation() {
        guard let first = source(where: { $0.rank > 0 }) else { return }
        let axis =
            shape(first).isImage
            ? random.pick([1, 1, 1, 2, 3]) : integer(0...shape(first).rank - 1)
        let partners = shapes.indices.filter { index in
            (try? Concatenation(axis: axis).outputShape([shape(first), shape(index)])) != nil
        }
        let others = (0..<integer(1...3)).map { _ in random.pick(partners) }
        append(
            .concatenation(Concatenation(axis: axis)),
            chance() ? [first] + others : others + [first])
    }

    private mutating func appendSlicing() {
        guard let input = source(where: { $0.rank > 0 }) else { return }
        let parts = shape(input).sizes.map { size -> Slicing.Part in
            if random.pick([true, false]) { return .all(size) }
            let (start, step) = (integer(0...size - 1), random.pick([1, 1, 2]))
            let most = (size - 1 - start) / step + 1
            return Slicing.Part(start: start, count: integer(1...most), step: step)
        }
        append(.slicing(Slicing(parts)), [input])
    }

    private mutating func appendSelection() {
        guard let input = source(where: { $0.rank > 0 }) else { return }
        let axis = integer(0...shape(input).rank - 1)
        let size = shape(input).sizes[axis]
        let places = (0..<integer(1...min(20, size + 2))).map { _ in integer(0...size - 1) }
        append(.selection(Selection(axis: axis, places: places)), [input])
    }

    private mutating func appendTransposition() {
        guard let input = source(where: { $0.rank > 1 }) else { return }
        let axes = Array(shape(input).sizes.indices).shuffled(using: &random)
        append(.transposition(Transposition(axes: axes)), [input])
    }

    /// To rows of tokens or back to a picture.
    private mutating func appendReshaping() {
        guard let input = source() else { return }
        let sizes = shape(input).sizes
        if shape(input).isImage {
            let (channels, area) = (sizes[1], sizes[2] * sizes[3])
            append(
                .reshaping(
                    Reshaping(
                        random.pick([
                            [1, channels, area], [channels, area], [1, channels * area],
                            [1, sizes[2], channels, sizes[3]], [1, 1, channels, area],
                        ]))), [input])
            return
        }
        let count = shape(input).count
        let rows = random.pick([1, 2, 3, 4, 8].filter { count % $0 == 0 })
        append(
            .reshaping(
                Reshaping(
                    random.pick([
                        [1, rows, count / rows, 1], [1, rows, 1, count / rows],
                        [rows, count / rows],
                    ]))),
            [input])
    }

    /// A map of one number beside a picture, as for a noise level.
    private mutating func appendFill() {
        let input = picture()
        let size = shape(input)
        let sizes = random.pick([[], [1], [1, 1, size.height, size.width], size.sizes])
        guard let map = append(.fill(Fill(0.37, sizes: sizes)), []) else { return }
        if sizes.count == 4, chance() {
            append(.concatenation(Concatenation(axis: 1)), [input, map])
        } else {
            append(.arithmetic(Arithmetic(function())), chance() ? [input, map] : [map, input])
        }
    }
}
