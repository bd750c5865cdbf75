import Weights

/// Turns an ONNX graph into a ``Graph`` at a concrete input size.
///
/// Arithmetic on shapes and constants is carried out on the way; what is left computes pictures.
/// Operator semantics follow ONNX's Operators.md.
enum ONNXImporter {
    /// What is computed on pictures, for messages.
    static let supportedOperators = [
        "Conv", "InstanceNormalization", "Relu", "LeakyRelu", "Sigmoid", "Tanh", "Clip", "Add",
        "Pad", "Resize", "Upsample", "Identity", "Dropout",
    ]

    /// The versions of the operator set whose operators mean what they are taken to mean here.
    private static let opsets: ClosedRange<Int64> = 7...25

    /// The float tensors by name that members may differ in: the initialisers, and weights that the
    /// exporter wrote as Constant nodes.
    static func floatTensors(of model: ONNXModel) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for initializer in model.graph.initializers {
            tensors[initializer.name] = Tensor(floatsOf: initializer)
        }
        let weighted = model.graph.nodes.filter {
            ["Conv", "InstanceNormalization"].contains($0.operation)
        }
        let weights = Set(weighted.flatMap { $0.inputs.dropFirst() })
        for node in model.graph.nodes where node.operation == "Constant" {
            guard let name = node.outputs.first, weights.contains(name), tensors[name] == nil,
                case .tensor(let tensor)? = node.attributes["value"]
            else { continue }
            tensors[name] = Tensor(floatsOf: tensor)
        }
        return tensors
    }

    /// Builds the graph for one input shape.
    static func graph(
        of model: ONNXModel, tensors: [String: Tensor], input: Shape
    ) throws -> Graph {
        guard opsets.contains(model.opset) else {
            throw GraphError.notAPictureNetwork(
                file: model.file, found: "operator set \(model.opset)",
                expected: "\(opsets.lowerBound) to \(opsets.upperBound)")
        }
        let name = try inputName(of: model, input: input)
        guard model.graph.outputs.count == 1 else {
            throw GraphError.notAPictureNetwork(
                file: model.file, found: "\(model.graph.outputs.count) outputs", expected: "one")
        }
        var state = ONNXImportState(
            model: model, input: name,
            builder: try GraphBuilder(file: model.file, tensors: tensors, input: input))
        for node in model.graph.nodes { try state.take(node) }
        guard let output = state.activations[model.graph.outputs[0].name] else {
            throw GraphError.notAPictureNetwork(
                file: model.file,
                found: "output '\(model.graph.outputs[0].name)' that no node makes",
                expected: "a value computed from the input")
        }
        return state.builder.finish(output: output)
    }

    private static func inputName(of model: ONNXModel, input: Shape) throws -> String {
        let initializers = Set(model.graph.initializers.map(\.name))
        let inputs = model.graph.inputs.filter { !initializers.contains($0.name) }
        guard inputs.count == 1, let only = inputs.first else {
            throw GraphError.notAPictureNetwork(
                file: model.file, found: "\(inputs.count) inputs", expected: "one picture")
        }
        guard let shape = only.shape else { return only.name }
        guard shape.count == 4, shape[1].allows(input.channels), shape[0].allows(1) else {
            let text = shape.map(\.text).joined(separator: ", ")
            throw GraphError.notAPictureNetwork(
                file: model.file, found: "input '\(only.name)' of shape [\(text)]",
                expected: "[1, \(input.channels), height, width]")
        }
        guard shape[2].allows(input.height), shape[3].allows(input.width) else {
            throw GraphError.notAPictureNetwork(
                file: model.file,
                found: "an input fixed to \(shape[3].text)×\(shape[2].text) pixels",
                expected: "free height and width; export it with dynamic axes")
        }
        return only.name
    }
}

extension Tensor {
    /// Nil for integers.
    fileprivate init?(floatsOf tensor: ONNXTensor) {
        guard case .floats(let values) = tensor.elements else { return nil }
        self.init(shape: tensor.shape, values: values)
    }
}

extension ONNXModel {
    /// The version of the standard operators.
    var opset: Int64 { opsets[""] ?? opsets["ai.onnx"] ?? 1 }
}

extension ONNXValueInfo.Dimension {
    fileprivate func allows(_ size: Int) -> Bool {
        if case .fixed(let fixed) = self { return fixed == size }
        return true
    }

    fileprivate var text: String {
        switch self {
        case .fixed(let size): "\(size)"
        case .named(let name): name
        case .unknown: "?"
        }
    }
}
