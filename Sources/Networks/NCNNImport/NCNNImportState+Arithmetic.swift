import Graphs
import Weights

extension NCNNImportState {
    /// Two blobs, or a blob and the number of setting 2.
    mutating func appendBinary(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let type = try setting.integer(0, default: 0)
        guard let (function, isReversed) = Self.binary(type) else {
            throw setting.error(0, "\(type)", expected: "0 to 9")
        }
        if try setting.flag(1) {
            return try appendNumber(
                layer, function, isReversed, number: setting.float(2, default: 0))
        }
        let (a, b) = try pair(layer)
        let (x, y) = (try extended(a, beside: b, layer), try extended(b, beside: a, layer))
        let inputs = isReversed ? [y, x] : [x, y]
        return try builder.append(layer.name, .arithmetic(Arithmetic(function)), inputs)
    }

    /// `BinaryOp::OperationType`; reversed are those that take the second blob first.
    private static func binary(_ type: Int) -> (Arithmetic.Function, isReversed: Bool)? {
        switch type {
        case 0: (.addition, false)
        case 1: (.subtraction, false)
        case 2: (.multiplication, false)
        case 3: (.division, false)
        case 4: (.larger, false)
        case 5: (.smaller, false)
        case 6: (.power, false)
        case 7: (.subtraction, true)
        case 8: (.division, true)
        case 9: (.power, true)
        default: nil
        }
    }

    private mutating func appendNumber(
        _ layer: NCNNLayer, _ function: Arithmetic.Function, _ isReversed: Bool, number: Float
    ) throws(GraphError) -> Int {
        let x = try input(layer)
        let linear: Activation? =
            switch (function, isReversed) {
            case (.addition, _): .linear(slope: 1, offset: number)
            case (.subtraction, false): .linear(slope: 1, offset: -number)
            case (.subtraction, true): .linear(slope: -1, offset: number)
            case (.multiplication, _): .linear(slope: number, offset: 0)
            default: nil
            }
        if let linear { return try builder.append(layer.name, .activation(linear), x) }
        let constant = try builder.append("\(layer.name).number", .fill(Fill(number)), [])
        let inputs = isReversed ? [constant, x] : [x, constant]
        return try builder.append(layer.name, .arithmetic(Arithmetic(function)), inputs)
    }

    /// A blob of fewer dimensions than the other one, with axes of one element behind its own; a blob
    /// of one dimension belongs to the first axis where it fits there, else to the last.
    private mutating func extended(
        _ value: Int, beside other: Int, _ layer: NCNNLayer
    ) throws(GraphError) -> Int {
        let (sizes, wanted) = (shape(value).sizes, shape(other).sizes)
        guard sizes.count < wanted.count else { return value }
        let ones = [Int](repeating: 1, count: wanted.count - sizes.count)
        let isLast = sizes.count == 2 && sizes[1] != wanted[1]
        return try builder.append(
            "\(layer.name).axes",
            .reshaping(Reshaping(isLast ? [1] + ones + [sizes[1]] : sizes + ones)), value)
    }

    /// `UnaryOp::OperationType`, those that are elementary here.
    mutating func appendUnary(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let type = try setting.integer(0, default: 0)
        let x = try input(layer)
        if type == 4 {
            return try builder.append(
                layer.name, .arithmetic(Arithmetic(.multiplication)), x, x)
        }
        guard let functions = Self.unary(type) else {
            throw setting.error(
                0, "\(type)",
                expected: "0 to 10, 15, 16, 18 or 20"
            )
        }
        var value = x
        for function in functions {
            value = try builder.append(layer.name, .activation(function), value)
        }
        return value
    }

    private static func unary(_ type: Int) -> [Activation]? {
        switch type {
        case 0: [.absolute]
        case 1: [.linear(slope: -1, offset: 0)]
        case 2: [.roundedDown]
        case 3: [.roundedUp]
        case 5: [.squareRoot]
        case 6: [.squareRoot, .reciprocal]
        case 7: [.exponential]
        case 8: [.logarithm]
        case 9: [.sine]
        case 10: [.cosine]
        case 15: [.reciprocal]
        case 16: [.tanh]
        case 18: [.rounded]
        case 20: [.sign]
        default: nil
        }
    }

    /// The product, the sum with coefficients, or the largest of blobs of one shape.
    mutating func appendElementwise(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let functions: [Arithmetic.Function] = [.multiplication, .addition, .larger]
        let function = functions[try setting.integer(0, default: 0, in: 0...2)]
        let coefficients = try setting.floats(1)
        guard layer.inputs.count >= 2 else {
            throw wrongSize(layer, "\(layer.inputs.count) inputs", "2 or more")
        }
        guard coefficients.isEmpty || coefficients.count == layer.inputs.count else {
            throw setting.error(
                1, "\(coefficients.count) coefficients", expected: "\(layer.inputs.count)")
        }
        var sum: Int?
        for place in layer.inputs.indices {
            var value = try input(layer, place)
            if function == .addition, !coefficients.isEmpty, coefficients[place] != 1 {
                value = try builder.append(
                    "\(layer.name).coefficient",
                    .activation(.linear(slope: coefficients[place], offset: 0)), value)
            }
            if let before = sum { value = try appendLike(layer, function, before, value) }
            sum = value
        }
        guard let sum else { return try input(layer) }
        return sum
    }

    private mutating func appendLike(
        _ layer: NCNNLayer, _ function: Arithmetic.Function, _ a: Int, _ b: Int
    ) throws(GraphError) -> Int {
        guard shape(a) == shape(b) else {
            throw wrongSize(layer, "\(shape(a)) beside \(shape(b))", "equal shapes")
        }
        return try builder.append(layer.name, .arithmetic(Arithmetic(function)), a, b)
    }
}
