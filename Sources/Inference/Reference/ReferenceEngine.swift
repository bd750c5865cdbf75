public import Networks
public import Weights

/// Computes graphs with plain loops: slow, and the truth that the fast engine is compared with.
public enum ReferenceEngine {
    /// Runs a graph on an input of rank 3 or of rank 4 with one picture.
    ///
    /// - Parameters:
    ///   - parameters: by slot, shaped as the graph says.
    ///   - input: as many values as the graph's input shape has, in the network's own order and range.
    /// - Returns: the output, channels × height × width.
    public static func run(_ graph: Graph, parameters: [Tensor], input: Tensor) -> Tensor {
        let shape = graph.inputShape
        var values = [
            Tensor(shape: [shape.channels, shape.height, shape.width], values: input.values)
        ]
        for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
            values.append(
                node.operation.rule.evaluate(
                    node.inputs.map { values[$0] }, parameters: parameters, shape: shape))
        }
        return values[graph.output]
    }
}
