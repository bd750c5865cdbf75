import Imaging

/// Layers as PyTorch's modules name their tensors: NAME.weight and NAME.bias.
extension GraphBuilder {
    /// A convolution with a square kernel.
    ///
    /// - Parameters:
    ///   - padding: zeros on each side, in pixels; nil for half an odd kernel, which with stride 1 keeps
    ///     the size.
    ///   - groups: groups of channels that do not see each other.
    package mutating func convolution(
        _ x: Int, _ name: String, stride: Int = 1, padding: Int? = nil, groups: Int = 1,
        hasBias: Bool = true
    ) throws(GraphError) -> Int {
        let (weight, shape) = try parameter("\(name).weight")
        try checkKernel(shape, "\(name).weight", isOdd: padding == nil)
        guard shape[0] % groups == 0 else {
            throw .wrongShape(
                file: file, tensor: "\(name).weight", found: shape,
                expected: "outputs for \(groups) groups")
        }
        let bias = hasBias ? try channelParameter("\(name).bias", channels: shape[0]) : nil
        let convolution = Convolution(
            weight: weight, bias: bias, weightShape: shape, strides: Pair(stride, stride),
            padding: Edges(all: padding ?? shape[2] / 2), groups: groups)
        return try append(name, .convolution(convolution), x)
    }

    /// A convolution whose input is continued by reflection, by half its odd kernel.
    ///
    /// - Parameter padding: the name of the padding's node.
    package mutating func reflectedConvolution(
        _ x: Int, _ name: String, padding: String, stride: Int = 1, groups: Int = 1,
        hasBias: Bool = true
    ) throws(GraphError) -> Int {
        guard let shape = tensorShape("\(name).weight") else {
            throw .missingTensor(file: file, name: "\(name).weight")
        }
        try checkKernel(shape, "\(name).weight", isOdd: true)
        let edges = Edges(all: shape[2] / 2)
        let padded = try append(padding, .padding(Padding(mode: .reflect, edges: edges)), x)
        return try convolution(
            padded, name, stride: stride, padding: 0, groups: groups, hasBias: hasBias)
    }

    /// The transpose of a convolution with a square kernel and stride 2.
    ///
    /// - Parameters:
    ///   - padding: pixels dropped on each side.
    ///   - outputPadding: rows below and columns to the right that are added.
    package mutating func transposedConvolution(
        _ x: Int, _ name: String, stride: Int = 2, padding: Int, outputPadding: Int = 0,
        hasBias: Bool = true
    ) throws(GraphError) -> Int {
        let (weight, shape) = try parameter("\(name).weight")
        try checkKernel(shape, "\(name).weight", isOdd: false)
        let bias = hasBias ? try channelParameter("\(name).bias", channels: shape[1]) : nil
        let convolution = TransposedConvolution(
            weight: weight, bias: bias, weightShape: shape, strides: Pair(stride, stride),
            padding: Edges(all: padding), outputPadding: Pair(outputPadding, outputPadding))
        return try append(name, .transposedConvolution(convolution), x)
    }

    private func checkKernel(
        _ shape: [Int], _ name: String, isOdd: Bool
    ) throws(GraphError) {
        let fits = shape.count == 4 && shape[2] == shape[3] && shape[2] >= 1
        guard fits, !isOdd || shape[2] % 2 == 1 else {
            throw .wrongShape(
                file: file, tensor: name, found: shape,
                expected: "[outputs, inputs, k, k]\(isOdd ? " with odd k" : "")")
        }
    }

    /// Every pixel repeated across and down.
    package mutating func enlarged(
        _ x: Int, _ name: String, by factor: Int
    ) throws(GraphError) -> Int {
        try append(name, .nearestUpsampling(NearestUpsampling(factors: Pair(factor, factor))), x)
    }

    /// Channels unfolded to blocks of pixels.
    package mutating func shuffled(
        _ x: Int, _ name: String, by factor: Int
    ) throws(GraphError) -> Int {
        try append(name, .pixelShuffle(PixelShuffle(factor: factor)), x)
    }

    /// An instance normalization with the named scales and shifts, one a channel.
    package mutating func instanceNormalization(
        _ x: Int, _ name: String, scale: String = "weight", shift: String = "bias",
        epsilon: Float = 1e-5
    ) throws(GraphError) -> Int {
        let channels = shape(of: x).channels
        let normalization = InstanceNormalization(
            scale: try channelParameter("\(name).\(scale)", channels: channels),
            shift: try channelParameter("\(name).\(shift)", channels: channels), epsilon: epsilon)
        return try append(name, .instanceNormalization(normalization), x)
    }

    /// A batch normalization with the builder's ``statistics``.
    package mutating func batchNormalization(
        _ x: Int, _ name: String, epsilon: Float = 1e-5
    ) throws(GraphError) -> Int {
        let channels = shape(of: x).channels
        let normalization = BatchNormalization(
            scale: try channelParameter("\(name).weight", channels: channels),
            shift: try channelParameter("\(name).bias", channels: channels),
            mean: try channelParameter("\(name).running_mean", channels: channels),
            variance: try channelParameter("\(name).running_var", channels: channels),
            statistics: statistics ?? .stored, epsilon: epsilon)
        return try append(name, .batchNormalization(normalization), x)
    }

    /// The name of a parameter that is in no file: σ / 255, one number, where a denoiser is told σ, the standard
    /// deviation of the noise on images of 0…255.
    ///
    /// It is mixed as weights are.
    package static var noiseLevel: String { "noise level" }

    /// An image with σ / 255 in one more channel, as KAIR's denoisers for every noise level take it.
    package mutating func noiseLevelled(_ x: Int) throws(GraphError) -> Int {
        let image = shape(of: x)
        let zeros = Fill(0, sizes: [1, 1, image.height, image.width])
        let map = try append(
            "noise_level_map", .arithmetic(Arithmetic(.addition)),
            try append("noise_level_zeros", .fill(zeros), []), try parameterValue(Self.noiseLevel))
        return try append("input", .concatenation(Concatenation()), x, map)
    }
}
