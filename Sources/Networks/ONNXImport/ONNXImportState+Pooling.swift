import Graphs
import Weights

extension ONNXOperators {
    static let poolings: [String: Compute] = [
        "MaxPool": { [try $0.pooling($1, .largest)] },
        "AveragePool": { state, node in
            let countsPadding = node.int("count_include_pad") ?? 0 != 0
            return [try state.pooling(node, .mean(countsPadding: countsPadding))]
        },
        "GlobalAveragePool": { [try $0.globalPooling($1, .mean)] },
        "GlobalMaxPool": { [try $0.globalPooling($1, .largest)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func pooling(
        _ node: ONNXNode, _ function: Pooling.Function
    ) throws -> ONNXValue {
        let x = try activation(node, 0)
        guard node.ints("kernel_shape") != nil else {
            throw unsupported(
                node, "kernel_shape", "missing", expected: "two numbers of 1 or more")
        }
        let windows = try windows(node, kernel: pair(node, "kernel_shape"))
        let pooling = Pooling(
            function, kernel: windows.kernel, strides: windows.strides,
            dilations: windows.dilations, padding: try padding(node, x, windows),
            roundsUp: node.int("ceil_mode") ?? 0 != 0)
        return .computed(try append(node, .pooling(pooling), x))
    }

    fileprivate mutating func globalPooling(
        _ node: ONNXNode, _ function: Reduction.Function
    ) throws -> ONNXValue {
        let x = try activation(node, 0)
        let rank = builder.shape(of: x).rank
        guard rank >= 3 else {
            throw unsupported(
                node, "input 0", "\(builder.shape(of: x))",
                expected: "a batch, channels and pixels")
        }
        return .computed(
            try append(node, .reduction(Reduction(function, axes: Array(2..<rank))), x))
    }
}
