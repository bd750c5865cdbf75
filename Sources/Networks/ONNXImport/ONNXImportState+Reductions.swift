import Weights

extension ONNXOperators {
    static let reductions: [String: Compute] = [
        "ReduceMean": { [try $0.reduction($1, .mean)] },
        "ReduceSum": { [try $0.reduction($1, .sum)] },
        "ReduceMax": { [try $0.reduction($1, .largest)] },
        "ReduceMin": { [try $0.reduction($1, .smallest)] },
        "ReduceProd": { [try $0.reduction($1, .product)] },
        "ReduceL1": { [try $0.reduction($1, .absoluteSum)] },
        "ReduceL2": { [try $0.reduction($1, .norm)] },
        "ReduceSumSquare": { [try $0.reduction($1, .squareSum)] },
        "ReduceLogSum": { state, node in
            guard case .computed(let sum) = try state.reduction(node, .sum) else { return [] }
            return [.computed(try state.append(node, .activation(.logarithm), sum))]
        },
        "LpNormalization": { [try $0.lpNormalisation($1)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func reduction(
        _ node: ONNXNode, _ function: Reduction.Function
    ) throws -> ONNXValue {
        let x = try activation(node, 0)
        let rank = builder.shape(of: x).rank
        let named = try integers(node, 1, "axes") ?? []
        if named.isEmpty, node.int("noop_with_empty_axes") ?? 0 != 0 {
            return .computed(try elementwise(node, function, x))
        }
        let axes = named.isEmpty ? Array(0..<rank) : try axes(node, named, rank: rank).sorted()
        guard !axes.isEmpty else { return .computed(try elementwise(node, function, x)) }
        let reduction = Reduction(function, axes: axes, keepsAxes: node.int("keepdims") ?? 1 != 0)
        return .computed(try append(node, .reduction(reduction), x))
    }

    /// Every element reduced alone.
    private mutating func elementwise(
        _ node: ONNXNode, _ function: Reduction.Function, _ x: Int
    ) throws -> Int {
        switch function {
        case .absoluteSum, .norm: try append(node, .activation(.absolute), x)
        case .squareSum: try append(node, .arithmetic(Arithmetic(.multiplication)), x, x)
        case .mean, .sum, .largest, .smallest, .product: x
        }
    }

    /// x / ‖x‖ along one axis.
    fileprivate mutating func lpNormalisation(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let axis = try axis(node, default: -1, rank: builder.shape(of: x).rank)
        let power = node.int("p") ?? 2
        guard power == 1 || power == 2 else {
            throw unsupported(node, "p", power, expected: "1 or 2")
        }
        let function: Reduction.Function = power == 1 ? .absoluteSum : .norm
        let norm = try append(node, .reduction(Reduction(function, axes: [axis])), x)
        return .computed(try append(node, .arithmetic(Arithmetic(.division)), x, norm))
    }
}
