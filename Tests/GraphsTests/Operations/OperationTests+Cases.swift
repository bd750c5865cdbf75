import Graphs

/// The settings that the cases of Fixtures/operations.py were computed with.
extension OperationTests {
    static let sums: [(String, Graphs.Operation)] = [
        ("deconv.plain", .transposedConvolution(make(transposed: [3, 2, 3, 3]))),
        (
            "deconv.double",
            .transposedConvolution(
                make(
                    transposed: [4, 2, 4, 4], bias: nil, strides: Pair(2, 2),
                    padding: Edges(all: 1)))
        ),
        (
            "deconv.cyclegan",
            .transposedConvolution(
                make(
                    transposed: [2, 3, 3, 3], strides: Pair(2, 2), padding: Edges(all: 1),
                    outputPadding: Pair(1, 1)))
        ),
        (
            "deconv.all",
            .transposedConvolution(
                make(
                    transposed: [4, 3, 3, 2], strides: Pair(3, 2), dilations: Pair(2, 3),
                    padding: Edges(top: 1, left: 2, bottom: 1, right: 2),
                    outputPadding: Pair(2, 1), groups: 2))
        ),
        ("matmul", .matrixProduct(MatrixProduct())),
        ("matmul.broadcast", .matrixProduct(MatrixProduct())),
        ("matmul.vector", .matrixProduct(MatrixProduct())),
        ("reduce.mean", .reduction(Reduction(.mean, axes: [2, 3]))),
        ("reduce.sum", .reduction(Reduction(.sum, axes: [2, 3]))),
        ("reduce.amax", .reduction(Reduction(.largest, axes: [2, 3]))),
        ("reduce.amin", .reduction(Reduction(.smallest, axes: [2, 3]))),
        ("reduce.norm", .reduction(Reduction(.norm, axes: [2, 3]))),
        ("reduce.dropped", .reduction(Reduction(.mean, axes: [1], keepsAxes: false))),
        (
            "pool.max",
            .pooling(
                Pooling(
                    .largest, kernel: Pair(3, 3), strides: Pair(2, 2), padding: Edges(all: 1)))
        ),
        (
            "pool.max.up",
            .pooling(Pooling(.largest, kernel: Pair(2, 2), strides: Pair(2, 2), roundsUp: true))
        ),
        (
            "pool.max.dilated",
            .pooling(
                Pooling(
                    .largest, kernel: Pair(2, 3), strides: Pair(1, 1), dilations: Pair(3, 2),
                    padding: Edges(all: 1)))
        ),
        (
            "pool.mean",
            .pooling(
                Pooling(.mean(countsPadding: true), kernel: Pair(2, 2), strides: Pair(2, 2)))
        ),
        ("pool.mean.zeros", .pooling(mean(countsPadding: true, roundsUp: false))),
        ("pool.mean.inside", .pooling(mean(countsPadding: false, roundsUp: true))),
        ("pool.mean.up", .pooling(mean(countsPadding: true, roundsUp: true))),
    ]

    /// Slots: scale 0, shift 1, then mean and variance, as the fixture has them.
    static let normalizations: [(String, Graphs.Operation)] = [
        (
            "batch.affine",
            .batchNormalization(BatchNormalization(scale: 0, shift: 1, mean: 2, variance: 3))
        ),
        (
            "batch.plain",
            .batchNormalization(
                BatchNormalization(scale: nil, shift: nil, mean: 0, variance: 1, epsilon: 0.1))
        ),
        ("group.two", .groupNormalization(GroupNormalization(groups: 2, scale: 0, shift: 1))),
        (
            "group.one",
            .groupNormalization(GroupNormalization(groups: 1, scale: nil, shift: nil))
        ),
        ("layer.last", .layerNormalization(LayerNormalization(axes: [3]))),
        ("layer.last3", .layerNormalization(LayerNormalization(axes: [1, 2, 3], epsilon: 0.5))),
        ("layer.channels", .layerNormalization(LayerNormalization(axes: [1], epsilon: 1e-6))),
        ("softmax", .softmax(Softmax(axis: 1))),
        ("softmax.log", .softmax(Softmax(axis: 3, logarithm: true))),
        ("prelu.channels", .parametricReLU(ParametricReLU(slope: 0, count: 4))),
        ("prelu.one", .parametricReLU(ParametricReLU(slope: 0, count: 1))),
    ]

    static let functions: [(String, Graphs.Operation)] = [
        ("elu", .activation(.elu(alpha: 1.5, scale: 1))),
        ("selu", .activation(.elu(alpha: 1.6732632423543772, scale: 1.0507009873554805))),
        ("celu", .activation(.celu(alpha: 0.7))),
        ("silu", .activation(.silu)), ("gelu", .activation(.gelu)),
        ("gelu.tanh", .activation(.tanhGELU)), ("mish", .activation(.mish)),
        ("softplus", .activation(.softplus)), ("softsign", .activation(.softsign)),
        ("hardsigmoid", .activation(.hardSigmoid(slope: 1 / 6, offset: 0.5))),
        ("hardswish", .activation(.hardSwish(slope: 1 / 6, offset: 0.5))),
        ("threshold", .activation(.thresholdedReLU(threshold: 0.8))),
        ("erf", .activation(.errorFunction)), ("exp", .activation(.exponential)),
        ("sin", .activation(.sine)), ("cos", .activation(.cosine)),
        ("abs", .activation(.absolute)), ("floor", .activation(.roundedDown)),
        ("ceil", .activation(.roundedUp)), ("round", .activation(.rounded)),
        ("sign", .activation(.sign)), ("reciprocal", .activation(.reciprocal)),
        ("linear", .activation(.linear(slope: 1.5, offset: -0.25))),
        ("sqrt", .activation(.squareRoot)), ("log", .activation(.logarithm)),
        ("add.broadcast", .addition), ("sub", .arithmetic(Arithmetic(.subtraction))),
        ("mul", .arithmetic(Arithmetic(.multiplication))),
        ("div", .arithmetic(Arithmetic(.division))),
        ("max", .arithmetic(Arithmetic(.larger))), ("min", .arithmetic(Arithmetic(.smaller))),
        ("mul.scalar", .arithmetic(Arithmetic(.multiplication))),
        ("sub.reversed", .arithmetic(Arithmetic(.subtraction))),
        ("pow", .arithmetic(Arithmetic(.power))),
    ]

    static let moves: [(String, Graphs.Operation)] = [
        (
            "pad.value",
            .padding(
                Padding(mode: .constant(0.5), edges: Edges(top: 0, left: 2, bottom: 6, right: 1)))
        ),
        (
            "pad.wrap",
            .padding(Padding(mode: .wrap, edges: Edges(top: 3, left: 4, bottom: 2, right: 1)))
        ),
        ("shuffle", .pixelShuffle(PixelShuffle(factor: 2))),
        ("unshuffle", .pixelUnshuffle(PixelUnshuffle(factor: 2))),
        ("concat", .concatenation(Concatenation())),
        ("concat.width", .concatenation(Concatenation(axis: 3))),
        (
            "slice",
            .slicing(
                Slicing([
                    .all(1), Slicing.Part(start: 1, count: 2),
                    Slicing.Part(start: 0, count: 2, step: 2),
                    Slicing.Part(start: 1, count: 2, step: 3),
                ]))
        ),
        ("select", .selection(Selection(axis: 1, places: [2, 0, 0, 1]))),
        ("transpose", .transposition(.channelsLast)),
        ("reshape", .reshaping(Reshaping([2, 6, 5]))),
        ("resize.linear.2", resize(.linear, Pair(10, 8))),
        ("resize.linear.up", resize(.linear, Pair(11, 9))),
        ("resize.linear.corners", resize(.linear, Pair(9, 3), coordinates: .alignCorners)),
        ("resize.linear.down", resize(.linear, Pair(3, 2))),
        (
            "resize.linear.antialias",
            resize(.linear, Pair(3, 2), antialiases: true, excludesOutside: true)
        ),
        ("resize.cubic.2", resize(.cubic(coefficient: -0.75), Pair(10, 8))),
        ("resize.cubic.down", resize(.cubic(coefficient: -0.75), Pair(3, 3))),
        ("resize.nearest.down", resize(.nearest(.down), Pair(3, 3), coordinates: .asymmetric)),
        ("resize.nearest.up", resize(.nearest(.down), Pair(7, 9), coordinates: .asymmetric)),
        ("resize.nearest.exact", resize(.nearest(.halfUp), Pair(7, 9))),
    ]

    static func make(
        transposed shape: [Int], bias: Int? = 1, strides: Pair = Pair(1, 1),
        dilations: Pair = Pair(1, 1), padding: Edges = .none, outputPadding: Pair = Pair(0, 0),
        groups: Int = 1
    ) -> TransposedConvolution {
        TransposedConvolution(
            weight: 0, bias: bias, weightShape: shape, strides: strides, dilations: dilations,
            padding: padding, outputPadding: outputPadding, groups: groups)
    }

    private static func mean(countsPadding: Bool, roundsUp: Bool) -> Pooling {
        Pooling(
            .mean(countsPadding: countsPadding), kernel: Pair(3, 3), strides: Pair(2, 2),
            padding: Edges(all: 1), roundsUp: roundsUp)
    }

    /// Of 5×4 pixels.
    private static func resize(
        _ filter: Resizing.Filter, _ size: Pair, coordinates: Resizing.Coordinates = .halfPixel,
        antialiases: Bool = false, excludesOutside: Bool = false
    ) -> Graphs.Operation {
        .resizing(
            Resizing(
                size: size, scale: Resizing.Scale(Double(size.y) / 5, Double(size.x) / 4),
                filter: filter, coordinates: coordinates, excludesOutside: excludesOutside,
                antialiases: antialiases))
    }
}
