/// The nodes of an ONNX network and the values they begin with.
public struct ONNXGraph: Sendable {
    /// The graph's own name; may be empty.
    public let name: String

    /// The operations in file order, which the specification says is an order of execution.
    public let nodes: [ONNXNode]

    /// The stored values in file order, each name once.
    public let initializers: [ONNXTensor]

    /// The inputs. Old files list the initialisers here too.
    public let inputs: [ONNXValueInfo]

    /// The outputs.
    public let outputs: [ONNXValueInfo]

    /// Makes a graph that no file was read for; initialisers have names of their own.
    public init(
        name: String, nodes: [ONNXNode], initializers: [ONNXTensor], inputs: [ONNXValueInfo],
        outputs: [ONNXValueInfo]
    ) {
        self.name = name
        self.nodes = nodes
        self.initializers = initializers
        self.inputs = inputs
        self.outputs = outputs
    }
}
