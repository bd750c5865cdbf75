import Weights

/// The arithmetic on sizes that exporters write around Pad, Resize and Reshape.
extension ONNXImportState {
    /// Computes a node all of whose inputs are known; nil when it works on pictures.
    func folding(_ node: ONNXNode) throws -> Constant? {
        if node.operation == "Shape", let value = activations[node.input(0) ?? ""] {
            return sizes(builder.shape(of: value).sizes, node)
        }
        guard hasConstantInputs(node) else { return nil }
        switch node.operation {
        case "Shape": return sizes(try required(node, 0).shape, node)
        case "Constant": return try constantValue(node)
        case "ConstantOfShape": return try filled(node)
        case "Concat": return try concatenated(node)
        case "Slice": return try sliced(node)
        case "Gather": return try gathered(node)
        case "Transpose": return try transposed(node)
        case "Reshape": return try reshaped(node)
        case "Squeeze", "Unsqueeze": return try singleAxesChanged(node)
        case "Identity": return try required(node, 0)
        case "Cast": return try cast(node)
        case "Floor": return try required(node, 0).map(isInteger: false) { $0.rounded(.down) }
        case "Ceil": return try required(node, 0).map(isInteger: false) { $0.rounded(.up) }
        case "Add": return try combined(node, +)
        case "Sub": return try combined(node, -)
        case "Mul": return try combined(node, *)
        case "Div": return try divided(node)
        default: return nil
        }
    }

    /// A constant that a node cannot do without.
    func required(_ node: ONNXNode, _ place: Int) throws -> Constant {
        if let constant = try constant(node, place) { return constant }
        throw GraphError.undefinedInput(
            file: model.file, node: node.place, value: "input \(place)")
    }

    /// The dimensions from `start` to `end`, which count from the last when negative.
    private func sizes(_ shape: [Int], _ node: ONNXNode) -> Constant {
        let rank = shape.count
        func place(_ index: Int) -> Int { max(0, min(rank, index < 0 ? index + rank : index)) }
        let start = place(node.int("start") ?? 0)
        return Constant(Array(shape[start..<max(start, place(node.int("end") ?? rank))]))
    }

    private func constantValue(_ node: ONNXNode) throws -> Constant {
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

    private func filled(_ node: ONNXNode) throws -> Constant {
        let shape = try required(node, 0).integers
        var value = Constant(shape: [], numbers: [0], isInteger: false)
        if case .tensor(let tensor)? = node.attributes["value"], tensor.elements.count == 1 {
            value = Constant(tensor)
        }
        let count = elementCount(shape)
        guard let count, count <= Constant.largestCount else {
            throw unsupported(
                node, "shape", shape, expected: "at most \(Constant.largestCount) elements")
        }
        return Constant(
            shape: shape, numbers: Array(repeating: value.numbers[0], count: count),
            isInteger: value.isInteger)
    }

    /// The product of the sizes; nil when one is negative or the product does not fit.
    func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }

    /// `TensorProto.DataType`: truncates towards the integers, keeps the floats.
    private func cast(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        switch node.int("to") {
        case 1, 10, 11, 16: return x.map(isInteger: false) { $0 }
        case 2, 3, 4, 5, 6, 7, 12, 13: return x.map(isInteger: true) { $0.rounded(.towardZero) }
        case 9: return x.map(isInteger: true) { $0 == 0 ? 0 : 1 }
        case let type:
            throw unsupported(
                node, "to", type.map(String.init) ?? "missing", expected: "a type of numbers")
        }
    }

    private func combined(
        _ node: ONNXNode, _ operation: (Double, Double) -> Double
    ) throws -> Constant {
        let (a, b) = (try required(node, 0), try required(node, 1))
        guard let result = a.combined(with: b, operation) else {
            throw unsupported(
                node, "shapes", "\(a.shape) and \(b.shape)", expected: "equal shapes or a number")
        }
        return result
    }

    /// Integers are divided without remainder.
    private func divided(_ node: ONNXNode) throws -> Constant {
        let (a, b) = (try required(node, 0), try required(node, 1))
        guard !b.numbers.contains(0) else {
            throw unsupported(node, "divisor", 0, expected: "a number other than 0")
        }
        let integers = a.isInteger && b.isInteger
        return try combined(node) { integers ? ($0 / $1).rounded(.towardZero) : $0 / $1 }
    }
}
