extension Graph {
    /// The same function without nodes and slots that the output does not depend on.
    func pruned() -> Graph {
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
