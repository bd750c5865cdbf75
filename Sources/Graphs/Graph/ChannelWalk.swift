/// Follows channels through a graph, from the layers that make them to the parameters they meet.
struct ChannelWalk {
    private let graph: Graph
    private var spaces = ChannelSpaces()
    /// The channels of every value so far.
    private var layouts: [ChannelLayout] = []

    init(_ graph: Graph) {
        self.graph = graph
        layouts = [spaces.make(graph.inputShape.channels, isFixed: true)]
    }

    /// Visits every node once.
    mutating func groups() -> [ChannelSpaces.Group] {
        for (index, node) in graph.nodes.enumerated() {
            layouts.append(layout(of: node, shape: graph.shapes[index + 1]))
        }
        spaces.fix(layouts[graph.output])
        return spaces.groups
    }

    /// The channels of other values than images keep their order.
    private mutating func layout(of node: Graph.Node, shape: Shape) -> ChannelLayout {
        let inputs = node.inputs.map { graph.input($0, layout: layouts[$0]) }
        var step = ChannelSpaces.Step(inputs: inputs, shape: shape, spaces: spaces)
        let isFollowed = shape.isImage && inputs.contains { $0.shape.isImage }
        let layout = isFollowed ? node.operation.rule.channels(&step) : step.opaque()
        spaces = step.spaces
        return layout
    }
}

extension Graph {
    /// The groups of two blocks or more, in the order their channels are made.
    ///
    /// Input and output stay as they are.  Additions and normalizations tie channels, concatenations
    /// set groups side by side; where an operation looks at channels in another way, theirs are left
    /// in their order.
    package var channelGroups: [ChannelSpaces.Group] {
        var walk = ChannelWalk(self)
        return walk.groups()
    }
}
