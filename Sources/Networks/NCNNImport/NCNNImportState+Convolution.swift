import Graphs
import Weights

extension NCNNImportState {
    /// Kernels of outputs × inputs of a group × rows × columns, as ``Convolution`` has them.
    mutating func appendConvolution(_ layer: NCNNLayer) throws -> Int {
        let groups = try groups(layer)
        // ncnn computes a kernel of one pixel on a blob of one dimension as an inner product.
        if shape(try input(layer)).rank == 2 {
            return try appendVectorConvolution(layer, groups: groups)
        }
        var (x, shape) = try image(layer)
        let window = try window(layer)
        var padding = try edges(layer, window, shape)
        let outside = try setting(layer).float(18, default: 0)
        if outside != 0, padding != .none {
            let border = Padding(mode: .constant(outside), edges: padding)
            x = try builder.append("\(layer.name).padding", .padding(border), x)
            padding = .none
        }
        let (weight, sizes) = try builder.parameter(weight(layer, "weight"))
        guard sizes.count == 4, sizes[0] % groups == 0 else {
            throw GraphError.wrongShape(
                file: model.file, tensor: self.weight(layer, "weight"), found: sizes,
                expected: "outputs in \(groups) equal groups")
        }
        let convolution = Convolution(
            weight: weight, bias: try bias(layer, channels: sizes[0]), weightShape: sizes,
            strides: window.strides, dilations: window.dilations, padding: padding, groups: groups)
        return try appendFused(
            layer, builder.append(layer.name, .convolution(convolution), x))
    }

    private mutating func appendVectorConvolution(_ layer: NCNNLayer, groups: Int) throws -> Int {
        let kernel = try window(layer).kernel
        guard kernel == Pair(1, 1), groups == 1 else {
            throw wrongSize(layer, "a value of one dimension", "channels, rows and columns")
        }
        return try appendInnerProduct(layer)
    }

    /// What is dropped at the sides is ncnn's padding; kernels are outputs × inputs, so the first
    /// axes change places, group by group.
    mutating func appendDeconvolution(_ layer: NCNNLayer) throws -> Int {
        let groups = try groups(layer)
        let name = weight(layer, "weight")
        let sizes = builder.tensorShape(name) ?? []
        guard sizes.count == 4, sizes[0] % groups == 0 else {
            throw GraphError.wrongShape(
                file: model.file, tensor: name, found: sizes,
                expected: "outputs in \(groups) equal groups")
        }
        let outputs = sizes[0] / groups
        let (weight, weightShape) = try builder.parameter(
            name,
            rearranged: [
                .reshaped([groups, outputs] + sizes[1...]), .transposed([0, 2, 1, 3, 4]),
                .reshaped([groups * sizes[1], outputs] + sizes[2...]),
            ])
        let window = try window(layer)
        let convolution = TransposedConvolution(
            weight: weight, bias: try bias(layer, channels: sizes[0]), weightShape: weightShape,
            strides: window.strides, dilations: window.dilations,
            padding: try droppedEdges(layer), outputPadding: try outputPadding(layer),
            groups: groups)
        return try appendFused(
            layer, builder.append(layer.name, .transposedConvolution(convolution), input(layer)))
    }

    /// A row of all values, or every row of a matrix, times the weight; the first as a convolution
    /// with a kernel of one pixel.
    mutating func appendInnerProduct(_ layer: NCNNLayer) throws -> Int {
        let name = weight(layer, "weight")
        let sizes = builder.tensorShape(name) ?? []
        let (outputs, inputs) = (sizes.first ?? 1, Shape(sizes).count / max(sizes.first ?? 1, 1))
        let x = try input(layer)
        if shape(x).rank == 3, shape(x).sizes[2] == inputs {
            return try appendFused(layer, appendRows(layer, x, [outputs, inputs]))
        }
        let row = try builder.append(
            "\(layer.name).row", .reshaping(Reshaping([1, shape(x).count, 1, 1])), x)
        let (weight, weightShape) = try builder.parameter(
            name, rearranged: [.reshaped([outputs, inputs, 1, 1])])
        let convolution = Convolution(
            weight: weight, bias: try bias(layer, channels: outputs), weightShape: weightShape)
        let product = try builder.append(layer.name, .convolution(convolution), row)
        let result = try appendFused(layer, product)
        return try builder.append(
            "\(layer.name).values", .reshaping(Reshaping([1, outputs])), result)
    }

    private mutating func appendRows(
        _ layer: NCNNLayer, _ x: Int, _ sizes: [Int]
    ) throws -> Int {
        let weight = try builder.parameterValue(
            weight(layer, "weight"), rearranged: [.reshaped(sizes), .transposed([1, 0])])
        let product = try builder.append(
            layer.name, .matrixProduct(MatrixProduct()), x, weight)
        guard builder.hasTensor(self.weight(layer, "bias")) else { return product }
        let bias = try builder.parameterValue(self.weight(layer, "bias"))
        return try builder.append("\(layer.name).bias", .addition, product, bias)
    }

    private mutating func bias(_ layer: NCNNLayer, channels: Int) throws(GraphError) -> Int? {
        let name = weight(layer, "bias")
        return builder.hasTensor(name)
            ? try builder.channelParameter(name, channels: channels) : nil
    }

    private func groups(_ layer: NCNNLayer) throws(GraphError) -> Int {
        guard layer.type.hasSuffix("DepthWise") else { return 1 }
        return try setting(layer).integer(7, default: 1, in: 1...Int(Int32.max))
    }

    private func window(_ layer: NCNNLayer) throws(GraphError) -> SlidingWindow {
        let setting = setting(layer)
        let range = 1...Shape.longestSide
        let columns = try setting.integer(1, default: 0, in: range)
        let dilation = try setting.integer(2, default: 1, in: range)
        let stride = try setting.integer(3, default: 1, in: range)
        return SlidingWindow(
            kernel: Pair(try setting.integer(11, default: columns, in: range), columns),
            strides: Pair(try setting.integer(13, default: stride, in: range), stride),
            dilations: Pair(try setting.integer(12, default: dilation, in: range), dilation))
    }
}
