/// One operation of an ONNX network.
public struct ONNXNode: Sendable {
    /// The node's name; often empty, unique by convention only.
    public let name: String

    /// The operator, such as `Conv` (`op_type`).
    public let operation: String

    /// The operator's domain; "" is the standard domain `ai.onnx`.
    public let domain: String

    /// Names of the values it takes; "" stands for an optional input left out.
    public let inputs: [String]

    /// Names of the values it makes; "" stands for an optional output left out.
    public let outputs: [String]

    /// The operator's settings by name.
    public let attributes: [String: Attribute]

    /// Makes a node that no file was read for.
    public init(
        name: String, operation: String, domain: String = "", inputs: [String],
        outputs: [String], attributes: [String: Attribute] = [:]
    ) {
        self.name = name
        self.operation = operation
        self.domain = domain
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = attributes
    }
}

extension ONNXNode {
    /// A setting of an operation.
    public enum Attribute: Sendable, Equatable {
        case float(Float)
        case int(Int64)
        case string(String)
        case tensor(ONNXTensor)
        case floats([Float])
        case ints([Int64])
        case strings([String])
    }
}

extension ONNXNode {
    /// Numbers are those of `NodeProto` in onnx.proto3.
    init(_ message: ProtobufReader) throws {
        var message = message
        let start = message.offset
        var texts: [Int: String] = [:]
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [ProtobufReader] = []
        while let field = try message.nextField() {
            switch field.number {
            case 1: try message.appendString(field, to: &inputs)
            case 2: try message.appendString(field, to: &outputs)
            case 3, 4, 7: texts[field.number] = try message.string(field)
            case 5:
                try message.checkRoom(after: attributes.count, field)
                attributes.append(try message.message(field))
            default: try message.skip(field)
            }
        }
        guard let operation = texts[4], !operation.isEmpty else {
            throw message.malformed("a node without op_type", at: start, "an operator")
        }
        name = texts[3] ?? ""
        self.operation = operation
        domain = standardDomain(texts[7] ?? "")
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = try Self.attributes(
            attributes, node: name.isEmpty ? outputs.first ?? operation : name)
    }

    private static func attributes(
        _ messages: [ProtobufReader], node: String
    ) throws -> [String: ONNXNode.Attribute] {
        var attributes: [String: ONNXNode.Attribute] = [:]
        for message in messages {
            let fields = try ONNXAttributeFields(message)
            let value = try fields.attribute(node: node)
            guard attributes.updateValue(value, forKey: fields.name) == nil else {
                throw WeightsError.malformedTensor(
                    file: message.file, tensor: "\(shortened(node)).\(fields.name)",
                    found: "a second attribute of this name", expected: "one")
            }
        }
        return attributes
    }
}

extension ProtobufReader {
    /// Adds one of a `repeated string`.
    mutating func appendString(_ field: Field, to values: inout [String]) throws {
        try checkRoom(after: values.count, field)
        values.append(try string(field))
    }
}
