package import Graphs
import Inference
package import Networks
package import Weights

/// Two networks of one structure side by side, for measuring.
package struct NetworkPair: Sendable {
    package let first: Network
    package let second: Network
    /// Their graph at the smallest size that it can be had for.
    package let graph: Graph
    /// The second network's own graph: equal, with the names of its file.
    package let secondGraph: Graph
    /// The networks' parameters by slot.
    package let parameters: (first: [Tensor], second: [Tensor])

    /// Sides of calibration images in pixels, tried in this order.
    private static let sides = [32, 64, 128, 256]

    /// Throws `InferenceError` when structures or colours differ, `GraphError` when there is no graph
    /// for small images.
    package init(_ first: Network, _ second: Network) throws {
        let graph = try Self.smallestGraph(of: first)
        let size = graph.inputShape
        let other = try second.graph(height: size.height, width: size.width)
        try NetworkFamily.check(second, other, fits: first, graph)
        self.first = first
        self.second = second
        self.graph = graph
        secondGraph = other
        parameters = (first.parameters(of: graph), second.parameters(of: other))
    }

    private static func smallestGraph(of network: Network) throws -> Graph {
        for side in sides.dropLast() {
            if let graph = try? network.sampleGraph(side: side) { return graph }
        }
        return try network.sampleGraph(side: sides[sides.count - 1])
    }

    /// How the layers' weights stand to each other.
    package var similarity: Similarity {
        Similarity(
            graph.layers.map { layer in
                LayerRelation(
                    name: layer.name,
                    parameters.first[layer.slot].rows(along: layer.axis),
                    parameters.second[layer.slot].rows(along: layer.axis))
            })
    }

    /// The second network's channels brought to the first's.
    package var alignment: Alignment {
        Alignment(of: parameters.second, to: parameters.first, in: graph)
    }

    /// Parameters of (1 − α) θ₁ + α θ₂, by slot.
    package func mixed(_ alpha: Float) -> [Tensor] { mixed(with: parameters.second, alpha) }

    /// Parameters of (1 − α) θ₁ + α θ₂ with others for θ₂, by slot.
    package func mixed(with second: [Tensor], _ alpha: Float) -> [Tensor] {
        zip(parameters.first, second).map { weightedSum([$0, $1], weights: [1 - alpha, alpha]) }
    }

    /// The first network's graph for square images of a side, or the smallest where that is smaller
    /// than it takes or it takes one size only.
    package func graph(forPicturesOf side: Int) throws -> Graph {
        side <= graph.inputShape.width || first.fixedSize != nil
            ? graph : try first.graph(height: side, width: side)
    }
}
