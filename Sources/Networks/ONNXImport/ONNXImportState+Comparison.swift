import Graphs
import Weights

extension ONNXOperators {
    /// Comparisons of computed values: 1 where they hold and 0 elsewhere.
    static let comparisons: [String: Compute] = [
        "Greater": { [try $0.isLarger($1, 0, 1)] },
        "Less": { [try $0.isLarger($1, 1, 0)] },
        "GreaterOrEqual": { [try $0.opposite($1, $0.isLarger($1, 1, 0))] },
        "LessOrEqual": { [try $0.opposite($1, $0.isLarger($1, 0, 1))] },
        "Not": { [try $0.opposite($1, $0.value($1, 0))] },
        "And": { [try $0.binary($1, .multiplication, $0.value($1, 0), $0.value($1, 1))] },
        "Or": { [try $0.binary($1, .larger, $0.value($1, 0), $0.value($1, 1))] },
        "Where": { [try $0.choice($1)] },
    ]
}

extension ONNXImportState {
    /// max(sign(a − b), 0)
    fileprivate mutating func isLarger(
        _ node: ONNXNode, _ a: Int, _ b: Int
    ) throws -> ONNXValue {
        let difference = try binary(node, .subtraction, value(node, a), value(node, b))
        let sign = try append(node, .activation(.sign), computed(node, difference))
        return .computed(try append(node, .activation(.relu), sign))
    }

    /// 1 − x
    fileprivate mutating func opposite(
        _ node: ONNXNode, _ value: ONNXValue
    ) throws -> ONNXValue {
        let x = try computed(node, value)
        return .computed(try append(node, .activation(.linear(slope: -1, offset: 1)), x))
    }

    /// max(min(a, h), min(b, −h)) with h = ∞ where the mask is 1 and −∞ where it is 0, exact for all
    /// numbers.
    fileprivate mutating func choice(_ node: ONNXNode) throws -> ONNXValue {
        let (mask, a, b) = (try value(node, 0), try value(node, 1), try value(node, 2))
        // ln(1 + e^x) as PyTorch computes it: x itself above a threshold, where both are equal.
        if recognises, case .computed(let x) = a, case .computed(let y) = b,
            operation(making: y) == .activation(.softplus), inputs(of: y) == [x],
            case .computed(let m) = mask, isAbove(m, x, threshold: 15)
        {
            return b
        }
        for case .computed(let value) in [a, b] {
            if case .softmax? = operation(making: value) {
                // Rows that are masked as a whole are NaN, and NaN outlasts max and min.
                throw unsupported(
                    node, "an input", "a softmax", expected: "values that are numbers everywhere")
            }
        }
        let centred = try append(
            node, .activation(.linear(slope: 1, offset: -0.5)), computed(node, mask))
        let high = try append(
            node, .activation(.linear(slope: .infinity, offset: 0)), centred)
        let low = try append(node, .activation(.linear(slope: -1, offset: 0)), high)
        let first = try binary(node, .smaller, a, .computed(high))
        let second = try binary(node, .smaller, b, .computed(low))
        return try binary(node, .larger, first, second)
    }

    /// Whether a mask is where a value is above a number that is at least a threshold.
    private func isAbove(_ mask: Int, _ x: Int, threshold: Double) -> Bool {
        guard operation(making: mask) == .activation(.relu), let sign = inputs(of: mask).first,
            operation(making: sign) == .activation(.sign), let sum = inputs(of: sign).first
        else { return false }
        let difference = affine(sum)
        return difference.base == x && difference.slope == 1 && -difference.offset >= threshold
    }
}
