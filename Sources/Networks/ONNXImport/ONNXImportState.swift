import Weights

/// What is known so far while the nodes of an ONNX graph are taken in order.
struct ONNXImportState {
    /// A named value of the file.
    enum Value {
        /// An activation, by its number in the graph being built.
        case activation(Int)
    }

    let model: ONNXModel
    var builder: GraphBuilder
    var values: [String: Value] = [:]
    var constants: [String: Constant] = [:]

    /// Folds a node whose inputs are known, or appends the operation it stands for.
    mutating func take(_ node: ONNXNode) throws {
        guard node.domain.isEmpty || node.domain == "ai.onnx" else {
            throw GraphError.unsupportedOperator(
                file: model.file, node: node.name, operator: "\(node.domain).\(node.operation)")
        }
        if try fold(node) { return }
        let value = try append(node)
        if let name = node.outputs.first { values[name] = .activation(value) }
    }

    private mutating func append(_ node: ONNXNode) throws -> Int {
        switch node.operation {
        case "Conv": return try appendConvolution(node)
        case "InstanceNormalization": return try appendInstanceNormalization(node)
        case "Pad": return try appendPadding(node)
        case "Resize", "Upsample": return try appendUpsampling(node)
        case "Identity", "Dropout": return try activation(node, 0)
        case "Add":
            return try builder.append(
                node.name, .addition(Addition()), activation(node, 0), activation(node, 1))
        case "Relu", "LeakyRelu", "Sigmoid", "Tanh", "Clip":
            return try builder.append(
                node.name, .activation(activationFunction(node)), activation(node, 0))
        default:
            throw GraphError.unsupportedOperator(
                file: model.file, node: node.name, operator: node.operation)
        }
    }

    // MARK: Inputs and attributes

    /// The activation a node reads at a place.
    func activation(_ node: ONNXNode, _ place: Int) throws -> Int {
        let name = node.inputs.indices.contains(place) ? node.inputs[place] : ""
        guard case .activation(let value)? = values[name] else {
            throw constants[name] == nil
                ? GraphError.undefinedInput(file: model.file, node: node.name, value: name)
                : GraphError.unsupportedAttribute(
                    file: model.file, node: node.name, attribute: "input \(place)",
                    found: "the constant '\(name)'", expected: "a value computed from the picture")
        }
        return value
    }

    /// The constant a node reads at a place; nil where the input is left out.
    func constant(_ node: ONNXNode, _ place: Int) throws -> Constant? {
        guard node.inputs.indices.contains(place), !node.inputs[place].isEmpty else { return nil }
        let name = node.inputs[place]
        if let constant = constants[name] { return constant }
        throw values[name] == nil
            ? GraphError.undefinedInput(file: model.file, node: node.name, value: name)
            : GraphError.unsupportedAttribute(
                file: model.file, node: node.name, attribute: "input \(place)",
                found: "'\(name)', computed from the picture", expected: "a constant")
    }

    /// The slot of the parameter a node reads at a place; nil where the input is left out.
    mutating func parameter(
        _ node: ONNXNode, _ place: Int
    ) throws -> (index: Int, shape: [Int])? {
        guard node.inputs.indices.contains(place), !node.inputs[place].isEmpty else { return nil }
        return try builder.parameter(node.inputs[place])
    }

    /// An error about an attribute of a node.
    func unsupported(
        _ node: ONNXNode, _ attribute: String, _ found: some Any, expected: String
    ) -> GraphError {
        .unsupportedAttribute(
            file: model.file, node: node.name, attribute: attribute, found: "\(found)",
            expected: expected)
    }
}

extension ONNXNode {
    func int(_ name: String) -> Int? {
        if case .int(let value)? = attributes[name] { return Int(value) }
        return nil
    }

    func float(_ name: String) -> Float? {
        if case .float(let value)? = attributes[name] { return value }
        return nil
    }

    func string(_ name: String) -> String? {
        if case .string(let value)? = attributes[name] { return value }
        return nil
    }

    func ints(_ name: String) -> [Int]? {
        if case .ints(let values)? = attributes[name] { return values.map { Int($0) } }
        return nil
    }

    func floats(_ name: String) -> [Float]? {
        if case .floats(let values)? = attributes[name] { return values }
        return nil
    }
}
