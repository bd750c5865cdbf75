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
