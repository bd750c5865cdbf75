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

    /// m · a + (1 − m) · b, exact where a and b are finite.
    fileprivate mutating func choice(_ node: ONNXNode) throws -> ONNXValue {
        let (mask, a, b) = (try value(node, 0), try value(node, 1), try value(node, 2))
        for value in [a, b] {
            guard constant(value)?.numbers.allSatisfy(\.isFinite) ?? true else {
                throw unsupported(
                    node, "an input", "infinite or NaN", expected: "finite numbers to choose from")
            }
        }
        // ln(1 + e^x) as PyTorch computes it: x itself above a threshold, where both are equal.
        if recognises, case .computed(let x) = a, case .computed(let y) = b,
            operation(making: y) == .activation(.softplus), inputs(of: y) == [x],
            case .computed(let m) = mask, isAbove(m, x, threshold: 15)
        {
            return b
        }
        let first = try binary(node, .multiplication, mask, a)
        let second = try binary(node, .multiplication, opposite(node, mask), b)
        return try binary(node, .addition, first, second)
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
