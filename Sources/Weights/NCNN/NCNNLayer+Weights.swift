extension NCNNLayer {
    /// A tensor that the weights file has for a layer.
    struct WeightClaim: Equatable {
        /// The tensor's name after the layer's and a point.
        let suffix: String
        /// Its sizes, each 1 or more; their product fits.
        let shape: [Int]
        /// True where a word that tells the number format comes first, false for bare 32-bit floats:
        /// types 0 and 1 of ncnn's `ModelBin::load`.
        let isTagged: Bool

        init(_ suffix: String, _ shape: [Int], isTagged: Bool = false) {
            self.suffix = suffix
            self.shape = shape
            self.isTagged = isTagged
        }
    }

    /// What ncnn's `load_model` of the layer's type reads, in its order (src/layer/*.cpp).
    ///
    /// Throws `WeightsError` for a type that is not known, since weights after it could not be found.
    func weightClaims(file: String) throws -> [WeightClaim] {
        let settings = NCNNSettings(layer: self, file: file)
        switch type {
        case "Convolution", "ConvolutionDepthWise":
            try settings.refuseIntegers()
            try settings.refuse(19, "weights from a blob")
            return try settings.kernels()
        case "Deconvolution", "DeconvolutionDepthWise":
            try settings.refuse(28, "weights from a blob")
            return try settings.kernels()
        case "InnerProduct":
            try settings.refuseIntegers()
            return try settings.matrix()
        case "PReLU": return [WeightClaim("slope", [try settings.size(0, "slopes")])]
        case "BatchNorm":
            let channels = [try settings.size(0, "channels")]
            return ["slope", "mean", "variance", "bias"].map { WeightClaim($0, channels) }
        case "InstanceNorm": return try settings.affine(size: 0, flag: 2)
        case "GroupNorm": return try settings.affine(size: 1, flag: 3)
        case "LayerNorm": return try settings.affine(size: 0, flag: 2)
        case "Scale": return try settings.scale()
        case "Bias": return [WeightClaim("bias", [try settings.size(0, "values")])]
        case "MemoryData": return try settings.constant()
        case "Padding":
            guard try settings.integer(6, default: 0) != 0 else { return [] }
            return [WeightClaim("values", [try settings.size(6, "values")])]
        default: return try withoutWeights(file)
        }
    }

    private func withoutWeights(_ file: String) throws -> [WeightClaim] {
        guard !["Quantize", "Dequantize", "Requantize"].contains(type) else {
            throw WeightsError.quantised(
                file: file, tensor: name, bits: 8, how: "a layer of type \(type)")
        }
        guard Self.typesWithoutWeights.contains(type) else {
            let types = Self.typesWithWeights + Self.typesWithoutWeights
            throw WeightsError.unsupported(
                file: file, tensor: name, found: "a layer of type \(shortened(type))",
                expected: "one of " + types.joined(separator: ", "))
        }
        return []
    }

    private static let typesWithWeights = [
        "Convolution", "ConvolutionDepthWise", "Deconvolution", "DeconvolutionDepthWise",
        "InnerProduct", "PReLU", "BatchNorm", "InstanceNorm", "GroupNorm", "LayerNorm", "Scale",
        "Bias", "MemoryData", "Padding",
    ]

    private static let typesWithoutWeights = [
        "Input", "Split", "Noop", "Dropout", "ReLU", "Sigmoid", "TanH", "Swish", "Mish",
        "HardSwish", "HardSigmoid", "GELU", "ELU", "SELU", "Clip", "BinaryOp", "UnaryOp", "Eltwise",
        "Concat", "Slice", "Crop", "Interp", "PixelShuffle", "Reorg", "Pooling", "Permute",
        "Reshape", "Flatten", "Squeeze", "ExpandDims", "Softmax", "Reduction", "MatMul",
    ]
}

extension NCNNSettings {
    /// Refuses a setting other than 0 that changes what the weights are.
    fileprivate func refuse(_ id: Int, _ what: String) throws {
        guard try integer(id, default: 0) != 0 else { return }
        throw WeightsError.unsupported(
            file: file, tensor: layer.name, found: "\(what) (setting \(id))",
            expected: "weights of 16 or 32 bits in the file")
    }

    /// Refuses weights of 8 bits, which setting 8 announces.
    fileprivate func refuseIntegers() throws {
        guard try integer(8, default: 0) != 0 else { return }
        throw WeightsError.quantised(
            file: file, tensor: layer.name, bits: 8, how: "setting 8 of \(layer.type)")
    }

    /// Kernels of outputs × inputs × height × width, then a bias: how many inputs follows from 6.
    fileprivate func kernels() throws -> [NCNNLayer.WeightClaim] {
        let outputs = try size(0, "outputs")
        let width = try size(1, "kernel columns")
        let height = try size(11, "kernel rows", default: width)
        let inputs = try quotient(6, by: [outputs, height, width], "outputs × rows × columns")
        let weight = NCNNLayer.WeightClaim(
            "weight", [outputs, inputs, height, width], isTagged: true)
        return [weight] + (try flag(5) ? [NCNNLayer.WeightClaim("bias", [outputs])] : [])
    }

    fileprivate func matrix() throws -> [NCNNLayer.WeightClaim] {
        let outputs = try size(0, "outputs")
        let inputs = try quotient(2, by: [outputs], "outputs")
        let weight = NCNNLayer.WeightClaim("weight", [outputs, inputs], isTagged: true)
        return [weight] + (try flag(1) ? [NCNNLayer.WeightClaim("bias", [outputs])] : [])
    }

    fileprivate func affine(size id: Int, flag flagId: Int) throws -> [NCNNLayer.WeightClaim] {
        guard try flag(flagId, default: true) else { return [] }
        let channels = [try size(id, "channels")]
        return [NCNNLayer.WeightClaim("gamma", channels), NCNNLayer.WeightClaim("beta", channels)]
    }

    /// -233 stands for factors that come from a blob.
    fileprivate func scale() throws -> [NCNNLayer.WeightClaim] {
        guard try integer(0, default: 0) != -233 else { return [] }
        let factors = [try size(0, "factors")]
        return [NCNNLayer.WeightClaim("scale", factors)]
            + (try flag(1) ? [NCNNLayer.WeightClaim("bias", factors)] : [])
    }

    /// A constant of one to four dimensions: those of size 0 from the channels on are not there.
    fileprivate func constant() throws -> [NCNNLayer.WeightClaim] {
        let (width, height) = (try integer(0, default: 0), try integer(1, default: 0))
        let (depth, channels) = (try integer(11, default: 0), try integer(2, default: 0))
        let shape =
            depth != 0
            ? [channels, depth, height, width]
            : channels != 0 ? [channels, height, width] : height != 0 ? [height, width] : [width]
        guard shape.allSatisfy({ $0 > 0 }), Tensor.elementCount(of: shape) != nil else {
            throw error("a constant of shape \(shape)", expected: "sizes of 1 or more")
        }
        return [NCNNLayer.WeightClaim("data", shape, isTagged: try !flag(21, default: true))]
    }
}
