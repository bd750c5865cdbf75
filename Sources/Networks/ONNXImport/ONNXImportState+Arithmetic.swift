import Graphs
import Weights

extension ONNXOperators {
    static let arithmetic: [String: Compute] = [
        "Add": { [try $0.binary($1, .addition)] },
        "Sub": { [try $0.binary($1, .subtraction)] },
        "Mul": { [try $0.binary($1, .multiplication)] },
        "Div": { [try $0.binary($1, .division)] },
        "Pow": { [try $0.power($1)] },
        "Max": { [try $0.variadic($1, .larger)] },
        "Min": { [try $0.variadic($1, .smaller)] },
        "Sum": { [try $0.variadic($1, .addition)] },
        "Mean": { state, node in
            let sum = try state.variadic(node, .addition)
            let count = Constant(
                shape: [], numbers: [Double(max(node.inputs.count, 1))], isInteger: false)
            return [try state.binary(node, .division, sum, .constant(count))]
        },
        "MatMul": { state, node in
            [
                .computed(
                    try state.append(
                        node, .matrixProduct(MatrixProduct()), state.activation(node, 0),
                        state.activation(node, 1)))
            ]
        },
        "Gemm": { [try $0.generalProduct($1)] },
    ]
}

extension ONNXImportState {
    fileprivate mutating func binary(
        _ node: ONNXNode, _ function: Arithmetic.Function
    ) throws -> ONNXValue {
        try binary(node, function, value(node, 0), value(node, 1))
    }

    /// Two values combined; a single number beside a larger value becomes a function of that value.
    mutating func binary(
        _ node: ONNXNode, _ function: Arithmetic.Function, _ a: ONNXValue, _ b: ONNXValue
    ) throws -> ONNXValue {
        if case .constant(let number) = b, let linear = linear(function, number.numbers),
            sizes(of: a).count >= number.shape.count
        {
            return .computed(try append(node, .activation(linear), computed(node, a)))
        }
        if case .constant(let number) = a, sizes(of: b).count >= number.shape.count,
            let linear = reversedLinear(function, number.numbers)
        {
            return .computed(try append(node, .activation(linear), computed(node, b)))
        }
        let (x, y) = (try computed(node, a), try computed(node, b))
        return .computed(try append(node, .arithmetic(Arithmetic(function)), x, y))
    }

    /// x and a number; nil where the result would not be the same to the last bit.
    private func linear(_ function: Arithmetic.Function, _ numbers: [Double]) -> Activation? {
        guard numbers.count == 1 else { return nil }
        let number = Float(numbers[0])
        switch function {
        case .addition: return .linear(slope: 1, offset: number)
        case .subtraction: return .linear(slope: 1, offset: -number)
        case .multiplication: return .linear(slope: number, offset: 0)
        case .division where number.significandBitPattern == 0 && (1 / number).isNormal:
            return .linear(slope: 1 / number, offset: 0)
        case .larger: return .clip(low: number, high: .infinity)
        case .smaller: return .clip(low: -.infinity, high: number)
        case .division, .power: return nil
        }
    }

    /// A number and x.
    private func reversedLinear(
        _ function: Arithmetic.Function, _ numbers: [Double]
    ) -> Activation? {
        guard numbers.count == 1 else { return nil }
        switch function {
        case .subtraction: return .linear(slope: -1, offset: Float(numbers[0]))
        case .division: return numbers[0] == 1 ? .reciprocal : nil
        case .power: return nil
        case .addition, .multiplication, .larger, .smaller: return linear(function, numbers)
        }
    }

    /// Any number of values, combined from the first on.
    fileprivate mutating func variadic(
        _ node: ONNXNode, _ function: Arithmetic.Function
    ) throws -> ONNXValue {
        let values = try allValues(node)
        return try values.dropFirst().reduce(values[0]) { try binary(node, function, $0, $1) }
    }

    /// Exponents that are a number belong to the structure: squares and roots are exact.
    fileprivate mutating func power(_ node: ONNXNode) throws -> ONNXValue {
        let exponent = try value(node, 1)
        guard let numbers = constant(exponent)?.numbers, numbers.count == 1,
            sizes(of: exponent).count <= sizes(of: try value(node, 0)).count
        else { return try binary(node, .power) }
        let x = try activation(node, 0)
        switch numbers[0] {
        case 1: return .computed(x)
        case 2:
            return .computed(
                try append(node, .arithmetic(Arithmetic(.multiplication)), x, x))
        case 0.5: return .computed(try append(node, .activation(.squareRoot), x))
        case -1: return .computed(try append(node, .activation(.reciprocal), x))
        default:
            let fill = try computed(
                node, .constant(Constant(shape: [], numbers: numbers, isInteger: false)))
            return .computed(try append(node, .arithmetic(Arithmetic(.power)), x, fill))
        }
    }

    /// α A B + β C, A and B transposed where the attributes say so.
    fileprivate mutating func generalProduct(_ node: ONNXNode) throws -> ONNXValue {
        var a = try matrix(node, 0, "transA")
        let b = try matrix(node, 1, "transB")
        a = try scaled(node, a, node.float("alpha") ?? 1)
        let product = ONNXValue.computed(
            try append(
                node, .matrixProduct(MatrixProduct()), computed(node, a), computed(node, b)))
        guard let c = try optionalValue(node, 2) else { return product }
        return try binary(node, .addition, product, scaled(node, c, node.float("beta") ?? 1))
    }

    private mutating func matrix(
        _ node: ONNXNode, _ place: Int, _ attribute: String
    ) throws -> ONNXValue {
        let matrix = try value(node, place)
        let sizes = sizes(of: matrix)
        guard sizes.count == 2 else {
            throw unsupported(node, "input \(place)", sizes, expected: "a matrix")
        }
        let isTransposed = node.int(attribute) ?? 0 != 0
        return isTransposed ? try transposed(node, matrix, [1, 0]) : matrix
    }

    private mutating func scaled(
        _ node: ONNXNode, _ value: ONNXValue, _ factor: Float
    ) throws -> ONNXValue {
        guard factor != 1 else { return value }
        let number = Constant(shape: [], numbers: [Double(factor)], isInteger: false)
        return try binary(node, .multiplication, value, .constant(number))
    }
}
