import Graphs
import Weights

/// What is known so far while the layers of an ncnn network are taken in order.
struct NCNNImportState {
    let model: NCNNModel
    var builder: GraphBuilder
    /// The values of the graph being built, by blob.
    private(set) var values: [String: Int]

    init(model: NCNNModel, input: String, builder: GraphBuilder) {
        self.model = model
        self.builder = builder
        values = [input: builder.input]
    }

    /// Appends what a layer computes and gives its outputs their values.
    mutating func take(_ layer: NCNNLayer) throws {
        let results = try append(layer)
        guard results.count == layer.outputs.count else {
            throw GraphError.wrongSize(
                file: model.file, node: layer.name, found: "\(layer.outputs.count) outputs",
                expected: "\(results.count)")
        }
        for (name, value) in zip(layer.outputs, results) { values[name] = value }
    }

    private mutating func append(_ layer: NCNNLayer) throws -> [Int] {
        switch layer.type {
        case "Split": return try Array(repeating: input(layer), count: layer.outputs.count)
        case "Noop": return try layer.inputs.indices.map { try input(layer, $0) }
        case "Slice": return try appendSlices(layer)
        default: return [try appendOne(layer)]
        }
    }

    private mutating func appendOne(_ layer: NCNNLayer) throws -> Int {
        if let activation = try activation(of: layer) {
            return try builder.append(layer.name, .activation(activation), input(layer))
        }
        switch layer.type {
        case "Convolution", "ConvolutionDepthWise": return try appendConvolution(layer)
        case "Deconvolution", "DeconvolutionDepthWise": return try appendDeconvolution(layer)
        case "InnerProduct": return try appendInnerProduct(layer)
        case "PReLU": return try appendParametricReLU(layer)
        case "BatchNorm": return try appendBatchNormalization(layer)
        case "InstanceNorm": return try appendInstanceNormalization(layer)
        case "GroupNorm": return try appendGroupNormalization(layer)
        case "LayerNorm": return try appendLayerNormalization(layer)
        case "Scale": return try appendScale(layer)
        case "Bias": return try appendBias(layer)
        case "MemoryData": return try appendConstant(layer)
        case "Dropout": return try appendDropout(layer)
        case "BinaryOp": return try appendBinary(layer)
        case "UnaryOp": return try appendUnary(layer)
        case "Eltwise": return try appendElementwise(layer)
        default: return try appendMove(layer)
        }
    }

    /// Layers that move or combine places.
    private mutating func appendMove(_ layer: NCNNLayer) throws -> Int {
        switch layer.type {
        case "Padding": return try appendPadding(layer)
        case "Crop": return try appendCrop(layer)
        case "Interp": return try appendInterpolation(layer)
        case "PixelShuffle": return try appendPixelShuffle(layer)
        case "Reorg": return try appendReorganisation(layer)
        case "Pooling": return try appendPooling(layer)
        case "Concat": return try appendConcatenation(layer)
        case "Permute": return try appendPermutation(layer)
        case "Reshape": return try appendReshape(layer)
        case "Flatten": return try appendFlattening(layer)
        case "Squeeze": return try appendSqueeze(layer)
        case "ExpandDims": return try appendExpansion(layer)
        case "Softmax": return try appendSoftmax(layer)
        case "Reduction": return try appendReduction(layer)
        case "MatMul": return try appendMatrixProduct(layer)
        default:
            throw GraphError.unsupportedAttribute(
                file: model.file, node: layer.name, attribute: "the type", found: layer.type,
                expected: "a type of layer that is computed here")
        }
    }
}

extension NCNNImportState {
    func setting(_ layer: NCNNLayer) -> NCNNSetting {
        NCNNSetting(layer: layer, file: model.file)
    }

    /// The value that a layer reads at a place.
    func input(_ layer: NCNNLayer, _ place: Int = 0) throws(GraphError) -> Int {
        let name = layer.inputs.indices.contains(place) ? layer.inputs[place] : ""
        guard let value = values[name] else {
            throw .undefinedInput(file: model.file, node: layer.name, value: name)
        }
        return value
    }

    /// Exactly two values.
    func pair(_ layer: NCNNLayer) throws(GraphError) -> (a: Int, b: Int) {
        guard layer.inputs.count == 2 else {
            throw wrongSize(layer, "\(layer.inputs.count) inputs", "2")
        }
        return (try input(layer, 0), try input(layer, 1))
    }

    /// A layer's weight, by what stands after the layer's name.
    func weight(_ layer: NCNNLayer, _ suffix: String) -> String { "\(layer.name).\(suffix)" }

    func shape(_ value: Int) -> Shape { builder.shape(of: value) }

    /// An image that a layer reads.
    func image(_ layer: NCNNLayer) throws(GraphError) -> (value: Int, shape: Shape) {
        let value = try input(layer)
        guard shape(value).isImage else {
            throw wrongSize(layer, "a value of \(shape(value))", "channels, rows and columns")
        }
        return (value, shape(value))
    }

    /// The axis here of an axis in ncnn, which may count from the end.
    func axis(_ axis: Int, of value: Int, _ layer: NCNNLayer) throws(GraphError) -> Int {
        let rank = shape(value).rank
        let positive = axis < 0 ? axis + rank : axis + 1
        guard axis < rank, (1..<rank).contains(positive) else {
            throw wrongSize(layer, "axis \(axis) of \(rank - 1) dimensions", "one of them")
        }
        return positive
    }

    func wrongSize(_ layer: NCNNLayer, _ found: String, _ expected: String) -> GraphError {
        .wrongSize(file: model.file, node: layer.name, found: found, expected: expected)
    }
}
