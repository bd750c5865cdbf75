import Graphs
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
        "ReduceLogSumExp": { [try $0.logarithmOfSum($1)] },
        "LpNormalization": { [try $0.lpNormalization($1)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func reduction(
        _ node: ONNXNode, _ function: Reduction.Function
    ) throws -> ONNXValue {
        let x = try activation(node, 0)
        let rank = builder.shape(of: x).rank
        let axes = try reducedAxes(node, rank: rank)
        guard !axes.isEmpty else { return .computed(try elementwise(node, function, x)) }
        let reduction = Reduction(function, axes: axes, keepsAxes: node.int("keepdims") ?? 1 != 0)
        return .computed(try append(node, .reduction(reduction), x))
    }

    /// All axes where the file names none, unless `noop_with_empty_axes`.
    private func reducedAxes(_ node: ONNXNode, rank: Int) throws -> [Int] {
        let named = try integers(node, 1, "axes") ?? []
        guard named.isEmpty else { return try axes(node, named, rank: rank).sorted() }
        return node.int("noop_with_empty_axes") ?? 0 != 0 ? [] : Array(0..<rank)
    }

    /// ln Σ e^x = m + ln Σ e^(x − m) with the largest x as m.
    fileprivate mutating func logarithmOfSum(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let axes = try reducedAxes(node, rank: builder.shape(of: x).rank)
        guard !axes.isEmpty else { return .computed(x) }
        let largest = try append(node, .reduction(Reduction(.largest, axes: axes)), x)
        let rest = try append(node, .arithmetic(Arithmetic(.subtraction)), x, largest)
        let powers = try append(node, .activation(.exponential), rest)
        let sum = try append(node, .reduction(Reduction(.sum, axes: axes)), powers)
        let logarithm = try append(node, .activation(.logarithm), sum)
        let y = ONNXValue.computed(try append(node, .addition, logarithm, largest))
        guard node.int("keepdims") ?? 1 == 0 else { return y }
        let sizes = sizes(of: y)
        return try reshaped(
            node, y, sizes.indices.filter { !axes.contains($0) }.map { sizes[$0] })
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
    fileprivate mutating func lpNormalization(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let axis = try axis(node, default: -1, rank: builder.shape(of: x).rank)
        let power = node.int("p") ?? 2
        guard power == 1 || power == 2 else {
            throw unsupported(node, "p", power, expected: "1 or 2")
        }
        let function: Reduction.Function = power == 1 ? .absoluteSum : .norm
        let length = try append(node, .reduction(Reduction(function, axes: [axis])), x)
        // Zeros stay zeros (LpNormalization-22).
        let above = Activation.clip(low: .leastNormalMagnitude, high: .greatestFiniteMagnitude)
        let norm = try append(node, .activation(above), length)
        return .computed(try append(node, .arithmetic(Arithmetic(.division)), x, norm))
    }
}
