/// Follows channels through a graph, from the layers that make them to the parameters they meet.
struct ChannelWalk {
    private let graph: Graph
    private var spaces = ChannelSpaces()
    /// The channels of every value so far.
    private var layouts: [[ChannelSpaces.Segment]] = []

    init(_ graph: Graph) {
        self.graph = graph
        layouts = [spaces.make(graph.inputShape.channels, isFixed: true)]
    }

    /// Visits every node once.
    mutating func groups() -> [ChannelGroup] {
        for (index, node) in graph.nodes.enumerated() {
            layouts.append(layout(of: node, shape: graph.shapes[index + 1]))
        }
        spaces.fix(layouts[graph.output])
        return spaces.groups
    }

    private mutating func layout(
        of node: Graph.Node, shape: Shape
    ) -> [ChannelSpaces.Segment] {
        guard let first = node.inputs.first, shape.isPicture, graph.shapes[first].isPicture else {
            if case .arithmetic = node.operation, shape.isPicture { return combined(node, shape) }
            return opaque(node, shape)
        }
        let input = layouts[first]
        switch node.operation {
        case .convolution(let operation): return follow(operation, input)
        case .transposedConvolution(let operation): return follow(operation, input)
        case .activation, .padding, .nearestUpsampling, .pooling, .resizing: return input
        case .instanceNormalization, .batchNormalization:
            for slot in node.operation.parameters { spaces.use(slot, axis: 0, input) }
            return input
        case .parametricReLU(let operation):
            if operation.count > 1 { spaces.use(operation.slope, axis: 0, input) }
            return input
        case .arithmetic: return combined(node, shape)
        default: return rearranged(node, input, shape)
        }
    }

    /// Convolutions make new channels; depthwise ones keep those they have.
    private mutating func follow(
        _ convolution: Convolution, _ input: [ChannelSpaces.Segment]
    ) -> [ChannelSpaces.Segment] {
        let output: [ChannelSpaces.Segment]
        if convolution.groups == 1 {
            output = spaces.make(convolution.outputChannels, isFixed: false)
            spaces.use(convolution.weight, axis: 1, input)
            spaces.use(convolution.weight, axis: 0, output)
        } else if convolution.weightShape[1] == 1 {
            output = spaces.multiplied(input, by: convolution.outputChannels / convolution.groups)
            spaces.use(convolution.weight, axis: 0, output)
        } else {
            spaces.fix(input)
            output = spaces.make(convolution.outputChannels, isFixed: true)
        }
        if let bias = convolution.bias { spaces.use(bias, axis: 0, output) }
        return output
    }

    private mutating func follow(
        _ convolution: TransposedConvolution, _ input: [ChannelSpaces.Segment]
    ) -> [ChannelSpaces.Segment] {
        let output: [ChannelSpaces.Segment]
        if convolution.groups == 1 {
            output = spaces.make(convolution.outputChannels, isFixed: false)
            spaces.use(convolution.weight, axis: 0, input)
            spaces.use(convolution.weight, axis: 1, output)
        } else if convolution.weightShape[1] == 1, convolution.groups == convolution.inputChannels {
            output = input
            spaces.use(convolution.weight, axis: 0, input)
        } else {
            spaces.fix(input)
            output = spaces.make(convolution.outputChannels, isFixed: true)
        }
        if let bias = convolution.bias { spaces.use(bias, axis: 0, output) }
        return output
    }

    /// Values that are added, multiplied or compared have their channels in one order.
    private mutating func combined(
        _ node: Graph.Node, _ shape: Shape
    ) -> [ChannelSpaces.Segment] {
        let wide = node.inputs.filter {
            graph.shapes[$0].isPicture && graph.shapes[$0].channels == shape.channels
                && parameter($0) == nil
        }
        guard let first = wide.first else { return opaque(node, shape) }
        let layout = layouts[first]
        for other in node.inputs where other != first {
            let sizes = graph.shapes[other].sizes
            guard sizes.count >= 3, sizes[sizes.count - 3] > 1 else { continue }
            if let slot = parameter(other) {
                spaces.use(slot, axis: sizes.count - 3, layout)
            } else if graph.shapes[other].isPicture {
                spaces.tie(layout, layouts[other])
            } else {
                spaces.fix(layout)
            }
        }
        return layout
    }

    /// The slot of a value that is a parameter as it stands.
    private func parameter(_ value: Int) -> Int? {
        guard value > 0, case .parameter(let parameter) = graph.nodes[value - 1].operation else {
            return nil
        }
        return parameter.slot
    }

    private mutating func rearranged(
        _ node: Graph.Node, _ input: [ChannelSpaces.Segment], _ shape: Shape
    ) -> [ChannelSpaces.Segment] {
        switch node.operation {
        case .concatenation(let operation)
        where operation.axis == 1 && node.inputs.allSatisfy { graph.shapes[$0].isPicture }:
            return node.inputs.flatMap { layouts[$0] }
        case .pixelShuffle(let operation) where operation.order == .channelFirst:
            return spaces.divided(input, by: operation.factor * operation.factor)
        case .pixelUnshuffle(let operation) where operation.order == .channelFirst:
            return spaces.multiplied(input, by: operation.factor * operation.factor)
        case .slicing(let operation) where operation.parts[1].count == graph.channels(of: node):
            return input
        case .selection(let operation) where operation.axis > 1: return input
        case .softmax(let operation) where operation.axis > 1: return input
        case .reduction(let operation)
        where operation.keepsAxes && operation.axes.allSatisfy { $0 > 1 }:
            return input
        default: return opaque(node, shape)
        }
    }

    /// What looks at channels in a way not followed here: they stay in their order.
    private mutating func opaque(_ node: Graph.Node, _ shape: Shape) -> [ChannelSpaces.Segment] {
        for input in node.inputs { spaces.fix(layouts[input]) }
        return spaces.make(shape.channels, isFixed: true)
    }
}

extension Graph {
    /// Channels of a node's first input.
    fileprivate func channels(of node: Node) -> Int { shapes[node.inputs[0]].channels }
}
