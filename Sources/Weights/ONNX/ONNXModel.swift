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

extension Checkpoint {
    /// The initialisers of a network in file order; integers stand apart.
    ///
    /// NaN and infinity were judged when the network was read.
    public init(onnx model: ONNXModel) {
        var builder = CheckpointBuilder(file: model.file)
        for tensor in model.graph.initializers {
            switch tensor.elements {
            case .floats(let values):
                builder.add(tensor.name, Tensor(shape: tensor.shape, values: values))
            case .integers(let values):
                builder.add(tensor.name, IntegerTensor(shape: tensor.shape, values: values))
            }
        }
        self = builder.checkpoint(metadata: model.metadata)
    }
}
