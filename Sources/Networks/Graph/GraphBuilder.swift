package import Weights

/// Builds a graph node by node, checking every shape on the way.
///
/// Architectures and importers call it in the order of the forward pass.
package struct GraphBuilder {
    /// The file being read, for messages.
    package let file: String
    /// Where parameter tensors are looked up by name.
    private let tensors: [String: Tensor]
    private var nodes: [Graph.Node] = []
    private var shapes: [Shape]
    private var parameters: [Graph.Parameter] = []
    private var parameterIndices: [String: Int] = [:]

    package init(file: String, tensors: [String: Tensor], input: Shape) {
        self.file = file
        self.tensors = tensors
        shapes = [input]
    }

    /// The value number of the network's input.
    package var input: Int { 0 }

    package func shape(of value: Int) -> Shape { shapes[value] }

    /// Appends an operation and returns the number of the value it makes.
    ///
    /// Throws ``GraphError/wrongSize(node:found:expected:)`` when the operation cannot take its
    /// inputs.
    package mutating func append(
        _ name: String, _ operation: Operation, _ inputs: Int...
    ) throws(GraphError) -> Int {
        let rule = operation.rule
        do {
            shapes.append(try rule.outputShape(inputs.map { shapes[$0] }))
        } catch {
            throw GraphError.wrongSize(node: name, found: error.found, expected: error.expected)
        }
        nodes.append(Graph.Node(name: name, operation: operation, inputs: inputs))
        return shapes.count - 1
    }

    /// The slot of a named parameter, and its dimensions.
    package mutating func parameter(
        _ name: String
    ) throws(GraphError) -> (index: Int, shape: [Int]) {
        guard let tensor = tensors[name] else {
            throw .missingTensor(file: file, name: name)
        }
        if let index = parameterIndices[name] { return (index, tensor.shape) }
        parameters.append(Graph.Parameter(name: name, shape: tensor.shape))
        parameterIndices[name] = parameters.count - 1
        return (parameters.count - 1, tensor.shape)
    }

    /// The slot of a parameter that must have one value a channel.
    package mutating func channelParameter(
        _ name: String, channels: Int
    ) throws(GraphError) -> Int {
        let (index, shape) = try parameter(name)
        guard shape == [channels] else {
            throw .wrongShape(file: file, tensor: name, found: shape, expected: "[\(channels)]")
        }
        return index
    }

    /// The names of all tensors that have become parameters.
    package var usedTensors: Set<String> { Set(parameterIndices.keys) }

    package func finish(output: Int) -> Graph {
        Graph(nodes: nodes, parameters: parameters, shapes: shapes, output: output)
    }
}
