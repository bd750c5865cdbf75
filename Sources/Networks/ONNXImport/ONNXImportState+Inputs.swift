import Graphs
import Weights

/// A node's inputs.
extension ONNXImportState {
    /// The value a node reads at a place; nil where the input is left out.
    func optionalValue(_ node: ONNXNode, _ place: Int) throws -> ONNXValue? {
        guard let name = node.input(place) else { return nil }
        guard let value = values[name] else {
            throw GraphError.undefinedInput(file: model.file, node: node.place, value: name)
        }
        return value
    }

    /// The value a node reads at a place and cannot do without.
    func value(_ node: ONNXNode, _ place: Int) throws -> ONNXValue {
        if let value = try optionalValue(node, place) { return value }
        throw GraphError.undefinedInput(
            file: model.file, node: node.place, value: "input \(place)")
    }

    /// All values a node reads; it cannot do without any.
    func allValues(_ node: ONNXNode) throws -> [ONNXValue] {
        guard !node.inputs.isEmpty else { return [try value(node, 0)] }
        return try node.inputs.indices.map { try value(node, $0) }
    }

    /// What a node reads at a place as a value of the graph being built.
    mutating func activation(_ node: ONNXNode, _ place: Int) throws -> Int {
        try computed(node, value(node, place))
    }

    /// The constant a node reads at a place; nil where the input is left out.
    func constant(_ node: ONNXNode, _ place: Int) throws -> Constant? {
        guard let value = try optionalValue(node, place) else { return nil }
        if let constant = constant(value) { return constant }
        throw unsupported(
            node, "input \(place)",
            "'\(node.input(place) ?? "")', computed from the picture or of more than "
                + "\(Constant.largestCount) numbers",
            expected: "a small constant")
    }

    /// The numbers of a value that does not depend on the image; nil for others and large ones.
    func constant(_ value: ONNXValue) -> Constant? {
        switch value {
        case .constant(let constant):
            constant.numbers.count <= Constant.largestCount ? constant : nil
        case .stored(let stored): numbers(of: stored)
        case .computed: nil
        }
    }

    /// The single number a node reads at a place; nil where the input is left out.
    func number(_ node: ONNXNode, _ place: Int) throws -> Double? {
        guard let constant = try constant(node, place) else { return nil }
        guard constant.numbers.count == 1 else {
            throw unsupported(
                node, "input \(place)", "\(constant.numbers.count) numbers", expected: "one")
        }
        return constant.numbers[0]
    }

    /// Integers from an input, or from the attribute that older operator sets have in its place.
    func integers(_ node: ONNXNode, _ place: Int, _ attribute: String) throws -> [Int]? {
        try constant(node, place)?.integers ?? node.ints(attribute)
    }

    /// Axes counted from the last when negative, made 0 or more; each once.
    func axes(_ node: ONNXNode, _ named: [Int], rank: Int) throws -> [Int] {
        let axes = named.map { $0 < 0 ? $0 + rank : $0 }
        guard Set(axes).count == axes.count, axes.allSatisfy((0..<rank).contains) else {
            throw unsupported(
                node, "axes", named, expected: "some of \(rank) axes, each once")
        }
        return axes
    }

    /// The attribute `axis`, made 0 or more.
    func axis(_ node: ONNXNode, default standard: Int, rank: Int) throws -> Int {
        let axis = node.int("axis") ?? standard
        guard (-rank..<rank).contains(axis) else {
            throw unsupported(node, "axis", axis, expected: "one of \(rank) axes")
        }
        return axis < 0 ? axis + rank : axis
    }

    /// The tensor of the file that a node reads as a weight.
    func weight(_ node: ONNXNode, _ place: Int) throws -> ONNXValue.Stored {
        if case .stored(let stored) = try value(node, place) { return stored }
        throw unsupported(
            node, "input \(place)", "'\(node.input(place) ?? "")', which is computed",
            expected: "floats stored in the file")
    }

    /// A slot for a stored value.
    mutating func slot(_ stored: ONNXValue.Stored) throws -> Int {
        try builder.parameter(stored.name, rearranged: stored.rearrangements).index
    }

    /// A slot for a vector of one value a channel; nil where the input is left out or computed.
    mutating func channelSlot(_ node: ONNXNode, _ place: Int, channels: Int) throws -> Int? {
        guard case .stored(let stored)? = try optionalValue(node, place) else { return nil }
        try checkVector(stored, channels)
        return try slot(stored)
    }

    func checkVector(_ stored: ONNXValue.Stored, _ count: Int) throws {
        guard stored.sizes == [count] else {
            throw GraphError.wrongShape(
                file: model.file, tensor: stored.name, found: stored.sizes,
                expected: "[\(count)]")
        }
    }
}
