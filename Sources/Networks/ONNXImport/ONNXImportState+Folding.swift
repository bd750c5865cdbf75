import Foundation
import Graphs
import Weights

extension ONNXOperators {
    /// The arithmetic on sizes that exporters write around Pad, Resize, Reshape and Expand.
    static let folding: [String: Fold] = [
        "Add": { try $0.combined($1, +) },
        "Sub": { try $0.combined($1, -) },
        "Mul": { try $0.combined($1, *) },
        "Div": { try $0.divided($1) },
        "Mod": { try $0.remainder($1) },
        "Pow": { try $0.combined($1, pow) },
        "Max": { try $0.combined($1, max) },
        "Min": { try $0.combined($1, min) },
        "Equal": { try $0.compared($1, ==) },
        "Less": { try $0.compared($1, <) },
        "LessOrEqual": { try $0.compared($1, <=) },
        "Greater": { try $0.compared($1, >) },
        "GreaterOrEqual": { try $0.compared($1, >=) },
        "And": { try $0.compared($1) { $0 != 0 && $1 != 0 } },
        "Or": { try $0.compared($1) { $0 != 0 || $1 != 0 } },
        "Not": { try $0.required($1, 0).map(isInteger: true) { $0 == 0 ? 1 : 0 } },
        "Floor": { try $0.mapped($1) { $0.rounded(.down) } },
        "Ceil": { try $0.mapped($1) { $0.rounded(.up) } },
        "Round": { try $0.mapped($1) { $0.rounded(.toNearestOrEven) } },
        "Abs": { try $0.mapped($1) { abs($0) } },
        "Neg": { try $0.mapped($1) { -$0 } },
        "Sqrt": { try $0.mapped($1) { $0.squareRoot() } },
        "Exp": { try $0.mapped($1) { exp($0) } },
        "Log": { try $0.mapped($1) { log($0) } },
        "Reciprocal": { try $0.mapped($1) { 1 / $0 } },
        "Cast": { try $0.castConstant($1) },
        "Concat": { try $0.concatenated($1) },
        "Where": { try $0.chosen($1) },
        "Range": { try $0.counted($1) },
        "ReduceProd": { try $0.gathered($1, 1, *) },
        "ReduceSum": { try $0.gathered($1, 0, +) },
        "ReduceMax": { try $0.gathered($1, -.infinity, max) },
        "ReduceMin": { try $0.gathered($1, .infinity, min) },
        "Shape": { try $0.sizes($1) },
        "Size": { try $0.size($1) },
    ]
}

extension ONNXImportState {
    /// Computes a node all of whose inputs are known; nil when it works on images or weights.
    func folding(_ node: ONNXNode) throws -> Constant? {
        guard let fold = ONNXOperators.folding[node.operation] else { return nil }
        guard node.operation != "Shape", node.operation != "Size" else {
            return try fold(self, node)
        }
        let inputs = try node.inputs.indices.compactMap { try optionalValue(node, $0) }
        let counts = inputs.filter(isConstant).map { sizes(of: $0) }
        let isKnown = inputs.allSatisfy { value in
            guard !isConstant(value) else { return true }
            let sizes = sizes(of: value)
            let count = constant(value)?.numbers.count ?? .max
            return count <= 1 || count <= 8 && counts.contains(sizes)
        }
        let isRounding = ["Floor", "Ceil", "Round"].contains(node.operation)
        return isKnown && !counts.isEmpty || isRounding && inputs.allSatisfy { constant($0) != nil }
            ? try fold(self, node) : nil
    }

    /// Whether members cannot differ in it.
    ///
    /// Single numbers of the file and a few beside as many sizes belong to the arithmetic; weights are
    /// never rounded.
    private func isConstant(_ value: ONNXValue) -> Bool {
        if case .constant(let constant) = value {
            return constant.numbers.count <= Constant.largestCount
        }
        return false
    }

    /// A constant that a node cannot do without.
    fileprivate func required(_ node: ONNXNode, _ place: Int) throws -> Constant {
        if let constant = try constant(node, place) { return constant }
        throw GraphError.undefinedInput(
            file: model.file, node: node.place, value: "input \(place)")
    }

    /// The dimensions from `start` to `end`, which count from the last when negative.
    fileprivate func sizes(_ node: ONNXNode) throws -> Constant {
        let shape = sizes(of: try value(node, 0))
        let rank = shape.count
        func place(_ index: Int) -> Int { max(0, min(rank, index < 0 ? index + rank : index)) }
        let start = place(node.int("start") ?? 0)
        return Constant(Array(shape[start..<max(start, place(node.int("end") ?? rank))]))
    }

    fileprivate func size(_ node: ONNXNode) throws -> Constant {
        let count = Self.elementCount(sizes(of: try value(node, 0))) ?? 0
        return Constant(shape: [], numbers: [Double(count)], isInteger: true)
    }

    /// What a Constant node holds.
    func constantAttribute(_ node: ONNXNode) throws -> Constant {
        switch node.attributes.count == 1 ? node.attributes.first?.value : nil {
        case .tensor(let tensor)? where tensor.elements.count <= Constant.largestCount:
            return Constant(tensor)
        case .int(let value)?:
            return Constant(shape: [], numbers: [Double(value)], isInteger: true)
        case .float(let value)?:
            return Constant(shape: [], numbers: [Double(value)], isInteger: false)
        case .ints(let values)?:
            return Constant(values.map { Int($0) })
        case .floats(let values)?:
            return Constant(
                shape: [values.count], numbers: values.map(Double.init), isInteger: false)
        default:
            throw unsupported(
                node, "value", "missing, text or of more than \(Constant.largestCount) numbers",
                expected: "a small tensor or numbers")
        }
    }

    fileprivate func castConstant(_ node: ONNXNode) throws -> Constant {
        let type = node.int("to")
        if let cast = try required(node, 0).cast(to: type) { return cast }
        throw unsupported(
            node, "to", type.map(String.init) ?? "missing", expected: "a type of numbers")
    }

    fileprivate func mapped(
        _ node: ONNXNode, _ function: (Double) -> Double
    ) throws -> Constant {
        let x = try required(node, 0)
        return x.map(isInteger: x.isInteger, function)
    }

    /// Any number of constants, combined from the first on.
    fileprivate func combined(
        _ node: ONNXNode, _ operation: (Double, Double) -> Double
    ) throws -> Constant {
        let inputs = try node.inputs.indices.map { try required(node, $0) }
        guard let first = inputs.first else { return try required(node, 0) }
        return try inputs.dropFirst().reduce(first) { try combined(node, $0, $1, operation) }
    }

    private func combined(
        _ node: ONNXNode, _ a: Constant, _ b: Constant,
        _ operation: (Double, Double) -> Double
    ) throws -> Constant {
        guard let result = a.combined(with: b, operation) else {
            throw unsupported(
                node, "shapes", "\(a.shape) and \(b.shape)",
                expected: "equal sizes or 1, and at most \(Constant.largestCount) numbers in all")
        }
        return result
    }

    fileprivate func compared(
        _ node: ONNXNode, _ holds: (Double, Double) -> Bool
    ) throws -> Constant {
        let (a, b) = (try required(node, 0), try required(node, 1))
        return try combined(node, a, b) { holds($0, $1) ? 1 : 0 }.map(isInteger: true) { $0 }
    }

    /// Integers are divided without remainder.
    fileprivate func divided(_ node: ONNXNode) throws -> Constant {
        let (a, b) = (try required(node, 0), try required(node, 1))
        guard !b.numbers.contains(0) else {
            throw unsupported(node, "divisor", 0, expected: "a number other than 0")
        }
        let integers = a.isInteger && b.isInteger
        return try combined(node) { integers ? ($0 / $1).rounded(.towardZero) : $0 / $1 }
    }

    /// With the divisor's sign, or with `fmod` the dividend's.
    fileprivate func remainder(_ node: ONNXNode) throws -> Constant {
        guard try !required(node, 1).numbers.contains(0) else {
            throw unsupported(node, "divisor", 0, expected: "a number other than 0")
        }
        let followsDividend = node.int("fmod") ?? 0 != 0
        return try combined(node) { a, b in
            followsDividend ? fmod(a, b) : a - (a / b).rounded(.down) * b
        }
    }

    fileprivate func concatenated(_ node: ONNXNode) throws -> Constant {
        let parts = try node.inputs.indices.map { try required(node, $0) }
        guard let first = parts.first else { return try required(node, 0) }
        let axis = try axis(node, default: 0, rank: first.shape.count)
        let count = parts.reduce(0) { $0 + $1.numbers.count }
        guard count <= Constant.largestCount else {
            throw unsupported(
                node, "length", count, expected: "at most \(Constant.largestCount)")
        }
        guard let result = Constant(joining: parts, axis: axis) else {
            throw unsupported(
                node, "inputs", parts.map(\.shape),
                expected: "shapes that differ in axis \(axis) only")
        }
        return result
    }

    /// The second where the first is true, else the third.
    fileprivate func chosen(_ node: ONNXNode) throws -> Constant {
        let condition = try required(node, 0)
        let (a, b) = (try required(node, 1), try required(node, 2))
        let zero = try combined(node, a, b) { _, _ in 0 }
        let mask = try combined(node, condition, zero) { truth, _ in truth == 0 ? 0 : 1 }
        let first = try combined(node, mask, a) { $0 == 0 ? 0 : $1 }
        let second = try combined(node, mask, b) { $0 == 0 ? $1 : 0 }
        return try combined(node, first, second, +)
            .map(isInteger: a.isInteger && b.isInteger) { $0 }
    }

    /// Start, start + step and so on, below the limit.
    fileprivate func counted(_ node: ONNXNode) throws -> Constant {
        let parts = try (0..<3).map { try required(node, $0) }
        let numbers = parts.map { $0.numbers.first ?? .nan }
        let count = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
        guard count <= Double(Constant.largestCount), parts.allSatisfy({ $0.numbers.count == 1 })
        else {
            throw unsupported(
                node, "start, limit, delta", numbers,
                expected: "at most \(Constant.largestCount) numbers between them")
        }
        return Constant(
            shape: [Int(max(count, 0))],
            numbers: (0..<Int(max(count, 0))).map { numbers[0] + Double($0) * numbers[2] },
            isInteger: parts.allSatisfy(\.isInteger))
    }

    /// All elements along some axes made one.
    fileprivate func gathered(
        _ node: ONNXNode, _ start: Double, _ operation: (Double, Double) -> Double
    ) throws -> Constant {
        let x = try required(node, 0)
        let named = try integers(node, 1, "axes") ?? []
        if named.isEmpty, node.int("noop_with_empty_axes") ?? 0 != 0 { return x }
        let rank = x.shape.count
        let axes = named.isEmpty ? Array(0..<rank) : try axes(node, named, rank: rank)
        let keepsAxes = node.int("keepdims") ?? 1 != 0
        return x.reduced(axes: axes, keepsAxes: keepsAxes, start, operation)
    }
}
