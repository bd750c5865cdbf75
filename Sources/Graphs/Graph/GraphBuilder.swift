package import Imaging
package import Weights

/// Builds a graph node by node, checking every shape on the way.
///
/// Architectures and importers call it in the order of the forward pass.
package struct GraphBuilder {
    /// The file being read, for messages.
    package let file: String
    /// Where parameter tensors are looked up by name.
    private let tensors: [String: Tensor]
    /// Whose statistics batch normalizations use; nil for those that each node says, or else stored ones.
    package let statistics: BatchStatistics?
    private var nodes: [Graph.Node] = []
    private var shapes: [Shape]
    private var parameters: [Graph.Parameter] = []

    /// Throws ``GraphError/wrongSize(file:node:found:expected:)`` for an image without pixels.
    package init(
        file: String, tensors: [String: Tensor], input: Shape,
        statistics: BatchStatistics? = nil
    ) throws(GraphError) {
        self.file = file
        self.statistics = statistics
        self.tensors = tensors
        shapes = [input]
        do {
            try input.checkLimits()
        } catch {
            throw .wrongSize(
                file: file, node: "input", found: error.found, expected: error.expected)
        }
    }

    /// The value number of the network's input.
    package var input: Int { 0 }

    package func shape(of value: Int) -> Shape { shapes[value] }

    /// Appends an operation and returns the number of the value it makes.
    ///
    /// Throws ``GraphError/wrongSize(file:node:found:expected:)`` when the operation cannot take
    /// its inputs.
    package mutating func append(
        _ name: String, _ operation: Operation, _ inputs: Int...
    ) throws(GraphError) -> Int {
        try append(name, operation, inputs)
    }

    /// Appends an operation on any number of values; see ``append(_:_:_:)-(_,_,Int...)``.
    package mutating func append(
        _ name: String, _ operation: Operation, _ inputs: [Int]
    ) throws(GraphError) -> Int {
        do {
            let shape = try operation.rule.outputShape(inputs.map { shapes[$0] })
            try shape.checkLimits()
            shapes.append(shape)
        } catch {
            if let channels = channelsOfImage(operation, inputs) {
                throw .otherChannels(file: file, takes: channels, expected: shapes[0].channels)
            }
            throw .wrongSize(
                file: file, node: name, found: error.found, expected: error.expected)
        }
        nodes.append(Graph.Node(name: name, operation: operation, inputs: inputs))
        return shapes.count - 1
    }

    /// The channels that a convolution of the image itself takes, where the image has others; nil for
    /// other operations.
    private func channelsOfImage(_ operation: Operation, _ inputs: [Int]) -> Int? {
        guard case .convolution(let convolution) = operation, convolution.groups == 1,
            var value = inputs.first
        else { return nil }
        while let node = node(making: value), case .padding = node.operation {
            value = node.inputs[0]
        }
        let channels = convolution.inputChannels
        return value == input && channels != shapes[0].channels ? channels : nil
    }

    /// The node that makes a value; nil for the input.
    package func node(making value: Int) -> Graph.Node? { value > 0 ? nodes[value - 1] : nil }

    /// What a slot stands for.
    package func parameter(_ slot: Int) -> Graph.Parameter { parameters[slot] }

    /// Whether the file has a tensor of that name.
    package func hasTensor(_ name: String) -> Bool { tensors[name] != nil }

    /// A new slot for a named tensor, and its dimensions.
    ///
    /// Every use has a slot of its own: exporters store equal tensors once, so members of one
    /// structure may differ in what they share.
    ///
    /// - Parameter rearrangements: what is done to the file's tensor, in this order.
    package mutating func parameter(
        _ name: String, rearranged rearrangements: [Rearrangement] = []
    ) throws(GraphError) -> (index: Int, shape: [Int]) {
        guard let tensor = tensors[name] else {
            throw .missingTensor(file: file, name: name)
        }
        var shape = tensor.shape
        for rearrangement in rearrangements {
            guard let next = rearrangement.shape(of: shape) else {
                throw .wrongShape(
                    file: file, tensor: name, found: shape,
                    expected: "one that can be \(rearrangement)")
            }
            shape = next
        }
        parameters.append(
            Graph.Parameter(name: name, shape: shape, rearrangements: rearrangements))
        return (parameters.count - 1, shape)
    }

    /// Appends a node whose value is a named tensor.
    package mutating func parameterValue(
        _ name: String, rearranged rearrangements: [Rearrangement] = []
    ) throws(GraphError) -> Int {
        let (slot, sizes) = try parameter(name, rearranged: rearrangements)
        return try append(name, .parameter(ParameterValue(slot: slot, sizes: sizes)))
    }

    /// The sizes of a named tensor in the file; nil when there is none.
    package func tensorShape(_ name: String) -> [Int]? { tensors[name]?.shape }

    /// A new slot for a tensor that must have one value a channel.
    package mutating func channelParameter(
        _ name: String, channels: Int
    ) throws(GraphError) -> Int {
        let (index, shape) = try parameter(name)
        guard shape == [channels] else {
            throw .wrongShape(file: file, tensor: name, found: shape, expected: "[\(channels)]")
        }
        return index
    }

    package func finish(output: Int) -> Graph {
        Graph(nodes: nodes, parameters: parameters, shapes: shapes, output: output)
    }
}
