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

extension ONNXGraph {
    /// Numbers are those of `GraphProto` in onnx.proto3.
    init(_ message: ProtobufReader) throws {
        var message = message
        var name = ""
        var nodes: [ONNXNode] = []
        var initializers: [ONNXTensor] = []
        var inputs: [ONNXValueInfo] = []
        var outputs: [ONNXValueInfo] = []
        while let field = try message.nextField() {
            switch field.number {
            case 1: try message.append(field, to: &nodes, ONNXNode.init)
            case 2: name = try message.string(field)
            case 5: try message.append(field, to: &initializers) { try ONNXTensor($0) }
            case 11: try message.append(field, to: &inputs, ONNXValueInfo.init)
            case 12: try message.append(field, to: &outputs, ONNXValueInfo.init)
            case 14:
                throw message.malformed(
                    "a quantisation annotation", at: field.offset, "float parameters")
            case 15:
                throw message.malformed("a sparse initializer", at: field.offset, "dense ones")
            default: try message.skip(field)
            }
        }
        try Self.checkNames(initializers, file: message.file)
        self.init(
            name: name, nodes: nodes, initializers: initializers, inputs: inputs, outputs: outputs)
    }

    private static func checkNames(_ initializers: [ONNXTensor], file: String) throws {
        var names = Set<String>()
        for (index, tensor) in initializers.enumerated() {
            guard !tensor.name.isEmpty else {
                throw WeightsError.malformed(
                    file: file, found: "initializer \(index) without a name", expected: "a name")
            }
            guard names.insert(tensor.name).inserted else {
                throw WeightsError.malformedTensor(
                    file: file, tensor: tensor.name, found: "a second initializer of this name",
                    expected: "one")
            }
        }
    }
}

extension ProtobufReader {
    /// Adds a message of a repeated field.
    fileprivate mutating func append<Value>(
        _ field: Field, to values: inout [Value], _ read: (ProtobufReader) throws -> Value
    ) throws {
        try checkRoom(after: values.count, field)
        values.append(try read(try message(field)))
    }

    /// Checks that a repeated field may have one more element.
    func checkRoom(after count: Int, _ field: Field) throws {
        guard count < ONNXLimits.count else {
            throw malformed(
                "too many of field \(field.number)", at: field.offset,
                "at most \(ONNXLimits.count)")
        }
    }
}
