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

    /// Makes a model that no file was read for.
    public init(
        file: String, irVersion: Int64, opsets: [String: Int64], producer: String,
        metadata: [String: String], graph: ONNXGraph
    ) {
        self.file = file
        self.irVersion = irVersion
        self.opsets = opsets
        self.producer = producer
        self.metadata = metadata
        self.graph = graph
    }
}
