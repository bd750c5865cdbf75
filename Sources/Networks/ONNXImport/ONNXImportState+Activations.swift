import Graphs
import Weights

extension ONNXOperators {
    static let activations: [String: Compute] = functions.mapValues(compute)
        .merging(special) { first, _ in first }

    private static func compute(_ function: @escaping @Sendable (ONNXNode) -> Activation) -> Compute
    {
        { state, node in
            let x = try state.activation(node, 0)
            return [.computed(try state.append(node, .activation(function(node)), x))]
        }
    }

    /// Functions of every element alone, with their attributes.
    private static let functions: [String: @Sendable (ONNXNode) -> Activation] = [
        "Relu": { _ in .relu },
        "LeakyRelu": { .leakyReLU(slope: $0.float("alpha") ?? 0.01) },
        "ThresholdedRelu": { .thresholdedReLU(threshold: $0.float("alpha") ?? 1) },
        "Elu": { .elu(alpha: $0.float("alpha") ?? 1, scale: 1) },
        "Selu": {
            .elu(
                alpha: $0.float("alpha") ?? 1.673_263_2, scale: $0.float("gamma") ?? 1.050_701)
        },
        "Celu": { .celu(alpha: $0.float("alpha") ?? 1) },
        "Gelu": { $0.string("approximate") == "tanh" ? .tanhGELU : .gelu },
        "Mish": { _ in .mish },
        "Softplus": { _ in .softplus },
        "Softsign": { _ in .softsign },
        "Sigmoid": { _ in .sigmoid },
        "Tanh": { _ in .tanh },
        "HardSigmoid": {
            .hardSigmoid(slope: $0.float("alpha") ?? 0.2, offset: $0.float("beta") ?? 0.5)
        },
        "HardSwish": { _ in .hardSwish(slope: 1 / 6, offset: 0.5) },
        "Abs": { _ in .absolute },
        "Neg": { _ in .linear(slope: -1, offset: 0) },
        "Sqrt": { _ in .squareRoot },
        "Reciprocal": { _ in .reciprocal },
        "Exp": { _ in .exponential },
        "Log": { _ in .logarithm },
        "Erf": { _ in .errorFunction },
        "Floor": { _ in .roundedDown },
        "Ceil": { _ in .roundedUp },
        "Round": { _ in .rounded },
        "Sign": { _ in .sign },
        "Sin": { _ in .sine },
        "Cos": { _ in .cosine },
    ]

    private static let special: [String: Compute] = [
        "Clip": { [try $0.clip($1)] },
        "PRelu": { [try $0.parametricReLU($1)] },
        "Swish": { [try $0.swish($1)] },
        "Dropout": { [try $0.dropout($1)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func clip(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let low = try number(node, 1).map { Float($0) } ?? node.float("min")
        let high = try number(node, 2).map { Float($0) } ?? node.float("max")
        guard low != nil || high != nil else { return .computed(x) }
        let clip = Activation.clip(
            low: low ?? -.greatestFiniteMagnitude, high: high ?? .greatestFiniteMagnitude)
        return .computed(try append(node, .activation(clip), x))
    }

    /// One slope, one a channel, or slopes that are repeated over the value in another way.
    fileprivate mutating func parametricReLU(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let slope = try value(node, 1)
        let shape = builder.shape(of: x)
        let sizes = Shape(sizes(of: slope)).extended(to: shape.rank).sizes
        let count = Self.elementCount(sizes) ?? 0
        let isPerChannel =
            sizes.count == shape.rank && shape.rank >= 2
            && sizes[1] == shape.sizes[1] && count == sizes[1]
        guard case .stored(let stored) = slope, count == 1 || isPerChannel,
            let vector = stored.rearranged(.reshaped([count]))
        else { return try variedReLU(node, x, slope) }
        let rectifier = ParametricReLU(slope: try slot(vector), count: count)
        return .computed(try append(node, .parametricReLU(rectifier), x))
    }

    /// max(x, 0) + slope · min(x, 0)
    private mutating func variedReLU(
        _ node: ONNXNode, _ x: Int, _ slope: ONNXValue
    ) throws -> ONNXValue {
        let positive = try append(node, .activation(.relu), x)
        let negative = try append(
            node, .activation(.clip(low: -.greatestFiniteMagnitude, high: 0)), x)
        let scaled = try binary(node, .multiplication, .computed(negative), slope)
        return try binary(node, .addition, .computed(positive), scaled)
    }

    /// x / (1 + e^−αx)
    fileprivate mutating func swish(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let alpha = node.float("alpha") ?? 1
        guard alpha != 1 else { return .computed(try append(node, .activation(.silu), x)) }
        let scaled = try append(node, .activation(.linear(slope: alpha, offset: 0)), x)
        let gate = try append(node, .activation(.sigmoid), scaled)
        return .computed(try append(node, .arithmetic(Arithmetic(.multiplication)), x, gate))
    }

    /// What a network passes on when it is not being trained: its input.
    fileprivate func dropout(_ node: ONNXNode) throws -> ONNXValue {
        if let training = try constant(node, 2), training.numbers != [0] {
            throw unsupported(node, "training_mode", "true", expected: "false")
        }
        return try value(node, 0)
    }
}
