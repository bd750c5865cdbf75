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
