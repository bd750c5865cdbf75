import Graphs
package import Weights

extension ONNXModel {
    /// The float tensors by name that members may differ in: the initialisers, and weights that the
    /// exporter wrote as Constant nodes.
    ///
    /// A Constant of one number is part of the structure unless a layer reads it as its weight.
    package var parameters: [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for initializer in graph.initializers {
            tensors[initializer.name] = Tensor(floatsOf: initializer)
        }
        let (weights, numbers) = (names(readBy: Self.layers), names(readBy: Self.shaping))
        for node in graph.nodes where node.operation == "Constant" {
            guard let name = node.outputs.first, tensors[name] == nil,
                case .tensor(let tensor)? = node.attributes["value"],
                weights.contains(name) || tensor.elements.count > 1 && !numbers.contains(name)
            else { continue }
            tensors[name] = Tensor(floatsOf: tensor)
        }
        return tensors
    }

    /// What the operators read after their first input.
    private func names(readBy operators: Set<String>) -> Set<String> {
        let readers = graph.nodes.filter { operators.contains($0.operation) }
        return Set(readers.flatMap { $0.inputs.dropFirst() })
    }

    private static let layers: Set = [
        "Conv", "ConvTranspose", "Gemm", "MatMul", "PRelu", "InstanceNormalization",
        "BatchNormalization", "GroupNormalization", "LayerNormalization", "RMSNormalization",
    ]

    private static let shaping: Set = ["Resize", "Upsample", "Clip", "Pad", "Expand", "Tile"]
}

extension Tensor {
    /// Nil for integers.
    fileprivate init?(floatsOf tensor: ONNXTensor) {
        guard case .floats(let values) = tensor.elements else { return nil }
        self.init(shape: tensor.shape, values: values)
    }
}
