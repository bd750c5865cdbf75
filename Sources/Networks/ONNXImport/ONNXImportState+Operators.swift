import Weights

extension ONNXImportState {
    mutating func appendInstanceNormalization(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        let channels = builder.shape(of: x).channels
        guard let scale = try channelParameter(node, 1, channels: channels),
            let shift = try channelParameter(node, 2, channels: channels)
        else {
            throw GraphError.undefinedInput(
                file: model.file, node: node.place, value: "scale or B")
        }
        let epsilon = node.float("epsilon") ?? 1e-5
        guard epsilon > 0, epsilon.isFinite else {
            throw unsupported(node, "epsilon", epsilon, expected: "a number above 0")
        }
        let normalisation = InstanceNormalization(scale: scale, shift: shift, epsilon: epsilon)
        return try builder.append(node.place, .instanceNormalization(normalisation), x)
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

    /// What a network passes on when it is not being trained: its input.
    func appendDropout(_ node: ONNXNode) throws -> Int {
        if let training = try constant(node, 2), training.numbers != [0] {
            throw unsupported(node, "training_mode", "true", expected: "false")
        }
        return try activation(node, 0)
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
        let edges = try edges(node)
        return try builder.append(node.place, .padding(Padding(mode: mode, edges: edges)), x)
    }

    /// Distances from `[…starts, …ends]` over the axes named, or over all four.
    private func edges(_ node: ONNXNode) throws -> Edges {
        let pads = try constant(node, 1)?.integers ?? node.ints("pads") ?? []
        let named = try constant(node, 3)?.integers ?? [0, 1, 2, 3]
        let axes = named.map { $0 < 0 ? $0 + 4 : $0 }
        guard Set(axes).count == axes.count, axes.allSatisfy({ (0..<4).contains($0) }) else {
            throw unsupported(node, "axes", named, expected: "some of four axes, each once")
        }
        guard pads.count == 2 * axes.count, pads.allSatisfy({ (0...1 << 16).contains($0) }),
            zip(axes + axes, pads).allSatisfy({ $0 >= 2 || $1 == 0 })
        else {
            throw unsupported(
                node, "pads", pads,
                expected:
                    "a start and an end for each axis, 0 or more, and 0 for batch and channels")
        }
        func pad(_ axis: Int, end: Bool) -> Int {
            axes.firstIndex(of: axis).map { pads[$0 + (end ? axes.count : 0)] } ?? 0
        }
        return Edges(
            top: pad(2, end: false), left: pad(3, end: false), bottom: pad(2, end: true),
            right: pad(3, end: true))
    }

    mutating func appendUpsampling(_ node: ONNXNode) throws -> Int {
        let x = try activation(node, 0)
        guard (node.string("mode") ?? "nearest") == "nearest" else {
            throw unsupported(node, "mode", node.string("mode") ?? "", expected: "nearest")
        }
        if node.operation == "Resize", model.opset >= 11 { try checkCoordinates(node) }
        let factors = try resizeFactors(node, builder.shape(of: x))
        guard factors.count == 4, factors[0] == 1, factors[1] == 1,
            factors[2...].allSatisfy({ $0 >= 1 && $0 <= 64 && $0 == $0.rounded() })
        else {
            throw unsupported(
                node, "scales", factors, expected: "[1, 1, whole number, whole number]")
        }
        let upsampling = NearestUpsampling(factors: Pair(Int(factors[2]), Int(factors[3])))
        return try builder.append(node.place, .nearestUpsampling(upsampling), x)
    }

    /// With whole factors these take every pixel the same number of times: half_pixel places the f
    /// copies of pixel k strictly between k − ½ and k + ½.
    private func checkCoordinates(_ node: ONNXNode) throws {
        let transform = node.string("coordinate_transformation_mode") ?? "half_pixel"
        let rounding = node.string("nearest_mode") ?? "round_prefer_floor"
        let policy = node.string("keep_aspect_ratio_policy") ?? "stretch"
        switch (transform, rounding, policy) {
        case ("asymmetric", "floor", "stretch"), ("half_pixel", "round_prefer_floor", "stretch"),
            ("half_pixel", "round_prefer_ceil", "stretch"):
            return
        default:
            throw unsupported(
                node, "nearest resize", "\(transform), \(rounding), \(policy)",
                expected: "asymmetric, floor, stretch or half_pixel, round_prefer_floor, stretch")
        }
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
