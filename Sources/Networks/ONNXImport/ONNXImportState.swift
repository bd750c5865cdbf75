import Weights

/// What is known so far while the nodes of an ONNX graph are taken in order.
struct ONNXImportState {
    let model: ONNXModel
    var builder: GraphBuilder
    /// The values of the graph being built, by the file's names.
    private(set) var activations: [String: Int]
    /// Results of arithmetic on constants.
    private var folded: [String: Constant] = [:]
    /// The initialisers, and the weights that are written as Constant nodes.
    private var stored: [String: ONNXTensor]
    /// The tensors that Identity nodes give other names.
    private var renamed: [String: String] = [:]

    init(model: ONNXModel, input: String, builder: GraphBuilder) {
        self.model = model
        self.builder = builder
        activations = [input: builder.input]
        stored = Dictionary(
            model.graph.initializers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Folds a node whose inputs are known, or appends the operation it stands for.
    mutating func take(_ node: ONNXNode) throws {
        guard node.domain.isEmpty || node.domain == "ai.onnx" else {
            throw GraphError.unsupportedOperator(
                file: model.file, node: node.place,
                operator: "\(node.domain).\(node.operation)")
        }
        for name in node.outputs where !name.isEmpty && isDefined(name) {
            throw unsupported(
                node, "output", "'\(name)', made before", expected: "a name of its own")
        }
        guard let output = node.outputs.first else { return }
        if node.operation == "Identity", let source = node.inputs.first,
            builder.hasTensor(tensorName(source))
        {
            renamed[output] = tensorName(source)
        } else if node.operation == "Constant", builder.hasTensor(output),
            case .tensor(let weight)? = node.attributes["value"]
        {
            stored[output] = weight
        } else if let constant = try folding(node) {
            folded[output] = constant
        } else {
            activations[output] = try append(node)
        }
    }

    private func isDefined(_ name: String) -> Bool {
        activations[name] != nil || folded[name] != nil || stored[name] != nil
            || renamed[name] != nil
    }

    private mutating func append(_ node: ONNXNode) throws -> Int {
        switch node.operation {
        case "Conv": return try appendConvolution(node)
        case "InstanceNormalization": return try appendInstanceNormalization(node)
        case "Pad": return try appendPadding(node)
        case "Resize", "Upsample": return try appendUpsampling(node)
        case "Identity": return try activation(node, 0)
        case "Dropout": return try appendDropout(node)
        case "Add":
            return try builder.append(
                node.place, .addition, activation(node, 0), activation(node, 1))
        case "Relu", "LeakyRelu", "Sigmoid", "Tanh", "Clip":
            return try builder.append(
                node.place, .activation(activationFunction(node)), activation(node, 0))
        default:
            throw GraphError.unsupportedOperator(
                file: model.file, node: node.place, operator: node.operation)
        }
    }
}

/// A node's inputs.
extension ONNXImportState {
    /// The activation a node reads at a place.
    func activation(_ node: ONNXNode, _ place: Int) throws -> Int {
        let name = node.input(place) ?? ""
        if let value = activations[name] { return value }
        guard isDefined(name) else {
            throw GraphError.undefinedInput(file: model.file, node: node.place, value: name)
        }
        throw unsupported(
            node, "input \(place)", "the constant '\(name)'",
            expected: "a value computed from the picture")
    }

    /// The constant a node reads at a place; nil where the input is left out.
    func constant(_ node: ONNXNode, _ place: Int) throws -> Constant? {
        guard let name = node.input(place) else { return nil }
        if let constant = constant(named: name) { return constant }
        guard isDefined(name) else {
            throw GraphError.undefinedInput(file: model.file, node: node.place, value: name)
        }
        throw unsupported(
            node, "input \(place)",
            "'\(name)', computed from the picture or of more than "
                + "\(Constant.largestCount) numbers",
            expected: "a small constant")
    }

    /// Whether every input is a constant small enough to compute with.
    func hasConstantInputs(_ node: ONNXNode) -> Bool {
        node.inputs.allSatisfy { $0.isEmpty || isConstant($0) }
    }

    private func isConstant(_ name: String) -> Bool {
        if let tensor = stored[tensorName(name)] {
            return tensor.elements.count <= Constant.largestCount
        }
        return folded[tensorName(name)] != nil
    }

    private func constant(named name: String) -> Constant? {
        guard isConstant(name) else { return nil }
        return folded[tensorName(name)] ?? stored[tensorName(name)].map { Constant($0) }
    }

    /// A slot for the parameter a node reads at a place; nil where the input is left out.
    mutating func parameter(
        _ node: ONNXNode, _ place: Int
    ) throws -> (index: Int, shape: [Int])? {
        guard let name = node.input(place) else { return nil }
        if builder.hasTensor(tensorName(name)) { return try builder.parameter(tensorName(name)) }
        guard isDefined(name) else {
            throw GraphError.undefinedInput(file: model.file, node: node.place, value: name)
        }
        throw unsupported(
            node, "input \(place)", "'\(name)', which is computed",
            expected: "floats stored in the file")
    }

    /// The tensor's own name, when an Identity node gave it another.
    private func tensorName(_ name: String) -> String { renamed[name] ?? name }
}
