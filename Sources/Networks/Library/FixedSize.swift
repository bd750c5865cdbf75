package import Graphs
import Imaging
import Weights

/// The only size of images that a network takes, as it is written into the graph.
public struct FixedSize: Sendable, Hashable {
    /// Rows.
    public let height: Int
    /// Columns.
    public let width: Int
    /// The first node that takes no other size.
    public let node: String
}

extension Network {
    /// The graph for square images of a side, or for the only size that the network takes.
    package func sampleGraph(side: Int) throws -> Graph {
        try graph(height: fixedSize?.height ?? side, width: fixedSize?.width ?? side)
    }

    /// The size that is written into an ONNX graph; nil where the graph computes images of any size,
    /// whatever its input says.
    ///
    /// Exporters fix the input's sides unless told otherwise, and most graphs do not depend on them.
    ///
    /// - Throws: ``GraphError`` for a graph that cannot be had for its own size.
    func sizeWritten(into model: ONNXModel) throws -> FixedSize? {
        guard let own = try ONNXImage(of: model, channels: convention.channels).fixedSides else {
            _ = try graph(height: 64, width: 64)
            return nil
        }
        var node: String?
        do {
            let rule = try sizeRule()
            let output = try graph(height: own.y, width: own.x).outputShape
            let isFree =
                output.height == own.y * rule.scale - rule.loss
                && output.width == own.x * rule.scale - rule.loss
            if isFree || own.y % rule.multiple != 0 || own.x % rule.multiple != 0 { return nil }
        } catch let error as GraphError {
            node = error.node
        }
        _ = try graph(height: own.y, width: own.x)
        return FixedSize(
            height: own.y, width: own.x, node: node ?? constantNode(forImagesOf: own) ?? "output")
    }

    /// The first node that moves or copies what depends on the image's size to something that does not.
    private func constantNode(forImagesOf own: Pair) -> String? {
        func graph(_ factor: Int) -> Graph? {
            try? self.graph(height: factor * own.y, width: factor * own.x)
        }
        guard let small = graph(3), let large = graph(5) else { return nil }
        return zip(small.nodes, large.nodes).enumerated().first { index, nodes in
            nodes.0.operation.rule.fixesSizes && small.shapes[index + 1] == large.shapes[index + 1]
                && nodes.0.inputs.contains { small.shapes[$0] != large.shapes[$0] }
        }?.element.0.name
    }

    /// Throws for an image of another size than the only one that the network takes.
    func checkSize(height: Int, width: Int) throws(GraphError) {
        guard let fixedSize, (fixedSize.height, fixedSize.width) != (height, width) else { return }
        throw .fixedSize(
            file: file, node: fixedSize.node, found: Pair(height, width),
            expected: Pair(fixedSize.height, fixedSize.width))
    }

    /// The rule for the only size: the output is a whole multiple of it less a fixed margin.
    func sizeRule(of size: FixedSize) throws -> SizeRule {
        let output = try graph(height: size.height, width: size.width).outputShape
        let scale = max(1, (output.width + size.width - 1) / size.width)
        let loss = scale * size.width - output.width
        guard output.channels == convention.channels, loss < size.width,
            scale * size.height - output.height == loss
        else {
            throw GraphError.notAnImageNetwork(
                file: file,
                found: "an output of \(output.channels) channels and "
                    + "\(output.width)×\(output.height) for \(size.width)×\(size.height) pixels",
                expected: "\(convention.channels) channels and "
                    + "input × a whole number, less a fixed margin")
        }
        return SizeRule(scale: scale, multiple: 1, loss: loss)
    }
}
