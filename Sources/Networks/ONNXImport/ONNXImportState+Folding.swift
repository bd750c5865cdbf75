import Weights

/// The arithmetic on sizes that exporters write around Pad, Resize and Reshape.
extension ONNXImportState {
    /// The most elements a folded constant may have; shapes and pads are far smaller.
    private static let largestConstant = 1 << 16

    /// Computes a node all of whose inputs are known; false when it works on pictures.
    mutating func fold(_ node: ONNXNode) throws -> Bool {
        guard let output = node.outputs.first else { return true }
        if node.operation == "Shape", case .activation(let value)? = values[node.inputs.first ?? ""]
        {
            let shape = builder.shape(of: value)
            let whole = [1, shape.channels, shape.height, shape.width]
            let range =
                clamped(
                    node.int("start") ?? 0, 4)..<max(
                    clamped(node.int("start") ?? 0, 4), clamped(node.int("end") ?? 4, 4))
            constants[output] = Constant(Array(whole[range]))
            return true
        }
        let names = node.inputs.filter { !$0.isEmpty }
        guard names.allSatisfy({ constants[$0] != nil }) else { return false }
        guard let folded = try folded(node) else { return false }
        constants[output] = folded
        return true
    }

    private func folded(_ node: ONNXNode) throws -> Constant? {
        switch node.operation {
        case "Constant": return try constantValue(node)
        case "ConstantOfShape": return try filled(node)
        case "Concat": return try concatenated(node)
        case "Slice": return try sliced(node)
        case "Gather": return try gathered(node)
        case "Transpose": return try transposed(node)
        case "Reshape": return try reshaped(node)
        case "Squeeze", "Unsqueeze": return try flattened(node)
        case "Identity": return try required(node, 0)
        case "Cast": return try cast(node)
        case "Floor": return try mapped(node) { $0.rounded(.down) }
        case "Ceil": return try mapped(node) { $0.rounded(.up) }
        case "Add": return try combined(node, +)
        case "Sub": return try combined(node, -)
        case "Mul": return try combined(node, *)
        case "Div":
            return try combined(node) { a, b in
                let both = a == a.rounded() && b == b.rounded()
                return both ? (a / b).rounded(.towardZero) : a / b
            }
        default: return nil
        }
    }

    private func required(_ node: ONNXNode, _ place: Int) throws -> Constant {
        if let constant = try constant(node, place) { return constant }
        throw GraphError.undefinedInput(
            file: model.file, node: node.name, value: "input \(place)")
    }

    private func constantValue(_ node: ONNXNode) throws -> Constant {
        switch node.attributes.first?.value {
        case .tensor(let tensor)?: return Constant(tensor)
        case .int(let value)?: return Constant(shape: [], numbers: [Double(value)])
        case .float(let value)?: return Constant(shape: [], numbers: [Double(value)])
        case .ints(let values)?: return Constant(values.map { Int($0) })
        case .floats(let values)?:
            return Constant(shape: [values.count], numbers: values.map(Double.init))
        default:
            throw unsupported(node, "value", "missing", expected: "a tensor or numbers")
        }
    }

    private func filled(_ node: ONNXNode) throws -> Constant {
        let shape = try required(node, 0).integers
        var count = 1
        for size in shape {
            guard (0...Self.largestConstant).contains(size) else { count = -1; break }
            count *= size
            guard count <= Self.largestConstant else { break }
        }
        guard (0...Self.largestConstant).contains(count) else {
            throw unsupported(
                node, "shape", shape, expected: "at most \(Self.largestConstant) elements")
        }
        var value = 0.0
        if case .tensor(let tensor)? = node.attributes["value"] {
            value = Constant(tensor).numbers.first ?? 0
        }
        return Constant(shape: shape, numbers: Array(repeating: value, count: count))
    }

    private func concatenated(_ node: ONNXNode) throws -> Constant {
        let parts = try node.inputs.indices.map { try required(node, $0) }
        guard parts.allSatisfy({ $0.shape.count == 1 }) else {
            throw unsupported(
                node, "inputs", parts.map(\.shape), expected: "vectors of sizes")
        }
        let numbers = parts.flatMap(\.numbers)
        guard numbers.count <= Self.largestConstant else {
            throw unsupported(
                node, "length", numbers.count, expected: "at most \(Self.largestConstant)")
        }
        return Constant(shape: [numbers.count], numbers: numbers)
    }

    private func sliced(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let starts = try constant(node, 1)?.integers ?? node.ints("starts") ?? []
        let ends = try constant(node, 2)?.integers ?? node.ints("ends") ?? []
        let axes =
            try constant(node, 3)?.integers ?? node.ints("axes") ?? Array(starts.indices)
        let steps = try constant(node, 4)?.integers ?? starts.map { _ in 1 }
        var places = x.shape.map { Array(0..<$0) }
        guard starts.count == ends.count, axes.count == starts.count, steps.count == starts.count
        else {
            throw unsupported(
                node, "starts, ends, axes", "\(starts), \(ends), \(axes)",
                expected: "as many of each")
        }
        for k in starts.indices {
            let axis = axes[k] < 0 ? axes[k] + x.shape.count : axes[k]
            guard x.shape.indices.contains(axis), steps[k] != 0 else {
                throw unsupported(node, "axis", axes[k], expected: "one of \(x.shape.count) axes")
            }
            places[axis] = slice(x.shape[axis], starts[k], ends[k], steps[k])
        }
        return x.picking(places)
    }

    /// The places a slice takes, by ONNX's rule for negative numbers and numbers past the end.
    private func slice(_ size: Int, _ start: Int, _ end: Int, _ step: Int) -> [Int] {
        let from = start < 0 ? start + size : start
        let to = end < 0 ? end + size : end
        return step > 0
            ? Array(stride(from: max(0, min(size, from)), to: max(0, min(size, to)), by: step))
            : Array(
                stride(from: min(size - 1, max(-1, from)), to: max(-1, min(size - 1, to)), by: step)
            )
    }

    private func gathered(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let picked = try required(node, 1)
        guard x.shape.count == 1, node.int("axis") ?? 0 == 0, picked.shape.count <= 1 else {
            throw unsupported(node, "data", x.shape, expected: "a vector of sizes")
        }
        let numbers = try picked.integers.map { index in
            let place = index < 0 ? index + x.numbers.count : index
            guard x.numbers.indices.contains(place) else {
                throw unsupported(
                    node, "index", index, expected: "one of \(x.numbers.count) elements")
            }
            return x.numbers[place]
        }
        return Constant(shape: picked.shape, numbers: numbers)
    }

    private func transposed(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let axes = node.ints("perm") ?? x.shape.indices.reversed()
        guard axes.sorted() == Array(x.shape.indices) else {
            throw unsupported(node, "perm", axes, expected: "each of \(x.shape.count) axes once")
        }
        return x.transposed(axes)
    }

    private func reshaped(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        var shape = try required(node, 1).integers
        for axis in shape.indices where shape[axis] == 0 && x.shape.indices.contains(axis) {
            shape[axis] = x.shape[axis]
        }
        let known = shape.filter { $0 >= 0 }.reduce(1) {
            $0.multipliedReportingOverflow(by: $1).partialValue
        }
        if let free = shape.firstIndex(of: -1), known > 0 { shape[free] = x.numbers.count / known }
        guard shape.allSatisfy({ (0...x.numbers.count).contains($0) }),
            shape.reduce(1, *) == x.numbers.count
        else {
            throw unsupported(
                node, "shape", shape, expected: "a shape of \(x.numbers.count) elements")
        }
        return Constant(shape: shape, numbers: x.numbers)
    }

    /// Squeeze and Unsqueeze between single numbers and vectors, which is all that sizes need.
    private func flattened(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        guard x.shape.count <= 1 else {
            throw unsupported(node, "data", x.shape, expected: "a number or a vector of sizes")
        }
        let scalar = node.operation == "Squeeze" && x.numbers.count == 1
        return Constant(shape: scalar ? [] : [x.numbers.count], numbers: x.numbers)
    }

    private func cast(_ node: ONNXNode) throws -> Constant {
        let integerTypes = 2...9
        guard let type = node.int("to") else {
            throw unsupported(node, "to", "missing", expected: "a type")
        }
        return try mapped(node) {
            integerTypes.contains(type) ? $0.rounded(.towardZero) : $0
        }
    }

    private func mapped(_ node: ONNXNode, _ function: (Double) -> Double) throws -> Constant {
        let x = try required(node, 0)
        return Constant(shape: x.shape, numbers: x.numbers.map(function))
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

    /// An index counted from the end when negative, kept within 0…size.
    private func clamped(_ index: Int, _ size: Int) -> Int {
        max(0, min(size, index < 0 ? index + size : index))
    }
}
