/// A network's structure: operations in the order they run, without the numbers they run on.
///
/// Values are numbered: value 0 is the input, node k makes value k + 1.  Parameters are slots,
/// filled by a member's tensors; networks with equal graphs can be interpolated whatever their
/// files call the tensors.
public struct Graph: Sendable, Equatable {
    /// One operation and the values it reads.
    public struct Node: Sendable {
        /// The name the file or the architecture gives the node, for messages.
        public let name: String
        public let operation: Operation
        /// Value numbers, each smaller than the node's own value.
        public let inputs: [Int]

        package init(name: String, operation: Operation, inputs: [Int]) {
            self.name = name
            self.operation = operation
            self.inputs = inputs
        }
    }

    /// A place for a parameter tensor.
    public struct Parameter: Sendable {
        /// The tensor's name in the file it was read from, for messages.
        public let name: String
        /// Dimensions, outermost first, after the rearrangements.
        public let shape: [Int]
        /// What is done to the file's tensor, in this order.
        package let rearrangements: [Rearrangement]

        package init(name: String, shape: [Int], rearrangements: [Rearrangement] = []) {
            self.name = name
            self.shape = shape
            self.rearrangements = rearrangements
        }
    }

    public let nodes: [Node]
    public let parameters: [Parameter]
    /// The shape of every value.
    public let shapes: [Shape]
    /// The value that is the network's output.
    public let output: Int

    package init(nodes: [Node], parameters: [Parameter], shapes: [Shape], output: Int) {
        self.nodes = nodes
        self.parameters = parameters
        self.shapes = shapes
        self.output = output
    }

    public var inputShape: Shape { shapes[0] }
    public var outputShape: Shape { shapes[output] }

    /// A value as the operations that read it see it.
    func input(_ value: Int, layout: ChannelLayout = []) -> OperationInput {
        var parameter: Int?
        if value > 0, case .parameter(let operation) = nodes[value - 1].operation {
            parameter = operation.slot
        }
        return OperationInput(
            value: value, shape: shapes[value], parameter: parameter, layout: layout)
    }

    /// How many nodes read each value; the output counts as read once more.
    public var useCounts: [Int] {
        var counts = [Int](repeating: 0, count: shapes.count)
        for node in nodes {
            for input in node.inputs { counts[input] += 1 }
        }
        counts[output] += 1
        return counts
    }

    /// The multiply-accumulate operations of one run's convolutions and matrix products, at most 2⁶².
    public var multiplyAccumulates: Int {
        let total = zip(nodes, shapes.dropFirst()).reduce(0.0) { sum, node in
            sum + node.0.operation.rule.cost(node.0.inputs.map { shapes[$0] }, node.1)
        }
        return Int(min(total, 0x1p62))
    }

    /// The first node that reads a parameter, for messages.
    public func nodeName(ofParameter index: Int) -> String? {
        nodes.first { $0.operation.parameters.contains(index) }?.name
    }

    /// Whether both compute the same function of the same parameters; names do not matter.
    public static func == (a: Graph, b: Graph) -> Bool {
        a.output == b.output && a.shapes == b.shapes
            && a.parameters.map(\.shape) == b.parameters.map(\.shape)
            && a.nodes.count == b.nodes.count
            && zip(a.nodes, b.nodes).allSatisfy {
                $0.operation == $1.operation && $0.inputs == $1.inputs
            }
    }
}

extension Graph {
    /// The same function without nodes and slots that the output does not depend on.
    package func pruned() -> Graph {
        var isRead = [Bool](repeating: false, count: shapes.count)
        isRead[output] = true
        for index in nodes.indices.reversed() where isRead[index + 1] {
            for input in nodes[index].inputs { isRead[input] = true }
        }
        var slots: [Int: Int] = [:]
        var values = [0: 0]
        var kept: [Node] = []
        for (index, node) in nodes.enumerated() where isRead[index + 1] {
            for slot in node.operation.parameters where slots[slot] == nil {
                slots[slot] = slots.count
            }
            kept.append(
                Node(
                    name: node.name,
                    operation: node.operation.readingParameters(from: { slots[$0] ?? 0 }),
                    inputs: node.inputs.compactMap { values[$0] }))
            values[index + 1] = kept.count
        }
        let order = slots.sorted { $0.value < $1.value }.map(\.key)
        let remaining = shapes.indices.filter { $0 == 0 || isRead[$0] }
        return Graph(
            nodes: kept, parameters: order.map { parameters[$0] },
            shapes: remaining.map { shapes[$0] }, output: values[output] ?? 0)
    }
}
