import Graphs
import Weights

/// What is known so far while the nodes of an ONNX graph are taken in order.
struct ONNXImportState {
    let model: ONNXModel
    var builder: GraphBuilder
    /// Whether groups of operations that together are another one become that one.
    let recognises: Bool
    private let tensors: [String: Tensor]
    /// Everything made so far, by the file's names.
    private(set) var values: [String: ONNXValue] = [:]

    /// - Parameter input: the name of the image in the file; its value is set by the importer.
    init(model: ONNXModel, tensors: [String: Tensor], builder: GraphBuilder, recognises: Bool) {
        self.model = model
        self.builder = builder
        self.tensors = tensors
        self.recognises = recognises
        for initializer in model.graph.initializers {
            values[initializer.name] = value(of: initializer, named: initializer.name)
        }
    }

    /// Gives the image, or what layout changes make of it, its name.
    mutating func define(_ name: String, _ value: ONNXValue) { values[name] = value }

    /// Folds a node whose inputs are known, or appends the operation it stands for.
    mutating func take(_ node: ONNXNode) throws {
        guard node.domain.isEmpty || node.domain == "ai.onnx" else {
            throw GraphError.unsupportedOperator(
                file: model.file, node: node.place,
                operator: "\(node.domain).\(node.operation)")
        }
        for name in node.outputs where !name.isEmpty && values[name] != nil {
            throw unsupported(
                node, "output", "'\(name)', made before", expected: "a name of its own")
        }
        for (name, result) in zip(node.outputs, try results(of: node)) where !name.isEmpty {
            values[name] = result
        }
    }

    private mutating func results(of node: ONNXNode) throws -> [ONNXValue] {
        if node.operation == "Constant" { return [try constantNode(node)] }
        if let constant = try folding(node) { return [.constant(constant)] }
        guard let compute = ONNXOperators.computing[node.operation] else {
            throw ONNXOperators.folding[node.operation] == nil
                ? GraphError.unsupportedOperator(
                    file: model.file, node: node.place, operator: node.operation)
                : unsupported(
                    node, "an input", "computed from the picture or from weights",
                    expected: "small constants only for \(node.operation)")
        }
        return try compute(&self, node)
    }

    /// A weight where members may differ in it, else numbers.
    private func constantNode(_ node: ONNXNode) throws -> ONNXValue {
        if case .tensor(let tensor)? = node.attributes["value"] {
            return value(of: tensor, named: node.outputs.first ?? "")
        }
        return .constant(try constantAttribute(node))
    }

    private func value(of tensor: ONNXTensor, named name: String) -> ONNXValue {
        if tensors[name] != nil {
            return .stored(ONNXValue.Stored(name: name, sizes: tensor.shape))
        }
        return .constant(Constant(tensor))
    }

    /// The floats of a stored value; nil when there are more than a constant may have.
    func numbers(of stored: ONNXValue.Stored) -> Constant? {
        guard let tensor = tensors[stored.name], tensor.elementCount <= Constant.largestCount,
            Self.elementCount(stored.sizes).map({ $0 <= Constant.largestCount }) == true
        else { return nil }
        let rearranged = stored.rearrangements.reduce(tensor) { $1.applied(to: $0) }
        return Constant(
            shape: rearranged.shape, numbers: rearranged.values.map(Double.init), isInteger: false)
    }

    /// The number that a parameter of one element holds; nil for any other value.
    func number(ofParameter slot: Int) -> Double? {
        let parameter = builder.parameter(slot)
        guard let tensor = tensors[parameter.name], tensor.elementCount == 1 else { return nil }
        return Double(tensor.values[0])
    }

    /// Whether all of a parameter's elements are one number.
    func isUniform(parameter slot: Int, _ number: Float) -> Bool {
        tensors[builder.parameter(slot).name]?.values.allSatisfy { $0 == number } ?? false
    }

    /// The product of the sizes; nil when one is negative or the product does not fit.
    static func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}

/// Values of the graph being built.
extension ONNXImportState {
    /// Appends an operation, or what it and those before it are recognised to be together.
    mutating func append(
        _ node: ONNXNode, _ operation: Operation, _ inputs: Int...
    ) throws -> Int {
        try append(node, operation, inputs)
    }

    /// As ``append(_:_:_:)-(_,_,Int...)``, on any number of values.
    mutating func append(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int {
        if recognises, let value = try recognised(node, operation, inputs) { return value }
        return try builder.append(node.place, operation, inputs)
    }

    /// The value itself, or one newly made of what the file stores.
    mutating func computed(_ node: ONNXNode, _ value: ONNXValue) throws -> Int {
        switch value {
        case .computed(let value): value
        case .stored(let stored):
            try builder.parameterValue(stored.name, rearranged: stored.rearrangements)
        case .constant(let constant): try filled(node, constant)
        }
    }

    /// A constant as a value: equal numbers side by side are filled in together.
    private mutating func filled(_ node: ONNXNode, _ constant: Constant) throws -> Int {
        var runs: [(number: Double, count: Int)] = []
        for number in constant.numbers {
            if let last = runs.last, last.number == number {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((number, 1))
            }
        }
        if runs.count == 1 {
            let fill = Fill(Float(runs[0].number), sizes: constant.shape)
            return try builder.append(node.place, .fill(fill), [])
        }
        guard (2...1024).contains(runs.count) else {
            throw unsupported(
                node, "an input", "a constant of \(constant.numbers.count) different numbers",
                expected: "floats stored in the file, or at most 1024")
        }
        let parts = try runs.map {
            try builder.append(node.place, .fill(Fill(Float($0.number), sizes: [$0.count])), [])
        }
        let row = try builder.append(node.place, .concatenation(Concatenation(axis: 0)), parts)
        return try builder.append(node.place, .reshaping(Reshaping(constant.shape)), row)
    }

    /// The sizes of a value.
    func sizes(of value: ONNXValue) -> [Int] {
        switch value {
        case .constant(let constant): constant.shape
        case .stored(let stored): stored.sizes
        case .computed(let value): builder.shape(of: value).sizes
        }
    }
}
