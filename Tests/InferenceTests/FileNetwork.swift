import Graphs
import Networks
import Testing
import Weights

/// The graph of an ONNX or an ncnn file for an input that is taken as it is, and its parameters by slot.
func fileNetwork(_ path: String, _ input: Shape) throws -> (graph: Graph, tensors: [Tensor]) {
    let graph: Graph
    let tensors: [String: Tensor]
    if path.hasSuffix(".onnx") {
        let model = try ONNXModel(onnxFile: path)
        tensors = model.parameters
        graph = try ONNXImporter.graph(
            of: model, tensors: tensors, rawInput: try #require(model.graph.inputs.first?.name),
            input)
    } else {
        let model = try NCNNModel(ncnnFile: path)
        tensors = model.tensors
        graph = try NCNNImporter.graph(of: model, tensors: tensors, input: input)
    }
    let parameters = graph.parameters.compactMap { parameter in
        tensors[parameter.name].map { tensor in
            parameter.rearrangements.reduce(tensor) { $1.applied(to: $0) }
        }
    }
    return (graph, parameters)
}
