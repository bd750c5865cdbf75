import Weights

extension ONNXImportState {
    mutating func appendConvolution(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        guard let (weight, shape) = try parameter(node, 1) else {
            throw GraphError.undefinedInput(file: model.file, node: node.name, value: "W")
        }
        guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
            throw GraphError.wrongShape(
                file: model.file, tensor: node.inputs[1], found: shape,
                expected: "[outputs, inputs, rows, columns]")
        }
        let bias = try parameter(node, 2)
        if let bias, bias.shape != [shape[0]] {
            throw GraphError.wrongShape(
                file: model.file, tensor: node.inputs[2], found: bias.shape,
                expected: "[\(shape[0])]")
        }
        let groups = node.int("group") ?? 1
        guard groups > 0, shape[0] % groups == 0 else {
            throw unsupported(node, "group", groups, expected: "a divisor of \(shape[0])")
        }
        let strides = try pair(node, "strides")
        let dilations = try pair(node, "dilations")
        let convolution = Convolution(
            weight: weight, bias: bias?.index, weightShape: shape, strides: strides,
            dilations: dilations,
            padding: try convolutionPadding(node, x, shape, strides, dilations), groups: groups)
        return try builder.append(node.name, .convolution(convolution), x)
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

    mutating func appendInstanceNormalization(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        let channels = builder.shape(of: x).channels
        for place in 1...2 {
            guard let (_, shape) = try parameter(node, place) else {
                throw GraphError.undefinedInput(
                    file: model.file, node: node.name, value: place == 1 ? "scale" : "B")
            }
            guard shape == [channels] else {
                throw GraphError.wrongShape(
                    file: model.file, tensor: node.inputs[place], found: shape,
                    expected: "[\(channels)]")
            }
        }
        let epsilon = node.float("epsilon") ?? 1e-5
        guard epsilon > 0, epsilon.isFinite else {
            throw unsupported(node, "epsilon", epsilon, expected: "a number above 0")
        }
        let normalisation = InstanceNormalization(
            scale: try parameter(node, 1)?.index, shift: try parameter(node, 2)?.index,
            epsilon: epsilon)
        return try builder.append(node.name, .instanceNormalization(normalisation), x)
    }

    func activationFunction(_ node: ONNXNode) throws -> Activation {
        switch node.operation {
        case "LeakyRelu": return .leakyReLU(slope: node.float("alpha") ?? 0.01)
        case "Sigmoid": return .sigmoid
        case "Tanh": return .tanh
        case "Clip":
            let low = try constant(node, 1)?.floats.first ?? node.float("min")
            let high = try constant(node, 2)?.floats.first ?? node.float("max")
            return .clip(
                low: low ?? -.greatestFiniteMagnitude, high: high ?? .greatestFiniteMagnitude)
        default: return .relu
        }
    }

    mutating func appendPadding(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        let mode: Padding.Mode =
            switch node.string("mode") ?? "constant" {
            case "reflect": .reflect
            case "edge": .edge
            case "constant": .zero
            case let other:
                throw unsupported(node, "mode", other, expected: "reflect, edge or constant")
            }
        let value = try constant(node, 2)?.floats.first ?? node.float("value") ?? 0
        guard mode != .zero || value == 0 else {
            throw unsupported(node, "constant_value", value, expected: "0")
        }
        let pads = try constant(node, 1)?.integers ?? node.ints("pads") ?? []
        guard pads.count == 8, pads.allSatisfy({ (0...1 << 16).contains($0) }),
            [0, 1, 4, 5].allSatisfy({ pads[$0] == 0 })
        else {
            throw unsupported(
                node, "pads", pads, expected: "eight numbers, 0 or more for rows and columns only")
        }
        let edges = Edges(top: pads[2], left: pads[3], bottom: pads[6], right: pads[7])
        return try builder.append(node.name, .padding(Padding(mode: mode, edges: edges)), x)
    }

    mutating func appendUpsampling(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        guard (node.string("mode") ?? "nearest") == "nearest" else {
            throw unsupported(node, "mode", node.string("mode") ?? "", expected: "nearest")
        }
        if node.operation == "Resize" {
            let transform = node.string("coordinate_transformation_mode") ?? "half_pixel"
            let rounding = node.string("nearest_mode") ?? "round_prefer_floor"
            guard (transform, rounding) == ("asymmetric", "floor") else {
                throw unsupported(
                    node, "nearest resize", "\(transform), \(rounding)",
                    expected: "asymmetric, floor")
            }
        }
        let factors = try resizeFactors(node, builder.shape(of: x))
        guard factors.count == 4, factors[0] == 1, factors[1] == 1,
            factors[2...].allSatisfy({ $0 >= 1 && $0 <= 64 && $0 == $0.rounded() })
        else {
            throw unsupported(
                node, "scales", factors, expected: "[1, 1, whole number, whole number]")
        }
        let upsampling = NearestUpsampling(factors: Pair(Int(factors[2]), Int(factors[3])))
        return try builder.append(node.name, .nearestUpsampling(upsampling), x)
    }

    private func resizeFactors(_ node: ONNXNode, _ x: Shape) throws -> [Float] {
        let place = node.operation == "Upsample" ? 1 : model.opset < 11 ? 1 : 2
        if let scales = try constant(node, place)?.floats, !scales.isEmpty { return scales }
        if let scales = node.floats("scales") { return scales }
        let sizes = try constant(node, 3)?.integers ?? []
        guard sizes.count == 4, x.height > 0, x.width > 0 else { return [] }
        return [
            Float(sizes[0]), Float(sizes[1]) / Float(x.channels),
            Float(sizes[2]) / Float(x.height), Float(sizes[3]) / Float(x.width),
        ]
    }
}

extension ONNXModel {
    /// The version of the standard operators.
    var opset: Int64 { opsets[""] ?? opsets["ai.onnx"] ?? 1 }
}
