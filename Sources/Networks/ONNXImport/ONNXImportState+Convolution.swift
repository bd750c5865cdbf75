import Graphs
import Weights

extension ONNXOperators {
    static let convolutions: [String: Compute] = [
        "Conv": { [try $0.convolution($1)] },
        "ConvTranspose": { [try $0.transposedConvolution($1)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func convolution(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let weight = try kernelWeight(node, "[outputs, inputs, rows, columns]")
        let sizes = weight.sizes
        let groups = try groups(node, dividing: sizes[0])
        let windows = try windows(node, kernel: Pair(sizes[2], sizes[3]))
        let slot = try slot(weight)
        let bias = try channelSlot(node, 2, channels: sizes[0])
        let convolution = Convolution(
            weight: slot, bias: bias, weightShape: sizes, strides: windows.strides,
            dilations: windows.dilations, padding: try padding(node, x, windows), groups: groups)
        let y = try append(node, .convolution(convolution), x)
        return try withComputedBias(node, y, bias, channels: sizes[0])
    }

    fileprivate mutating func transposedConvolution(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let weight = try kernelWeight(node, "[inputs, outputs, rows, columns]")
        let sizes = weight.sizes
        let groups = try groups(node, dividing: sizes[0])
        let (channels, overflow) = sizes[1].multipliedReportingOverflow(by: groups)
        guard !overflow else { throw unsupported(node, "group", groups, expected: "fewer") }
        let windows = try windows(node, kernel: Pair(sizes[2], sizes[3]))
        let edges = try transposedEdges(node, x, windows)
        let slot = try slot(weight)
        let bias = try channelSlot(node, 2, channels: channels)
        let convolution = TransposedConvolution(
            weight: slot, bias: bias, weightShape: sizes, strides: windows.strides,
            dilations: windows.dilations, padding: edges.padding, outputPadding: edges.output,
            groups: groups)
        let y = try append(node, .transposedConvolution(convolution), x)
        return try withComputedBias(node, y, bias, channels: channels)
    }

    /// Adds a bias that is not stored in the file.
    private mutating func withComputedBias(
        _ node: ONNXNode, _ y: Int, _ slot: Int?, channels: Int
    ) throws -> ONNXValue {
        guard slot == nil, let bias = try optionalValue(node, 2) else { return .computed(y) }
        let column = try reshaped(node, bias, [1, channels, 1, 1])
        return .computed(try append(node, .addition, y, computed(node, column)))
    }

    private func kernelWeight(_ node: ONNXNode, _ expected: String) throws -> ONNXValue.Stored {
        let weight = try weight(node, 1)
        let sizes = weight.sizes
        guard sizes.count == 4, sizes.allSatisfy({ $0 > 0 }) else {
            throw GraphError.wrongShape(
                file: model.file, tensor: node.inputs[1], found: sizes, expected: expected)
        }
        let kernel = node.ints("kernel_shape") ?? [sizes[2], sizes[3]]
        guard kernel == [sizes[2], sizes[3]] else {
            throw unsupported(
                node, "kernel_shape", kernel, expected: "\([sizes[2], sizes[3]]) as the weight")
        }
        return weight
    }

    private func groups(_ node: ONNXNode, dividing channels: Int) throws -> Int {
        let groups = node.int("group") ?? 1
        guard groups > 0, channels % groups == 0 else {
            throw unsupported(node, "group", groups, expected: "a divisor of \(channels)")
        }
        return groups
    }

    /// What is dropped at the sides and what is added after the last row and column
    /// (ConvTranspose-11: total = stride · (input − 1) + output_padding + reach − output).
    private func transposedEdges(
        _ node: ONNXNode, _ x: Int, _ windows: SlidingWindow
    ) throws -> (padding: Edges, output: Pair) {
        let output = try outputPadding(node)
        guard let shape = try wantedShape(node, x, windows) else {
            return (try pads(node) ?? .none, output)
        }
        let x = builder.shape(of: x)
        let total = Pair(
            (x.height - 1) * windows.strides.y + output.y + windows.reach.y - shape.y,
            (x.width - 1) * windows.strides.x + output.x + windows.reach.x - shape.x)
        let missing = Pair(output.y + max(0, -total.y), output.x + max(0, -total.x))
        return (divided(node, Pair(max(0, total.y), max(0, total.x))), missing)
    }

    private func outputPadding(_ node: ONNXNode) throws -> Pair {
        let values = node.ints("output_padding") ?? [0, 0]
        guard values.count == 2, values.allSatisfy({ (0...1 << 16).contains($0) }) else {
            throw unsupported(
                node, "output_padding", values, expected: "two numbers of 0 or more")
        }
        return Pair(values[0], values[1])
    }

    /// The output's rows and columns where the file names them; SAME means input · stride.
    private func wantedShape(
        _ node: ONNXNode, _ x: Int, _ windows: SlidingWindow
    ) throws -> Pair? {
        if let shape = node.ints("output_shape") {
            let sides = Array(shape.suffix(2))
            guard sides.count == 2, sides.allSatisfy({ (1...Shape.longestSide).contains($0) })
            else { throw unsupported(node, "output_shape", shape, expected: "rows and columns") }
            return Pair(sides[0], sides[1])
        }
        guard try pads(node) == nil else { return nil }
        let shape = builder.shape(of: x)
        return Pair(shape.height * windows.strides.y, shape.width * windows.strides.x)
    }
}
