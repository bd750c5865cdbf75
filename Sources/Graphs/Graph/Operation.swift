package import Weights

/// What a node of a graph computes.
///
/// A closed list, so that an engine that forgets an operation does not compile.
public enum Operation: Sendable, Hashable {
    // Sums over neighbours and channels.
    case convolution(Convolution)
    case transposedConvolution(TransposedConvolution)
    case matrixProduct(MatrixProduct)
    case pooling(Pooling)
    case reduction(Reduction)
    // Normalizations.
    case instanceNormalization(InstanceNormalization)
    case batchNormalization(BatchNormalization)
    case groupNormalization(GroupNormalization)
    case layerNormalization(LayerNormalization)
    case softmax(Softmax)
    // Every value alone, or two by two.
    case activation(Activation)
    case parametricReLU(ParametricReLU)
    case arithmetic(Arithmetic)
    // Values that are moved or copied.
    case padding(Padding)
    case nearestUpsampling(NearestUpsampling)
    case resizing(Resizing)
    case pixelShuffle(PixelShuffle)
    case pixelUnshuffle(PixelUnshuffle)
    case concatenation(Concatenation)
    case slicing(Slicing)
    case selection(Selection)
    case transposition(Transposition)
    case reshaping(Reshaping)
    // Values that come from nowhere else.
    case parameter(ParameterValue)
    case fill(Fill)

    package var rule: any OperationRule {
        switch self {
        case .convolution(let operation): operation
        case .transposedConvolution(let operation): operation
        case .matrixProduct(let operation): operation
        case .pooling(let operation): operation
        case .reduction(let operation): operation
        case .instanceNormalization(let operation): operation
        case .batchNormalization(let operation): operation
        case .groupNormalization(let operation): operation
        case .layerNormalization(let operation): operation
        case .softmax(let operation): operation
        case .activation(let operation): operation
        case .parametricReLU(let operation): operation
        case .arithmetic(let operation): operation
        case .padding(let operation): operation
        case .nearestUpsampling(let operation): operation
        case .resizing(let operation): operation
        case .pixelShuffle(let operation): operation
        case .pixelUnshuffle(let operation): operation
        case .concatenation(let operation): operation
        case .slicing(let operation): operation
        case .selection(let operation): operation
        case .transposition(let operation): operation
        case .reshaping(let operation): operation
        case .parameter(let operation): operation
        case .fill(let operation): operation
        }
    }

    /// The slots of the parameters that the operation reads.
    public var parameters: [Int] { rule.parameters }

    /// The plain computation; see ``OperationRule/evaluate(_:parameters:shape:)``.
    package func evaluate(
        _ inputs: [Tensor], _ parameters: [Tensor], _ shape: Shape
    ) -> Tensor {
        rule.evaluate(inputs, parameters: parameters, shape: shape)
    }
}

extension Operation {
    /// The sum of two values, the end of a residual block.
    public static let addition = Operation.arithmetic(Arithmetic(.addition))
}

extension Operation {
    /// The same operation with its parameters in other slots.
    func readingParameters(from slot: (Int) -> Int) -> Operation {
        switch self {
        case .convolution(let old):
            .convolution(
                Convolution(
                    weight: slot(old.weight), bias: old.bias.map(slot),
                    weightShape: old.weightShape, strides: old.strides, dilations: old.dilations,
                    padding: old.padding, groups: old.groups))
        case .transposedConvolution(let old):
            .transposedConvolution(
                TransposedConvolution(
                    weight: slot(old.weight), bias: old.bias.map(slot),
                    weightShape: old.weightShape, strides: old.strides, dilations: old.dilations,
                    padding: old.padding, outputPadding: old.outputPadding, groups: old.groups))
        case .instanceNormalization(let old):
            .instanceNormalization(
                InstanceNormalization(
                    scale: old.scale.map(slot), shift: old.shift.map(slot), epsilon: old.epsilon))
        case .batchNormalization(let old):
            .batchNormalization(
                BatchNormalization(
                    scale: old.scale.map(slot), shift: old.shift.map(slot), mean: slot(old.mean),
                    variance: slot(old.variance), statistics: old.statistics,
                    epsilon: old.epsilon))
        case .groupNormalization(let old):
            .groupNormalization(
                GroupNormalization(
                    groups: old.groups, scale: old.scale.map(slot), shift: old.shift.map(slot),
                    epsilon: old.epsilon))
        case .parametricReLU(let old):
            .parametricReLU(ParametricReLU(slope: slot(old.slope), count: old.count))
        case .parameter(let old):
            .parameter(ParameterValue(slot: slot(old.slot), sizes: old.sizes))
        case .matrixProduct, .pooling, .reduction, .layerNormalization, .softmax, .activation,
            .arithmetic, .padding, .nearestUpsampling, .resizing, .pixelShuffle, .pixelUnshuffle,
            .concatenation, .slicing, .selection, .transposition, .reshaping, .fill:
            self
        }
    }
}
