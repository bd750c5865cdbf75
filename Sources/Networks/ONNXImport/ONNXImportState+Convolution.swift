import Weights

extension ONNXImportState {
    mutating func appendConvolution(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        let (weight, shape) = try convolutionWeight(node)
        let bias = try channelParameter(node, 2, channels: shape[0])
        let groups = node.int("group") ?? 1
        guard groups > 0, shape[0] % groups == 0 else {
            throw unsupported(node, "group", groups, expected: "a divisor of \(shape[0])")
        }
        let strides = try pair(node, "strides")
        let dilations = try pair(node, "dilations")
        let convolution = Convolution(
            weight: weight, bias: bias, weightShape: shape, strides: strides,
            dilations: dilations,
            padding: try convolutionPadding(node, x, shape, strides, dilations), groups: groups)
        return try builder.append(node.place, .convolution(convolution), x)
    }

    private mutating func convolutionWeight(
        _ node: ONNXNode
    ) throws -> (index: Int, shape: [Int]) {
        guard let (weight, shape) = try parameter(node, 1) else {
            throw GraphError.undefinedInput(file: model.file, node: node.place, value: "W")
        }
        guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
            throw GraphError.wrongShape(
                file: model.file, tensor: node.inputs[1], found: shape,
                expected: "[outputs, inputs, rows, columns]")
        }
        let kernel = node.ints("kernel_shape") ?? [shape[2], shape[3]]
        guard kernel == [shape[2], shape[3]] else {
            throw unsupported(
                node, "kernel_shape", kernel, expected: "\([shape[2], shape[3]]) as the weight")
        }
        return (weight, shape)
    }

    /// A slot for a vector of one value a channel; nil where the input is left out.
    mutating func channelParameter(
        _ node: ONNXNode, _ place: Int, channels: Int
    ) throws -> Int? {
        guard let (index, shape) = try parameter(node, place) else { return nil }
        guard shape == [channels] else {
            throw GraphError.wrongShape(
                file: model.file, tensor: node.inputs[place], found: shape,
                expected: "[\(channels)]")
        }
        return index
    }

    private func pair(_ node: ONNXNode, _ attribute: String) throws -> Pair {
        guard let values = node.ints(attribute) else { return Pair(1, 1) }
        guard values.count == 2, values.allSatisfy({ (1...1 << 16).contains($0) }) else {
            throw unsupported(node, attribute, values, expected: "two numbers of 1 or more")
        }
        return Pair(values[0], values[1])
    }

    private func convolutionPadding(
        _ node: ONNXNode, _ x: Int, _ weight: [Int], _ strides: Pair, _ dilations: Pair
    ) throws -> Edges {
        switch node.string("auto_pad") ?? "NOTSET" {
        case "NOTSET":
            let pads = node.ints("pads") ?? [0, 0, 0, 0]
            guard pads.count == 4, pads.allSatisfy({ (0...1 << 16).contains($0) }) else {
                throw unsupported(node, "pads", pads, expected: "four numbers of 0 or more")
            }
            return Edges(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
        case "VALID":
            return .none
        case "SAME_UPPER":
            let shape = builder.shape(of: x)
            let y = same(shape.height, weight[2], strides.y, dilations.y)
            let x = same(shape.width, weight[3], strides.x, dilations.x)
            return Edges(top: y / 2, left: x / 2, bottom: y - y / 2, right: x - x / 2)
        case let other:
            throw unsupported(
                node, "auto_pad", other, expected: "NOTSET, VALID or SAME_UPPER")
        }
    }

    /// The zeros that make the output ⌈size / stride⌉ long.
    private func same(_ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
        let outputs = (size + stride - 1) / stride
        return max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size)
    }
}
