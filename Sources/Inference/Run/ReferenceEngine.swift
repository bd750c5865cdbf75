public import Graphs
public import Weights

/// Computes graphs with plain loops: slow, and the truth that the fast engine is compared with.
public enum ReferenceEngine {
    /// Runs a graph on an input.
    ///
    /// - Parameters:
    ///   - parameters: by slot, shaped as the graph says.
    ///   - input: as many values as the graph's input shape has, in the network's own order and range.
    /// - Returns: the output, for an image 1 × channels × height × width.
    public static func run(_ graph: Graph, parameters: [Tensor], input: Tensor) -> Tensor {
        var values = [Tensor(shape: graph.inputShape.sizes, values: input.values)]
        for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
            values.append(
                node.operation.rule.evaluate(
                    node.inputs.map { values[$0] }, parameters: parameters, shape: shape))
        }
        return values[graph.output]
    }
}
