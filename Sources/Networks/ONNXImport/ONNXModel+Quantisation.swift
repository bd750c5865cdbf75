import Graphs
import Weights

extension ONNXModel {
    /// Throws ``GraphError/quantised(file:place:how:)`` for a graph that works on integers of 8 bits.
    func refuseQuantised() throws(GraphError) {
        guard let node = graph.nodes.first(where: { Self.isQuantising($0.operation) }) else {
            return
        }
        throw .quantised(
            file: file, place: node.place, how: "operator \(shortened(node.operation))")
    }

    /// Operators of ONNX's Operators.md and of ONNX Runtime's ContribOperators.md.
    private static func isQuantising(_ operation: String) -> Bool {
        operation.hasPrefix("QLinear") || quantising.contains(operation)
    }

    private static let quantising: Set = [
        "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "ConvInteger",
        "MatMulInteger", "QGemm", "QAttention", "DynamicQuantizeMatMul", "MatMulIntegerToFloat",
    ]
}

extension Checkpoint {
    /// A layer's weight of small integers, which only its file's own program can undo; nil without one.
    var quantisedWeight: String? {
        integerTensors.filter { name, tensor in
            name.hasSuffix("weight") && tensor.shape.count >= 2
                && tensor.values.allSatisfy { (-128...255).contains($0) }
        }.keys.min()
    }
}
