/// A network as an ONNX file describes it: nothing is inferred, folded or renamed yet.
///
/// The format is `onnx.proto3` of the ONNX specification.
public struct ONNXModel: Sendable {
    /// Where it came from, as the user wrote it: the place that messages name.
    public let file: String

    /// The version of the file format, 1 or more.
    public let irVersion: Int64

    /// Versions of the operator sets by domain; "" is the standard domain `ai.onnx`.
    public let opsets: [String: Int64]

    /// The program that wrote the file and its version, such as `pytorch 2.5`; may be empty.
    public let producer: String

    /// The file's `metadata_props`.
    public let metadata: [String: String]

    /// The network.
    public let graph: ONNXGraph
}

/// The nodes of an ONNX network and the values they begin with.
public struct ONNXGraph: Sendable {
    /// The graph's own name; may be empty.
    public let name: String

    /// The operations in file order, which the specification says is an order of execution.
    public let nodes: [ONNXNode]

    /// The stored values in file order, each name once.
    public let initializers: [ONNXTensor]

    /// What a caller gives. Old files list the initialisers here too.
    public let inputs: [ONNXValueInfo]

    /// What a caller gets.
    public let outputs: [ONNXValueInfo]
}

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
    public let attributes: [String: ONNXAttribute]
}

/// A setting of an operation.
public enum ONNXAttribute: Sendable, Equatable {
    case float(Float)
    case int(Int64)
    case string(String)
    case tensor(ONNXTensor)
    case floats([Float])
    case ints([Int64])
    case strings([String])
}

/// A stored value: an initialiser or the value of a constant.
public struct ONNXTensor: Sendable, Equatable {
    /// The value's name; may be empty in an attribute, never in an initialiser.
    public let name: String

    /// Sizes of the dimensions, outermost first; empty for a single number. Each is 0 or more.
    public let shape: [Int]

    /// The elements in row-major order, as many as the product of `shape`.
    public let elements: Elements

    /// Elements of either kind that networks compute with.
    public enum Elements: Sendable, Equatable {
        /// 16-, 32- and 64-bit floats.
        case floats([Float])
        /// Integers of every width, and truth values as 0 and 1.
        case integers([Int64])
    }
}

/// The name and the shape of a value that goes into or comes out of a graph.
public struct ONNXValueInfo: Sendable, Equatable {
    /// The value's name.
    public let name: String

    /// Its dimensions, nil when the file says nothing about them.
    public let shape: [Dimension]?

    /// The size of one dimension.
    public enum Dimension: Sendable, Equatable {
        /// A size of 0 or more.
        case fixed(Int)
        /// A size that the caller chooses, by the name the file gives it.
        case named(String)
        /// A size that the file leaves open; a negative size is read as this.
        case unknown
    }
}
