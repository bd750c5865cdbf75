import Weights

/// A model of these nodes from `x` to `y`, RGB of any size.
func makeModel(
    _ nodes: [ONNXNode], tensors: [String: [Int]] = [:], constants: [String: [Int64]] = [:],
    opset: Int64 = 17, inputs: [String] = ["x"], output: String = "y",
    inputShape: [ONNXValueInfo.Dimension]? = [.fixed(1), .fixed(3), .named("h"), .named("w")]
) -> ONNXModel {
    let floats = tensors.sorted { $0.key < $1.key }.map { name, shape in
        ONNXTensor(
            name: name, shape: shape,
            elements: .floats(Array(repeating: 0.5, count: shape.reduce(1, *))))
    }
    let integers = constants.sorted { $0.key < $1.key }.map { name, values in
        ONNXTensor(name: name, shape: [values.count], elements: .integers(values))
    }
    return ONNXModel(
        file: "net.onnx", irVersion: 8, opsets: ["": opset], producer: "", metadata: [:],
        graph: ONNXGraph(
            name: "", nodes: nodes, initializers: floats + integers,
            inputs: inputs.map { ONNXValueInfo(name: $0, shape: inputShape) },
            outputs: [ONNXValueInfo(name: output, shape: nil)]))
}

/// A node called after its operator, from `inputs` to `output`.
func makeNode(
    _ operation: String, _ inputs: [String], _ output: String = "y",
    _ attributes: [String: ONNXNode.Attribute] = [:], domain: String = "", name: String? = nil
) -> ONNXNode {
    ONNXNode(
        name: name ?? operation.lowercased(), operation: operation, domain: domain, inputs: inputs,
        outputs: [output], attributes: attributes)
}

/// A Constant node of a float vector.
func makeFloats(_ values: [Float], _ output: String) -> ONNXNode {
    makeNode(
        "Constant", [], output,
        ["value": .tensor(ONNXTensor(name: "", shape: [values.count], elements: .floats(values)))])
}
