package import Graphs
package import Imaging
package import Weights

/// Turns an ONNX graph into a ``Graph`` at a concrete input size.
///
/// Arithmetic on shapes and constants is carried out on the way; what is left computes images.
/// Operator semantics follow ONNX's Operators.md.
public enum ONNXImporter {
    /// The operators that are read, in alphabetical order.  Some are read in arithmetic on sizes only.
    public static let supportedOperators: [String] = ONNXOperators.names

    /// The versions of the operator set whose operators mean what they are taken to mean here.
    private static let opsets: ClosedRange<Int64> = 7...28

    /// Builds the graph for one input shape.
    ///
    /// - Parameters:
    ///   - statistics: whose batch normalizations use; nil for what each node says.
    ///   - recognises: whether groups of operations that together are another one become that one; the
    ///     results are the same up to rounding.
    package static func graph(
        of model: ONNXModel, tensors: [String: Tensor], input: Shape,
        statistics: BatchStatistics? = nil, recognises: Bool = true
    ) throws -> Graph {
        try checkVersion(of: model)
        let image = try ONNXImage(of: model, channels: input.channels)
        var state = ONNXImportState(
            model: model, tensors: tensors,
            builder: try GraphBuilder(
                file: model.file, tensors: tensors, input: input, statistics: statistics),
            recognises: recognises)
        state.define(image.name, .computed(try image.appendLayout(to: &state)))
        for node in model.graph.nodes { try state.take(node) }
        let output = try image.appendImage(of: output(of: model, state), to: &state)
        let graph = state.builder.finish(output: output).pruned()
        guard graph.useCounts[0] > 0 else {
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "an output that does not depend on the picture",
                expected: "a value computed from it")
        }
        return graph
    }

    /// Builds the graph for an input that is taken as it is, whatever its rank.
    package static func graph(
        of model: ONNXModel, tensors: [String: Tensor], rawInput name: String, _ input: Shape
    ) throws -> Graph {
        try checkVersion(of: model)
        var state = ONNXImportState(
            model: model, tensors: tensors,
            builder: try GraphBuilder(file: model.file, tensors: tensors, input: input),
            recognises: true)
        state.define(name, .computed(state.builder.input))
        for node in model.graph.nodes { try state.take(node) }
        return state.builder.finish(output: try output(of: model, state)).pruned()
    }

    private static func checkVersion(of model: ONNXModel) throws {
        guard opsets.contains(model.opset) else {
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "operator set \(model.opset)",
                expected: "\(opsets.lowerBound) to \(opsets.upperBound)")
        }
    }

    private static func output(of model: ONNXModel, _ state: ONNXImportState) throws -> Int {
        guard model.graph.outputs.count == 1 else {
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "\(model.graph.outputs.count) outputs", expected: "one")
        }
        guard case .computed(let output)? = state.values[model.graph.outputs[0].name] else {
            throw GraphError.notAnImageNetwork(
                file: model.file,
                found: "output '\(model.graph.outputs[0].name)' that no node makes",
                expected: "a value computed from the input")
        }
        return output
    }
}

extension ONNXModel {
    /// The version of the standard operators.
    var opset: Int64 { opsets[""] ?? opsets["ai.onnx"] ?? 1 }
}
